"""What `docs/tutorial-editors.md` tells, step by step, at the browser of the demo's editor."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.harness.pointing import choose, drag_over, unfold
from tests.screenshots.newsroom import QUOTE, Newsroom
from tests.screenshots.pictures import Camera

FREES = "Belarus frees detainees under pressure from protesters"
KITS = "The Belarusian Red Cross Society has brought"
WORDS = "About 7,000 people were arrested"
STATEMENT = "About 7,000 people were arrested in five days of mass protests in Belarus."
FIRST_NIGHT = (
    "around 3,000 people were detained in Belarus during just the first night of the protests"
)
QUANTITY = "Detentions in Belarus"
UNCLEAR = "No exact count of the five days was found."
CLEAR = "We found no exact count of the five days."
EXPLANATION = (
    "On 12 August 2020 the UN human rights chief spoke of approximately 6,000 people detained in three days; official "
    "statistics count around 3,000 in the first night alone. About 7,000 in five days fits both. "
    + UNCLEAR
)
ONE_SOURCE = "The report quotes the High Commissioner’s own statement."
OWN_TITLE = "Five years after the protests"
OWN_TEXT = (
    "Five years ago Belarus voted for a president, and the streets filled.\n\n"
    "About 7,000 people were arrested in five days of mass protests."
)


def editors(here: Newsroom, camera: Camera) -> Page:
    """From signing in to submitting; return the editor's browser at the submitted claim."""
    page = here.sign_in("editor")
    page.get_by_role("link", name=FREES).first.click()
    _hints(page, camera)
    _mark(page, camera)
    _figure(page)
    address = page.url
    _keep(page)
    page.goto(address)
    _link_passage(page, camera)
    _link_report(page, here.report)
    _verdict(page)
    camera.take(page, "workspace", top=page.locator(".card-open"))
    _on_phone(here, address, camera)
    page.locator(".card-open").get_by_label("The verdict rests on one source").fill(ONE_SOURCE)
    page.locator(".card-open").get_by_role("button", name="Submit for review").click()
    expect(page.locator(".card-open .card-head")).to_contain_text("In review")
    return page


def _hints(page: Page, camera: Camera) -> None:
    expect(page.locator(".hint-dots i").first).to_be_attached()
    note = page.locator(".hint-note")
    said = page.locator("#reading-live")
    for _hint in range(20):
        page.keyboard.press("i")
        expect(note).to_be_visible()
        if WORDS in (said.text_content() or ""):
            break
        page.wait_for_timeout(100)
    expect(note).to_contain_text("a figure")
    page.evaluate("scrollBy(0, -250)")
    camera.take(page, "worth-checking")
    page.keyboard.press("Escape")


def _mark(page: Page, camera: Camera) -> None:
    drag_over(page, WORDS)
    tools = page.locator("#select-tools")
    tools.get_by_role("button", name=re.compile("Mark as claim")).click()
    statement = page.get_by_label("Statement to check")
    expect(statement).to_have_value(WORDS)
    statement.fill(STATEMENT)
    camera.take(page, "new-claim")
    page.get_by_role("button", name="Save claim").click()
    expect(page.locator(".card-open [data-card-title]")).to_have_text(STATEMENT)


def _figure(page: Page) -> None:
    figures = page.locator(".card-open .claim-figures")
    figures.get_by_role("button", name=re.compile("Take")).first.click()
    figures.get_by_role("link", name=re.compile("^Edit")).first.click()
    figures.get_by_label("What is counted, the same across articles").fill(QUANTITY)
    figures.get_by_label("From day").fill("2020-08-09")
    figures.get_by_label("To day, included").fill("2020-08-13")
    figures.get_by_label("I confirm value and quantity").check()
    figures.get_by_role("button", name="Keep the figure").click()
    expect(figures).to_contain_text("confirmed")


def _keep(page: Page) -> None:
    page.get_by_role("link", name="Articles", exact=True).click()
    page.get_by_role("link", name=re.compile(KITS)).first.click()
    drag_over(page, FIRST_NIGHT)
    page.get_by_role("button", name=re.compile("Keep as evidence")).click()


def _link_passage(page: Page, camera: Camera) -> None:
    part = _source(page)
    choose(part, re.compile("^Use the passage you kept"), "checkbox")
    choose(part, "Context")
    part.get_by_label("Note").fill("The first night only: another scope, no contradiction.")
    camera.take(page, "link-a-passage", only=part)
    part.get_by_role("button", name="Link source").click()
    expect(page.locator(".card-open .evidence")).to_have_count(1)


