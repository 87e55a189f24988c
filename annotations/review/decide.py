"""Approving exact bytes, or sending back with a comment. Nobody decides on their own work.

Where the newsroom asks for two approvals, the first leaves the claim as it is (see `annotations.workflow.steps`).
"""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from annotations import typed, workflow
from annotations.desks import refuse_if_other_desk
from annotations.history import record
from annotations.models import Claim, DecisionKind, ReviewDecision, State, User
from annotations.permissions import Actor, require_other_than_author, require_reviewer
from annotations.refusals import Forbidden, Invalid
from annotations.review.queue import is_kept_from, judged_by
from annotations.review.second import refuse_if_second_missing, refuse_rater
from annotations.review.suggestions import bind_pins, said_by_pins
from annotations.review.taking import refuse_if_taken
from annotations.verdicts import refuse_if_lacking

_DECIDED = (
    "state",
    "approval",
    "approval_decision",
    "content_sha256",
    "first_approval",
    "reserved_for",
)


@transaction.atomic
def approve(
    *, actor: Actor, claim_id: UUID, expected: str | None = None, comment: Any = ""
) -> Claim:
    """Approve the claim's exact content.

    Args:
        actor: a reviewer who authored nothing of it since the last valid approval.
        claim_id: which claim.
        expected: the ETag of the version that was judged.
        comment: optional words for the record.

    Returns:
        The claim, approved; with a stale approval its state stays and the approval becomes valid. Of two
        approvals that the newsroom asks for, the first leaves state and approval as they are.

    Raises:
        Forbidden: `role_required`, `own_work`, `reserved` (for another reviewer, or because of something that
            this person may not see: the answer is the same), `other_desk`, `approved_already` where this person
            gave the first of two approvals of these bytes.
        Conflict: `not_allowed_now`, `verdict_missing`, `evidence_missing`.
        OutOfDate: `changed_meanwhile`.
    """
    require_reviewer(actor)
    claim = workflow.take(actor, claim_id, expected=expected)
    if not workflow.move_is_allowed(claim, "approve"):
        workflow.move(claim, "approve")  # says why not
    person = require_other_than_author(actor, claim)
    _refuse_if_reserved(claim, person)
    refuse_if_lacking(claim, person)
    refuse_if_second_missing(claim, person)
    words = typed.text_of(comment, "comment", 5_000)
    content = workflow.content_of(claim)
    step, steps = _next_step(claim, person, content)
    first = claim.first_approval if step > 1 else None
    decision = _decide(
        claim,
        person,
        DecisionKind.APPROVE,
        words,
        # Both approvals are of the same bytes, even where the archive brought a copy between them.
        content=first.content if first else content,
        recipe=first.recipe if first else workflow.RECIPE,
        step=step,
        steps=steps,
    )
    before = claim.state
    claim.reserved_for = None
    if step < steps:
        workflow.note_first(claim, decision)
        workflow.save(claim, "first_approval", "reserved_for")
    else:
        workflow.move(claim, "approve", decision=decision)
        workflow.save(claim, *_DECIDED, "contributors")
        workflow.refresh_stage(claim.article)
    record(
        actor,
        "approved_first" if step < steps else "approved",
        claim,
        claim=claim,
        before=before,
        decision=str(decision.pk),
        content_sha256=decision.content_sha256,
        comment=decision.comment,
        step=step,
        steps=steps,
    )
    return claim


@transaction.atomic
def request_changes(
    *, actor: Actor, claim_id: UUID, comment: Any, expected: str | None = None
) -> Claim:
    """Send a claim back to its editors, saying what to change.

    Raises:
        Invalid: `comment_missing`. Otherwise as `approve`.
    """
    require_reviewer(actor)
    claim = workflow.take(actor, claim_id, expected=expected)
    if not workflow.move_is_allowed(claim, "request-changes"):
        workflow.move(claim, "request-changes")
    person = require_other_than_author(actor, claim)
    _refuse_if_judged(claim, person)
    _refuse_if_reserved(claim, person)
    refuse_rater(claim, person)
    words = typed.text_of(comment, "comment", 5_000) or said_by_pins(claim, person)
    if not words:
        raise Invalid(
            "comment_missing",
            _("Say what should change, so that the editor can act on it."),
            field="comment",
        )
    decision = _decide(
        claim, person, DecisionKind.REQUEST_CHANGES, words, content=workflow.content_of(claim)
    )
    bind_pins(claim, person, decision)
    before = workflow.move(claim, "request-changes")
    claim.reserved_for = None
    workflow.save(claim, *_DECIDED)
    workflow.refresh_stage(claim.article)
    record(
        actor,
        "changes_requested",
        claim,
        claim=claim,
        before=before,
        decision=str(decision.pk),
        comment=words,
    )
    return claim


def _next_step(claim: Claim, person: User, content: str) -> tuple[int, int]:
    """Which approval of how many this one is: `(1, 1)`, `(1, 2)` or `(2, 2)`."""
    steps = workflow.steps_asked()
    first = workflow.first_of(claim, content) if steps > 1 else None
    if first is None:
        return 1, steps
    if first.decided_by_id == person.pk:
        raise Forbidden(
            "approved_already",
            _("You approved exactly this already. One more person must approve it."),
            by=str(person.pk),
            at=first.created_at.isoformat(),
        )
    return first.step + 1, steps


def _decide(
    claim: Claim,
    person: User,
    kind: DecisionKind,
    comment: str,
    *,
    content: str,
    recipe: str = workflow.RECIPE,
    step: int = 1,
    steps: int = 1,
) -> ReviewDecision:
    last = claim.decisions.filter(kind=DecisionKind.APPROVE).order_by("-created_at").first()
    authors = {*claim.contributors, *(last.authors if last else [])}
    return ReviewDecision.objects.create(
        claim=claim,
        kind=kind,
        decided_by=person,
        comment=comment,
        recipe=recipe,
        content=content,
        content_sha256=workflow.sha256_of(content),
        claim_version=claim.version,
        authors=sorted(authors),
        step=step,
        steps=steps,
    )


def _refuse_if_judged(claim: Claim, person: User) -> None:
    """What was approved is other people's work, too, only for who wrote nothing of it."""
    if claim.state == State.APPROVED and person.pk in judged_by(claim):
        raise Forbidden(
            "own_work",
            _("You worked on this claim. Change it yourself, or ask a colleague to send it back."),
        )


def _refuse_if_reserved(claim: Claim, person: User) -> None:
    if is_kept_from(claim, person):
        raise Forbidden("reserved", _("This claim is reserved for another reviewer."))
    refuse_if_other_desk(person, claim.article)
    refuse_if_taken(claim, person)
