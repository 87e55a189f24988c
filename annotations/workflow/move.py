"""The transition table: verb -> from -> to. Triggers hold the same table in the database."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import F
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from annotations.models import Approval, Claim, ReviewDecision, State
from annotations.refusals import Conflict

TRANSITIONS: dict[str, dict[str, str]] = {
    "submit": {State.DRAFT: State.IN_REVIEW, State.CHANGES_REQUESTED: State.IN_REVIEW},
    "recall": {State.IN_REVIEW: State.DRAFT},
    "request-changes": {
        State.IN_REVIEW: State.CHANGES_REQUESTED,
        State.APPROVED: State.CHANGES_REQUESTED,
    },
    "approve": {State.IN_REVIEW: State.APPROVED},
    "publish": {State.APPROVED: State.PUBLISHED},
    "correct": {State.PUBLISHED: State.DRAFT, State.WITHDRAWN: State.DRAFT},
}


def allowed(claim: Claim, verb: str) -> bool:
    """Whether the claim's state allows the verb, whoever asks."""
    if verb == "approve" and claim.approval == Approval.STALE:
        return True
    if verb == "publish" and claim.approval != Approval.VALID:
        return False
    if verb == "withdraw":
        return claim.publication_id is not None
    return claim.state in TRANSITIONS.get(verb, {})


def move(claim: Claim, verb: str, *, decision: ReviewDecision | None = None) -> str:
    """Set the state that `verb` leads to, and the approval that goes with it. Does not save.

    Args:
        claim: locked by the caller (see `take`).
        verb: a key of TRANSITIONS.
        decision: the approving decision, for `approve` only.

    Returns:
        The state before.

    Raises:
        Conflict: `not_allowed_now` where the state does not allow the verb.
    """
    if not allowed(claim, verb):
        raise Conflict(
            "not_allowed_now",
            _("This is not possible while the claim is “%(state)s”.")
            % {"state": claim.get_state_display()},
            state=claim.state,
        )
    before = claim.state
    is_renewal = verb == "approve" and claim.approval == Approval.STALE
    if not is_renewal:
        claim.state = TRANSITIONS[verb][before]
    if decision is not None:
        claim.approval = Approval.VALID
        claim.first_approval = None
        claim.approval_decision = decision
        claim.content_sha256 = decision.content_sha256
        claim.contributors = []
    elif claim.state in {State.DRAFT, State.IN_REVIEW, State.CHANGES_REQUESTED}:
        drop_approval(claim)
    return before


def drop_approval(claim: Claim) -> None:
    """Give up the standing approval, and a first one of two. Does not save."""
    claim.first_approval = None
    claim.approval = Approval.NONE
    claim.approval_decision = None
    claim.content_sha256 = ""


def mark_stale(claims: Iterable[Claim]) -> list[Claim]:
    """Make the valid approvals among `claims` stale: they go back to the reviewers' queue. Locks all of them.

    Returns:
        Those that were valid until now.
    """
    ids = [claim.pk for claim in claims]
    if not ids:
        return []
    # Also those that are not valid: one of them may be being approved at this moment.
    locked = list(Claim.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk"))
    staled = [claim for claim in locked if claim.approval == Approval.VALID]
    # One that is stale already may have been approved anew by the first of two.
    half = [claim.pk for claim in locked if claim.first_approval_id and claim not in staled]
    if half:
        Claim.objects.filter(pk__in=half).update(first_approval=None, version=F("version") + 1)
    Claim.objects.filter(pk__in=[claim.pk for claim in staled]).update(
        approval=Approval.STALE, stale_at=Now(), version=F("version") + 1
    )
    return staled


def ask_to_read_again(claim_ids: Iterable[UUID], *, is_reserved: bool = False) -> None:
    """Raise the version of those in review, so that nobody approves them as they were read before.

    A first approval of two is given up.

    Args:
        claim_ids: locked by the caller.
        is_reserved: what changed is confidential evidence, so only the reserved version rises.
    """
    counter = "reserved_version" if is_reserved else "version"
    waiting = Claim.objects.filter(pk__in=list(claim_ids), state=State.IN_REVIEW)
    waiting.update(**{counter: F(counter) + 1})
    # Everyone sees a first approval, so everyone's version rises when it goes.
    half = waiting.filter(first_approval__isnull=False)
    half.update(first_approval=None, version=F("version") + 1)
