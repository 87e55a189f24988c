"""What `docs/tutorial-reviewers.md` tells, step by step, at the browsers of the demo's two reviewers."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.screenshots.editors import CLEAR, EXPLANATION, ONE_SOURCE, STATEMENT, UNCLEAR
from tests.screenshots.newsroom import Newsroom
from tests.screenshots.pictures import Camera

REMARK = "By whom? Say that we looked."
REPLACED = "fits both"
OTHER_WORDS = "is consistent with both"
NOTE = "We wrote “in three days” without saying which: they are the first three."
CORRECTED = (
    EXPLANATION.replace(REPLACED, OTHER_WORDS)
    .replace(UNCLEAR, CLEAR)
    .replace("in three days", "in the first three days")
)
SELECT_IN = """
(element, words) => {
  const walk = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const at = node.data.indexOf(words);
    if (at < 0) continue;
    element.scrollIntoView({ block: 'center' });
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + words.length);
    const boxes = range.getClientRects();
    const [first, last] = [boxes[0], boxes[boxes.length - 1]];
    return [first.left + 1, first.top + first.height / 2, last.right - 1, last.top + last.height / 2];
  }
}
"""


def reviewers(here: Newsroom, camera: Camera) -> None:
    """The first reviewer takes the claim, pins a remark and other words, and sends it back."""
    page = here.sign_in("reviewer")
    page.get_by_role("link", name=re.compile("^Review")).first.click()
    page.get_by_role("button", name="Review this").first.click()
    expect(page.locator(".queued-held").first).to_contain_text("You have been reviewing this since")
    camera.take(page, "review-queue")
    page.get_by_role("link", name="Decide on its own page").first.click()
    expect(page.locator("h1")).to_have_text(STATEMENT)
    camera.take(page, "decide")
    _pin(page)
    _suggest(page, camera)
    page.get_by_role("button", name="Request changes").click()
    expect(page.locator("#messages, .toasts")).to_contain_text(["Sent back"])


def _pin(page: Page) -> None:
    _select(page, UNCLEAR)
    page.get_by_role("button", name="Comment on these words").click()
    page.get_by_label("What should change, or what you ask").fill(REMARK)
    page.get_by_role("button", name="Pin the comment").click()
    expect(page.locator("[data-field=explanation] a.pinned")).to_have_text([UNCLEAR])


def _suggest(page: Page, camera: Camera) -> None:
    _select(page, REPLACED)
    page.get_by_role("button", name="Comment on these words").click()
    page.get_by_text("Suggest other words", exact=True).click()
    page.get_by_label("These words instead").fill(OTHER_WORDS)
    camera.take(page, "pin")
    page.get_by_role("button", name="Suggest these words").click()
    expect(page.get_by_role("group", name="2 pinned remarks to settle")).to_be_visible()


def _select(page: Page, words: str) -> None:
    page.wait_for_load_state("networkidle")
    text = page.locator("[data-pin-text][data-field=explanation]")
    left, top, right, bottom = text.evaluate(SELECT_IN, words)
    page.mouse.move(left, top)
    page.mouse.down()
    page.mouse.move(right, bottom, steps=6)
    page.mouse.up()


def publishing(here: Newsroom, camera: Camera) -> str:
    """The second reviewer approves and publishes; return the last part of the public address."""
    page = here.sign_in("reviewer2")
    _approve(page)
    card = _on_its_page(page)
    gate = card.locator("details[data-part=gate]")
    expect(gate).to_contain_text("A thread is open.")
    camera.take(page, "gate", top=gate)
    thread = card.locator(".thread").first
    thread.get_by_role("button", name="Resolve").click()
    expect(card.locator(".thread-foot")).to_contain_text("Reopen")
    page.reload()
    slug = _publish(page)
    page.reload()
    camera.take(page, "history", whole=True)
    return slug


def _on_its_page(page: Page) -> Locator:
    page.goto("/claims/")
    page.get_by_role("link", name=STATEMENT).first.click()
    page.get_by_role("link", name="Page and history").first.click()
    expect(page.locator(".card-open [data-card-title]")).to_have_text(STATEMENT)
    return page.locator(".card-open")


def _approve(page: Page) -> None:
    page.goto("/review/")
    page.get_by_role("link", name="Decide on its own page").first.click()
    page.get_by_role("button", name="Approve exactly this").click()
    expect(page.locator("#messages, .toasts")).to_contain_text(["Approved"])


def _publish(page: Page) -> str:
    card = page.locator(".card-open")
    for why in card.locator(".reasons input").all():
        why.fill(ONE_SOURCE)
    card.get_by_role("button", name="Publish", exact=True).click()
    expect(card.locator(".card-head")).to_contain_text("Published")
    link = card.get_by_role("link", name=re.compile("^Published, version"))
    return (link.get_attribute("href") or "").rstrip("/").rpartition("/")[2]


def correction(here: Newsroom, editor: Page) -> None:
    """The editor corrects what was published; the second reviewer approves and publishes it again."""
    card = _on_its_page(editor)
    card.locator("summary", has_text="Correct it").click()
    card.get_by_label("What readers are told").fill(NOTE)
    card.get_by_role("button", name="Correct it").click()
    expect(card.locator(".card-head")).to_contain_text("Draft")
    part = card.locator("details[data-part=verdict]")
    part.locator("> summary").click()
    part.get_by_label("Explanation for readers").fill(CORRECTED)
    part.get_by_role("button", name="Save verdict").click()
    expect(card.locator(".explanation")).to_contain_text("in the first three days")
    card.get_by_role("button", name="Submit for review").click()
    expect(card.locator(".card-head")).to_contain_text("In review")
    page = here.sign_in("reviewer2")
    _approve(page)
    _on_its_page(page)
    _publish(page)


def withdrawal(here: Newsroom, slug: str) -> None:
    """A reviewer takes a published check back; readers are told why at the same address."""
    page = here.sign_in("reviewer2")
    _on_its_page(page)
    page.locator("summary", has_text="Withdraw it").click()
    page.get_by_label("Why, for readers").fill("The report was taken back.")
    page.get_by_role("button", name="Withdraw it").click()
    expect(page.locator(".card-open .card-head")).to_contain_text("Withdrawn")
    reader = here.open()
    answer = reader.goto(f"/factchecks/{slug}/")
    assert answer is not None
    assert answer.status == 410
    expect(reader.locator("main")).to_contain_text("The report was taken back.")
