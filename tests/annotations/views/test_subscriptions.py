from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect

from annotations import feeds
from annotations.imports import accept
from annotations.models import Feed, FeedEntry, Import, Newsroom, User
from annotations.permissions import SYSTEM
from tests.annotations.feeds.publisher import Entry, rss
from tests.annotations.views.conftest import HTMX, text
from tests.factories.feeds import make_feed, part, polled
from tests.factories.users import make_user
from tests.harness.processes import Processes
from tests.harness.site import LocalSite

pytestmark = pytest.mark.django_db
STORY = (
    "<p>The council of the town met on Monday and decided on the budget for schools, roads and the "
    "library. Eleven members voted for it after a debate of four hours.</p>"
    "<p>The mayor said that the money would be spent by the summer, and that nobody had voted against "
    "it. The opposition called the plan too small for a growing town.</p>"
)
SignIn = Callable[[User], Client]
URL = "https://news.example/rss"


def test_a_feed_is_followed_and_its_row_comes_back(editor: User, as_user: SignIn) -> None:
    data = {"url": URL, "kind": "articles", "interval_minutes": "60", "backlog": "0"}
    answer = as_user(editor).post("/feeds/", data, headers=HTMX)
    feed = Feed.objects.get()
    assert answer.status_code == 201
    assert (feed.interval_minutes, feed.backlog) == (60, 0)
    assert f'id="feed-{feed.pk}"' in text(answer)
    assert "every 2s" in text(answer)


def test_without_scripts_the_page_comes_back(editor: User, as_user: SignIn) -> None:
    client = as_user(editor)
    answer = client.post("/feeds/", {"url": URL})
    assert answer.headers["Location"] == "/feeds/"
    page = text(client.get("/feeds/"))
    assert URL in page
    assert "1 of at most 50 feeds" in page


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({}, "url"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"url": URL, "interval_minutes": "1"}, "interval_minutes"),
        ({"url": URL, "kind": "x"}, "kind"),
        ({"url": URL, "backlog": "many"}, "backlog"),
    ],
)
def test_a_refused_subscription_keeps_what_was_typed(
    data: dict[str, str], field: str, editor: User, as_user: SignIn
) -> None:
    answer = as_user(editor).post("/feeds/", data, headers=HTMX)
    assert answer.status_code == 400
    assert field in answer.context["form"].errors
    assert 'id="subscribe-form"' in text(answer)
    assert not Feed.objects.exists()


def test_an_address_that_turned_out_to_be_a_feed_stands_in_the_form(
    editor: User, as_user: SignIn
) -> None:
    query = "?url=https://news.example/feed.xml&kind=earlier_checks"
    form = as_user(editor).get(f"/feeds/{query}").context["form"]
    assert form.values["url"] == "https://news.example/feed.xml"
    assert form.values["kind"] == "earlier_checks"
    assert as_user(editor).get("/feeds/?url=%00").status_code == 400


def test_an_empty_page_says_what_to_do_first(editor: User, viewer: User, as_user: SignIn) -> None:
    assert "Give the address of an RSS or Atom feed" in text(as_user(editor).get("/feeds/"))
    page = text(as_user(viewer).get("/feeds/"))
    assert "when an editor subscribes" in page
    assert "subscribe-form" not in page


def test_a_row_says_how_the_feed_goes_and_what_to_do_about_an_error(
    editor: User, as_user: SignIn
) -> None:
    feed = polled(make_feed(editor, URL), [part(2), part(1)])
    client = as_user(editor)
    page = text(client.get("/feeds/"))
    assert "The Daily" in page
    assert "2 new entries in 7 days" in page
    assert "every 30 minutes" in page
    assert "Works" in page
    feeds.fail(Feed.objects.get(pk=feed.pk), "not_a_feed", "")
    page = text(client.get("/feeds/"))
    assert "Failed once" in page
    assert "Look for the words RSS, Atom or feed on the site" in page


def test_a_feed_is_paused_resumed_asked_and_left(editor: User, as_user: SignIn) -> None:
    feed, client = polled(make_feed(editor, URL), [part(1)]), as_user(editor)
    where = f"/feeds/{feed.pk}/"
    paused = client.post(f"{where}change/", {"is_paused": "1"}, headers=HTMX)
    assert "Paused" in text(paused)
    resumed = client.post(f"{where}change/", {"is_paused": "0"}, headers=HTMX)
    assert "Being asked" in text(resumed)
    lately = client.post(f"{where}poll/", headers=HTMX)
    assert lately.status_code == 409
    assert "less than a minute ago" in text(lately)
    Feed.objects.update(polled_at=None)
    assert client.post(f"{where}poll/", headers=HTMX).status_code == 200
    asks = text(client.get(f"{where}unsubscribe/"))
    assert "The 1 import from it stays" in asks
    assert Feed.objects.subscribed().exists()
    done = client.post(f"{where}unsubscribe/")
    assert done.headers["Location"] == "/feeds/"
    assert not Feed.objects.subscribed().exists()
    assert client.get(where).status_code == 404


def test_a_change_goes_back_to_where_it_was_made(editor: User, as_user: SignIn) -> None:
    feed = make_feed(editor, URL)
    where = f"/feeds/{feed.pk}/"
    data = {"interval_minutes": "720", "kind": "earlier_checks", "next": where}
    answer = as_user(editor).post(f"{where}change/", data)
    assert answer.headers["Location"] == where
    feed.refresh_from_db()
    assert (feed.interval_minutes, feed.kind) == (720, "earlier_checks")
    refused = as_user(editor).post(f"{where}change/", {"interval_minutes": "2"})
    assert refused.status_code == 400
    assert "interval_minutes" in refused.context["form"].errors


