"""The publisher edits the number without a word: from the alert to the renewed approval, in a browser."""

import re
from collections.abc import Callable, Iterator
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.management import call_command
from playwright.sync_api import Page, expect

from annotations import watch
from annotations.imports import accept
from annotations.models import Alert, Article, Claim, HistoryEntry, Import, Newsroom
from factcheck.demo.overlay import overlay_folder
from tests.browser.test_main_job import assert_accessible
from tests.factories.claims import published_claim
from tests.factories.users import actor_of, make_user
from tests.harness.processes import Processes

pytestmark = pytest.mark.browser
SLUG = "red-cross-hygiene-kits"
WORDS = "around 3,000 people were detained in Belarus during just the first night of the protests"


@pytest.fixture
def _unedited() -> Iterator[None]:
    """For the tests after this one the publisher's article is as it was, and the newsroom says no more."""
    yield
    for path in overlay_folder(settings.DATA_DIR).glob(f"{SLUG}.*"):
        path.unlink()
    Newsroom.objects.update(says_reexamined=False)


@pytest.fixture
def published(live_stack: Processes, demo_publisher: str, _unedited: None) -> Claim:
    """A published check of the demo article's number, which came in through the real pipeline."""
    tag = uuid4().hex[:8]
    editor = make_user(f"editor-{tag}", "editor", has_password=True)
    reviewer = make_user(f"reviewer-{tag}", "reviewer", has_password=True)
    # An address of its own, or an article that another test has worked on would be found again.
    url = f"{demo_publisher}/articles/{SLUG}/?for={tag}"
    item = accept.import_url(actor=actor_of(editor), url=url)
    done = Import.objects.filter(pk=item.pk, status="succeeded")
    live_stack.wait_for("The article", done.exists)
    article = Article.objects.select_related("current_revision").get(imports=item.pk)
    Newsroom.objects.update(says_reexamined=True)
    return published_claim(article, editor, reviewer, words=WORDS)


def test_a_changed_number_is_noticed_confirmed_and_approved_again(
    live_stack: Processes,
    published: Claim,
    page_as: Callable[..., Page],
    page_at: Callable[..., Page],
) -> None:
    claim, article = published, published.article
    call_command("demo_edit", SLUG, "around 3,000 people", "around 4,000 people")
    watch.watch_due_later()  # as the beat does: from now on the page is watched
    editor = page_as(claim.created_by.username)
    editor.goto(f"/articles/{article.pk}/")
    editor.locator("#watch-line").get_by_role("button", name=re.compile("Look now")).click()
    noticed = Alert.objects.filter(article=article, kind="edited")
    live_stack.wait_for("The alert", noticed.exists)
    expect(editor.locator("#newer-text")).to_be_visible(timeout=10_000)

    # The reviewer finds what they approved in the queue again, with what changed since, word by word.
    reviewer = page_as(claim.approval_decision.decided_by.username)  # type: ignore[union-attr]
    reviewer.goto("/review/")
    entry = reviewer.locator(".entry", has=reviewer.locator(f"#card-{claim.pk}, #since-{claim.pk}"))
    expect(entry.locator(".since")).to_contain_text("Changed since you approved on")
    expect(entry.locator(".since del").first).to_contain_text("3,000")
    expect(entry.locator(".since ins").first).to_contain_text("4,000")
    expect(entry.locator(".since")).to_contain_text("Not confirmed by an editor yet")
    assert_accessible(reviewer)
    public = page_at()
    public.goto(f"/factchecks/{claim.slug}/")
    expect(public.locator("main")).to_contain_text("being re-examined")
    expect(public.locator("main")).to_contain_text("around 3,000 people")

    # The editor sees on the desk what happened and whom it touches, and goes to the passage.
    editor.goto("/")
    told = editor.locator(".publishers .rows > li", has_text=WORDS[:40]).first
    expect(told).to_contain_text("Edited without a word")
    told.get_by_role("link", name=re.compile("Look at the passage")).first.click()
    tray = editor.locator("#tray")
    expect(tray.locator("del").first).to_have_text(re.compile("3,000"))
    expect(tray.locator("ins").first).to_have_text(re.compile("4,000"))
    tray.get_by_role("button", name=re.compile("Still the same claim")).click()
    expect(tray.locator(".tray-entry")).to_have_count(0)

    # Nobody but another person can renew the approval; then all is as it was, and on record.
    reviewer.goto("/review/")
    expect(entry.locator(".since")).not_to_contain_text("Not confirmed by an editor yet")
    entry.get_by_role("button", name="Approve exactly this").click()
    expect(entry.locator(".since-stale")).to_have_count(0)
    claim.refresh_from_db()
    assert (claim.state, claim.approval) == ("published", "valid")
    public = page_at()  # somebody else: a browser may keep a page for a minute
    public.goto(f"/factchecks/{claim.slug}/")
    expect(public.locator("main")).not_to_contain_text("being re-examined")
    verbs = HistoryEntry.objects.filter(claim_id=claim.pk).order_by("seq")
    assert [*verbs.values_list("verb", flat=True)][-3:] == [
        "approval_stale",
        "passage_confirmed",
        "approved",
    ]
