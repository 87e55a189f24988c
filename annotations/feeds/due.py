"""Which feeds are asked when: the work rows of polls. At most one of them is open for each feed."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations.history import record
from annotations.models import Feed, Work
from annotations.models.work import WorkQuerySet
from annotations.permissions import Actor, require_editor
from annotations.refusals import Conflict, Missing

KIND = "poll"
PAUSE = timedelta(minutes=1)


def take(feed_id: UUID) -> Feed:
    """Lock a feed that is subscribed to, behind its open work, as the worker does.

    Raises:
        Missing: `not_found`.
    """
    list(_open([feed_id]).select_for_update().order_by("pk").values_list("pk"))
    feed = Feed.objects.subscribed().select_for_update(no_key=True).filter(pk=feed_id).first()
    if feed is None:
        raise Missing("not_found", _("There is no such feed. Somebody may have unsubscribed."))
    return feed


@transaction.atomic
def poll_due_later() -> int:
    """Write the work of every feed that is due; whoever else is at a feed just now is left alone.

    Returns:
        How many polls were asked for.
    """
    due = Feed.objects.due().select_for_update(skip_locked=True, no_key=True).order_by("pk")
    ids = list(due.values_list("pk", flat=True))
    busy = set(_open(ids).values_list("subject", flat=True)) if ids else set()
    asked = [Work(kind=KIND, subject=pk) for pk in ids if pk not in busy]
    Work.objects.bulk_create(asked)
    return len(asked)


def poll_later(feed: Feed, *, moved: bool = False) -> None:
    """Write the work of a locked feed's poll, or make the one that waits due now.

    Args:
        feed: locked by the caller.
        moved: whether the feed's address was just taken from a page that announced it.
    """
    if moved:
        Work.objects.create(kind=KIND, subject=feed.pk, payload={"moved": True})
        return
    waiting = _open([feed.pk])
    if waiting.filter(lease_until__isnull=True).update(available_at=Now(), dispatched_at=None):
        return
    if not waiting.exists():
        Work.objects.create(kind=KIND, subject=feed.pk)


@transaction.atomic
def poll_now(*, actor: Actor, feed_id: UUID) -> Feed:
    """Ask a feed at once, at most once a minute.

    Raises:
        Conflict: `paused`; `polled_lately` with `retry_after` in seconds.
        Missing: `not_found`. Forbidden: `role_required`.
    """
    require_editor(actor)
    feed = take(feed_id)
    if feed.is_paused:
        raise Conflict("paused", _("This feed is paused. Resume it to have it asked."))
    since = timezone.now() - feed.polled_at if feed.polled_at else PAUSE
    if since < PAUSE:
        raise Conflict(
            "polled_lately",
            _("This feed was asked less than a minute ago. Wait a moment before asking again."),
            retry_after=int((PAUSE - since).total_seconds()) + 1,
        )
    feed.next_poll_at = timezone.now()
    feed.save(update_fields=["next_poll_at"])
    poll_later(feed)
    record(actor, "poll_asked", feed)
    return feed


def _open(ids: list[UUID]) -> WorkQuerySet:
    return Work.objects.filter(kind=KIND, subject__in=ids, done_at__isnull=True)
