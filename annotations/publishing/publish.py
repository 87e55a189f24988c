"""Publishing an approved claim, and withdrawing it."""

import json
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from annotations import typed, workflow
from annotations.history import record
from annotations.models import (
    Approval,
    Claim,
    Publication,
    PublicationKind,
    Purpose,
    ReviewDecision,
    State,
    User,
)
from annotations.permissions import Actor, require_reviewer
from annotations.publishing.gate import Item, Kind, gate_of, unmet
from annotations.refusals import Conflict, Forbidden, Refused
from annotations.verdicts import keep_reasons, reasons_asked, tell_reasons

_PUBLISHED = ("state", "slug", "publication", "publish_at", "publish_by", "publish_problem")


@transaction.atomic
def publish(
    *, actor: Actor, claim_id: UUID, expected: str | None = None, reasons: Any = None
) -> Claim:
    """Make an approved claim's judged bytes public, at the same address as earlier versions.

    Args:
        actor: a reviewer who is no author of it.
        claim_id: which claim.
        expected: the ETag that was read (If-Match), or None.
        reasons: why it may be published although the guard warns, `{warning: words}`; no edit of the claim.

    Raises:
        Forbidden: `role_required`, `own_work`, `reserved`.
        Conflict: `own_copy`, `approval_stale`, `not_allowed_now`, `on_hold`, and of the gate `verdict_missing`,
            `evidence_missing`, `note_missing`, `thread_open`, `confidential_cited`, `reason_missing`; where the gate
            refuses, `items` are what is left to do. Invalid: `unknown_warning`.
    """
    person = require_reviewer(actor)
    claim = workflow.take(actor, claim_id, expected=expected)
    _refuse_own_and_stale(claim)
    decision = claim.approval_decision
    before = workflow.move(claim, "publish")
    if claim.on_hold:
        raise Conflict("on_hold", _("This claim is on hold. Release it first."))
    if decision is None or person.pk in decision.authors:
        raise Forbidden(
            "own_work", _("You worked on this claim, so somebody else must publish it.")
        )
    kept = keep_reasons(claim, person, reasons_asked(reasons))
    _pass_gate(claim, person, before)
    publication = _made_public(claim, decision, person)
    workflow.save(claim, *_PUBLISHED)
    workflow.refresh_stage(claim.article)
    tell_reasons(actor, claim, kept)
    record(
        actor,
        "published",
        claim,
        claim=claim,
        before=before,
        slug=claim.slug,
        version=publication.version,
        kind=str(publication.kind),
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


def slug_of(claim: Claim) -> str:
    """The last part of its public address, for ever: words of the statement as first published."""
    words = slugify(claim.statement)[:80].strip("-") or "check"
    return f"{words}-{claim.pk.hex[-8:]}"


def _refuse_own_and_stale(claim: Claim) -> None:
    if claim.article.purpose == Purpose.OWN:
        raise Conflict("own_copy", _("This is our own copy: nothing of it is made public."))
    if claim.state == State.APPROVED and claim.approval == Approval.STALE:
        raise Conflict(
            "approval_stale",
            _("What was approved has changed since. A reviewer must look at it again."),
        )


def _pass_gate(claim: Claim, person: User, state: str) -> None:
    """Refuse where something is left to do. The claim is looked at in the state that it had before."""
    after, claim.state = claim.state, state
    items = gate_of(person, claim)
    claim.state = after
    if blocking := unmet(items, Kind.BLOCKS):
        raise _refusal(blocking[0], [*blocking, *unmet(items, Kind.REASON)])
    if lacking := unmet(items, Kind.REASON):
        raise Conflict(
            "reason_missing",
            _("Write why it may be published nevertheless: %(words)s")
            % {"words": " ".join(item.words for item in lacking)},
            field=f"reason-{lacking[0].code}",
            items=[item.as_json() for item in lacking],
        )


def _refusal(first: Item, items: Sequence[Item]) -> Refused:
    told = [item.as_json() for item in items]
    if first.code == "reserved":
        return Forbidden("reserved", first.words)
    return Conflict(first.code, first.words, items=told)


def _made_public(claim: Claim, decision: ReviewDecision, person: User) -> Publication:
    """The publication of the judged bytes, in place of the one before."""
    now = timezone.now()
    earlier = claim.publications.order_by("-version").first()
    claim.publications.filter(superseded_at__isnull=True, withdrawn_at__isnull=True).update(
        superseded_at=now
    )
    told = json.loads(decision.content).get("correction")
    unsaid = PublicationKind.UPDATE if earlier else PublicationKind.FIRST
    claim.slug = claim.slug or slug_of(claim)
    claim.publication = Publication.objects.create(
        claim=claim,
        decision=decision,
        version=earlier.version + 1 if earlier else 1,
        slug=claim.slug,
        kind=told["kind"] if told else unsaid,
        note=told["note"] if told else "",
        published_by=person,
        published_at=now,
    )
    claim.publish_at = claim.publish_by = None
    claim.publish_problem = []
    return claim.publication
