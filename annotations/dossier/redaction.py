"""Which entries of history a person may read: one registry of every noun that history tells of.

An entry about something that its reader may not see is left out whole, its id and its time too. A noun that stands
neither in `RULES` nor in `OPEN` is told to nobody; a test refuses it.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from annotations.models import (
    Attachment,
    Attempt,
    Evidence,
    GuardReason,
    Highlight,
    HistoryEntry,
    Note,
    Source,
    SourceOrigin,
    User,
)

Seen = Callable[[User, Sequence[UUID]], "QuerySet[Any]"]


def _highlights(user: User, ids: Sequence[UUID]) -> "QuerySet[Any]":
    """All but passages that were quoted, or found, for evidence that this person may not see."""
    seen = Evidence.objects.visible_to(user).values("pk")
    unseen = Evidence.objects.filter(Q(passage__in=ids) | Q(found_passages__in=ids))
    unseen = unseen.exclude(pk__in=seen)
    barred = Highlight.objects.filter(Q(quoted_by__in=unseen) | Q(evidence__in=unseen))
    return Highlight.objects.filter(pk__in=ids).exclude(pk__in=barred.values("pk"))


def _attachments(user: User, ids: Sequence[UUID]) -> "QuerySet[Any]":
    return Attachment.objects.filter(
        pk__in=ids, evidence__in=Evidence.objects.visible_to(user).values("pk")
    )


def _reasons(user: User, ids: Sequence[UUID]) -> "QuerySet[Any]":
    """Those that tell of what everyone sees, and one's own; the others may tell of something confidential."""
    return GuardReason.objects.filter(Q(is_open=True) | Q(created_by=user), pk__in=ids)


RULES: dict[str, Seen] = {
    "evidence": lambda user, ids: Evidence.objects.visible_to(user).filter(pk__in=ids),
    "source": lambda user, ids: Source.objects.visible_to(user).filter(pk__in=ids),
    "sourceorigin": lambda user, ids: SourceOrigin.objects.visible_to(user).filter(pk__in=ids),
    "attempt": lambda user, ids: Attempt.objects.visible_to(user).filter(pk__in=ids),
    "note": lambda user, ids: Note.objects.visible_to(user).filter(pk__in=ids),
    "attachment": _attachments,
    "highlight": _highlights,
    "guardreason": _reasons,
}
"""By the noun's name: those of the named things whose entries this person may read."""

PRIVATE_VERBS = frozenset({"reserved", "reservation_ended"})
"""Told to who did it and to the account that it is about: else a reservation would differ from something hidden."""

OPEN = frozenset(
    {
        "article",
        "articlerevision",
        "alert",
        "apitoken",
        "appearance",
        "claim",
        "claimrelation",
        "comment",
        "coverage",
        "earliercheck",
        "feed",
        "feedentry",
        "figure",
        "figurerelation",
        "hintchoice",
        "import",
        "batch",
        "kinship",
        "matchchoice",
        "newsroom",
        "publication",
        "quantity",
        "quotecheck",
        "rating",
        "requestforcomment",
        "reuse",
        "reviewdecision",
        "snapshot",
        "thread",
        "user",
        "verdict",
        "watch",
    }
)
"""Nouns that every account may read of."""

UNTOLD = frozenset(
    {
        "alerttouch",
        "alsopublished",
        "anchor",
        "blob",
        "embedding",
        "exchange",
        "historyentry",
        "historyhead",
        "historypayload",
        "heartbeat",
        "idempotencykey",
        "mention",
        "presence",
        "siterules",
        "soughtquote",
        "termcount",
        "textsketch",
        "work",
    }
)
"""Nouns that history tells nothing of."""


def shown_to(user: User, entries: Iterable[HistoryEntry]) -> list[HistoryEntry]:
    """Those of the entries that this person may read, in order; one query for each confidential noun among them."""
    entries = list(entries)
    seen = {
        noun: _seen(user, rule, [entry.object_id for entry in entries if entry.object_type == noun])
        for noun, rule in RULES.items()
        if any(entry.object_type == noun for entry in entries)
    }
    return [entry for entry in entries if _is_shown(user, entry, seen)]


def _is_shown(user: User, entry: HistoryEntry, seen: dict[str, set[str]]) -> bool:
    if entry.verb in PRIVATE_VERBS and entry.object_type == "user":
        return user.pk == entry.actor_id or str(user.pk) == entry.object_id
    if entry.object_type in seen:
        return entry.object_id in seen[entry.object_type]
    return entry.object_type in OPEN


def _seen(user: User, rule: Seen, ids: Sequence[str]) -> set[str]:
    rows = rule(user, [UUID(one) for one in set(ids)])
    return {str(pk) for pk in rows.values_list("pk", flat=True)}
