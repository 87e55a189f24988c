"""What the figure board says of two related claims that state figures of one quantity: the same answer as everywhere."""

from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

from annotations.figures.board import overrides_among, pairs_beside, standing
from annotations.figures.relate import Pair
from annotations.models import ClaimRelation, ClaimRelationKind, Figure, User

_OF_FIGURES = frozenset({ClaimRelationKind.CONTRADICTS, ClaimRelationKind.DIFFERENT_SCOPE})


def boards_of(user: User, relations: Collection[ClaimRelation]) -> dict[UUID, Pair]:
    """The first pair of the board, conflicts first, that parts the two claims of a relation.

    Two queries, however many relations there are; none where none says that two claims contradict each other
    or are of different scope.

    Returns:
        By the relation's id; relations whose claims share no quantity are left out.
    """
    asked = [relation for relation in relations if relation.kind in _OF_FIGURES]
    ids = {pk for relation in asked for pk in (relation.a_id, relation.b_id)}
    if not ids:
        return {}
    by_claim: dict[UUID, list[Figure]] = defaultdict(list)
    figures = list(standing(user).filter(claim__in=ids, quantity__isnull=False, confirmed=True))
    for figure in figures:
        by_claim[figure.claim_id].append(figure)
    overrides = overrides_among([figure.pk for figure in figures])
    found: dict[UUID, Pair] = {}
    for relation in asked:
        first, second = by_claim[relation.a_id], by_claim[relation.b_id]
        pairs = pairs_beside(first, [*first, *second], overrides)
        between = [pair for pair in pairs if pair.a.claim_id != pair.b.claim_id]
        if between:
            found[relation.pk] = between[0]
    return found
