"""What history says, as the rules of notices read it."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from annotations.models import HistoryEntry, HistoryPayload


@dataclass(frozen=True, slots=True)
class Happened:
    """One entry of history with its facts; `facts` is empty where they were erased."""

    seq: int
    verb: str
    actor_id: UUID | None
    object_type: str
    object_id: str
    article_id: UUID | None
    claim_id: UUID | None
    facts: dict[str, Any] = field(default_factory=dict)


def happened(entries: Iterable[HistoryEntry]) -> list[Happened]:
    """The entries with their facts, in the order given; one query for all of them."""
    listed = list(entries)
    bodies = dict(
        HistoryPayload.objects.filter(seq__in=[entry.seq for entry in listed]).values_list(
            "seq", "body"
        )
    )
    return [
        Happened(
            seq=entry.seq,
            verb=entry.verb,
            actor_id=entry.actor_id,
            object_type=entry.object_type,
            object_id=entry.object_id,
            article_id=entry.article_id,
            claim_id=entry.claim_id,
            facts=_facts(bodies.get(entry.seq)),
        )
        for entry in listed
    ]


def _facts(body: str | None) -> dict[str, Any]:
    found = json.loads(body) if body else {}
    return found if isinstance(found, dict) else {}
