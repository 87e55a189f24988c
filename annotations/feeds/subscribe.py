"""Subscribing to a feed, and ending it; what was imported stays."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations import typed
from annotations.evidence import url_key
from annotations.feeds.due import poll_later, take
from annotations.fetching import FetchError
from annotations.fetching.targets import read_target
from annotations.history import record
from annotations.models import Feed, FeedKind, Newsroom
from annotations.permissions import Actor, require_editor
from annotations.refusals import Conflict, Invalid

INTERVAL = 30
LONGEST_INTERVAL = 7 * 24 * 60
BACKLOG = 5
MOST_BACKLOG = 500


@transaction.atomic
def subscribe(
    *,
    actor: Actor,
    url: Any,
    kind: Any = None,
    interval_minutes: Any = None,
    backlog: Any = None,
) -> Feed:
    """Subscribe to a feed; it is asked for the first time in the background, at once.

    Args:
        actor: an editor or above.
        url: the feed's address, or that of a page which announces one.
        kind: what its entries become: `articles` (default) or `earlier_checks`.
        interval_minutes: between two polls; 30, or the newsroom's least where that is more.
        backlog: how many of the entries that are already there are imported; 5, the newest.

    Returns:
        The feed. One that was subscribed to before is taken up again: its entries stay known.

    Raises:
        Conflict: `too_many_feeds`, `already_subscribed` with the `feed`.
        Invalid: `interval_too_short`, `interval_too_long`, `backlog_out_of_range`, or naming the field.
        Forbidden: `role_required`.
    """
    person = require_editor(actor)
    address = address_of(url)
    # One subscription at a time, so that the limit holds.
    newsroom = Newsroom.objects.select_for_update(no_key=True).get(pk=1)
    asked: dict[str, Any] = {
        "url": address,
        "kind": typed.choice_of(kind or FeedKind.ARTICLES, "kind", FeedKind.values),
        "interval": interval_of(interval_minutes, newsroom),
        "backlog": _backlog_of(backlog),
        "created_by": person,
    }
    _refuse_known(url_key(address))
    if Feed.objects.subscribed().count() >= newsroom.feeds_most:
        raise Conflict(
            "too_many_feeds",
            _(
                "The newsroom follows %(count)s feeds, and no more are possible. Unsubscribe from one, or ask an administrator for more."
            )
            % {"count": newsroom.feeds_most},
            most=newsroom.feeds_most,
        )
    feed = _taken_up(url_key(address), asked)
    poll_later(feed)
    record(actor, "feed_subscribed", feed, url=address, kind=feed.kind, backlog=asked["backlog"])
    return feed


@transaction.atomic
def unsubscribe(*, actor: Actor, feed_id: UUID) -> None:
    """Ask a feed no more. Its imports and articles stay, and its entries stay known.

    Raises:
        Missing: `not_found`. Forbidden: `role_required`.
    """
    require_editor(actor)
    feed = take(feed_id)
    feed.removed_at = timezone.now()
    feed.save(update_fields=["removed_at"])
    record(actor, "feed_unsubscribed", feed, url=feed.url)


def address_of(url: Any) -> str:
    """A feed's address, checked as far as that is possible without asking the site.

    Raises:
        Invalid: naming `url`.
    """
    address = typed.url_of(url, "url", required=True)
    try:
        read_target(address, allow=settings.FETCH_ALLOW)
    except FetchError as error:
        raise Invalid(error.code, error.detail, field="url") from None
    return address.partition("#")[0]


def interval_of(value: Any, newsroom: Newsroom) -> timedelta:
    """The time between two polls, within the newsroom's limits.

    Raises:
        Invalid: `interval_too_short`, `interval_too_long`, `number_invalid`.
    """
    least = max(1, newsroom.feed_interval_least)
    minutes = typed.whole_number_of(value, "interval_minutes")
    if minutes is None:
        minutes = max(INTERVAL, least)
    if minutes < least:
        raise Invalid(
            "interval_too_short",
            _("No feed is asked more often than every %(least)s minutes.") % {"least": least},
            field="interval_minutes",
            least=least,
        )
    if minutes > max(LONGEST_INTERVAL, least):
        raise Invalid(
            "interval_too_long",
            _("A feed is asked at least once a week: give at most %(most)s minutes.")
            % {"most": f"{LONGEST_INTERVAL:,}"},
            field="interval_minutes",
        )
    return timedelta(minutes=minutes)


def _backlog_of(value: Any) -> int:
    number = typed.whole_number_of(value, "backlog")
    if number is None:
        return BACKLOG
    if not 0 <= number <= MOST_BACKLOG:
        raise Invalid(
            "backlog_out_of_range",
            _("Give a number from 0 to %(most)s.") % {"most": MOST_BACKLOG},
            field="backlog",
        )
    return number


def _refuse_known(key: str) -> None:
    known = Feed.objects.subscribed().filter(url_key=key).first()
    if known is not None:
        raise Conflict(
            "already_subscribed",
            _("The newsroom follows this feed already: %(title)s.") % {"title": str(known)},
            field="url",
            feed=str(known.pk),
        )


def _taken_up(key: str, asked: dict[str, Any]) -> Feed:
    """A new feed, or the one that was subscribed to before under the same address."""
    removed = Feed.objects.filter(url_key=key).order_by("-removed_at")
    before = removed.select_for_update(no_key=True).first()
    feed = before or Feed(url_key=key)
    fresh: dict[str, Any] = {
        "removed_at": None,
        "is_paused": False,
        "failures": 0,
        "error_code": "",
        "error_detail": "",
        "etag": "",
        "last_modified": "",
        "polled_at": None,
        "next_poll_at": timezone.now(),
    }
    for name, value in {**fresh, **asked}.items():
        setattr(feed, name, value)
    feed.save()
    return feed
