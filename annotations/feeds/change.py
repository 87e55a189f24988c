"""Changing how a feed is followed."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations import typed
from annotations.feeds.due import poll_later, take
from annotations.feeds.subscribe import interval_of
from annotations.history import record
from annotations.models import Feed, FeedKind, Newsroom
from annotations.permissions import Actor, require_editor
from annotations.refusals import Invalid


@transaction.atomic
def change(*, actor: Actor, feed_id: UUID, **given: Any) -> Feed:
    """Change a feed; what is left out stays, and nothing is recorded where nothing changes.

    Args:
        actor: an editor or above.
        feed_id: which feed.
        given: `interval_minutes`; `is_paused` (a resumed feed is asked at once); `kind`, which holds
            for what is imported from now on.

    Raises:
        Invalid: naming the field. Missing: `not_found`. Forbidden: `role_required`.
    """
    require_editor(actor)
    feed = take(feed_id)
    after = _changes(feed, given)
    if not after:
        return feed
    before = {name: getattr(feed, name) for name in after if name != "interval"}
    before["interval_minutes"] = feed.interval_minutes
    for name, value in after.items():
        setattr(feed, name, value)
    if "interval" in after:
        feed.next_poll_at = min(feed.next_poll_at, timezone.now() + feed.interval)
    is_resumed = after.get("is_paused") is False
    if is_resumed:
        feed.next_poll_at = timezone.now()
    feed.save()
    if is_resumed:
        poll_later(feed)
    told = {name: value for name, value in after.items() if name != "interval"}
    told["interval_minutes"] = feed.interval_minutes
    record(actor, "feed_changed", feed, before=before, after=told)
    return feed


def _changes(feed: Feed, given: dict[str, Any]) -> dict[str, Any]:
    """The fields whose new value is another one."""
    asked: dict[str, Any] = {}
    if "interval_minutes" in given:
        asked["interval"] = interval_of(given["interval_minutes"], Newsroom.current())
    if "kind" in given:
        asked["kind"] = typed.choice_of(given["kind"], "kind", FeedKind.values)
    if "is_paused" in given:
        if not isinstance(given["is_paused"], bool):
            raise Invalid("not_a_boolean", _("Give true or false."), field="is_paused")
        asked["is_paused"] = given["is_paused"]
    return {name: value for name, value in asked.items() if getattr(feed, name) != value}
