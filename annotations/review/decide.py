"""Approving exact bytes, or sending back with a comment. Nobody decides on their own work."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from annotations import typed, workflow
from annotations.history import record
from annotations.models import Claim, DecisionKind, ReviewDecision, User
from annotations.permissions import Actor, require_other_than_author, require_reviewer
from annotations.refusals import Forbidden, Invalid
from annotations.review.queue import is_kept_from
from annotations.verdicts import refuse_if_lacking

_DECIDED = ("state", "approval", "approval_decision", "content_sha256", "reserved_for")


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
        The claim, approved; with a stale approval its state stays and the approval becomes valid.

    Raises:
        Forbidden: `role_required`, `own_work`, `reserved` (for another reviewer, or because of something that
            this person may not see: the answer is the same).
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
    decision = _decide(
        claim, person, DecisionKind.APPROVE, typed.text_of(comment, "comment", 5_000)
    )
    before = workflow.move(claim, "approve", decision=decision)
    claim.reserved_for = None
    workflow.save(claim, *_DECIDED, "contributors")
    workflow.refresh_stage(claim.article)
    record(
        actor,
        "approved",
        claim,
        claim=claim,
        before=before,
        decision=str(decision.pk),
        content_sha256=decision.content_sha256,
        comment=decision.comment,
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
    _refuse_if_reserved(claim, person)
    words = typed.text_of(comment, "comment", 5_000)
    if not words:
        raise Invalid(
            "comment_missing",
            _("Say what should change, so that the editor can act on it."),
            field="comment",
        )
    decision = _decide(claim, person, DecisionKind.REQUEST_CHANGES, words)
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


def _decide(claim: Claim, person: User, kind: DecisionKind, comment: str) -> ReviewDecision:
    content = workflow.content_of(claim)
    last = claim.decisions.filter(kind=DecisionKind.APPROVE).order_by("-created_at").first()
    authors = {*claim.contributors, *(last.authors if last else [])}
    return ReviewDecision.objects.create(
        claim=claim,
        kind=kind,
        decided_by=person,
        comment=comment,
        recipe=workflow.RECIPE,
        content=content,
        content_sha256=workflow.sha256_of(content),
        claim_version=claim.version,
        authors=sorted(authors),
    )


def _refuse_if_reserved(claim: Claim, person: User) -> None:
    if is_kept_from(claim, person):
        raise Forbidden("reserved", _("This claim is reserved for another reviewer."))
