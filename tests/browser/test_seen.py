"""An earlier check that says the same is seen while words are marked, and on the claim's card, in a real browser."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from annotations.models import Article, MatchChoice, User
from tests.browser.test_main_job import assert_accessible
from tests.browser.test_marking import new_claim
from tests.factories.articles import make_article
from tests.factories.claims import approved_claim, make_claim
from tests.factories.earlier import make_check
from tests.factories.users import make_user

pytestmark = pytest.mark.browser
PageAs = Callable[..., Page]
# Tests beside this one have checks of the same words, but not of this place.
WORDS = f"Volunteers of Number{uuid4().hex[:6]} gave out more than 4,000 hygiene kits."


@pytest.fixture
def editor() -> User:
    return make_user(f"editor-{uuid4().hex[:8]}", "editor", has_password=True)


@pytest.fixture
def article(editor: User) -> Article:
    """One whose words a colleague of ours and another newsroom have checked."""
    reviewer = make_user(f"reviewer-{uuid4().hex[:8]}", "reviewer")
    make_check(editor, claim_reviewed=WORDS, rating_label="Half wrong", publisher="Other Desk")
    approved_claim(make_article(by=editor), editor, reviewer, statement=WORDS)
    return make_article(by=editor)


@pytest.mark.long
def test_earlier_checks_are_seen_while_marking_and_answered_with_one_press(
    page_as: PageAs, editor: User, article: Article
) -> None:
    page = page_as(editor.username)
    page.goto(f"/articles/{article.pk}/")
    page.wait_for_load_state("networkidle")
    new_claim(page, "more than 4,000 hygiene kits")
    statement = page.get_by_label("Statement to check")
    statement.fill(WORDS)
    seen = page.locator("[data-seen-words]")
    expect(seen.get_by_text("Very likely the same").first).to_be_visible()
    expect(seen).to_contain_text("Half wrong")
    assert_accessible(page)
    theirs = seen.get_by_role("listitem").filter(has_text="Other Desk")
    theirs.get_by_role("button", name="Something else").click()
    expect(theirs).to_have_count(0)
    expect(statement).to_have_value(WORDS)
    assert MatchChoice.objects.get().answer == "rejected"


@pytest.mark.long
def test_the_key_b_unfolds_what_was_checked_before_and_accepting_offers_to_take_it_over(
    page_as: PageAs, editor: User, article: Article
) -> None:
    claim = make_claim(article, editor, statement=WORDS.removesuffix("."))
    page = page_as(editor.username)
    page.goto(f"/articles/{article.pk}/#claim-{claim.pk}")
    page.wait_for_load_state("networkidle")
    expect(page.locator(".card-open")).to_be_visible()
    page.keyboard.press("b")
    ours = page.locator("[data-seen-list] li").filter(has_text="our own check").first
    expect(ours).to_be_visible()
    ours.get_by_role("button", name="Says the same").focus()
    page.keyboard.press("Enter")
    expect(ours).to_contain_text("Kept: it says the same.")
    expect(ours.get_by_role("button", name="Take over verdict and sources")).to_be_visible()
    assert_accessible(page)
