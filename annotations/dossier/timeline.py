"""History and events as one person may read them."""

import json
from typing import Any
from uuid import UUID

from annotations.dossier.redaction import shown_to
from annotations.models import HistoryEntry, HistoryPayload, User


def history_of(user: User, claim_id: UUID) -> list[dict[str, Any]]:
    """Who did what to a claim, when, through which door; oldest first, complete.

    Entries about what this person may not see are left out (see `redaction`).
    """
    entries = HistoryEntry.objects.filter(claim=claim_id).select_related("actor").order_by("seq")
    shown = shown_to(user, entries)
    bodies = dict(
        HistoryPayload.objects.filter(seq__in=[entry.seq for entry in shown]).values_list(
            "seq", "body"
        )
    )
    return [_as_json(entry, bodies.get(entry.seq)) for entry in shown]


def events_after(
    user: User, article_id: UUID, after: int, limit: int = 500
) -> list[dict[str, Any]]:
    """What happened to an article since entry `after`, as ids only, oldest first."""
    while True:
        entries = list(
            HistoryEntry.objects.filter(article=article_id, seq__gt=after).order_by("seq")[:limit]
        )
        shown = shown_to(user, entries)
        if len(entries) < limit or shown:
            break
        # A whole page that this person may not see: an empty answer would read as the end.
        after = entries[-1].seq
    return [
        {
            "seq": entry.seq,
            "at": entry.at,
            "verb": entry.verb,
            "type": entry.object_type,
            "id": entry.object_id,
            "claim": str(entry.claim_id) if entry.claim_id else None,
            "actor": str(entry.actor_id) if entry.actor_id else None,
        }
        for entry in shown
    ]


def _as_json(entry: HistoryEntry, body: str | None) -> dict[str, Any]:
    actor = entry.actor
    return {
        "seq": entry.seq,
        "at": entry.at,
        "actor": {"id": str(actor.pk), "username": actor.username, "name": actor.name}
        if actor
        else "system",
        "door": entry.door,
        "verb": entry.verb,
        "type": entry.object_type,
        "id": entry.object_id,
        "details": json.loads(body) if body is not None else None,
    }
