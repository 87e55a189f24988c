"""Pausing, resuming, and following a feed differently."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from annotations import feeds
from annotations.models import Feed, HistoryEntry, User, Work
from annotations.permissions import Actor
from annotations.refusals import Forbidden, Invalid, Missing
from tests.factories.feeds import make_feed, part, polled
from tests.factories.users import actor_of, make_viewer

pytestmark = pytest.mark.django_db


@pytest.fixture
def feed(ann: User) -> Feed:
    made = polled(make_feed(ann), [part(1)])
    Work.objects.filter(kind=feeds.KIND).update(done_at=timezone.now())
    return made


def test_a_paused_feed_is_not_due_and_a_resumed_one_is_asked_at_once(
    feed: Feed, editor: Actor
) -> None:
    feeds.change(actor=editor, feed_id=feed.pk, is_paused=True)
    Feed.objects.update(next_poll_at=timezone.now() - timedelta(days=1))
    assert feeds.poll_due_later() == 0
    resumed = feeds.change(actor=editor, feed_id=feed.pk, is_paused=False)
    assert resumed.next_poll_at <= timezone.now()
    assert Work.objects.filter(kind=feeds.KIND, done_at__isnull=True).count() == 1
    told = HistoryEntry.objects.filter(verb="feed_changed")
    assert [entry.actor for entry in told] == [editor.user] * 2


def test_a_shorter_interval_brings_the_next_poll_forward(feed: Feed, editor: Actor) -> None:
    Feed.objects.update(next_poll_at=timezone.now() + timedelta(hours=5))
    changed = feeds.change(actor=editor, feed_id=feed.pk, interval_minutes="15")
    assert changed.next_poll_at <= timezone.now() + timedelta(minutes=15)
    assert changed.interval_minutes == 15


def test_what_comes_after_a_change_of_kind_is_of_that_kind(feed: Feed, editor: Actor) -> None:
    feeds.change(actor=editor, feed_id=feed.pk, kind="earlier_checks")
    polled(feed, [part(2), part(1)])
    kinds = feed.imports.order_by("created_at").values_list("kind", flat=True)
    assert list(kinds) == ["article", "earlier_checks"]


def test_changing_nothing_records_nothing(feed: Feed, editor: Actor) -> None:
    feeds.change(actor=editor, feed_id=feed.pk, interval_minutes=30, kind="articles")
    feeds.change(actor=editor, feed_id=feed.pk)
    assert not HistoryEntry.objects.filter(verb="feed_changed").exists()


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"is_paused": "yes"}, "is_paused"),
        ({"is_paused": None}, "is_paused"),
        ({"interval_minutes": 1}, "interval_minutes"),
        ({"kind": None}, "kind"),
    ],
)
def test_a_wrong_change_is_refused(
    feed: Feed, editor: Actor, given: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid) as caught:
        feeds.change(actor=editor, feed_id=feed.pk, **given)
    assert caught.value.field == field


def test_a_viewer_changes_nothing(feed: Feed) -> None:
    viewer = actor_of(make_viewer())
    with pytest.raises(Forbidden):
        feeds.change(actor=viewer, feed_id=feed.pk, is_paused=True)
    with pytest.raises(Forbidden):
        feeds.unsubscribe(actor=viewer, feed_id=feed.pk)
    with pytest.raises(Forbidden):
        feeds.poll_now(actor=viewer, feed_id=feed.pk)


def test_a_feed_that_is_not_followed_is_missing(feed: Feed, editor: Actor) -> None:
    feeds.unsubscribe(actor=editor, feed_id=feed.pk)
    with pytest.raises(Missing):
        feeds.change(actor=editor, feed_id=feed.pk, is_paused=True)
