"""Polls against a publisher that behaves, and one that does not: polite, and nothing lost or doubled."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from annotations import feeds
from annotations.imports.reading_pool import pool
from annotations.models import (
    Feed,
    FeedEntry,
    HistoryEntry,
    Import,
    Newsroom,
    SiteRules,
    User,
    Work,
)
from annotations.tasks import celery_tasks, leases, polling, run
from tests.annotations.feeds.publisher import XML, Entry, Publisher, rss
from tests.factories.feeds import make_feed
from tests.factories.users import actor_of, make_editor

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(settings: Settings) -> Iterator[Publisher]:
    with Publisher() as publisher:
        settings.FETCH_ALLOW = frozenset({publisher.netloc})
        yield publisher


@pytest.fixture(scope="module", autouse=True)
def readers() -> Iterator[None]:
    yield
    pool().close()


@pytest.fixture
def ann(db: None) -> User:
    return make_editor("ann")


def open_polls() -> list[Work]:
    return list(Work.objects.filter(kind=feeds.KIND, done_at__isnull=True).order_by("pk"))


def poll(feed: Feed) -> Feed:
    """Have the feed asked as the beat and a worker do it, whenever it would be due."""
    Feed.objects.filter(pk=feed.pk).update(next_poll_at=timezone.now() - timedelta(seconds=1))
    celery_tasks.poll_feeds()
    (work,) = open_polls()
    run.do_work(work.pk)
    return Feed.objects.get(pk=feed.pk)


def titles() -> list[str]:
    items = FeedEntry.objects.filter(state="imported").order_by("imported_as__pk")
    return list(items.values_list("title", flat=True))


def minutes_to_next(feed: Feed) -> float:
    assert feed.polled_at is not None
    return (feed.next_poll_at - feed.polled_at).total_seconds() / 60


def verbs(feed: Feed) -> list[str]:
    told = HistoryEntry.objects.filter(object_id=str(feed.pk)).order_by("seq")
    return list(told.values_list("verb", flat=True))


def test_a_feed_that_grows_brings_in_each_story_once_and_says_when_nothing_changed(
    site: Publisher, ann: User
) -> None:
    feed = poll(make_feed(ann, site.feed(site.story(1)), backlog=1))
    assert (feed.title, feed.site_url, feed.error_code) == ("The Daily", site.url("/"), "")
    assert 30 <= minutes_to_next(feed) <= 33
    poll(feed)
    site.feed(site.story(3), site.story(2), site.story(1))
    poll(feed)
    assert titles() == ["Story 1", "Story 2", "Story 3"]
    assert [item.url for item in Import.objects.order_by("pk")] == [
        site.url(f"/stories/{number}") for number in (1, 2, 3)
    ]
    assert site.paths() == ["/robots.txt", "/feed", "/feed", "/feed"]


def test_what_the_site_says_of_its_answer_is_sent_back_word_for_word(
    site: Publisher, ann: User
) -> None:
    stamp = "Mon, 02 Nov 2026 09:30:00 GMT"
    feed = poll(make_feed(ann, site.feed(site.story(1), Last_Modified=stamp)))
    before = feed.polled_at
    feed = poll(feed)
    first, second = (asked.headers for asked in site.seen if asked.path == "/feed")
    assert "if-none-match" not in first
    assert second["if-none-match"] == feed.etag
    assert second["if-modified-since"] == stamp
    assert second["user-agent"].startswith("Factcheck/")
    assert feed.polled_at != before
    assert (feed.failures, FeedEntry.objects.count()) == (0, 1)


def test_an_odd_etag_is_not_sent_back(site: Publisher, ann: User) -> None:
    body = rss(site.story(1))
    url = site.put("/feed", body, content_type=XML, ETag='"é' + "x" * 2000 + '"')
    feed = poll(poll(make_feed(ann, url)))
    assert (feed.etag, feed.error_code) == ("", "")


def test_how_long_an_answer_lasts_is_respected(site: Publisher, ann: User) -> None:
    url = site.feed(site.story(1), Cache_Control="max-age=7200")
    feed = poll(make_feed(ann, url))
    assert 120 <= minutes_to_next(feed) <= 132
    assert 120 <= minutes_to_next(poll(feed)) <= 132


def test_errors_wait_longer_each_time_and_one_success_forgets_them(
    site: Publisher, ann: User
) -> None:
    url = site.put("/feed", status=500)
    feed = make_feed(ann, url)
    for failures, least in ((1, 30), (2, 60), (3, 120)):
        feed = poll(feed)
        assert (feed.failures, feed.error_code) == (failures, "http_error")
        assert least <= minutes_to_next(feed) <= least * 1.25
    assert verbs(feed).count("feed_failed") == 1
    site.feed(site.story(1))
    feed = poll(feed)
    assert (feed.failures, feed.error_code, feed.error_detail) == (0, "", "")
    assert titles() == ["Story 1"]


@pytest.mark.parametrize("status", [429, 503])
def test_a_site_that_asks_for_patience_gets_it(site: Publisher, ann: User, status: int) -> None:
    feed = poll(make_feed(ann, site.put("/feed", status=status, Retry_After="7200")))
    assert feed.failures == 1
    assert 120 <= minutes_to_next(feed) <= 121


@pytest.mark.parametrize(
    ("status", "code"), [(403, "http_blocked"), (404, "http_404"), (418, "http_error")]
)
def test_other_refusals_are_said_in_words_and_tried_again(
    site: Publisher, ann: User, status: int, code: str
) -> None:
    feed = poll(make_feed(ann, site.put("/feed", status=status)))
    assert (feed.error_code, feed.is_paused) == (code, False)
    assert feed.error_detail


def test_a_feed_that_is_gone_is_paused_until_a_person_decides(site: Publisher, ann: User) -> None:
    feed = poll(make_feed(ann, site.put("/feed", status=410)))
    assert (feed.is_paused, feed.error_code) == (True, "http_410")
    assert "What was imported stays" in feed.error_detail
    Feed.objects.update(next_poll_at=timezone.now())
    assert feeds.poll_due_later() == 0
    site.feed(site.story(1))
    feeds.change(actor=actor_of(ann), feed_id=feed.pk, is_paused=False)
    (work,) = open_polls()
    run.do_work(work.pk)
    assert titles() == ["Story 1"]


@pytest.mark.parametrize(("status", "follows"), [(301, True), (308, True), (302, False)])
def test_only_a_move_for_good_changes_the_address(
    site: Publisher, ann: User, status: int, *, follows: bool
) -> None:
    new = site.feed(site.story(1), path="/new")
    old = site.put("/feed", status=status, Location="/new")
    feed = poll(make_feed(ann, old))
    assert feed.url == (new if follows else old)
    assert ("feed_moved" in verbs(feed)) == follows
    assert titles() == ["Story 1"]
    poll(feed)
    assert titles() == ["Story 1"]


def test_a_feed_that_moves_onto_another_is_paused(site: Publisher, ann: User) -> None:
    make_feed(ann, site.feed(site.story(1), path="/new"))
    Work.objects.update(done_at=timezone.now())
    Feed.objects.update(next_poll_at=timezone.now() + timedelta(days=1))
    feed = poll(make_feed(ann, site.put("/feed", status=301, Location="/new")))
    assert (feed.is_paused, feed.error_code) == (True, "already_subscribed")
    assert not Import.objects.exists()


def announcing(href: str) -> str:
    return (
        "<!doctype html><html><head><title>The Daily</title>"
        f'<link rel="alternate" type="application/rss+xml" href="{href}"></head><body><p>Hi</p></body></html>'
    )


def test_of_a_sites_page_the_feed_that_it_announces_is_followed(site: Publisher, ann: User) -> None:
    new = site.feed(site.story(1), path="/rss")
    feed = poll(make_feed(ann, site.put("/", announcing("/rss"))))
    assert (feed.url, feed.succeeded_at) == (new, None)
    (work,) = open_polls()
    run.do_work(work.pk)
    assert titles() == ["Story 1"]
    assert verbs(feed) == ["feed_subscribed", "feed_moved"]
    assert site.paths() == ["/robots.txt", "/", "/rss"]


def test_pages_that_announce_each_other_are_no_feed(site: Publisher, ann: User) -> None:
    site.put("/b", announcing("/a"))
    feed = poll(make_feed(ann, site.put("/a", announcing("/b"))))
    (work,) = open_polls()
    run.do_work(work.pk)
    feed.refresh_from_db()
    assert (feed.error_code, open_polls()) == ("not_a_feed", [])


@pytest.mark.parametrize(
    "body",
    [
        "<!doctype html><html><body><p>Just a page.</p></body></html>",
        "just words",
        '<!DOCTYPE r [<!ENTITY a "x">]><rss><channel>&a;</channel></rss>',
        "<rss>" + "<a>" * 20_000,
        "%PDF-1.7",
        "",
    ],
)
def test_what_is_no_feed_is_said_in_words_about_feeds(
    site: Publisher, ann: User, body: str
) -> None:
    feed = poll(make_feed(ann, site.put("/feed", body, content_type=XML)))
    assert (feed.failures, bool(feed.error_code)) == (1, True)
    assert "feed" in feed.error_detail
    assert "aste the text" not in feed.error_detail


def test_a_site_that_wants_no_programs_is_left_alone(site: Publisher, ann: User) -> None:
    site.robots("User-agent: *\nDisallow: /feed")
    feed = poll(make_feed(ann, site.feed(site.story(1))))
    assert (feed.error_code, feed.is_paused) == ("robots_refused", False)
    assert site.paths() == ["/robots.txt"]


def test_a_site_whose_rules_cannot_be_read_is_left_alone_until_they_can(
    site: Publisher, ann: User
) -> None:
    site.robots("", status=500)
    feed = poll(make_feed(ann, site.feed(site.story(1))))
    assert (feed.error_code, feed.failures) == ("robots_unreachable", 1)
    assert "/feed" not in site.paths()
    site.robots("", status=404)
    assert poll(feed).error_code == ""
    assert titles() == ["Story 1"]


def test_two_feeds_of_one_site_keep_the_distance_that_it_asks_for(
    site: Publisher, ann: User
) -> None:
    site.robots("User-agent: *\nCrawl-delay: 600")
    first = poll(make_feed(ann, site.feed(site.story(1), path="/a")))
    second = poll(make_feed(ann, site.feed(site.story(2), path="/b")))
    assert "/b" not in site.paths()
    assert (second.failures, second.polled_at) == (0, None)
    assert 500 < (second.next_poll_at - timezone.now()).total_seconds() <= 600
    assert minutes_to_next(first) >= 10
    SiteRules.objects.update(visited_at=timezone.now() - timedelta(seconds=601))
    poll(second)
    assert titles() == ["Story 1", "Story 2"]


def test_of_two_workers_with_one_poll_one_asks(site: Publisher, ann: User) -> None:
    make_feed(ann, site.feed(site.story(1)))
    (work,) = open_polls()
    run.do_work(work.pk)
    run.do_work(work.pk)
    assert site.paths().count("/feed") == 1
    assert titles() == ["Story 1"]


def test_a_worker_that_lost_its_lease_meanwhile_keeps_nothing(site: Publisher, ann: User) -> None:
    feed = make_feed(ann, site.feed(site.story(1)))
    mine = leases.lease(open_polls()[0].pk)
    assert mine is not None
    Work.objects.update(lease_owner="somebody-else")
    polling.run(mine)
    feed.refresh_from_db()
    assert (feed.polled_at, Import.objects.count(), len(open_polls())) == (None, 0, 1)


def test_a_poll_that_dies_before_its_end_is_done_again_and_nothing_doubles(
    site: Publisher, ann: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    feed = make_feed(ann, site.feed(site.story(2), site.story(1)))
    (work,) = open_polls()
    with monkeypatch.context() as broken:
        broken.setattr("annotations.feeds.settle.Newsroom.current", _die)
        run.do_work(work.pk)
    assert not FeedEntry.objects.exists()
    feed.refresh_from_db()
    assert feed.polled_at is None
    Work.objects.update(available_at=timezone.now() - timedelta(seconds=1))
    run.do_work(work.pk)
    run.do_work(work.pk)
    assert titles() == ["Story 1", "Story 2"]


def _die(*_args: object, **_named: object) -> None:
    raise RuntimeError("killed")


def test_a_poll_that_keeps_dying_ends_as_a_failure_of_ours(
    site: Publisher, ann: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    feed = make_feed(ann, site.feed(site.story(1)))
    monkeypatch.setattr(polling, "ask_leave", _die)
    (work,) = open_polls()
    for _ in range(leases.MOST_ATTEMPTS):
        Work.objects.update(available_at=timezone.now() - timedelta(seconds=1))
        run.do_work(work.pk)
    feed.refresh_from_db()
    assert (feed.error_code, open_polls()) == ("internal", [])


def test_a_worker_that_is_killed_every_time_ends_too(site: Publisher, ann: User) -> None:
    feed = make_feed(ann, site.feed(site.story(1)))
    Work.objects.update(attempts=leases.MOST_ATTEMPTS)
    run.do_work(open_polls()[0].pk)
    feed.refresh_from_db()
    assert (feed.error_code, site.paths(), open_polls()) == ("internal", [], [])


@pytest.mark.parametrize("end", ["pause", "unsubscribe"])
def test_a_poll_of_a_feed_that_nobody_wants_asked_any_more_asks_nobody(
    site: Publisher, ann: User, end: str
) -> None:
    feed, editor = make_feed(ann, site.feed(site.story(1))), actor_of(ann)
    (work,) = open_polls()
    if end == "pause":
        feeds.change(actor=editor, feed_id=feed.pk, is_paused=True)
    else:
        feeds.unsubscribe(actor=editor, feed_id=feed.pk)
    run.do_work(work.pk)
    assert (site.paths(), open_polls(), FeedEntry.objects.count()) == ([], [], 0)


def test_a_feed_of_five_thousand_comes_in_a_limited_number_at_a_time(
    site: Publisher, ann: User
) -> None:
    Newsroom.objects.update(feed_entries_most=3)
    feed = make_feed(ann, site.feed(*(site.story(n) for n in range(5000, 0, -1))), backlog=5)
    (work,) = open_polls()
    with CaptureQueriesContext(connection) as captured:
        run.do_work(work.pk)
    assert titles() == ["Story 4996", "Story 4997", "Story 4998"]
    assert len(captured) < 60
    assert FeedEntry.objects.filter(state="passed_over").count() >= 900
    poll(feed)
    assert titles()[3:] == ["Story 4999", "Story 5000"]


def test_the_same_entry_twice_in_one_feed_is_one(site: Publisher, ann: User) -> None:
    again = Entry(title="Again", link=site.url("/stories/1"), guid="another-id")
    url = site.feed(site.story(1), site.story(1), again)
    poll(make_feed(ann, url))
    assert Import.objects.count() == FeedEntry.objects.count() == 1


def test_a_story_that_stands_only_in_the_feed_is_imported_from_it(
    site: Publisher, ann: User
) -> None:
    story = Entry(title="Only here", guid="g1", content="<p>The whole story in the feed.</p>")
    poll(make_feed(ann, site.feed(story)))
    item = Import.objects.get()
    assert (item.origin, item.url, bool(item.part)) == ("feed", "", True)
    assert b"The whole story in the feed" in item.blob.content


@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd"])
def test_a_link_that_nobody_may_open_is_opened_by_nobody(
    site: Publisher, ann: User, link: str
) -> None:
    bad = Entry(title="Bad", link=link, guid="bad", content="<p>Words of the story.</p>")
    poll(make_feed(ann, site.feed(site.story(1), bad)))
    assert {item.url for item in Import.objects.all()} == {"", site.url("/stories/1")}
    assert FeedEntry.objects.get(title="Bad").url == ""


def test_a_fact_checkers_feed_brings_in_its_pages_as_checks(site: Publisher, ann: User) -> None:
    poll(make_feed(ann, site.feed(site.story(1)), kind="earlier_checks"))
    item = Import.objects.get()
    assert (item.kind, item.url) == ("earlier_checks", site.url("/stories/1"))


CHECKS = """{"@context": "https://schema.org", "@type": "DataFeed", "dataFeedElement": [{
    "@type": "DataFeedItem", "item": [{"@type": "ClaimReview", "url": "https://checks.example/1",
    "claimReviewed": "The kits were sold", "author": {"@type": "Organization", "name": "Checkers"},
    "reviewRating": {"@type": "Rating", "alternateName": "False"}}]}]}"""


def test_a_data_feed_is_brought_in_as_a_whole_and_once(site: Publisher, ann: User) -> None:
    url = site.put("/checks.json", CHECKS, content_type="application/json")
    feed = poll(poll(make_feed(ann, url, kind="earlier_checks")))
    item = Import.objects.get()
    assert (feed.error_code, item.kind, item.origin) == ("", "earlier_checks", "feed")
    assert item.blob.content == CHECKS.encode()
    run.do_work(Work.objects.get(subject=item.pk).pk)
    item.refresh_from_db()
    assert (item.status, item.outcome["new"]) == ("succeeded", 1)
    assert item.earlier_checks.get().rating_label == "False"


def test_a_data_feed_is_no_feed_of_articles(site: Publisher, ann: User) -> None:
    url = site.put("/checks.json", CHECKS, content_type="application/json")
    assert poll(make_feed(ann, url)).error_code == "not_a_feed"


def test_the_beat_asks_for_tasks_that_there_are(settings: Settings) -> None:
    from factcheck.celery import app

    app.loader.import_default_modules()
    asked = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert "annotations.poll_feeds" in asked
    assert asked <= set(app.tasks)
