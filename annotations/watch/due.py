"""Which pages are looked at when: the work rows of looks. At most one of them is open for each page."""

import random
from collections import Counter
from collections.abc import Collection
from datetime import timedelta
from urllib.parse import urlsplit
from uuid import UUID

from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations.history import record
from annotations.models import Heartbeat, Newsroom, Watch, Work
from annotations.models.work import WorkQuerySet
from annotations.permissions import Actor, require_editor
from annotations.refusals import Conflict
from annotations.watch.begin import begin_all, visible_article, watch_of
from annotations.watch.resting import not_watched_yet, resting_on

KIND = "watch"
PAUSE = timedelta(minutes=1)
# What one round does at most; the next one comes half a minute later.
BEGUN_MOST = LOOKS_MOST = 500
# A site is a host to its visitors: never more than so many looks at it in one round.
PER_SITE = 5
# All claims are thought of this often, new ones in every round.
ALL_EVERY = timedelta(minutes=10)
# A page on which no claim rests any more is thought of again after this time.
REST = timedelta(days=1)


def watch_due_later() -> int:
    """Begin to watch what claims rest on by now, and write the work of every page that is due.

    Returns:
        How many looks were asked for.
    """
    if not Newsroom.current().watch_is_on:
        return 0
    since = None if _is_time_for_all() else timezone.now() - 2 * ALL_EVERY
    begin_all(not_watched_yet(BEGUN_MOST, since=since))
    return _look_at_due_later()


def _is_time_for_all() -> bool:
    """Whether all claims are to be thought of, not only what was made lately: restored ones, sources archived since."""
    lately = Heartbeat.objects.filter(name=KIND, at__gt=Now() - ALL_EVERY)
    if lately.exists():
        return False
    Heartbeat.objects.update_or_create(name=KIND, defaults={"at": Now()})
    return True


@transaction.atomic
def _look_at_due_later() -> int:
    """Whoever else is at a page just now is left alone; those that need not or may not be looked at are put off."""
    due = Watch.objects.due().select_for_update(skip_locked=True, no_key=True)
    watches = list(due.order_by("next_look_at", "pk")[:LOOKS_MOST])
    if not watches:
        return 0
    busy = set(open_looks([watch.pk for watch in watches]).values_list("subject", flat=True))
    resting = resting_on([watch.article_id for watch in watches])
    wanted = [watch for watch in watches if watch.article_id in resting]
    _put_off([watch for watch in watches if watch.article_id not in resting], REST)
    chosen, later = _some_of_each_site([watch for watch in wanted if watch.pk not in busy])
    _put_off(later, PAUSE)
    Work.objects.bulk_create([Work(kind=KIND, subject=watch.pk) for watch in chosen])
    return len(chosen)


def _put_off(watches: Collection[Watch], wait: timedelta) -> None:
    """Think of these again later, not all at the same moment."""
    now = timezone.now()
    for watch in watches:
        watch.next_look_at = now + wait * random.uniform(1.0, 3.0)  # noqa: S311 - spreads load
    Watch.objects.bulk_update(watches, ["next_look_at"])


def _some_of_each_site(watches: list[Watch]) -> tuple[list[Watch], list[Watch]]:
    """The first few of each site, and the others."""
    chosen: list[Watch] = []
    later: list[Watch] = []
    looks: Counter[str] = Counter()
    for watch in watches:
        site = urlsplit(watch.url).netloc
        looks[site] += 1
        (chosen if looks[site] <= PER_SITE else later).append(watch)
    return chosen, later


@transaction.atomic
def look_now(*, actor: Actor, article_id: UUID) -> Watch:
    """Look at a page at once, at most once a minute.

    Raises:
        Conflict: `paused`; `looked_lately` with `retry_after` in seconds; `nothing_to_watch` where the text
        did not come from an address. Missing: `not_found`. Forbidden: `role_required`.
    """
    article = visible_article(require_editor(actor), article_id)
    # Work before its subject, as the worker does.
    list(open_looks_of(article_id).select_for_update().order_by("pk").values_list("pk"))
    watch = watch_of(article)
    if watch.is_paused:
        raise Conflict("paused", _("Watching this page is paused. Resume it to have it looked at."))
    since = timezone.now() - watch.looked_at if watch.looked_at else PAUSE
    if since < PAUSE:
        raise Conflict(
            "looked_lately",
            _(
                "This page was looked at less than a minute ago. Wait a moment before looking again."
            ),
            retry_after=int((PAUSE - since).total_seconds()) + 1,
        )
    watch.next_look_at = timezone.now()
    watch.save(update_fields=["next_look_at"])
    _look_later(watch)
    record(actor, "look_asked", watch, article=article)
    return watch


def _look_later(watch: Watch) -> None:
    """Write the work of a locked watch's look, or make the one that waits due now."""
    waiting = open_looks([watch.pk])
    asked = {"asked": True}
    idle = waiting.filter(lease_until__isnull=True)
    if idle.update(available_at=Now(), dispatched_at=None, payload=asked):
        return
    if not waiting.exists():
        Work.objects.create(kind=KIND, subject=watch.pk, payload=asked)


def open_looks(ids: Collection[UUID]) -> WorkQuerySet:
    """The work of these watches that is not done."""
    return Work.objects.filter(kind=KIND, subject__in=ids, done_at__isnull=True)


def open_looks_of(article_id: UUID) -> WorkQuerySet:
    """The work of an article's watch that is not done."""
    watches = Watch.objects.filter(article=article_id)
    return Work.objects.filter(kind=KIND, subject__in=watches.values("pk"), done_at__isnull=True)
