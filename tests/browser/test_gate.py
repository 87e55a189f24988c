"""The publish gate in a real browser: the checklist, the reason written right there, an hour with its zone, a correction."""

import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from annotations import discussion
from annotations.models import Article, Claim, User
from tests.browser.test_main_job import assert_accessible
from tests.factories.articles import make_article
from tests.factories.claims import approved_claim, make_claim, publish_claim, rate
from tests.factories.users import actor_of, make_user

pytestmark = pytest.mark.browser
PageAs = Callable[..., Page]


@pytest.fixture
def editor() -> User:
    return make_user(f"editor-{uuid4().hex[:8]}", "editor", has_password=True)


@pytest.fixture
def reviewer() -> User:
    return make_user(f"reviewer-{uuid4().hex[:8]}", "reviewer", has_password=True)


@pytest.fixture
def article(editor: User) -> Article:
    return make_article(by=editor, url=f"https://news.example/{uuid4().hex}")


@pytest.fixture
def claim(article: Article, editor: User, reviewer: User) -> Claim:
    return approved_claim(article, editor, reviewer)


def test_from_the_open_thread_to_a_corrected_page(
    page_as: PageAs,
    page_at: Callable[..., Page],
    article: Article,
    claim: Claim,
    editor: User,
    reviewer: User,
) -> None:
    make_claim(article, editor, "80% of voters")
    thread = discussion.open_thread(actor=actor_of(editor), claim_id=claim.pk, text="Which month?")
    claim.guard_reasons.filter(warning="archive_pending").update(superseded_at=timezone.now())
    page = page_as(reviewer.username)
    page.goto(f"/articles/{article.pk}/gate/")
    assert_accessible(page)
    page.get_by_role("link", name="A thread is open.").click()
    page.wait_for_url(re.compile(f"/claims/{claim.pk}/"))
    gate = page.locator('details[data-part="gate"]')
    expect(gate).to_contain_text("2 things left to do")
    expect(page.get_by_role("button", name="Publish", exact=True)).to_have_count(0)
    assert_accessible(page)
    gate.get_by_role("link", name="A thread is open.").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".discussion summary").first).to_be_focused()

    discussion.resolve(actor=actor_of(reviewer), thread_id=thread.pk)
    page.reload()
    page.locator('details[data-part="hour"] summary').click()
    hour = page.locator("details[data-hour]")
    zone = page.evaluate("Intl.DateTimeFormat().resolvedOptions().timeZone")
    expect(hour.locator("[data-zone-name]")).to_have_text(zone)
    hour.get_by_label("Day and time").fill("2099-05-03T09:30")
    expect(hour.locator("[data-utc]")).to_contain_text("UTC")
    hour.get_by_role("button", name="Plan it").click()
    expect(page.locator(".card-open")).to_contain_text("To be published")
    page.locator('details[data-part="hour"] summary').click()
    page.get_by_role("button", name="Give the time up").click()
    expect(page.locator(".card-open")).not_to_contain_text("To be published")

    why = page.locator(".reasons input")
    why.fill("Two people read the page.")
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.locator(".card-open .card-head")).to_contain_text("Published")

    page.get_by_text("Correct it").first.click()
    page.get_by_label("What readers are told: what was wrong").fill("We misread the register.")
    page.get_by_role("button", name="Correct it").click()
    expect(page.locator(".card-open")).to_contain_text("The next version is a correction.")
    assert_accessible(page)
    claim.refresh_from_db()
    read_by_readers(page_at(), claim, editor)


def read_by_readers(page: Page, claim: Claim, editor: User) -> None:
    """The next version, approved by a third person, as everyone sees it."""
    from annotations import review

    third = make_user(f"third-{uuid4().hex[:8]}", "reviewer")
    rate(claim, editor, explanation="The register of the ministry says that it was 4,120 kits.")
    review.submit(actor=actor_of(editor), claim_id=claim.pk)
    review.approve(actor=actor_of(third), claim_id=claim.pk)
    publish_claim(claim, third)
    page.goto(f"/factchecks/{claim.slug}/")
    expect(page.locator("#corrections")).to_contain_text("We misread the register.")
    assert_accessible(page)
    page.goto("/corrections/")
    expect(page.locator("main")).to_contain_text("We misread the register.")
    assert_accessible(page)
