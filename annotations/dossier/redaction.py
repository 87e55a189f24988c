"""Which entries of history a person may read: one registry of every noun that history tells of.

An entry about something that its reader may not see is left out whole, its id and its time too. A noun that stands
neither in `RULES` nor in `OPEN` is told to nobody; a test refuses it.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from annotations.dossier.redaction_people import PEOPLE_RULES
from annotations.models import (
    Attachment,
    Attempt,
    Comment,
    Evidence,
    GuardReason,
    Highlight,
    HistoryEntry,
    Note,
    SecondVerdict,
    Source,
    SourceOrigin,
    Suggestion,
    Thread,
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


def _pinned(user: User, rows: "QuerySet[Any]", path: str) -> "QuerySet[Any]":
    """Those that are on no evidence, or on one that this person may read: they quote it."""
    seen = Evidence.objects.visible_to(user).values("pk")
    return rows.filter(Q(**{f"{path}isnull": True}) | Q(**{f"{path}in": seen}))


def _threads(user: User, ids: Sequence[UUID]) -> "QuerySet[Any]":
    return _pinned(user, Thread.objects.filter(pk__in=ids), "evidence__")


def _comments(user: User, ids: Sequence[UUID]) -> "QuerySet[Any]":
    return _pinned(user, Comment.objects.filter(pk__in=ids), "thread__evidence__")


def _suggestions(user: User, ids: Sequence[UUID]) -> "QuerySet[Any]":
    return _pinned(user, Suggestion.objects.filter(pk__in=ids), "evidence__")


RULES: dict[str, Seen] = {
    "evidence": lambda user, ids: Evidence.objects.visible_to(user).filter(pk__in=ids),
    "source": lambda user, ids: Source.objects.visible_to(user).filter(pk__in=ids),
    "sourceorigin": lambda user, ids: SourceOrigin.objects.visible_to(user).filter(pk__in=ids),
    "attempt": lambda user, ids: Attempt.objects.visible_to(user).filter(pk__in=ids),
    "note": lambda user, ids: Note.objects.visible_to(user).filter(pk__in=ids),
    "attachment": _attachments,
    "highlight": _highlights,
    "guardreason": _reasons,
    **PEOPLE_RULES,
    "thread": _threads,
    "comment": _comments,
    "suggestion": _suggestions,
}
"""By the noun's name: those of the named things whose entries this person may read."""

PRIVATE_VERBS = frozenset({"reserved", "reservation_ended"})
"""Told to who did it and to the account that it is about: else a reservation would differ from something hidden."""

OPEN = frozenset(
    {
        "annotationorigin",
        "article",
        "articlerevision",
        "alert",
        "appearance",
        "claim",
        "claimrelation",
        "coverage",
        "desk",
        "earliercheck",
        "feed",
        "feedentry",
        "figure",
        "figurerelation",
        "hintchoice",
        "import",
        "batch",
        "backingnote",
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
        "signoff",
        "snapshot",
        "secondverdict",
        "verdict",
        "watch",
    }
)
"""Nouns that every account may read of."""

UNTOLD = frozenset(
    {
        "alerttouch",
        "alsopublished",
        "apiuse",
        "anchor",
        "blob",
        "digest",
        "embedding",
        "exchange",
        "headnote",
        "historyentry",
        "historyhead",
        "historypayload",
        "heartbeat",
        "idempotencykey",
        "mention",
        "notice",
        "noticechoice",
        "noticehead",
        "presence",
        "siterules",
        "soughtquote",
        "termcount",
        "textsketch",
        "webhookdelivery",
        "webhookhead",
        "work",
    }
)
"""Nouns that history tells nothing of."""


def shown_to(user: User, entries: Iterable[HistoryEntry]) -> list[HistoryEntry]:
    """Those of the entries that this person may read, in order; one query for each confidential noun among them."""
    entries = _unblinding(user, entries)
    seen = {
        noun: _seen(user, rule, [entry.object_id for entry in entries if entry.object_type == noun])
        for noun, rule in RULES.items()
        if any(entry.object_type == noun for entry in entries)
    }
    return [entry for entry in entries if _is_shown(user, entry, seen)]


def _unblinding(user: User, entries: Iterable[HistoryEntry]) -> list[HistoryEntry]:
    """Without what happened to claims that this person rates independently just now; their own deeds stay."""
    found = list(entries)
    ids = {entry.claim_id for entry in found if entry.claim_id}
    blind = SecondVerdict.objects.kept_from(user, ids) if ids else set()
    return [one for one in found if one.claim_id not in blind or one.actor_id == user.pk]


def _is_shown(user: User, entry: HistoryEntry, seen: dict[str, set[str]]) -> bool:
    if entry.verb in PRIVATE_VERBS and entry.object_type == "user":
        return user.pk == entry.actor_id or str(user.pk) == entry.object_id
    if entry.object_type in seen:
        return entry.object_id in seen[entry.object_type]
    return entry.object_type in OPEN


def _seen(user: User, rule: Seen, ids: Sequence[str]) -> set[str]:
    rows = rule(user, [UUID(one) for one in set(ids)])
    return {str(pk) for pk in rows.values_list("pk", flat=True)}
