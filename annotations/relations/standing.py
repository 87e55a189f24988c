"""Which relations and takeovers stand, for many claims at once."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from annotations.figures.relate import Pair
from annotations.models import (
    Approval,
    Claim,
    ClaimRelation,
    ClaimRelationKind,
    Purpose,
    Reuse,
    SecondVerdict,
    State,
    User,
)
from annotations.relations.boards import boards_of


@dataclass(frozen=True, slots=True)
class Related:
    """A relation as one of its two claims sees it.

    Attributes:
        relation: the row, with who said so loaded.
        other: the other claim, with its article and verdict loaded.
        is_back: whether the relation was said of the other one: it follows from this.
        is_offered: whether the other's verdict and sources may be taken over here.
        board: what the figure board says of the two, where both state figures of one quantity.
    """

    relation: ClaimRelation
    other: Claim
    is_back: bool
    is_offered: bool
    board: Pair | None = None


def relations_between(one: UUID, other: UUID) -> QuerySet[ClaimRelation]:
    """What stands between two claims: one at most."""
    both = Q(a=one, b=other) | Q(a=other, b=one)
    return ClaimRelation.objects.filter(both, removed_at__isnull=True)


def relations_of(user: User, claim_ids: Collection[UUID]) -> dict[UUID, list[Related]]:
    """The standing relations of claims, oldest first, both ways; three queries at most, however many.

    Those to claims that were deleted are left out.
    """
    seen = Claim.objects.visible_to(user)
    rows = ClaimRelation.objects.filter(
        Q(a__in=claim_ids) | Q(b__in=claim_ids), removed_at__isnull=True, a__in=seen, b__in=seen
    )
    found: dict[UUID, list[Related]] = defaultdict(list)
    relations = list(loaded(rows).order_by("created_at", "id"))
    SecondVerdict.objects.hide_from(user, [side for one in relations for side in (one.a, one.b)])
    boards = boards_of(user, relations)
    for relation in relations:
        for claim, other, is_back in (
            (relation.a, relation.b, False),
            (relation.b, relation.a, True),
        ):
            if claim.pk in claim_ids:
                is_offered = (
                    relation.kind == ClaimRelationKind.SAME_AS
                    and is_reusable(other)
                    and is_for_both(claim, other)
                )
                board = boards.get(relation.pk)
                found[claim.pk].append(Related(relation, other, is_back, is_offered, board))
    return found


def loaded(rows: QuerySet[ClaimRelation]) -> QuerySet[ClaimRelation]:
    """With all that is told of them."""
    sides = [f"{side}__{what}" for side in "ab" for what in ("article", "verdict__rating")]
    return rows.select_related("created_by", *sides).defer(
        *(f"{side}__{what}" for side in "ab" for what in ("search", "article__search"))
    )


def reuses_of(claim_ids: Collection[UUID]) -> dict[UUID, Reuse]:
    """What claims took over and have not let go, ended or not; one query, however many."""
    rows = Reuse.objects.filter(claim__in=claim_ids, removed_at__isnull=True)
    whole = rows.select_related(
        *("original__article", "original__publication", "check_of_others", "created_by"),
        "decision",
    ).defer(
        "original__search",
        "original__article__search",
        "check_of_others__search",
        "check_of_others__original",
        "decision__content",
    )
    return {reuse.claim_id: reuse for reuse in whole}


def is_reusable(claim: Claim) -> bool:
    """Whether its verdict and sources may be taken over: they are approved, and nothing of that was withdrawn."""
    return (
        claim.approval == Approval.VALID
        and claim.state in {State.APPROVED, State.PUBLISHED}
        and claim.deleted_at is None
    )


def is_for_both(claim: Claim, original: Claim) -> bool:
    """Whether both are of one purpose: our own copy has its own scale, and nothing of it becomes public."""
    return (claim.article.purpose == Purpose.OWN) == (original.article.purpose == Purpose.OWN)