def test_a_feeds_page_shows_what_became_of_each_entry(
    editor: User, viewer: User, as_user: SignIn
) -> None:
    bad = part(9, url="javascript:alert(1)")
    feed = polled(make_feed(editor, URL, backlog=1), [part(2), part(1), bad])
    item = Import.objects.get()
    accept.fail(SYSTEM, accept.take(item.pk), "http_404", "There is no page.")
    page = text(as_user(editor).get(f"/feeds/{feed.pk}/"))
    assert "There is no page." in page
    assert "There before the subscription" in page
    assert "Only addresses that begin with http" in page
    assert "javascript:" not in page
    assert page.count("Bring it in") == 1
    assert "Bring it in" not in text(as_user(viewer).get(f"/feeds/{feed.pk}/"))


def test_a_passed_over_entry_is_brought_in(editor: User, as_user: SignIn) -> None:
    feed = polled(make_feed(editor, URL, backlog=0), [part(1)])
    entry = FeedEntry.objects.get()
    where = f"/feeds/{feed.pk}/entries/{entry.pk}/import/"
    answer = as_user(editor).post(where, headers=HTMX)
    assert "Waiting" in text(answer)
    assert Import.objects.count() == 1
    assert as_user(editor).post(where, headers=HTMX).status_code == 409


def test_a_viewer_looks_and_changes_nothing(editor: User, viewer: User, as_user: SignIn) -> None:
    feed, client = make_feed(editor, URL), as_user(viewer)
    where = f"/feeds/{feed.pk}/"
    for path in ("/feeds/", where, f"{where}unsubscribe/"):
        page = client.get(path)
        assert page.status_code == 200
        assert 'type="submit"' not in text(page).partition("<main")[2].partition("</main")[0]
    for path in ("/feeds/", f"{where}change/", f"{where}poll/", f"{where}unsubscribe/"):
        data = {"url": "https://b.example/", "is_paused": "1"}
        assert client.post(path, data).status_code == 403
    feed.refresh_from_db()
    assert (feed.is_paused, feed.removed_at) == (False, None)


def test_what_is_not_there_is_not_found(editor: User, as_user: SignIn) -> None:
    client, feed = as_user(editor), make_feed(editor, URL)
    for path in ("", "row/", "unsubscribe/"):
        assert client.get(f"/feeds/{uuid4()}/{path}").status_code == 404
    assert client.post(f"/feeds/{uuid4()}/poll/").status_code == 404
    assert client.post(f"/feeds/{feed.pk}/entries/{uuid4()}/import/").status_code == 404


def test_the_intervals_to_choose_from_respect_the_newsrooms_limit(
    editor: User, as_user: SignIn
) -> None:
    Newsroom.objects.update(feed_interval_least=60)
    offered = as_user(editor).get("/feeds/").context["intervals"]
    assert [minutes for minutes, _words in offered] == [60, 180, 360, 720, 1440]
    assert offered[0][1] == "every hour"
    assert offered[-1][1] == "once a day"


def test_many_rows_take_as_many_queries_as_one(
    editor: User, as_user: SignIn, queries_of: Callable[..., int]
) -> None:
    client = as_user(editor)
    feed = polled(make_feed(editor, backlog=500), [part(0)])
    feeds_one, entries_one = queries_of(client, "/feeds/"), queries_of(client, f"/feeds/{feed.pk}/")
    for _ in range(19):
        polled(make_feed(editor), [part(1)])
    polled(feed, [part(number) for number in range(20)])
    assert queries_of(client, "/feeds/") == feeds_one
    assert queries_of(client, f"/feeds/{feed.pk}/") == entries_one


def test_long_lists_go_page_by_page(editor: User, as_user: SignIn) -> None:
    for _ in range(27):
        make_feed(editor)
    client = as_user(editor)
    first = client.get("/feeds/")
    second = client.get("/feeds/" + first.context["page"].next_url)
    seen = {feed.pk for answer in (first, second) for feed in answer.context["feeds"]}
    assert len(seen) == 27
    assert Feed.objects.filter(next_poll_at__gt=timezone.now()).count() == 0


@pytest.mark.long
@pytest.mark.browser
def test_in_the_browser_a_feed_is_followed_and_its_story_arrives_by_itself(
    live_stack: Processes, local_site: LocalSite, page_as: Callable[..., Page]
) -> None:
    story = local_site.put(
        "/budget", f"<html><title>Budget</title><article><h1>Budget</h1>{STORY}</article></html>"
    )
    feed = rss(Entry(title="Budget decided", link=story, guid="1"), title="The Town Paper")
    local_site.put("/town-rss", feed, content_type="application/rss+xml")
    front = '<html><head><link rel="alternate" type="application/rss+xml" href="/town-rss"></head></html>'
    where = local_site.put("/town", front)
    page = page_as(make_user(role="editor", has_password=True).username)
    page.goto("/feeds/")
    page.locator("#feed-url").fill(where)
    page.get_by_role("button", name="Subscribe", exact=True).click()
    row = page.locator(".feed-row").first
    expect(row.get_by_role("link", name="The Town Paper", exact=True)).to_be_visible(timeout=30_000)
    expect(row).to_contain_text("Works")
    expect(row).to_contain_text("1 new entry in 7 days")
    row.get_by_role("button", name="Pause").click()
    expect(row).to_contain_text("Paused")
    row.get_by_role("link", name="The Town Paper", exact=True).click()
    for _ in range(30):
        if page.get_by_text("Arrived").is_visible():
            break
        page.wait_for_timeout(500)
        page.reload()
    page.locator(".feed-entry a.serif").click()
    expect(page.locator("main")).to_contain_text("decided on the budget for schools")
