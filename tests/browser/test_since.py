"""A publisher edits a number: the approval is back in the queue with what changed, and is given again."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from django.utils import timezone
from playwright.sync_api import Page, expect

from annotations.claims import confirm
from annotations.models import Article, Claim, Highlight, Newsroom, User
from tests.browser.test_main_job import assert_accessible
from tests.factories.articles import TEXT, add_revision, make_article
from tests.factories.claims import published_claim
from tests.factories.users import actor_of, make_user

pytestmark = pytest.mark.browser
PageAs = Callable[..., Page]


@pytest.fixture
def editor(db: None) -> User:
    return make_user(f"editor-{uuid4().hex[:8]}", "editor")


@pytest.fixture
def reviewer(db: None) -> User:
    return make_user(f"reviewer-{uuid4().hex[:8]}", "reviewer", has_password=True)


@pytest.fixture
def says_so(db: None) -> Iterator[None]:
    Newsroom.objects.update(says_reexamined=True)
    yield
    Newsroom.objects.update(says_reexamined=False)


def edit_the_number(article: Article, claim: Claim) -> None:
    with transaction.atomic():
        add_revision(article, TEXT.replace("4,000", "3,000"))
    # The longest waiting of all that other tests left in the queue.
    hours = timezone.now() - timedelta(hours=2)
    Claim.objects.filter(pk=claim.pk).update(submitted_at=hours, stale_at=hours)


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1"))


@pytest.mark.long
def test_an_approval_that_went_stale_tells_what_changed_and_is_given_again(
    page_as: PageAs, editor: User, reviewer: User, says_so: None
) -> None:
    article = make_article(by=editor, url=f"https://news.example/{uuid4().hex}")
    claim = published_claim(article, editor, reviewer)
    edit_the_number(article, claim)
    page = page_as(reviewer.username)
    page.goto("/review/")
    # Tests beside this one may have claims that wait too.
    entry = page.locator(f"[data-queued='{claim.pk}']").locator(".entry")
    expect(entry).to_contain_text("To be approved again")
    expect(entry).to_contain_text("stale for 2 h")
    since = entry.locator(".since")
    expect(since.get_by_role("heading", level=3)).to_contain_text("Changed since you approved on")
    expect(since.locator("del")).to_contain_text("4,000")
    expect(since.locator("ins b")).to_have_text("3,000")
    for mark, line in (("del", "line-through"), ("ins", "underline")):
        style = "e => getComputedStyle(e).textDecorationLine"
        assert since.locator(mark).evaluate(style) == line
    approve = entry.get_by_role("button", name="Approve exactly this")
    expect(approve).to_have_accessible_description(re.compile("approves the words as they were"))
    for width in (1440, 390):
        page.set_viewport_size({"width": width, "height": 900})
        assert_accessible(page)
        assert fits(page)
    page.set_viewport_size({"width": 1440, "height": 900})
    since.get_by_role("link", name="Compare texts 1 and 2").press("Enter")
    expect(page).to_have_url(re.compile("/revisions/1/2/$"))
    page.goto(f"/factchecks/{claim.slug}/")
    expect(page.locator(".reexamined")).to_contain_text("This check is being re-examined since")
    assert_accessible(page)
    passage = Highlight.objects.get(appearance__claim=claim)
    confirm(actor=actor_of(editor), highlight_id=passage.pk)
    page.goto("/review/")
    expect(since).not_to_contain_text("Not confirmed")
    expect(entry).not_to_contain_text("approves the words as they were")
    approve.press("Enter")
    expect(entry.locator(".card-head")).to_contain_text("Published")
    expect(entry).to_contain_text("What was approved since differs.")
    assert_accessible(page)
    page.goto("/review/")
    expect(page.locator(f"#card-{claim.pk}")).to_have_count(0)
    page.goto(f"/factchecks/{claim.slug}/")
    page.reload()  # caches may keep the page for a minute
    expect(page.locator(".reexamined")).to_have_count(0)
