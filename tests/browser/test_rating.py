"""A verdict by keys; one on what is in review or approved asks first."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from annotations.models import Claim, User
from tests.browser.test_main_job import assert_accessible
from tests.factories.articles import make_article
from tests.factories.claims import approved_claim, submitted_claim
from tests.factories.users import make_reviewer, make_user

pytestmark = pytest.mark.browser
PageAs = Callable[..., Page]


@pytest.fixture
def editor(db: None) -> User:
    return make_user(f"editor-{uuid4().hex[:8]}", "editor", has_password=True)


def open_card(page: Page, claim: Claim) -> None:
    page.goto(f"/articles/{claim.article_id}/#claim-{claim.pk}")
    expect(page.locator(".card-open [data-card-title]")).to_have_text(claim.statement)


def rate_by_keys(page: Page, nth: str, why: str) -> None:
    page.locator(".card-open [data-card-title]").focus()
    page.keyboard.press(nth)
    page.keyboard.press("Control+A")
    page.keyboard.type(why)
    page.keyboard.press("Control+Enter")


def verdict_of(claim: Claim) -> tuple[str, str]:
    claim = Claim.objects.select_related("verdict__rating").get(pk=claim.pk)
    assert claim.verdict is not None
    return claim.verdict.rating.slug, claim.state


@pytest.mark.long
def test_a_claim_in_review_is_rated_anew_only_when_the_person_says_so(
    page_as: PageAs, editor: User
) -> None:
    claim = submitted_claim(make_article(by=editor), editor)
    page = page_as(editor.username)
    open_card(page, claim)
    rate_by_keys(page, "5", "The ministry took it back.")
    question = page.locator("#ask")
    expect(question).to_contain_text("This claim is in review.")
    assert_accessible(page)
    page.keyboard.press("Escape")
    expect(question).to_be_hidden()
    assert verdict_of(claim) == ("true", "in_review")
    expect(page.locator(".card-open textarea[name=explanation]").first).to_have_value(
        "The ministry took it back."
    )
    page.locator(".card-open textarea[name=explanation]").first.press("Control+Enter")
    question.get_by_role("button", name="Yes, do it").click()
    expect(page.locator(".card-open .explanation")).to_contain_text("The ministry took it back.")
    assert verdict_of(claim) == ("false", "in_review")


@pytest.mark.long
def test_a_new_verdict_on_an_approved_claim_says_what_becomes_of_the_approval(
    page_as: PageAs, editor: User
) -> None:
    claim = approved_claim(make_article(by=editor), editor, make_reviewer())
    page = page_as(editor.username)
    open_card(page, claim)
    rate_by_keys(page, "5", "It was another month.")
    expect(page.locator("#ask")).to_contain_text("The approval is given up")
    page.locator("#ask").get_by_role("button", name="Yes, do it").click()
    expect(page.locator(".card-open .card-head")).to_contain_text("Draft")
    assert verdict_of(claim) == ("false", "draft")
