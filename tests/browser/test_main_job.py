"""The whole job in a browser: import, mark, link, rate, submit, review, publish; axe on every page."""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.request import urlopen
from uuid import uuid4

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from annotations.models import Article, Claim, Highlight
from tests.factories.users import make_user
from tests.harness.pointing import choose, drag_over, unfold
from tests.harness.processes import Processes

pytestmark = pytest.mark.browser
PageAs = Callable[..., Page]

TOO_WIDE = """
() => {
  const root = document.documentElement;
  if (root.scrollWidth <= root.clientWidth + 1) return '';
  return [...document.querySelectorAll('body *')]
    .filter((e) => e.getBoundingClientRect().right > root.clientWidth + 1)
    .map((e) => `${e.tagName}.${e.className}`)
    .slice(0, 6)
    .join(' ');
}
"""


def assert_accessible(page: Page) -> None:
    """No violation that axe can find, at the width of a desk and of a phone."""
    before = page.viewport_size
    for width, height in ((1440, 900), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        found = Axe().run(page)
        faults = [
            (v["id"], v["help"], [node["html"][:200] for node in v["nodes"][:3]])
            for v in found.response["violations"]
        ]
        assert not faults, f"{page.url} at {width}px: {faults}"
        too_wide = page.evaluate(TOO_WIDE)
        assert not too_wide, f"{page.url} scrolls sideways at {width}px: {too_wide}"
    if before:
        page.set_viewport_size(before)


def new_row(page: Page, act: Callable[[], None]) -> Locator:
    """The row that `act` puts on top of the list of imports."""
    rows = page.locator("#imports > li")
    before = rows.first.get_attribute("id") if rows.count() else "none"
    act()
    expect(rows.first).not_to_have_attribute("id", before or "none")
    return page.locator(f"#{rows.first.get_attribute('id')}")


def import_address(page: Page, address: str) -> None:
    """Import and watch it arrive without reloading, then open it."""
    page.goto("/imports/")
    page.evaluate("window.sameDocument = true")
    page.get_by_label("Web address").fill(address)
    row = new_row(page, lambda: page.get_by_role("button", name="Import", exact=True).click())
    expect(row).to_have_attribute("data-status", "succeeded", timeout=20_000)
    assert page.evaluate("window.sameDocument"), "the page was reloaded"
    assert_accessible(page)
    row.get_by_role("link").first.click()
    expect(page.locator("#text")).to_be_visible()


def mark(page: Page, words: str, nth: int = 0) -> None:
    drag_over(page, words, nth)
    page.get_by_role("button", name=re.compile("Mark as claim")).click()
    statement = page.get_by_label("Statement to check")
    said = " ".join(words.split())
    expect(statement).to_have_value(said)
    page.get_by_role("button", name="Save claim").click()
    expect(page.locator("#cards .card-open [data-card-title]")).to_have_text(said)
    claim = Claim.objects.filter(statement=said).latest("created_at")
    expect(page).to_have_url(re.compile(f"#claim-{claim.pk}$"))
    expect(page.locator("#cards .card-open")).to_have_attribute("data-claim", str(claim.pk))


@pytest.fixture
def cast() -> dict[str, str]:
    """An editor and a reviewer of this test's own."""
    tag = uuid4().hex[:8]
    for role in ("editor", "reviewer"):
        make_user(f"{role}-{tag}", role, has_password=True)
    return {"editor": f"editor-{tag}", "reviewer": f"reviewer-{tag}"}


def test_from_import_to_the_public_page(  # noqa: PLR0915 - one journey, told in order
    live_stack: Processes,
    demo_publisher: str,
    page_as: PageAs,
    page_at: Callable[..., Page],
    cast: dict[str, str],
) -> None:
    # The editor signs in and imports two of the demo articles.
    editor = page_as(cast["editor"])
    assert_accessible(editor)
    import_address(editor, f"{demo_publisher}/articles/red-cross-hygiene-kits/")
    assert_accessible(editor)
    drag_over(editor, "around 3,000 people were detained in Belarus during just the first night")
    editor.get_by_role("button", name=re.compile("Keep as evidence")).click()

    # The same words three times: the one that was selected is the one that is marked.
    mark(editor, "more than 4,000 hygiene kits", nth=2)
    kits = Claim.objects.filter(created_by__username=cast["editor"]).latest("created_at")
    place = Highlight.objects.get(appearance__claim=kits)
    text = place.revision.text
    assert place.start == text.rindex("more than 4,000 hygiene kits")
    editor.reload()
    expect(editor.locator("#cards .card-open [data-card-title]")).to_have_text(kits.statement)

    # The figure of the official result is attributed: the card asks what is asserted.
    import_address(editor, f"{demo_publisher}/articles/belarus-frees-detainees/")
    expect(editor.locator("#workspace")).to_contain_text("24/7 Live News Portal")
    mark(editor, "Lukashenko the winner with 80% of the votes")
    editor.get_by_role("button", name="That they said it").click()
    expect(editor.locator(".card-open .by")).to_contain_text("somebody said it")

    # The claim that goes all the way.
    words = "About 7,000 people were arrested"
    mark(editor, words)
    drawn = editor.evaluate(
        "[...CSS.highlights.values()].flatMap((set) => [...set]).map((range) =>"
        " range.startContainer.data?.slice(range.startOffset, range.endOffset))"
    )
    assert words in drawn
    assert_accessible(editor)
    part = unfold(editor, "source")
    choose(part, re.compile("^Use the passage you kept"), "checkbox")
    expect(part.get_by_label("Quoted passage")).to_be_hidden()
    choose(part, "Context")
    part.get_by_label("Note").fill("First night only: another scope.")
    part.get_by_role("button", name="Link source").click()
    quoted = editor.locator(".card-open .evidence blockquote")
    expect(quoted).to_contain_text("around 3,000 people were detained")

    part = unfold(editor, "source")
    choose(part, "Corroborates")
    part.get_by_label("Web address").fill("javascript:alert(1)")
    part.get_by_label("Quoted passage").fill("6,700 people were detained")
    part.get_by_role("button", name="Link source").click()
    expect(editor.locator(".card-open")).to_contain_text("begin with http:// or https://")
    part = unfold(editor, "source")
    expect(part.get_by_label("Quoted passage")).to_have_value("6,700 people were detained")
    assert_accessible(editor)
    part.get_by_label("Web address").fill("https://mvd.example/statement")
    part.get_by_label("Title", exact=True).fill("Interior Ministry statement")
    part.get_by_role("button", name="Link source").click()
    expect(editor.locator(".card-open .evidence")).to_have_count(2)

    part = unfold(editor, "verdict")
    choose(part, "Mostly true")
    part.get_by_role("button", name="Save verdict").click()
    expect(editor.locator(".card-open")).to_contain_text("a verdict needs an explanation")
    part = unfold(editor, "verdict")
    part.get_by_label("Explanation").fill("The ministry counted 6,700 in the same five days.")
    part.get_by_role("button", name="Save verdict").click()
    expect(editor.locator(".card-open .card-head")).to_contain_text("Mostly true")
    assert_accessible(editor)
    editor.get_by_role("button", name="Submit for review").click()
    expect(editor.locator(".card-open .card-head")).to_contain_text("In review")

    # Another person finds it in the queue and asks for a change.
    reviewer = page_as(cast["reviewer"])
    reviewer.goto("/review/")
    entry = reviewer.locator(".entry", has_text=words).first
    expect(entry).to_contain_text("The ministry counted 6,700")
    expect(entry).to_contain_text("Interior Ministry statement")
    assert_accessible(reviewer)
    entry.get_by_label("Comment to the author").fill("Say which five days.")
    entry.get_by_role("button", name="Request changes").click()
    expect(entry.locator(".card-head")).to_contain_text("Changes requested")

    # The comment reaches the editor, who amends and submits again.
    editor.goto("/")
    expect(editor.locator("main")).to_contain_text("Say which five days.")
    assert_accessible(editor)
    editor.get_by_role("link", name=re.compile(words)).first.click()
    expect(editor.locator(".card-open")).to_contain_text("Say which five days.")
    part = unfold(editor, "verdict")
    part.get_by_label("Explanation").fill("The ministry counted 6,700 from 9 to 13 August.")
    part.get_by_role("button", name="Save verdict").click()
    expect(editor.locator(".card-open .explanation")).to_contain_text("9 to 13 August")
    editor.get_by_role("button", name="Submit for review").click()
    expect(editor.locator(".card-open .card-head")).to_contain_text("In review")
    expect(editor.get_by_role("button", name="Approve exactly this")).to_have_count(0)

    # Approved, published, public.
    reviewer.goto("/review/")
    entry = reviewer.locator(".entry", has_text=words).first
    entry.get_by_role("button", name="Approve exactly this").click()
    expect(entry.locator(".card-head")).to_contain_text("Approved")
    # One source, whose page may not be archived yet: each is a warning that asks for its reason.
    for why in entry.locator(".reasons input").all():
        why.fill("The ministry's own statement is what is claimed.")
    entry.get_by_role("button", name="Publish", exact=True).click()
    expect(entry.locator(".card-head")).to_contain_text("Published")
    claim = Claim.objects.get(statement=words, created_by__username=cast["editor"])
    reviewer.goto(f"/claims/{claim.pk}/")
    expect(reviewer.locator("main")).to_contain_text("Published")
    assert_accessible(reviewer)

    anybody = page_at()
    anybody.goto(f"/factchecks/{claim.slug}/")
    expect(anybody.locator("h1")).to_have_text(words)
    expect(anybody.locator("main")).to_contain_text("9 to 13 August")
    expect(anybody.locator("main")).to_contain_text("around 3,000 people were detained")
    review = anybody.locator("script[type='application/ld+json']").inner_text()
    assert '"ClaimReview"' in review
    assert '"Mostly true"' in review
    assert anybody.context.cookies() == []
    assert_accessible(anybody)
    anybody.goto("/factchecks/")
    expect(anybody.locator("main")).to_contain_text(words)
    assert_accessible(anybody)

    # And withdrawn, at once.
    reviewer.goto(f"/claims/{claim.pk}/")
    reviewer.locator("summary", has_text="Withdraw").click()
    reviewer.get_by_label("Why, for readers").fill("The statement was taken back.")
    reviewer.get_by_role("button", name=re.compile("Withdraw")).last.click()
    expect(reviewer.locator("main")).to_contain_text("Withdrawn")
    # Somebody else: a browser that has the page may keep it for a minute.
    anybody = page_at()
    answer = anybody.goto(f"/factchecks/{claim.slug}/")
    assert answer is not None
    assert answer.status == 410
    expect(anybody.locator("main")).to_contain_text("The statement was taken back.")
    assert_accessible(anybody)


AWKWARD = (
    "Навіны 👩‍👩‍👧‍👦 cafe\u0301.\r\n\r\nМінск: больш за 4\u00a0000 чалавек 🇧🇾 затрымана. Cafe\u0301 again.\r\n\r\n"
    "They counted 12 people 👍🏽 twice. They counted 12 people 👍🏽 twice."
)


@pytest.mark.parametrize(
    ("words", "nth"),
    [
        ("больш за 4\u00a0000 чалавек 🇧🇾 затрымана", 0),
        pytest.param("12 people 👍🏽 twice", 1, marks=pytest.mark.long),
    ],
)
def test_selected_words_are_found_again_at_exactly_the_same_place(
    live_stack: Processes, page_as: PageAs, cast: dict[str, str], words: str, nth: int
) -> None:
    page = page_as(cast["editor"])
    page.goto("/imports/")
    page.get_by_role("tab", name="Paste").click()
    page.get_by_label("Title").fill("Awkward characters")
    page.locator("#import-text").fill(AWKWARD)
    send = page.locator("#way-text").get_by_role("button", name="Import", exact=True)
    row = new_row(page, send.click)
    expect(row).to_have_attribute("data-status", "succeeded", timeout=20_000)
    row.get_by_role("link").first.click()
    expect(page.locator("#text")).to_be_visible()
    mark(page, words, nth)
    article = Article.objects.get(pk=page.url.split("/articles/")[1].split("/")[0])
    text = article.current_revision.text  # type: ignore[union-attr]
    assert text == AWKWARD.replace("\r\n", "\n")
    place = Highlight.objects.get(article=article)
    start = -1
    for _time in range(nth + 1):
        start = text.index(words, start + 1)
    assert (place.start, place.end, place.exact) == (start, start + len(words), words)
    page.reload()
    shown = page.locator("#cards .card-open [data-card-title]")
    expect(shown).to_have_text(" ".join(words.split()))
    drawn = page.evaluate(
        "[...CSS.highlights.values()].flatMap((set) => [...set]).map((range) =>"
        " [range.startContainer.data?.slice(range.startOffset, range.endOffset),"
        "  range.startContainer.data?.slice(0, range.startOffset)])"
    )
    before = text[text.rindex("\n\n", 0, start) + 2 : start]
    assert [words, before] in drawn


@pytest.mark.long
def test_a_file_is_imported_and_its_furniture_put_back_without_moving_a_mark(
    live_stack: Processes,
    demo_publisher: str,
    page_as: PageAs,
    cast: dict[str, str],
    tmp_path: Path,
) -> None:
    with urlopen(f"{demo_publisher}/articles/viasna-first-quarter-2024/") as answer:  # noqa: S310 - our own
        saved = tmp_path / "saved.html"
        saved.write_bytes(answer.read())
    page = page_as(cast["editor"])
    page.goto("/imports/")
    page.get_by_role("tab", name="File").click()
    page.get_by_label(re.compile("^File, up to 25 MB")).set_input_files(saved)
    send = page.locator("#way-file").get_by_role("button", name="Import", exact=True)
    row = new_row(page, send.click)
    expect(row).to_have_attribute("data-status", "succeeded", timeout=20_000)
    row.get_by_role("link").first.click()
    mark(page, "987 detentions were documented in Belarus")
    aside = page.locator(".aside, .beside-text", has_text="viasna on patreon").first
    aside.get_by_role("button", name=re.compile("Put back")).click()
    expect(page.locator("#text [data-block]", has_text="viasna on patreon")).to_be_visible()
    expect(page.locator("#workspace")).to_contain_text("revision 2")
    place = Highlight.objects.get(appearance__claim__created_by__username=cast["editor"])
    anchor = place.anchors.get()
    assert (anchor.state, anchor.exact) == ("anchored", place.exact)
    page.get_by_role("button", name=re.compile("987 detentions")).first.click()
    expect(page.locator("#cards .card-open [data-card-title]")).to_have_text(place.exact)
    assert_accessible(page)
