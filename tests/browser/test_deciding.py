"""A reviewer comments on words and suggests others, the editor accepts with one click, and another reviewer approves."""

import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from playwright.sync_api import Locator, Page, expect

from annotations.models import Claim, User
from tests.browser.test_main_job import assert_accessible
from tests.factories.articles import make_article
from tests.factories.claims import rate, submitted_claim
from tests.factories.pins import pinned
from tests.factories.users import make_user

pytestmark = pytest.mark.browser
PageAs = Callable[..., Page]
WHY = "The register 📋 of the ministry says the same. It counts 4,120 kits."


@pytest.fixture
def editor(db: None) -> User:
    return make_user(f"editor-{uuid4().hex[:8]}", "editor", has_password=True)


@pytest.fixture
def reviewer(db: None) -> User:
    return make_user(f"nina-{uuid4().hex[:8]}", "reviewer", has_password=True)


@pytest.fixture
def claim(editor: User) -> Claim:
    article = make_article(by=editor, url=f"https://news.example/{uuid4().hex}")
    return rate(submitted_claim(article, editor), editor, explanation=WHY)


def choose(page: Page, text: Locator, words: str) -> None:
    """Select words as a person does: from before their first character to after their last."""
    ends = text.evaluate(
        """(element, words) => {
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
        }""",
        words,
    )
    page.mouse.move(ends[0], ends[1])
    page.mouse.down()
    page.mouse.move(ends[2], ends[3], steps=4)
    page.mouse.up()


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1"))


def test_words_are_commented_on_others_suggested_accepted_and_another_must_approve(
    page_as: PageAs, editor: User, reviewer: User, claim: Claim
) -> None:
    page = page_as(reviewer.username)
    page.goto(f"/claims/{claim.pk}/decide/")
    why = page.locator("[data-pin-text][data-field=explanation]")
    choose(page, why, "4,120 kits")
    page.get_by_role("button", name="Comment on these words").click()
    expect(page.locator("#pin blockquote")).to_have_text("4,120 kits")
    expect(page.locator("#pin-text")).to_be_focused()
    page.keyboard.type("Of which month?")
    page.get_by_role("button", name="Pin the comment").press("Enter")
    mark = why.locator("a.pinned")
    expect(mark).to_have_text("4,120 kits")
    mark.click()
    expect(page.locator(".thread:focus")).to_contain_text("Of which month?")
    choose(page, why, "says the same")
    page.keyboard.press("q")
    page.get_by_text("Suggest other words", exact=True).press("Enter")
    page.get_by_label("These words instead").fill("confirms it")
    page.get_by_role("button", name="Suggest these words").press("Enter")
    settle = page.get_by_role("group", name="2 pinned remarks to settle")
    expect(settle).to_contain_text("suggests other words")
    expect(why).to_have_text(WHY)
    for width in (1440, 390):
        page.set_viewport_size({"width": width, "height": 900})
        assert_accessible(page)
        assert fits(page)
    page.set_viewport_size({"width": 1440, "height": 900})
    page.get_by_role("button", name="Request changes").press("Enter")
    expect(page.locator("#messages, .toasts")).to_contain_text(["Sent back"])
    theirs = page_as(editor.username)
    theirs.goto(f"/claims/{claim.pk}/")
    expect(theirs.locator(".explanation a.pinned")).to_have_text(["says the same", "4,120 kits"])
    name = re.compile("Accept the words of Nina-.*: another reviewer must then approve")
    theirs.get_by_role("button", name=name).press("Enter")
    expect(theirs.locator(".explanation")).to_contain_text("of the ministry confirms it.")
    expect(theirs.get_by_role("group", name="1 pinned remark to settle")).to_be_visible()
    theirs.get_by_role("button", name="Submit for review").press("Enter")
    expect(theirs.locator(".card-head")).to_contain_text("In review")
    page.goto(f"/claims/{claim.pk}/decide/")
    expect(page.locator("#decide")).to_contain_text("somebody else must decide")


@pytest.mark.long
def test_a_decision_that_came_too_late_shows_what_changed_and_keeps_what_was_typed(
    page_as: PageAs, editor: User, reviewer: User, claim: Claim
) -> None:
    pinned(claim, reviewer, "4,120 kits")
    page = page_as(reviewer.username)
    page.goto(f"/claims/{claim.pk}/decide/")
    page.get_by_label("Comment to the author").fill("Well sourced.")
    rate(claim, editor, explanation=WHY.replace("4,120", "4,210"))
    page.get_by_role("button", name="Approve exactly this").press("Enter")
    changed = page.locator("#meanwhile")
    expect(changed).to_be_focused()
    expect(changed.locator("del")).to_contain_text("4,120")
    expect(changed.locator("ins")).to_contain_text("4,210")
    expect(page.get_by_label("Comment to the author")).to_have_value("Well sourced.")
    expect(page.locator(".thread-pin")).to_contain_text("these words were changed since")
    assert_accessible(page)
    page.get_by_role("button", name="Approve exactly this").press("Enter")
    expect(page.locator("#messages, .toasts")).to_contain_text(["Approved"])
    assert Claim.objects.get(pk=claim.pk).state == "approved"
