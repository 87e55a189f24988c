"""What the guard weighs of many claims at once, as one person may see it: a dozen queries however many they are."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from annotations.evidence.counting import Origins, origins_of
from annotations.models import (
    Appearance,
    Attempt,
    Claim,
    Evidence,
    ImportStatus,
    RequestForComment,
    Reuse,
    User,
)
from annotations.verdicts.sides import STANCES


@dataclass(frozen=True, slots=True)
class Linked:
    """One evidence that speaks for or against a claim, or gives context.

    `day` is when it was published or obtained, None where nobody said. `copy` is `kept`, `failed`, `pending`, or empty
    where none is made: of what has no address, and of what is confidential.
    """

    id: UUID
    title: str
    speaks: bool
    day: date | None
    copy: str


@dataclass(slots=True)
class Facts:
    """What the guard knows of one claim. `since` is the day on which it was made, None where nobody said."""

    origins: Origins
    linked: list[Linked] = field(default_factory=list)
    since: date | None = None
    is_asked: bool = False
    reuse_ended: str = ""


def facts_of(claims: Sequence[Claim], user: User) -> dict[UUID, Facts]:
    """Weigh rated claims.

    Args:
        claims: what is to be weighed.
        user: who asks; only what they may see is weighed.
    """
    ids = [claim.pk for claim in claims]
    facts = {pk: Facts(origins) for pk, origins in origins_of(ids, user).items()}
    for claim_id, linked in _linked(ids, user):
        facts[claim_id].linked.append(linked)
    said = _said_on([claim.pk for claim in claims if claim.claimed_on is None])
    ended = dict(_ended(ids))
    asked = set(_asked(ids))
    for claim in claims:
        if found := facts.get(claim.pk):
            # Of an article's date nobody said that the claim was made on it.
            found.since = claim.claimed_on or said.get(claim.pk)
            found.is_asked = claim.pk in asked
            found.reuse_ended = ended.get(claim.pk, "")
    return facts


def _linked(ids: Collection[UUID], user: User) -> list[tuple[UUID, Linked]]:
    rows = Evidence.objects.visible_to(user).filter(claim__in=ids).standing()
    rows = rows.select_related("source__archiving", "source__merged_into")
    return [
        (
            row.claim_id,
            Linked(
                row.pk,
                row.cited_title or row.cited_url,
                row.stance in STANCES,
                moment.date() if (moment := row.obtained_at or row.cited_published_at) else None,
                _copy(row),
            ),
        )
        for row in rows
    ]


def _copy(row: Evidence) -> str:
    """How the archived copy of its source stands. Nothing confidential is archived."""
    source = row.source
    if not source.url or not row.is_open:
        return ""
    merged = source.merged_into
    if source.article_id or (merged and merged.article_id):
        return "kept"
    tried: Any = source.archiving
    return "failed" if tried and tried.status == ImportStatus.FAILED else "pending"


def _said_on(ids: Collection[UUID]) -> dict[UUID, date]:
    """For each claim the first day on which it was said, where an appearance tells one."""
    days: dict[UUID, list[date]] = defaultdict(list)
    if ids:
        rows = Appearance.objects.filter(claim__in=ids, removed_at__isnull=True)
        for claim, day in rows.values_list("claim", "said_on"):
            if day is not None:
                days[claim].append(day)
    return {claim: min(found) for claim, found in days.items()}


def _asked(ids: Collection[UUID]) -> list[UUID]:
    rows = RequestForComment.objects.filter(claim__in=ids, removed_at__isnull=True)
    return list(rows.order_by().values_list("claim", flat=True).distinct())


def _ended(ids: Collection[UUID]) -> list[tuple[UUID, str]]:
    rows = Reuse.objects.filter(claim__in=ids, removed_at__isnull=True, ended_at__isnull=False)
    return list(rows.values_list("claim", "ended_why"))


def seen_whole(ids: Collection[UUID], user: User) -> set[UUID]:
    """Those of the claims of which this person may see every evidence and every attempt."""
    missed: set[UUID] = set()
    models: tuple[Any, ...] = (Evidence, Attempt)
    for model in models:
        standing = model.objects.filter(claim__in=ids, removed_at__isnull=True)
        hidden = standing.exclude(pk__in=model.objects.visible_to(user).values("pk"))
        missed.update(hidden.order_by().values_list("claim", flat=True))
    return set(ids) - missed


def stranger() -> User:
    """Somebody with whom nothing is shared: what they may see is what everyone may see."""
    return User(username="", is_active=True)