def _link_report(page: Page, report: str) -> None:
    part = _source(page)
    choose(part, "Corroborates")
    part.get_by_label("Web address").fill(report)
    part.get_by_label("Title", exact=True).fill(
        "UN human rights chief condemns crackdown in Belarus"
    )
    part.get_by_label("Publisher", exact=True).fill("Global News")
    part.get_by_label("Quoted passage").fill(QUOTE)
    part.get_by_role("button", name="Link source").click()
    expect(page.locator(".card-open .evidence")).to_have_count(2)


def _source(page: Page) -> Locator:
    expect(page.locator(".card-open [data-card-title]")).to_have_text(STATEMENT)
    return unfold(page, "source")


def _verdict(page: Page) -> None:
    part = unfold(page, "verdict")
    choose(part, "Mostly true")
    part.get_by_label("Explanation for readers").fill(EXPLANATION)
    part.get_by_role("button", name="Save verdict").click()
    expect(page.locator(".card-open .card-head")).to_contain_text("Mostly true")
    # The page of the report is fetched meanwhile.
    for _second in range(60):
        if "archived" in page.locator(".card-open .evidence").last.inner_text().lower():
            return
        page.wait_for_timeout(1000)
        page.reload()
        expect(page.locator(".card-open .evidence")).to_have_count(2)


def _on_phone(here: Newsroom, address: str, camera: Camera) -> None:
    phone = here.sign_in("editor", phone=True)
    phone.goto(address)
    expect(phone.locator(".card-open [data-card-title]")).to_have_text(STATEMENT)
    camera.take(phone, "workspace-phone")


def sent_back(page: Page, camera: Camera) -> None:
    """The editor reads what the reviewer wants, accepts the words and submits again."""
    page.get_by_role("link", name="Desk", exact=True).click()
    expect(page.get_by_role("heading", name="Sent back to you")).to_be_visible()
    page.get_by_role("link", name=STATEMENT).first.click()
    card = page.locator(".card-open")
    expect(card).to_contain_text("asks for changes")
    camera.take(page, "sent-back", top=card)
    card.get_by_role("button", name=re.compile("^Accept the words of")).click()
    expect(card.locator(".suggestion")).to_have_count(0)
    _answer(card)
    card.get_by_role("button", name="Submit for review").click()
    expect(card.locator(".card-head")).to_contain_text("In review")


def _answer(card: Locator) -> None:
    """What was pinned is put right in the explanation, and the thread told so."""
    part = card.locator("details[data-part=verdict]")
    part.locator("> summary").click()
    explained = part.get_by_label("Explanation for readers")
    explained.fill(explained.input_value().replace(UNCLEAR, CLEAR))
    part.get_by_role("button", name="Save verdict").click()
    expect(card.locator(".explanation")).to_contain_text(CLEAR)
    thread = card.locator(".thread").first
    thread.get_by_text("Reply", exact=True).click()
    thread.get_by_role("textbox").fill("Done: it says now that we looked.")
    thread.get_by_role("button", name="Send").click()
    expect(thread).to_contain_text("it says now that we looked")


def seen_again(here: Newsroom, page: Page, camera: Camera) -> None:
    """The figure board, then an article of one's own in which our check is found again."""
    here.command("demo_claims")
    page.get_by_role("link", name="Figures", exact=True).click()
    page.get_by_label("Quantity", exact=True).select_option(label=QUANTITY)
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.locator("main")).to_contain_text("406 of 987 is 41.1%: that is no majority.")
    camera.take(page, "figure-board")
    page.get_by_role("link", name="Imports", exact=True).click()
    page.get_by_role("tab", name="Paste").click()
    page.get_by_label("Title").fill(OWN_TITLE)
    page.locator("#import-text").fill(OWN_TEXT)
    page.locator("#way-text").get_by_role("button", name="Import", exact=True).click()
    page.locator("#imports").get_by_role("link", name=OWN_TITLE).first.click()
    drag_over(page, "About 7,000 people were arrested in five days of mass protests")
    page.get_by_role("button", name=re.compile("Mark as claim")).first.click()
    seen = page.locator("[data-seen-words]")
    expect(seen).to_contain_text("our own check")
    page.evaluate("scrollBy(0, 200)")
    camera.take(page, "checked-before")
    seen.get_by_role("button", name="Says the same").first.click()
    page.get_by_role("button", name="Save claim").click()
    expect(page.locator(".card-open .card-head")).to_contain_text("Draft")
    part = unfold(page, "seen")
    expect(part.get_by_role("button", name="Take over verdict and sources")).to_be_visible()
