"""Publishing an approved claim, withdrawing it, opening its next version."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from annotations import typed, workflow
from annotations.history import record
from annotations.models import Approval, Claim, Publication, Purpose, State
from annotations.permissions import Actor, require_editor, require_reviewer
from annotations.refusals import Conflict, Forbidden
from annotations.verdicts import refuse_if_lacking


@transaction.atomic
def publish(*, actor: Actor, claim_id: UUID, expected: str | None = None) -> Claim:
    """Make an approved claim's judged bytes public, at the same address as earlier versions.

    Raises:
        Forbidden: `role_required`, `own_work`.
        Conflict: `own_copy`, `on_hold`, `approval_stale`, `not_allowed_now`, `evidence_missing`.
    """
    person = require_reviewer(actor)
    claim = workflow.take(actor, claim_id, expected=expected)
    if claim.article.purpose == Purpose.OWN:
        raise Conflict("own_copy", _("This is our own copy: nothing of it is made public."))
    if claim.state == State.APPROVED and claim.approval == Approval.STALE:
        raise Conflict(
            "approval_stale",
            _("What was approved has changed since. A reviewer must look at it again."),
        )
    decision = claim.approval_decision
    before = workflow.move(claim, "publish")
    if claim.on_hold:
        raise Conflict("on_hold", _("This claim is on hold. Release it first."))
    if decision is None or person.pk in decision.authors:
        raise Forbidden(
            "own_work", _("You worked on this claim, so somebody else must publish it.")
        )
    refuse_if_lacking(claim, person)
    now = timezone.now()
    earlier = claim.publications.order_by("-version").first()
    claim.publications.filter(superseded_at__isnull=True, withdrawn_at__isnull=True).update(
        superseded_at=now
    )
    claim.slug = claim.slug or slug_of(claim)
    claim.publication = Publication.objects.create(
        claim=claim,
        decision=decision,
        version=earlier.version + 1 if earlier else 1,
        slug=claim.slug,
        published_by=person,
        published_at=now,
    )
    claim.publish_at = None
    workflow.save(claim, "state", "slug", "publication", "publish_at")
    workflow.refresh_stage(claim.article)
    record(
        actor,
        "published",
        claim,
        claim=claim,
        before=before,
        slug=claim.slug,
        version=claim.publication.version,
        content_sha256=decision.content_sha256,
    )
    return claim


@transaction.atomic
def withdraw(
    *, actor: Actor, claim_id: UUID, reason: Any = "", expected: str | None = None
) -> Claim:
    """Take what is public off the public pages, at once. A reviewer may withdraw their own too.

    Args:
        actor: a reviewer or above.
        claim_id: which claim.
        reason: said on the corrections page.
        expected: the ETag that was read.

    Raises:
        Conflict: `not_published`.
    """
    person = require_reviewer(actor)
    claim = workflow.take(actor, claim_id, expected=expected)
    publication = claim.publication
    if publication is None or publication.withdrawn_at:
        raise Conflict("not_published", _("Nothing of this claim is public now."))
    publication.withdrawn_at, publication.withdrawn_by = timezone.now(), person
    publication.withdrawn_reason = typed.text_of(reason, "reason", 2_000)
    publication.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    before = claim.state
    if claim.state == State.PUBLISHED:
        claim.state = State.WITHDRAWN
    workflow.save(claim, "state")
    workflow.refresh_stage(claim.article)
    record(
        actor,
        "withdrawn",
        claim,
        claim=claim,
        before=before,
        reason=publication.withdrawn_reason,
        version=publication.version,
    )
    return claim


@transaction.atomic
def correct(
    *, actor: Actor, claim_id: UUID, reason: Any = "", expected: str | None = None
) -> Claim:
    """Open the next version of a published or withdrawn check; readers keep seeing what is public.

    Raises:
        Conflict: `not_allowed_now`.
    """
    require_editor(actor)
    claim = workflow.take(actor, claim_id, expected=expected)
    why = typed.text_of(reason, "reason", 2_000)
    before = workflow.move(claim, "correct")
    workflow.save(claim, "state", "approval", "approval_decision", "content_sha256")
    workflow.refresh_stage(claim.article)
    record(actor, "correction_opened", claim, claim=claim, before=before, reason=why)
    return claim


def slug_of(claim: Claim) -> str:
    """The last part of its public address, for ever: words of the statement as first published."""
    words = slugify(claim.statement)[:80].strip("-") or "check"
    return f"{words}-{claim.pk.hex[-8:]}"
