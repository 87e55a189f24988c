"""Subscribing, within the newsroom's limits, and ending it."""

from typing import Any

import pytest
from django.utils import timezone

from annotations import feeds
from annotations.models import Feed, FeedEntry, HistoryEntry, Import, Newsroom, User, Work
from annotations.permissions import Actor
from annotations.refusals import Conflict, Forbidden, Invalid, Missing, Refused
from tests.factories.feeds import make_feed, part, polled
from tests.factories.users import actor_of, make_editor, make_viewer

pytestmark = pytest.mark.django_db
URL = "https://news.example/rss"


def code_of(**given: Any) -> str:
    with pytest.raises(Refused) as caught:
        feeds.subscribe(**given)
    assert caught.value.detail
    return caught.value.code


def verbs(feed: Feed) -> list[str]:
    told = HistoryEntry.objects.filter(object_id=str(feed.pk)).order_by("seq")
    return list(told.values_list("verb", flat=True))


def test_a_subscription_is_due_at_once_and_its_poll_is_written_with_it(editor: Actor) -> None:
    feed = feeds.subscribe(actor=editor, url=f"{URL}#top")
    assert (feed.url, feed.kind, feed.interval_minutes, feed.backlog) == (URL, "articles", 30, 5)
    assert feed.next_poll_at <= timezone.now()
    assert Work.objects.get().subject == feed.pk
    assert Work.objects.get().kind == feeds.KIND
    assert verbs(feed) == ["feed_subscribed"]


def test_a_viewer_subscribes_to_nothing() -> None:
    with pytest.raises(Forbidden):
        feeds.subscribe(actor=actor_of(make_viewer()), url=URL)
    assert not Feed.objects.exists()


@pytest.mark.parametrize(
    ("given", "code", "field"),
    [
        ({"url": ""}, "required", "url"),
        ({"url": None}, "required", "url"),
        ({"url": "news.example"}, "url_invalid", "url"),
        ({"url": "javascript:alert(1)"}, "url_scheme_refused", "url"),
        ({"url": "https://news.example:22/rss"}, "port_refused", "url"),
        ({"url": "https://a:b@news.example/rss"}, "url_invalid", "url"),
        ({"url": URL, "kind": "podcasts"}, "unknown_choice", "kind"),
        ({"url": URL, "interval_minutes": 5}, "interval_too_short", "interval_minutes"),
        ({"url": URL, "interval_minutes": 10_081}, "interval_too_long", "interval_minutes"),
        ({"url": URL, "interval_minutes": "often"}, "number_invalid", "interval_minutes"),
        ({"url": URL, "interval_minutes": True}, "number_invalid", "interval_minutes"),
        ({"url": URL, "backlog": -1}, "backlog_out_of_range", "backlog"),
        ({"url": URL, "backlog": 501}, "backlog_out_of_range", "backlog"),
    ],
)
def test_what_is_wrong_is_named(
    editor: Actor, given: dict[str, Any], code: str, field: str
) -> None:
    with pytest.raises(Invalid) as caught:
        feeds.subscribe(actor=editor, **given)
    assert (caught.value.code, caught.value.field) == (code, field)
    assert not Feed.objects.exists()
    assert not Work.objects.exists()


def test_the_newsrooms_limits_hold(editor: Actor) -> None:
    Newsroom.objects.update(feeds_most=1, feed_interval_least=45)
    assert feeds.subscribe(actor=editor, url=URL).interval_minutes == 45
    assert code_of(actor=editor, url="https://other.example/rss") == "too_many_feeds"
    assert code_of(actor=editor, url="https://o.example/", interval_minutes=44) == (
        "interval_too_short"
    )


@pytest.mark.parametrize(
    "again", [URL, "http://news.example/rss", f"{URL}?utm_source=x", f"{URL}#part"]
)
def test_the_same_feed_is_followed_once_whatever_its_spelling(editor: Actor, again: str) -> None:
    feed = feeds.subscribe(actor=editor, url=URL)
    with pytest.raises(Conflict) as caught:
        feeds.subscribe(actor=editor, url=again)
    assert caught.value.code == "already_subscribed"
    assert caught.value.extra["feed"] == str(feed.pk)


def test_unsubscribing_keeps_what_was_imported_and_subscribing_again_imports_nothing_twice(
    ann: User, editor: Actor
) -> None:
    feed = polled(make_feed(ann, URL), [part(2), part(1)])
    feeds.unsubscribe(actor=editor, feed_id=feed.pk)
    assert not Feed.objects.visible_to(ann).exists()
    assert FeedEntry.objects.count() == Import.objects.count() == 2
    with pytest.raises(Missing):
        feeds.unsubscribe(actor=editor, feed_id=feed.pk)

    other = make_editor("eve")
    again = feeds.subscribe(actor=actor_of(other), url=URL)
    assert (again.pk, again.created_by, again.removed_at) == (feed.pk, other, None)
    assert (again.etag, again.backlog) == ("", 5)
    polled(again, [part(3), part(2), part(1)])
    assert Import.objects.count() == 3
    assert Import.objects.latest("created_at").requested_by == other
    assert verbs(feed) == ["feed_subscribed", "feed_unsubscribed", "feed_subscribed"]


def test_a_feed_that_nobody_follows_takes_no_place(editor: Actor) -> None:
    Newsroom.objects.update(feeds_most=1)
    feeds.unsubscribe(actor=editor, feed_id=feeds.subscribe(actor=editor, url=URL).pk)
    assert feeds.subscribe(actor=editor, url="https://other.example/rss").pk
