"""Imports and batches as their pages show them: age, attempts, what to do next, what is under way."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.db.models import QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotations.imports.accept import KIND
from annotations.imports.advice import Action, advice_of
from annotations.imports.batches import Progress, progress_of_each
from annotations.imports.progress import under_way
from annotations.models import Batch, Import, ImportKind, ImportStatus, Origin, User, Work
from annotations.tasks.leases import MOST_ATTEMPTS
from annotations.views.brought import outcome_words
from annotations.views.kinship import kin_of

_MINUTE, _HOUR = 60, 3600
_BATCHES_SHOWN = 3
# Where the button of each advice leads; trying again has a form of its own.
_WAYS = {Action.ADDRESS: "url", Action.PASTE: "text", Action.UPLOAD: "file"}
_PAGES = {Action.SUBSCRIBE: "feeds", Action.BROWSER: "bookmarklet"}


def with_names(rows: QuerySet[Import]) -> QuerySet[Import]:
    """With everything that a row names."""
    named = rows.select_related("article", "requested_by", "batch", "feed")
    return named.defer("article__search", "article__field_notes")


def shown(items: Sequence[Import]) -> list[Import]:
    """The imports with what their rows say beside their own fields; two queries, however many.

    Each gets `title`, `place`, `age`, `attempt`, `outcome_words`, `advice`, `ways`, `kin` and `version`,
    which changes when anything but the passing of time does.
    """
    works = _works_of(items)
    kin = kin_of([item.article_id for item in items])
    now = timezone.now()
    for item in items:
        work, advice = works.get(item.pk), advice_of(item)
        relatives = kin.get(item.article_id, []) if item.article_id else []
        item.__dict__.update(
            title=_title(item),
            place=_place(item),
            outcome_words=_outcome(item),
            age="" if item.is_finished else span(_seconds(_asked_at(item, work), now)),
            attempt=_attempt(item, work, now),
            advice=advice,
            ways=[
                way for action in (advice.actions if advice else ()) if (way := _way(item, action))
            ],
            # The later one asks; asking twice on one page would be noise.
            kin=[each for each in relatives if each.is_open and each.is_earlier],
            version=f"{item.status}-{item.stage}-{item.attempts}-{item.requests}",
        )
    return list(items)


def batches_shown(batches: Sequence[Batch]) -> list[Batch]:
    """Batches with `progress`, `words` and `name`; one query, however many."""
    if not batches:
        return []
    stand = progress_of_each(batches)
    for batch in batches:
        progress = stand[batch.pk]
        batch.__dict__.update(
            progress=progress,
            words=progress_words(progress),
            name=batch.label
            or ngettext("%(n)s import", "%(n)s imports", progress.total) % {"n": progress.total},
        )
    return list(batches)


def batches_under_way(user: User) -> list[Batch]:
    """The newest batches that have not ended, as `batches_shown`."""
    waiting = Import.objects.unfinished().filter(batch__isnull=False)
    seen = Batch.objects.visible_to(user).filter(pk__in=waiting.values("batch"))
    return batches_shown(list(seen.order_by("-created_at", "-pk")[:_BATCHES_SHOWN]))


def progress_words(progress: Progress) -> str:
    """How a batch stands: "38 of 60 arrived, 3 failed, about 2 min left"."""
    words = [
        ngettext(
            "%(arrived)s of %(total)s arrived", "%(arrived)s of %(total)s arrived", progress.total
        )
        % {"arrived": progress.succeeded, "total": progress.total}
    ]
    if progress.broken:
        words.append(
            ngettext("%(n)s failed", "%(n)s failed", progress.broken) % {"n": progress.broken}
        )
    if progress.cancelled:
        words.append(
            ngettext("%(n)s cancelled", "%(n)s cancelled", progress.cancelled)
            % {"n": progress.cancelled}
        )
    left = progress.seconds_left
    if left is not None:
        words.append(
            _("less than a minute left")
            if left < _MINUTE
            else _("about %(time)s left") % {"time": span(left)}
        )
    return ", ".join(words)


def summary() -> dict[str, Any]:
    """What the newsroom waits for, for `_summary.html`; one query."""
    waiting = under_way()
    oldest = "" if waiting.oldest is None else span(waiting.oldest)
    return {"running": waiting.running, "queued": waiting.queued, "oldest": oldest}


def span(seconds: float) -> str:
    """A stretch of time in its largest units: "40 s", "3 min", "2 h 10 min"."""
    whole = max(0, round(seconds))
    if whole < _MINUTE:
        return _("%(n)s s") % {"n": whole}
    if whole < _HOUR:
        return _("%(n)s min") % {"n": round(whole / _MINUTE)}
    return _("%(h)s h %(m)s min") % {"h": whole // _HOUR, "m": whole % _HOUR // _MINUTE}


def _works_of(items: Sequence[Import]) -> dict[Any, Work]:
    """The open work of those that have not ended: since when they wait, and when they are due."""
    waiting = [item.pk for item in items if not item.is_finished]
    if not waiting:
        return {}
    rows = Work.objects.filter(kind=KIND, subject__in=waiting, done_at__isnull=True)
    return {work.subject: work for work in rows.only("subject", "created_at", "available_at")}


def _title(item: Import) -> str:
    """What the import is called: by its article, a person, its feed, its address or its file."""
    if item.article is not None and item.article.title:
        return item.article.title
    said = item.given.get("title") or item.given.get("feed", {}).get("title")
    return said or item.url or item.filename or _("Pasted text")


def _place(item: Import) -> str:
    """Where it came from: the site of an address that is not shown already, else the way it came in."""
    site = "" if _title(item) == item.url else urlsplit(item.url).hostname or ""
    way = "" if item.origin == Origin.FETCH else str(Origin(item.origin).label)
    return ", ".join(word for word in (way, site) if word)


def _outcome(item: Import) -> str:
    """What an import of earlier checks brought: "3 new, 1 changed, 40 known"; or one of annotations."""
    if item.kind == ImportKind.ANNOTATIONS:
        return outcome_words(item.outcome) if item.outcome else ""
    found = {k: item.outcome.get(k, 0) for k in ("new", "changed", "same", "refused")}
    words = {
        "new": ngettext("%(n)s new", "%(n)s new", found["new"]),
        "changed": ngettext("%(n)s changed", "%(n)s changed", found["changed"]),
        "same": ngettext("%(n)s known", "%(n)s known", found["same"]),
        "refused": ngettext("%(n)s left out", "%(n)s left out", found["refused"]),
    }
    return ", ".join(words[k] % {"n": n} for k, n in found.items() if n)


def _asked_at(item: Import, work: Work | None) -> datetime:
    return work.created_at if work else item.created_at


def _seconds(since: datetime, until: datetime) -> float:
    return (until - since).total_seconds()


def _attempt(item: Import, work: Work | None, now: datetime) -> str:
    """Which attempt this is, and when the next one comes; empty for what went well the first time."""
    if item.is_finished:
        tried = ngettext("after %(n)s attempt", "after %(n)s attempts", item.attempts)
        return tried % {"n": item.attempts} if item.attempts > 1 else ""
    is_waiting = item.status == ImportStatus.QUEUED and item.attempts > 0
    number = item.attempts + 1 if is_waiting else item.attempts
    if number <= 1:
        return ""
    counted = _("attempt %(n)s of %(most)s") % {"n": number, "most": MOST_ATTEMPTS}
    if work is None or not is_waiting or work.available_at <= now:
        return counted
    wait = span(_seconds(now, work.available_at))
    return _("%(attempt)s, next try in %(wait)s") % {"attempt": counted, "wait": wait}


def _way(item: Import, action: Action) -> tuple[str, str] | None:
    """Label and address of an action's button; None where it has none."""
    if action in _WAYS and item.article_id and item.article and item.article.current_revision_id:
        address = reverse("workspace", args=[item.article_id])
        return None if action == Action.ADDRESS else (str(action.label), address)
    query = urlencode({"url": item.url} if item.url else {})
    if action in _WAYS:
        return str(action.label), f"{reverse('imports')}?way={_WAYS[action]}&{query}".rstrip("&")
    try:
        page = reverse(_PAGES[action]) if action in _PAGES else ""
    except NoReverseMatch:
        page = ""
    return (str(action.label), f"{page}?{query}".rstrip("?")) if page else None
