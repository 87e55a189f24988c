"""Handing a claim to review, and taking it back."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from annotations import workflow
from annotations.history import record
from annotations.models import Claim
from annotations.permissions import Actor, require_editor
from annotations.verdicts import keep_reasons, reasons_asked, refuse_if_lacking, tell_reasons


@transaction.atomic
def submit(
    *, actor: Actor, claim_id: UUID, expected: str | None = None, reasons: Any = None
) -> Claim:
    """Put a claim into the reviewers' queue.

    Args:
        actor: an editor or above.
        claim_id: which claim.
        expected: the claim's ETag that was read (If-Match), or None.
        reasons: why it may stand although the guard warns, `{warning: words}`; missing ones keep nothing from
            review, and the reviewer sees that they are missing.

    Raises:
        Conflict: `not_allowed_now`, `verdict_missing`, `evidence_missing`. Invalid: `unknown_warning`.
    """
    person = require_editor(actor)
    claim = workflow.take(actor, claim_id, expected=expected)
    before = workflow.move(claim, "submit")
    refuse_if_lacking(claim, person)
    kept = keep_reasons(claim, person, reasons_asked(reasons))
    claim.submitted_at, claim.submitted_by = timezone.now(), person
    workflow.save(
        claim,
        "state",
        "approval",
        "approval_decision",
        "content_sha256",
        "submitted_at",
        "submitted_by",
    )
    workflow.refresh_stage(claim.article)
    tell_reasons(actor, claim, kept)
    record(actor, "submitted", claim, claim=claim, before=before)
    return claim


@transaction.atomic
def recall(*, actor: Actor, claim_id: UUID, expected: str | None = None) -> Claim:
    """Take a claim back from review to go on working on it.

    Raises:
        Conflict: `not_allowed_now`.
    """
    require_editor(actor)
    claim = workflow.take(actor, claim_id, expected=expected)
    before = workflow.move(claim, "recall")
    workflow.save(
        claim, "state", "approval", "approval_decision", "content_sha256", "first_approval"
    )
    workflow.refresh_stage(claim.article)
    record(actor, "recalled", claim, claim=claim, before=before)
    return claim
