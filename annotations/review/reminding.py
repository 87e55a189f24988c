"""Asking for a review that waits: whoever was asked to do it, else everybody who may."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations import workflow
from annotations.desks import may_review
from annotations.history import record
from annotations.models import Approval, Claim, HistoryEntry, State, User
from annotations.permissions import Actor, require_editor
from annotations.refusals import Conflict
from annotations.review.queue import REVIEWING, decidable_by

VERB = "review_reminded"
NOT_AGAIN = timedelta(hours=1)


@transaction.atomic
def remind(*, actor: Actor, claim_id: UUID, expected: str | None = None) -> Claim:
    """Ask for the review of a claim, at most once an hour; the record names the people who are asked.

    Args:
        actor: an editor or above.
        claim_id: which claim.
        expected: the ETag that was read.

    Raises:
        OutOfDate. Missing: `not_found`. Forbidden: `role_required`. Conflict: `not_allowed_now` where nothing waits,
        `reminded_lately`, `nobody_to_remind`.
    """
    person = require_editor(actor)
    claim = workflow.take(actor, claim_id, expected=expected)
    if not (claim.state == State.IN_REVIEW or claim.approval == Approval.STALE):
        raise Conflict(
            "not_allowed_now", _("Nothing of this claim waits for a decision."), state=claim.state
        )
    if was_reminded(claim):
        raise Conflict(
            "reminded_lately",
            _("Somebody asked for this review within the last hour. Give the reviewers some time."),
        )
    asked = [one for one in people_to_remind(claim) if one.pk != person.pk]
    if not asked:
        raise Conflict(
            "nobody_to_remind",
            _("Nobody else may review this claim. Ask an administrator who could."),
        )
    record(actor, VERB, claim, claim=claim, reminded=sorted(str(one.pk) for one in asked))
    return claim


def was_reminded(claim: Claim) -> bool:
    """Whether somebody asked for this review a short while ago."""
    since = max(timezone.now() - NOT_AGAIN, claim.waiting_since)
    return HistoryEntry.objects.filter(claim=claim, verb=VERB, at__gt=since).exists()


def people_to_remind(claim: Claim) -> list[User]:
    """Who was asked to review the claim, else the article, else everybody who may by role and desk.

    Somebody who cannot decide because of something confidential is in it like everybody: who is left out would
    tell. Whoever delivers the reminder asks `can_be_told` of each.
    """
    named = [claim.reviewer] if claim.reviewer else list(claim.article.reviewers.all())
    useful = [one for one in named if one.pk not in claim.contributors and can_be_told(claim, one)]
    if useful:
        return useful
    may = User.objects.filter(role__in=REVIEWING, is_active=True).exclude(pk__in=claim.contributors)
    return [one for one in may if may_review(one, claim.article)]


def can_be_told(claim: Claim, person: User) -> bool:
    """Whether a reminder of this claim is for this person: they may decide on it."""
    return person.is_active and decidable_by(person).filter(pk=claim.pk).exists()
