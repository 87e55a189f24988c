"""Which feeds are asked when: once, whoever writes the work."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from annotations import feeds
from annotations.models import Feed, User, Work
from annotations.permissions import Actor
from annotations.refusals import Conflict
from annotations.tasks import leases
from tests.factories.feeds import make_feed

pytestmark = pytest.mark.django_db


def end_polls() -> None:
    Work.objects.filter(kind=feeds.KIND).update(done_at=timezone.now())


def test_only_due_feeds_are_asked_and_each_once(ann: User) -> None:
    due, later, paused, gone = (make_feed(ann) for _ in range(4))
    end_polls()
    Feed.objects.filter(pk=later.pk).update(next_poll_at=timezone.now() + timedelta(minutes=9))
    Feed.objects.filter(pk=paused.pk).update(is_paused=True)
    Feed.objects.filter(pk=gone.pk).update(removed_at=timezone.now())
    assert feeds.poll_due_later() == 1
    assert feeds.poll_due_later() == 0
    assert Work.objects.get(done_at__isnull=True).subject == due.pk


def test_a_poll_that_is_under_way_is_not_asked_for_again(ann: User) -> None:
    make_feed(ann)
    assert leases.lease(Work.objects.get().pk)
    assert feeds.poll_due_later() == 0


def test_fifty_feeds_take_as_many_queries_as_one(ann: User) -> None:
    def queries() -> int:
        end_polls()
        with CaptureQueriesContext(connection) as captured:
            assert feeds.poll_due_later() == Feed.objects.count()
        return len(captured) - 1

    make_feed(ann)
    one = queries()
    for _ in range(49):
        make_feed(ann)
    assert queries() == one


def test_a_person_has_a_feed_asked_now_but_not_every_second(ann: User, editor: Actor) -> None:
    feed = make_feed(ann)
    end_polls()
    Feed.objects.update(
        polled_at=timezone.now() - timedelta(seconds=61),
        next_poll_at=timezone.now() + timedelta(hours=3),
    )
    asked = feeds.poll_now(actor=editor, feed_id=feed.pk)
    assert asked.is_due
    assert Work.objects.filter(done_at__isnull=True).count() == 1
    Feed.objects.update(polled_at=timezone.now() - timedelta(seconds=20))
    with pytest.raises(Conflict) as caught:
        feeds.poll_now(actor=editor, feed_id=feed.pk)
    assert caught.value.code == "polled_lately"
    assert 30 <= caught.value.extra["retry_after"] <= 41


def test_asking_twice_before_the_poll_ran_is_one_poll(ann: User, editor: Actor) -> None:
    feed = make_feed(ann)
    feeds.poll_now(actor=editor, feed_id=feed.pk)
    feeds.poll_now(actor=editor, feed_id=feed.pk)
    assert Work.objects.count() == 1


def test_asking_brings_a_postponed_poll_forward(ann: User, editor: Actor) -> None:
    feed = make_feed(ann)
    work = leases.lease(Work.objects.get().pk)
    assert work is not None
    leases.postpone(work)
    assert leases.lease(work.pk) is None
    feeds.poll_now(actor=editor, feed_id=feed.pk)
    assert leases.lease(work.pk) is not None


def test_a_paused_feed_is_not_asked(ann: User, editor: Actor) -> None:
    feed = make_feed(ann)
    feeds.change(actor=editor, feed_id=feed.pk, is_paused=True)
    with pytest.raises(Conflict) as caught:
        feeds.poll_now(actor=editor, feed_id=feed.pk)
    assert caught.value.code == "paused"
