"""The guard at work: the editor says why one origin is enough, the reviewer reads it before approving."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from annotations.models import Claim, GuardReason, User
from tests.browser.test_main_job import assert_accessible
from tests.factories.articles import make_article
from tests.factories.claims import make_claim, rate, rated_claim, submitted_claim
from tests.factories.evidence import link_evidence
from tests.factories.users import make_user

pytestmark = pytest.mark.browser
PageAs = Callable[..., Page]
CARD = ".card-open"


@pytest.fixture
def editor(db: None) -> User:
    return make_user(f"editor-{uuid4().hex[:8]}", "editor", has_password=True)


@pytest.fixture
def reviewer(db: None) -> User:
    return make_user(f"reviewer-{uuid4().hex[:8]}", "reviewer", has_password=True)


@pytest.mark.long
def test_the_reviewer_reads_why_one_origin_is_enough(
    page_as: PageAs, editor: User, reviewer: User
) -> None:
    claim = rated_claim(make_article(by=editor), editor)
    page = page_as(editor.username)
    page.goto(f"/articles/{claim.article_id}/#claim-{claim.pk}")
    card = page.locator(CARD)
    why = card.get_by_label("The verdict rests on one source")
    why.fill("It is the law itself.")
    card.locator("[data-card-title]").focus()
    page.keyboard.press("S")
    expect(card.locator(".card-head")).to_contain_text("In review")
    assert GuardReason.objects.get(claim=claim).reason == "It is the law itself."
    theirs = page_as(reviewer.username)
    theirs.goto(f"/claims/{claim.pk}/")
    expect(theirs.locator(f"{CARD} .guard")).to_contain_text("It is the law itself.")
    assert_accessible(theirs)


@pytest.mark.long
@pytest.mark.parametrize("width", [1440, 390])
def test_warnings_fit_the_card_and_a_reason_is_given_later(
    page_as: PageAs, editor: User, width: int
) -> None:
    claim = submitted_claim(make_article(by=editor), editor)
    page = page_as(editor.username, width=width)
    page.goto(f"/claims/{claim.pk}/")
    card = page.locator(CARD)
    card.get_by_role("link", name="Give the reason").click()
    card.get_by_label("Why it may stand nevertheless").fill("It is the law itself.")
    card.get_by_role("button", name="Save", exact=True).click()
    expect(card.locator(".guard")).to_contain_text("It is the law itself.")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert_accessible(page)


@pytest.mark.long
@pytest.mark.parametrize("width", [1440, 390])
def test_a_blocker_says_what_to_do(page_as: PageAs, editor: User, width: int) -> None:
    claim: Claim = rate(make_claim(make_article(by=editor), editor), editor)
    link_evidence(claim, editor, "contradicts")
    page = page_as(editor.username, width=width)
    page.goto(f"/claims/{claim.pk}/")
    card = page.locator(CARD)
    expect(card.locator(".guard .blocker")).to_contain_text("Cannot stand:")
    card.get_by_role("button", name="Submit for review").click()
    expect(card.locator("[data-refusal=evidence_missing]")).to_be_visible()
    assert_accessible(page)
