"""A line of the queue: how long it waits, how much it presses, who reviews it, and what this person may do about it."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Max
from django.utils import timezone

from annotations.models import Approval, Claim, HistoryEntry, Priority, SecondVerdict, User
from annotations.permissions import can_edit, can_review
from annotations.review import decidable_by, holder_of
from annotations.review.reminding import NOT_AGAIN, VERB


def lines_of(person: User, rows: Sequence[Claim]) -> list[dict[str, Any]]:
    """The lines of these rows (`with_plan`, `with_people` of the room); three queries, however many they are."""
    now, ids = timezone.now(), [row.pk for row in rows]
    free = set(decidable_by(person).filter(pk__in=ids).order_by().values_list("pk", flat=True))
    asked = HistoryEntry.objects.filter(claim__in=ids, verb=VERB, at__gt=now - NOT_AGAIN)
    reminded = dict(asked.order_by().values_list("claim").annotate(at=Max("at")))
    # Who rates a claim independently just now must not see how it was rated.
    blind = SecondVerdict.objects.kept_from(person, ids)
    lines = [
        _line(person, row, may_see=row.pk in free, reminded=reminded.get(row.pk), now=now)
        for row in rows
    ]
    return [{**line, "is_blind": line["claim"].pk in blind} for line in lines]


def _line(
    person: User, row: Claim, *, may_see: bool, reminded: datetime | None, now: datetime
) -> dict[str, Any]:
    planned: dict[str, Any] = row.__dict__
    holder, is_own = holder_of(row, now), person.pk in row.contributors
    is_first = row.first_approval is not None and row.first_approval.decided_by_id == person.pk
    waits = row.waiting_since is not None and (
        row.state == "in_review" or row.approval == Approval.STALE
    )
    decides = waits and may_see and not is_own and not is_first and can_review(person)
    # Who asked before this claim came back has asked for another text.
    asked = reminded if waits and reminded and reminded > row.waiting_since else None
    line: dict[str, Any] = {
        "id": str(row.pk),
        "claim": row,
        "article": row.article,
        "topics": list(row.article.topics.all()),
        "waits": waits,
        "is_stale": row.approval == Approval.STALE,
        "waiting_since": row.waiting_since,
        "deadline": planned["deadline_now"],
        "priority": planned["priority_now"],
        "priority_label": Priority(planned["priority_now"]).label,
        "is_own": is_own,
        "is_first": is_first,
        "is_kept": waits and not may_see and not is_own and can_review(person),
        "holder": holder,
        "held_since": row.taken_at if holder else None,
        "is_mine": holder == person,
        "reminded_at": asked,
        "may": {
            "take": decides and holder is None,
            "hand_back": holder == person,
            "take_over": decides and holder not in (None, person),
            # Whoever can review it at once needs to ask nobody.
            "remind": waits
            and can_edit(person)
            and asked is None
            and not (decides and holder is None)
            and holder != person,
        },
    }
    return {**line, "version": _version(line)}


def _version(line: dict[str, Any]) -> str:
    """Differs when anything on the line differs but the passing of time."""
    row: Claim = line["claim"]
    facts = (
        *(row.state, row.approval, row.version, line["deadline"], line["priority"]),
        *(line["held_since"], row.reviewer_id, line["may"], line["reminded_at"]),
        line["holder"] and line["holder"].pk,
    )
    return hashlib.sha256(repr(facts).encode()).hexdigest()[:12]


def ids_of(text: str, most: int = 100) -> list[UUID]:
    """Ids parted by commas; what is none is left out."""
    found = []
    for part in text.split(",")[:most]:
        try:
            found.append(UUID(part))
        except ValueError:
            continue
    return found
