"""A reviewer sends a claim back; its editor hears of it without reloading, opens it by keys, and chooses how to be told."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from annotations import notices
from annotations.models import Article, Notice, NoticeChoice, User
from tests.browser.test_main_job import assert_accessible
from tests.factories.articles import make_article
from tests.factories.claims import returned_claim
from tests.factories.threads import make_comment
from tests.factories.users import make_user

pytestmark = pytest.mark.browser
PageAs = Callable[..., Page]
NEWS = 25_000  # milliseconds: a poll every 10 s, and a busy machine


@pytest.fixture
def people() -> list[User]:
    tag = uuid4().hex[:8]
    return [make_user(f"{role}-{tag}", role, has_password=True) for role in ("editor", "reviewer")]


@pytest.fixture
def article(people: list[User]) -> Article:
    return make_article(by=people[0])


def tell() -> None:
    """What the dispatcher does every second."""
    while notices.tell_news():
        pass


def test_what_happens_rings_in_open_pages_and_is_opened_by_keys(
    page_as: PageAs, people: list[User], article: Article
) -> None:
    editor, reviewer = people
    page = page_as(editor.username)
    page.goto("/notices/")
    bell = page.locator("[data-bell]")
    expect(bell).to_have_accessible_name("Notices: none new")
    claim = returned_claim(article, editor, reviewer)
    make_comment(claim, reviewer, f"@{editor.username}, which month is this?")
    tell()
    page.evaluate("dispatchEvent(new Event('online'))")  # a poll now, not within ten seconds
    expect(bell).to_have_accessible_name("Notices: 2 new", timeout=NEWS)
    expect(page.locator("[data-bell-said]")).to_have_text("Notices: 2 new")
    page.get_by_role("button", name="Show what is new").click()
    rows = page.locator("[data-notice]")
    expect(rows).to_have_count(2)
    assert_accessible(page)

    page.keyboard.press("j")
    expect(rows.nth(0).locator("[data-notice-open]")).to_be_focused()
    page.keyboard.press("x")
    expect(rows.nth(0).get_by_role("button")).to_have_count(0)
    expect(rows.nth(0).locator("[data-notice-open]")).to_be_focused()
    expect(bell).to_have_accessible_name("Notices: 1 new")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"/articles/{article.pk}/#claim-{claim.pk}")
    expect(page.locator("[data-bell]")).to_have_accessible_name("Notices: none new")
    assert not Notice.objects.filter(person=editor, seen_at__isnull=True).exists()


@pytest.mark.long
@pytest.mark.parametrize("width", [390, 1440])
def test_the_ways_are_chosen_on_any_screen(
    page_as: PageAs, people: list[User], article: Article, width: int
) -> None:
    editor, reviewer = people
    claim = returned_claim(article, editor, reviewer)
    make_comment(claim, reviewer, f"@{editor.username}, which month is this?")
    tell()
    page = page_as(editor.username, width=width)
    page.goto("/notices/")
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_role("button", name="Mark all as seen").click()
    expect(page.locator("[data-bell]")).to_have_accessible_name("Notices: none new")
    page.get_by_role("link", name="How you are told").click()
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_label("A claim of yours is approved").select_option("digest")
    page.get_by_label("By the clock of").fill("Mars/Olympus")
    page.get_by_role("button", name="Keep").click()
    expect(page.get_by_text("Choose a time zone by its name")).to_be_visible()
    expect(page.get_by_label("By the clock of")).to_have_value("Mars/Olympus")
    page.get_by_label("By the clock of").fill("Europe/Minsk")
    page.get_by_role("button", name="Keep").click()
    expect(page.locator("#toasts")).to_contain_text("Kept.")
    assert NoticeChoice.objects.get(person=editor, kind="approved").way == "digest"
