"""When an original stops being what was taken over: who took it over has to look again.

A trigger writes a work row of this kind in the transaction that changes the original, so that nothing is lost
(see migration 0007). Approvals that go stale here may be originals themselves: the trigger sees that too, so that chains are
followed one link after the other, and a circle ends where everything has ended.
"""

from collections.abc import Collection, Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Now

from annotations import workflow
from annotations.history.record_each import record_each
from annotations.models import Approval, Claim, Reuse, State
from annotations.permissions import SYSTEM

KIND = "reuse"
"""Of the work rows that the triggers write; the subject is the original claim or the check of others."""


@transaction.atomic
def end_reuses(subject: UUID, *, checks: Collection[UUID] = ()) -> list[Reuse]:
    """End what was taken over from an original that is no longer what it was. Twice is as good as once.

    Valid approvals that rest on it become stale; what waits in review has to be read again.

    Args:
        subject: the claim, or the check of others, that changed.
        checks: ids of the reuses of a changed check of others.

    Returns:
        Those that ended.
    """
    claims = _locked(subject, checks)
    ended = []
    for reuse in _in_force(subject, checks):
        why = "changed" if reuse.original is None else _why(reuse, claims[reuse.original.pk])
        if why:
            reuse.ended_why = why
            ended.append(reuse)
    for why in sorted({reuse.ended_why for reuse in ended}):
        ids = [reuse.pk for reuse in ended if reuse.ended_why == why]
        Reuse.objects.filter(pk__in=ids).update(ended_at=Now(), ended_why=why)
    held = [claims[reuse.claim_id] for reuse in ended]
    staled = workflow.mark_stale(held)
    workflow.ask_to_read_again([claim.pk for claim in held])
    _tell(ended, claims, {claim.pk for claim in staled})
    return ended


def _locked(subject: UUID, checks: Collection[UUID]) -> dict[UUID, Claim]:
    """The original and all that took it over, in the order of their keys."""
    takers = _in_force(subject, checks).values("claim")
    rows = Claim.objects.filter(Q(pk=subject) | Q(pk__in=takers)).defer("search")
    locked = rows.select_for_update(of=("self",), no_key=True).order_by("pk")
    return {claim.pk: claim for claim in locked}


def _in_force(subject: UUID, checks: Collection[UUID]) -> QuerySet[Reuse]:
    rows = Reuse.objects.filter(
        Q(original=subject) | Q(check_of_others=subject, pk__in=checks),
        removed_at__isnull=True,
        ended_at__isnull=True,
    )
    return (
        rows.select_related("decision", "original", "check_of_others")
        .defer("original__search", "check_of_others__search", "check_of_others__original")
        .order_by("pk")
    )


def _why(reuse: Reuse, original: Claim) -> str:
    """Why the original is no longer what was taken over; empty where it still is."""
    if original.state == State.WITHDRAWN or original.deleted_at is not None:
        return "withdrawn"
    if original.approval == Approval.STALE:
        return "stale"
    is_valid = original.approval == Approval.VALID
    return "" if is_valid and is_as_taken(reuse, original) else "corrected"


def is_as_taken(reuse: Reuse, original: Claim) -> bool:
    """Whether what is approved of the original now says the same as what was taken over."""
    taken, standing = reuse.decision, original.approval_decision
    if taken is None or standing is None:
        return False
    return workflow.judged_alike(taken.content, standing.content)


def _tell(ended: Sequence[Reuse], claims: dict[UUID, Claim], staled: set[UUID]) -> None:
    facts = [
        {
            "why": reuse.ended_why,
            "original": str(reuse.original_id) if reuse.original_id else None,
            "earlier_check": str(reuse.check_of_others_id) if reuse.check_of_others_id else None,
            "title": _title(reuse),
        }
        for reuse in ended
    ]
    owners = [claims[reuse.claim_id] for reuse in ended]
    told = [(r, c.article_id, f) for r, c, f in zip(ended, owners, facts, strict=True)]
    record_each(SYSTEM, "reuse_ended", told, claims=[claim.pk for claim in owners])
    stale = [
        (claim, claim.article_id, {"reuse": f})
        for claim, f in zip(owners, facts, strict=True)
        if claim.pk in staled
    ]
    record_each(SYSTEM, "approval_stale", stale, claims=[claim.pk for claim, _a, _f in stale])


def _title(reuse: Reuse) -> str:
    if reuse.original is not None:
        return reuse.original.statement
    check = reuse.check_of_others
    return f"{check.publisher}: {check.claim_reviewed}" if check else ""
