"""Naming the one reviewer who may decide on a claim.

It is no edit: state, version and ETag stay, so that a claim reserved because of something hidden looks like one that
was reserved for any other reason.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from annotations import typed, workflow
from annotations.evidence.sharing import share_with
from annotations.history import record
from annotations.models import Approval, Attempt, Claim, Evidence, Source, State, User, Visibility
from annotations.permissions import Actor, can_review, require_editor
from annotations.refusals import Conflict, Forbidden, Invalid
from annotations.review.queue import judged_by


@transaction.atomic
def reserve(
    *,
    actor: Actor,
    claim_id: UUID,
    reviewer_id: Any,
    share: bool = False,
    expected: str | None = None,
) -> Claim:
    """Name the one reviewer who may decide on a claim; the same again changes nothing.

    Args:
        actor: an editor or above who wrote in the claim, or keeps something confidential on it.
        claim_id: which claim.
        reviewer_id: the account's id.
        share: also share with them what the actor keeps confidential on this claim.
        expected: the ETag that was read.

    Raises:
        Missing, OutOfDate. Forbidden: `role_required`, `not_yours`.
        Invalid: `id_invalid`, `unknown_reviewer`, `reviewer_is_author`.
        Conflict: `not_allowed_now`, `not_shared` where they could not see what the actor keeps.
    """
    person = require_editor(actor)
    claim = workflow.take(actor, claim_id, expected=expected)
    kept = _kept_by(person, claim)
    _refuse_unless_theirs(person, claim, kept)
    if claim.state in {State.PUBLISHED, State.WITHDRAWN} and claim.approval != Approval.STALE:
        raise Conflict("not_allowed_now", _("Nothing of this claim waits for a decision."))
    reviewer = _reviewer(reviewer_id, claim)
    unseen = [thing for thing in kept if reviewer not in thing.shared_with.all()]
    if unseen and not share:
        raise Conflict(
            "not_shared",
            _(
                "%(name)s cannot see what you keep confidential on this claim. Share it with them in the same step, or name somebody who sees it."
            )
            % {"name": reviewer.name},
            field="share",
        )
    deeds = share_with(actor, unseen, reviewer)
    is_new = claim.reserved_for_id != reviewer.pk
    if is_new:
        _keep(claim, reviewer)
    deeds.tell()
    if is_new:
        record(actor, "reserved", reviewer, claim=claim)
    return claim


@transaction.atomic
def end_reservation(*, actor: Actor, claim_id: UUID, expected: str | None = None) -> Claim:
    """Let any reviewer who may see all of the claim decide on it again. What was shared stays shared.

    Raises:
        Missing, OutOfDate. Forbidden: `role_required`, `not_yours`.
    """
    person = require_editor(actor)
    claim = workflow.take(actor, claim_id, expected=expected)
    _refuse_unless_theirs(person, claim, _kept_by(person, claim))
    reviewer = claim.reserved_for
    if reviewer is not None:
        _keep(claim, None)
        record(actor, "reservation_ended", reviewer, claim=claim)
    return claim


def may_reserve(person: User, claim: Claim) -> bool:
    """Whether this person may name the claim's reviewer: they wrote in it, or keep something confidential on it."""
    return person.pk in judged_by(claim) or bool(_kept_by(person, claim))


def _kept_by(person: User, claim: Claim) -> list[Any]:
    """What this person keeps confidential on the claim: evidence, its sources, attempts."""
    evidence = list(
        Evidence.objects.standing()
        .filter(claim=claim, created_by=person)
        .select_related("source")
        .prefetch_related("shared_with", "source__shared_with")
    )
    attempts = Attempt.objects.standing().filter(claim=claim, created_by=person)
    sources: dict[UUID, Source] = {
        one.source_id: one.source for one in evidence if one.source.created_by_id == person.pk
    }
    kept = [*sources.values(), *evidence, *attempts]
    return [one for one in kept if one.visibility != Visibility.EVERYONE]


def _refuse_unless_theirs(person: User, claim: Claim, kept: Sequence[Any]) -> None:
    if not kept and person.pk not in judged_by(claim):
        raise Forbidden("not_yours", _("Only who worked on this claim names its reviewer."))


def _reviewer(given: Any, claim: Claim) -> User:
    reviewer = User.objects.filter(pk=typed.id_of(given, "reviewer"), is_active=True).first()
    if reviewer is None or not can_review(reviewer):
        raise Invalid("unknown_reviewer", _("Choose somebody who reviews."), field="reviewer")
    if reviewer.pk in claim.contributors:
        raise Invalid(
            "reviewer_is_author",
            _("%(name)s worked on this claim, so somebody else must decide on it.")
            % {"name": reviewer.name},
            field="reviewer",
        )
    return reviewer


def _keep(claim: Claim, reviewer: User | None) -> None:
    claim.reserved_for = reviewer
    claim.save(update_fields=["reserved_for"])
