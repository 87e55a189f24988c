"""Handing a claim to review, and taking it back."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from annotations import workflow
from annotations.history import record
from annotations.models import Claim
from annotations.permissions import Actor, require_editor
from annotations.verdicts import refuse_if_lacking


@transaction.atomic
def submit(*, actor: Actor, claim_id: UUID, expected: str | None = None) -> Claim:
    """Put a claim into the reviewers' queue.

    Raises:
        Conflict: `not_allowed_now`, `verdict_missing`, `evidence_missing`.
    """
    person = require_editor(actor)
    claim = workflow.take(actor, claim_id, expected=expected)
    before = workflow.move(claim, "submit")
    refuse_if_lacking(claim, person)
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
    workflow.save(claim, "state", "approval", "approval_decision", "content_sha256")
    workflow.refresh_stage(claim.article)
    record(actor, "recalled", claim, claim=claim, before=before)
    return claim
