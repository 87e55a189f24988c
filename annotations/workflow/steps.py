"""How many people approve, one after the other, and what the first of two approvals is worth.

A first approval is a ReviewDecision (step 1 of 2) that the claim names in `first_approval`. It counts for exactly what
it judged; whatever changes that gives it up.
"""

from django.db import connection
from django.db.models import Q

from annotations.models import Claim, DecisionKind, Newsroom, ReviewDecision, User
from annotations.workflow.alike import judged_alike

TWO = 2


def steps_asked() -> int:
    """How many approvals the newsroom asks for; the answer holds until the transaction ends.

    A change of the setting waits for whoever decides just now, so that room and trigger read the same.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT review_steps FROM annotations_newsroom WHERE id = 1 FOR SHARE")
        row = cursor.fetchone()
    return int(row[0]) if row else 1


def first_of(claim: Claim, content: str) -> ReviewDecision | None:
    """The claim's first approval where it still counts: of the same words, by nobody who wrote in them since.

    What nobody judges may differ: a copy that was archived meanwhile, a newer recipe (see `alike`). The second approval
    is then of the first one's very bytes.

    Args:
        claim: the claim.
        content: the canonical JSON text as it would be judged now.
    """
    first = claim.first_approval
    if first is None or not judged_alike(first.content, content):
        return None
    return None if first.decided_by_id in claim.contributors else first


def note_first(claim: Claim, decision: ReviewDecision) -> None:
    """Keep the first of two approvals; state and approval stay as they are. Does not save."""
    claim.first_approval = decision


def drop_first(claim: Claim) -> bool:
    """Give up the first approval; whether there was one. Does not save."""
    if claim.first_approval_id is None:
        return False
    claim.first_approval = None
    return True


def approved_first_by(person: User) -> Q:
    """Claims for whose second approval somebody else is needed: this person gave the first."""
    if Newsroom.current().review_steps < TWO:
        return Q(pk__in=[])
    return Q(
        first_approval__decided_by=person,
        first_approval__kind=DecisionKind.APPROVE,
    )
