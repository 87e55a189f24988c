"""The whole record, filtered and page by page, as one person may read it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from annotations.dossier.redaction import shown_to
from annotations.history import erased_by
from annotations.models import HistoryEntry, HistoryPayload, User

# Entries that this person may not read are passed over; so many rounds at most, then the page is shorter.
_ROUNDS = 6
_SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Sought:
    """What of the record is asked for; what is empty is not asked.

    Attributes:
        actor: id of an account, or `system`.
        door: one of `page`, `api`, `admin`, `command`, `task`.
        verb: of the record.
        noun: kind of object (`claim`, `source`, ...).
        thing: id of the object; with `noun`.
        article: entries of one article.
        claim: entries of one claim.
        since: from this moment on.
        until: before this moment.
    """

    actor: str = ""
    door: str = ""
    verb: str = ""
    noun: str = ""
    thing: str = ""
    article: UUID | None = None
    claim: UUID | None = None
    since: datetime | None = None
    until: datetime | None = None

    def rows(self) -> "QuerySet[HistoryEntry]":
        """The entries that fit, before anybody's eyes are considered."""
        rows = HistoryEntry.objects.all()
        if self.actor:
            is_system = self.actor == _SYSTEM
            rows = (
                rows.filter(actor__isnull=True)
                if is_system
                else rows.filter(actor=UUID(self.actor))
            )
        plain = {"door": self.door, "verb": self.verb, "object_type": self.noun}
        rows = rows.filter(**{name: value for name, value in plain.items() if value})
        if self.thing:
            rows = rows.filter(object_id=self.thing)
        if self.article:
            rows = rows.filter(Q(article=self.article) | _about("article", self.article))
        if self.claim:
            rows = rows.filter(claim=self.claim)
        if self.since:
            rows = rows.filter(at__gte=self.since)
        return rows.filter(at__lt=self.until) if self.until else rows


@dataclass(frozen=True, slots=True)
class Found:
    """One page of the record, newest first.

    Attributes:
        entries: as `history_of` tells them, with `erased_by` (number of the entry that tells of the erasure, or None).
        older: number to continue `before`, or None at the end.
    """

    entries: list[dict[str, Any]]
    older: int | None


def entries_found(
    user: User, sought: Sought, *, before: int | None = None, size: int = 50
) -> Found:
    """One page of what this person may read of the record; as many queries however many entries there are.

    Args:
        user: who reads.
        sought: the filters.
        before: continue with entries older than this number.
        size: entries a page at most.
    """
    shown: list[HistoryEntry] = []
    rows = sought.rows().select_related("actor").order_by("-seq")
    for _round in range(_ROUNDS):
        found = list((rows.filter(seq__lt=before) if before else rows)[: size + 1])
        is_end = len(found) <= size
        shown += shown_to(user, found[:size])
        before = None if is_end else found[size - 1].seq
        if is_end or len(shown) >= size:
            break
    if len(shown) > size:
        shown = shown[:size]
        before = shown[-1].seq
    return Found(told(shown), before)


def entries_named(user: User, seqs: list[int]) -> list[dict[str, Any]]:
    """The named entries that this person may read, in the order of their numbers."""
    rows = HistoryEntry.objects.filter(seq__in=seqs).select_related("actor").order_by("seq")
    return told(shown_to(user, rows))


def told(entries: list[HistoryEntry]) -> list[dict[str, Any]]:
    """Entries that were found to be shown, with their payloads."""
    seqs = [entry.seq for entry in entries]
    bodies = dict(HistoryPayload.objects.filter(seq__in=seqs).values_list("seq", "body"))
    erased = erased_by() if any(bodies.get(seq) is None for seq in seqs) else {}
    return [_entry(entry, bodies.get(entry.seq), erased) for entry in entries]


def _entry(entry: HistoryEntry, body: str | None, erased: Mapping[int, int]) -> dict[str, Any]:
    actor = entry.actor
    return {
        "seq": entry.seq,
        "at": entry.at,
        "actor": {"id": str(actor.pk), "username": actor.username, "name": actor.name}
        if actor
        else _SYSTEM,
        "door": entry.door,
        "verb": entry.verb,
        "type": entry.object_type,
        "id": entry.object_id,
        "article": str(entry.article_id) if entry.article_id else None,
        "claim": str(entry.claim_id) if entry.claim_id else None,
        "details": json.loads(body) if body is not None else None,
        "erased_by": erased.get(entry.seq) if body is None else None,
        "hash": bytes(entry.hash).hex(),
    }


def _about(noun: str, pk: UUID) -> Q:
    return Q(object_type=noun, object_id=str(pk))
