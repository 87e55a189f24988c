"""Working notes on a claim: their owner's, never judged, never printed, in every state of the claim."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations import typed, workflow
from annotations.evidence.attempts import refuse_other_than_owner
from annotations.evidence.taken import differing
from annotations.history import record
from annotations.models import Claim, Note, Visibility
from annotations.permissions import Actor, require_editor
from annotations.refusals import Missing, OutOfDate

FIELDS = ("body", "visibility")
"""What a person says in a note."""


def note_etag(note: Note) -> str:
    """The note's ETag, quotes included."""
    return f'"{note.changed_at.timestamp():.6f}"'


@transaction.atomic
def add_note(*, actor: Actor, claim_id: UUID, expected: str | None = None, **given: Any) -> Note:
    """Write a note on a claim. Neither the claim's version nor its state changes.

    Args:
        actor: an editor or above; they own it.
        claim_id: which claim.
        expected: the claim's ETag that was read (If-Match), or None.
        given: `body`; `visibility` (`everyone` by default).

    Raises:
        Invalid: naming the field. Missing: `not_found`. OutOfDate, Forbidden.
    """
    person = require_editor(actor)
    claim = workflow.take(actor, claim_id, expected=expected)
    clean = _checked({"body": "", "visibility": Visibility.EVERYONE, **_known(given)})
    note = Note.objects.create(claim=claim, created_by=person, **clean)
    record(actor, "note_added", note, claim=claim, **clean)
    return note


@transaction.atomic
def change_note(*, actor: Actor, note_id: UUID, expected: str | None = None, **given: Any) -> Note:
    """Change one's own note, or who may see it; equal values change nothing.

    Args:
        actor: its owner.
        note_id: which.
        expected: the note's ETag that was read (see `note_etag`), or None.
        given: `body`, `visibility`; what is left out stays.

    Raises:
        Missing: `not_found`. Forbidden: `role_required`, `not_yours`. OutOfDate: `changed_meanwhile`. Invalid.
    """
    note = _take(actor, note_id, expected)
    present = {name: getattr(note, name) for name in FIELDS}
    before, changes = differing(note, _checked({**present, **_known(given)}))
    if not changes:
        return note
    for name, value in changes.items():
        setattr(note, name, value)
    note.save(update_fields=[*changes, "changed_at"])
    record(actor, "note_changed", note, claim=note.claim, before=before, after=changes)
    return note


@transaction.atomic
def remove_note(*, actor: Actor, note_id: UUID, expected: str | None = None) -> Claim:
    """Take one's own note away; the record keeps it.

    Returns:
        The claim.

    Raises:
        As `change_note`.
    """
    note = _take(actor, note_id, expected)
    note.removed_at = timezone.now()
    note.save(update_fields=["removed_at"])
    record(actor, "note_removed", note, claim=note.claim)
    return note.claim


def _take(actor: Actor, note_id: UUID, expected: str | None) -> Note:
    person = require_editor(actor)
    visible = Note.objects.visible_to(person).filter(claim__deleted_at__isnull=True)
    locked = Note.objects.select_for_update(of=("self",)).select_related("claim")
    note: Note | None = locked.filter(
        pk=note_id, removed_at__isnull=True, pk__in=visible.values("pk")
    ).first()
    if note is None:
        raise Missing("not_found", _("There is no such note. It may have been removed."))
    refuse_other_than_owner(person, note.created_by_id)
    if not workflow.is_read(expected, note_etag(note)):
        detail = _("You changed this note elsewhere. Look at the newest, then decide again.")
        raise OutOfDate("changed_meanwhile", detail)
    return note


def _known(given: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in given.items() if name in FIELDS}


def _checked(given: dict[str, Any]) -> dict[str, Any]:
    visibility = given["visibility"] or Visibility.EVERYONE
    return {
        "body": typed.text_of(given["body"], "body", 20_000, required=True),
        "visibility": typed.choice_of(visibility, "visibility", Visibility.values),
    }
