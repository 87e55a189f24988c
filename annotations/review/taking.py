"""Who reviews a claim at the moment: taking, handing back, taking over, reminding.

A soft lock: others see it, and decide only after taking over. It is no edit: state, version and ETag stay. It ends
when it is handed back, when the claim was decided on, or after `LAPSES` without a sign of life; nothing has to run
for that, since what has ended is simply not read as taken any more.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations import typed, workflow
from annotations.desks import refuse_if_other_desk
from annotations.history import record
from annotations.models import Approval, Claim, State, User
from annotations.permissions import Actor, require_other_than_author, require_reviewer
from annotations.refusals import Conflict, Forbidden
from annotations.review.queue import decidable_by

LAPSES = timedelta(minutes=30)
# A sign of life is written down no more often.
_SELDOM = timedelta(minutes=1)


def taken_now(now: datetime) -> Q:
    """Claims that somebody reviews at `now`. Of two steps, who approved first is done with it."""
    return (
        Q(taken_by__isnull=False, taken_seen_at__gt=now - LAPSES, taken_at__gte=F("waiting_since"))
        & (Q(first_approval__isnull=True) | ~Q(first_approval__decided_by=F("taken_by")))
        & (Q(state=State.IN_REVIEW) | Q(approval=Approval.STALE))
    )


def holder_of(claim: Claim, now: datetime | None = None) -> User | None:
    """Who reviews the claim at the moment, as `taken_now` finds it."""
    now = now or timezone.now()
    waits = claim.state == State.IN_REVIEW or claim.approval == Approval.STALE
    if not waits or claim.taken_by is None or not claim.taken_at or not claim.taken_seen_at:
        return None
    if claim.taken_seen_at <= now - LAPSES or claim.taken_at < claim.waiting_since:
        return None
    first = claim.first_approval
    return None if first and first.decided_by_id == claim.taken_by_id else claim.taken_by


@transaction.atomic
def take(*, actor: Actor, claim_id: UUID, expected: str | None = None) -> Claim:
    """Say that the actor reviews this claim now; who has it already keeps it from now on.

    Raises:
        Missing, OutOfDate. Conflict: `not_allowed_now` where nothing waits, `taken` where somebody else has it.
        Forbidden: `role_required`, `own_work`, `reserved`, and what keeps the person from this desk.
    """
    claim, person = _decidable(actor, claim_id, expected)
    holder = holder_of(claim)
    if holder is not None and holder != person:
        raise _taken(claim, holder)
    _keep(claim, person, since=claim.taken_at if holder else None)
    if holder is None:
        record(actor, "review_taken", claim, claim=claim)
    return claim


@transaction.atomic
def take_over(
    *, actor: Actor, claim_id: UUID, held_by: Any = None, expected: str | None = None
) -> Claim:
    """Review a claim in somebody else's place; they hear of it from the record.

    Args:
        actor: a reviewer who may decide on it.
        claim_id: which claim.
        held_by: the id of the account from whom it is taken, as the actor read it; None for whoever has it.
        expected: the ETag that was read.

    Raises:
        As `take`; `taken` only where somebody else than `held_by` has it by now. Invalid: `id_invalid`.
    """
    claim, person = _decidable(actor, claim_id, expected)
    holder = holder_of(claim)
    known = typed.id_of(held_by, "held_by") if held_by else None
    if holder is not None and holder != person and known not in {None, holder.pk}:
        raise _taken(claim, holder)
    is_mine = holder == person
    _keep(claim, person, since=claim.taken_at if is_mine else None)
    if holder is None:
        record(actor, "review_taken", claim, claim=claim)
    elif not is_mine:
        record(actor, "review_taken_over", claim, claim=claim, before=str(holder.pk))
    return claim


@transaction.atomic
def hand_back(*, actor: Actor, claim_id: UUID, expected: str | None = None) -> Claim:
    """Let somebody else review it; where nobody has it, nothing changes.

    Raises:
        Missing, OutOfDate. Forbidden: `role_required`, `not_yours` where somebody else has it.
    """
    person = require_reviewer(actor)
    claim = workflow.take(actor, claim_id, expected=expected)
    holder = holder_of(claim)
    if holder is not None and holder != person:
        raise Forbidden(
            "not_yours",
            _("%(name)s is reviewing this. Only they hand it back; you may take it over.")
            % {"name": holder.name},
        )
    if claim.taken_by_id is None:
        return claim
    claim.taken_by = claim.taken_at = claim.taken_seen_at = None
    claim.save(update_fields=["taken_by", "taken_at", "taken_seen_at"])
    if holder is not None:
        record(actor, "review_handed_back", claim, claim=claim)
    return claim


def stay_alive(person: User, claim_ids: Iterable[UUID]) -> int:
    """A sign of life of somebody who reviews these claims; what has lapsed stays so. One statement.

    Returns:
        How many were written down (none more often than once a minute).
    """
    now = timezone.now()
    held = Claim.objects.filter(
        pk__in=list(claim_ids),
        taken_by=person,
        taken_seen_at__gt=now - LAPSES,
        taken_seen_at__lt=now - _SELDOM,
    )
    return held.update(taken_seen_at=now)


def refuse_if_taken(claim: Claim, person: User) -> None:
    """Keep two people from deciding on a claim at once; for the verbs that decide.

    Raises:
        Conflict: `taken`, with who has it and since when.
    """
    holder = holder_of(claim)
    if holder is not None and holder != person:
        raise _taken(claim, holder)


def _decidable(actor: Actor, claim_id: UUID, expected: str | None) -> tuple[Claim, User]:
    """The claim, locked, and the person, who may decide on it."""
    require_reviewer(actor)
    claim = workflow.take(actor, claim_id, expected=expected)
    if not (claim.state == State.IN_REVIEW or claim.approval == Approval.STALE):
        raise Conflict(
            "not_allowed_now",
            _("Nothing of this claim waits for a decision."),
            state=claim.state,
        )
    person = require_other_than_author(actor, claim)
    refuse_if_other_desk(person, claim.article)
    if not decidable_by(person).filter(pk=claim.pk).exists():
        raise Forbidden("reserved", _("This claim is reserved for another reviewer."))
    return claim, person


def _keep(claim: Claim, person: User, *, since: datetime | None) -> None:
    now = timezone.now()
    claim.taken_by, claim.taken_at, claim.taken_seen_at = person, since or now, now
    claim.save(update_fields=["taken_by", "taken_at", "taken_seen_at"])


def _taken(claim: Claim, holder: User) -> Conflict:
    return Conflict(
        "taken",
        _("%(name)s is reviewing this. Take it over first, then decide.") % {"name": holder.name},
        held_by=str(holder.pk),
        since=claim.taken_at.isoformat() if claim.taken_at else None,
    )
