"""What was tried for a claim: searched where, called whom, and what came of it."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations import typed, workflow
from annotations.evidence.taken import differing, plain, take_row
from annotations.history import record
from annotations.models import (
    Attempt,
    AttemptKind,
    AttemptOutcome,
    Claim,
    User,
    Visibility,
)
from annotations.permissions import Actor, require_editor
from annotations.refusals import Forbidden, Invalid

FIELDS = ("kind", "where", "outcome", "note", "tried_on", "visibility")
"""What a person says of an attempt."""


@transaction.atomic
def add_attempt(
    *, actor: Actor, claim_id: UUID, expected: str | None = None, **given: Any
) -> Attempt:
    """Tell that something was looked for. It is judged with the claim, and printed where everyone may see it.

    Args:
        actor: an editor or above; they own it.
        claim_id: which claim.
        expected: the claim's ETag that was read (If-Match), or None.
        given: `kind` (AttemptKind), `where` (where it was searched, who was called), `outcome` (AttemptOutcome),
            `note`, `tried_on` (a day; today by default), `visibility`.

    Raises:
        Invalid: naming the field. Conflict: `correct_first`. Missing, OutOfDate, Forbidden.
    """
    person = require_editor(actor)
    claim = workflow.take(actor, claim_id, expected=expected)
    clean = _checked({**_DEFAULTS, **_known(given)})
    workflow.open_for_edit(claim, person)
    attempt = Attempt.objects.create(claim=claim, created_by=person, **clean)
    workflow.save(claim, is_reserved=not _is_open(attempt.visibility))
    record(actor, "attempt_added", attempt, claim=claim, **plain(clean))
    return attempt


@transaction.atomic
def change_attempt(
    *, actor: Actor, attempt_id: UUID, expected: str | None = None, **given: Any
) -> Attempt:
    """Change what is told of an attempt; equal values change nothing.

    Args:
        actor: an editor or above who may see it; only its owner changes who may see it.
        attempt_id: which.
        expected: the claim's ETag that was read, or None.
        given: see `add_attempt`; what is left out stays.

    Raises:
        Missing: `not_found`. Forbidden: `role_required`, `not_yours`. Invalid, OutOfDate, Conflict `correct_first`.
    """
    person = require_editor(actor)
    attempt, claim = _take(actor, attempt_id, expected)
    present = {name: getattr(attempt, name) for name in FIELDS}
    before, changes = differing(attempt, _checked({**present, **_known(given)}))
    if not changes:
        return attempt
    if "visibility" in changes:
        refuse_other_than_owner(person, attempt.created_by_id)
    was_open = _is_open(attempt.visibility)
    workflow.open_for_edit(claim, person)
    for name, value in changes.items():
        setattr(attempt, name, value)
    attempt.save(update_fields=list(changes))
    is_open = _is_open(attempt.visibility)
    workflow.save(
        claim, is_reserved=not (was_open or is_open), was_or_is_reserved=was_open != is_open
    )
    facts: dict[str, Any] = {"before": plain(before), "after": plain(changes)}
    record(actor, "attempt_changed", attempt, claim=claim, **facts)
    return attempt


@transaction.atomic
def remove_attempt(*, actor: Actor, attempt_id: UUID, expected: str | None = None) -> Claim:
    """Take an attempt away from its claim; the record keeps it.

    Returns:
        The claim.

    Raises:
        Missing: `not_found`. Conflict: `correct_first`. OutOfDate, Forbidden.
    """
    person = require_editor(actor)
    attempt, claim = _take(actor, attempt_id, expected)
    workflow.open_for_edit(claim, person)
    attempt.removed_at = timezone.now()
    attempt.save(update_fields=["removed_at"])
    workflow.save(claim, is_reserved=not _is_open(attempt.visibility))
    record(actor, "attempt_removed", attempt, claim=claim, where=attempt.where)
    return claim


def refuse_other_than_owner(person: User, owner: UUID) -> None:
    """Keep the visibility of a thing, and a note altogether, with its owner.

    Raises:
        Forbidden: `not_yours`.
    """
    if person.pk != owner:
        raise Forbidden("not_yours", _("Only who keeps it may do this. Ask them to change it."))


def day_of(value: Any, field: str) -> date:
    """A day that is over or has begun somewhere; today where none is given.

    Raises:
        Invalid: `date_invalid`, `date_in_future`.
    """
    today = timezone.now().date()
    day = typed.date_of(value, field) or today
    if day > today + timedelta(days=1):
        raise Invalid(
            "date_in_future", _("This day has not come yet. Give the day it was."), field=field
        )
    return day


_DEFAULTS: dict[str, Any] = {
    "kind": "",
    "where": "",
    "outcome": "",
    "note": "",
    "tried_on": None,
    "visibility": Visibility.EVERYONE,
}


def _known(given: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in given.items() if name in FIELDS}


def _checked(given: dict[str, Any]) -> dict[str, Any]:
    return {
        "kind": typed.choice_of(given["kind"], "kind", AttemptKind.values),
        "where": typed.text_of(given["where"], "where", 1_000, required=True),
        "outcome": typed.choice_of(given["outcome"], "outcome", AttemptOutcome.values),
        "note": typed.text_of(given["note"], "note", 20_000),
        "tried_on": day_of(given["tried_on"], "tried_on"),
        "visibility": typed.choice_of(
            given["visibility"] or Visibility.EVERYONE, "visibility", Visibility.values
        ),
    }


def _take(actor: Actor, attempt_id: UUID, expected: str | None) -> tuple[Attempt, Claim]:
    visible = Attempt.objects.visible_to(actor.person)
    missing = _("There is no such attempt. It may have been removed.")
    return take_row(actor, visible, attempt_id, missing=missing, expected=expected)


def _is_open(visibility: str) -> bool:
    return visibility == Visibility.EVERYONE
