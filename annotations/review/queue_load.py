"""How much waits, for whom: what a queue's head says of desks and reviewers."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, F, Min, Q, QuerySet, When
from django.utils import timezone

from annotations.models import Claim, Desk, User
from annotations.review.taking import taken_now


@dataclass(frozen=True, slots=True)
class Share:
    """A part of the queue: whose it is (a desk, a person; None for nobody's), how many, the oldest since."""

    of: Desk | User | None
    waiting: int
    oldest: datetime
    taken: int = 0


@dataclass(frozen=True, slots=True)
class Load:
    """What waits, by desk and by reviewer (who took it, else who was asked), most first; what one took, wrote."""

    total: int
    own: int
    mine: int
    desks: list[Share]
    reviewers: list[Share]


def load_of(person: User, rows: QuerySet[Claim], *, now: datetime | None = None) -> Load:
    """Count a queue; three queries, however long it is.

    Args:
        person: whose queue it is: nothing that is kept from them is counted.
        rows: `queue_of(person)`.
        now: the moment that decides what is taken.
    """
    is_taken = taken_now(now or timezone.now())
    grouped: Any = list(
        rows.filter(waiting_since__isnull=False)
        .order_by()
        .annotate(
            held_by=Case(When(is_taken, then=F("taken_by")), default=None),
            is_own=Case(When(Q(contributors__contains=[person.pk]), then=True), default=False),
        )
        .values("article__desk", "reviewer", "held_by", "is_own")
        .annotate(n=Count("pk"), oldest=Min("waiting_since"))
    )
    people = {pk for row in grouped for pk in (row["held_by"], row["reviewer"]) if pk}
    return Load(
        total=sum(row["n"] for row in grouped),
        own=sum(row["n"] for row in grouped if row["is_own"]),
        mine=sum(row["n"] for row in grouped if row["held_by"] == person.pk),
        desks=_shares(
            grouped,
            lambda row: row["article__desk"],
            Desk.objects.in_bulk({row["article__desk"] for row in grouped} - {None}),
        ),
        reviewers=_shares(
            grouped, lambda row: row["held_by"] or row["reviewer"], User.objects.in_bulk(people)
        ),
    )


def _shares(
    grouped: Iterable[dict[str, Any]],
    key: Callable[[dict[str, Any]], Hashable],
    known: dict[UUID, Any],
) -> list[Share]:
    parts: dict[Any, list[dict[str, Any]]] = defaultdict(list)
    for row in grouped:
        parts[key(row)].append(row)
    shares = [
        Share(
            of=known.get(pk),
            waiting=sum(row["n"] for row in rows),
            oldest=min(row["oldest"] for row in rows),
            taken=sum(row["n"] for row in rows if row["held_by"]),
        )
        for pk, rows in parts.items()
    ]
    # Whose it is stands before nobody's, then most first.
    return sorted(shares, key=lambda one: (one.of is None, -one.waiting, one.oldest))
