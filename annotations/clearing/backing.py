"""What the writer rests a sentence of our own copy on: for the checker and the file, never judged, never printed."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations import typed, workflow
from annotations.clearing.writers import is_writer
from annotations.history import record
from annotations.models import BackingNote, Claim, Purpose
from annotations.permissions import Actor, can_edit, require_editor
from annotations.refusals import Conflict, Forbidden, Missing

_LIMIT = 20_000


@transaction.atomic
def add_backing(*, actor: Actor, claim_id: UUID, body: Any) -> BackingNote:
    """Say what a claim of our own copy rests on. It is no edit: state and version stay, in every state of the claim.

    Args:
        actor: a writer of the article whatever their role, or an editor.
        claim_id: which claim.
        body: the words: who said it, where it is written, whom to call.

    Raises:
        Missing: `not_found`. Forbidden: `role_required`. Conflict: `not_own_copy`. Invalid: those of `typed.text_of`.
    """
    claim = workflow.take(actor, claim_id)
    if claim.article.purpose != Purpose.OWN:
        detail = _("Backing notes belong to our own copy. Write a note on this claim instead.")
        raise Conflict("not_own_copy", detail)
    _require_writer(actor, claim)
    words = typed.text_of(body, "body", _LIMIT, required=True)
    note = BackingNote.objects.create(claim=claim, created_by=actor.person, body=words)
    record(actor, "backing_added", note, claim=claim, body=words)
    return note


@transaction.atomic
def change_backing(*, actor: Actor, note_id: UUID, body: Any) -> BackingNote:
    """Change the words of one's own; equal words change nothing.

    Raises:
        Missing: `not_found`. Forbidden: `role_required`, `not_yours`. Invalid.
    """
    note = _take(actor, note_id)
    words = typed.text_of(body, "body", _LIMIT, required=True)
    if words == note.body:
        return note
    before, note.body, note.changed_at = note.body, words, timezone.now()
    note.save(update_fields=["body", "changed_at"])
    facts: dict[str, Any] = {"before": {"body": before}, "after": {"body": words}}
    record(actor, "backing_changed", note, claim=note.claim, **facts)
    return note


@transaction.atomic
def remove_backing(*, actor: Actor, note_id: UUID) -> Claim:
    """Take one's own away; the record keeps it.

    Returns:
        The claim.

    Raises:
        As `change_backing`.
    """
    note = _take(actor, note_id)
    note.removed_at = timezone.now()
    note.save(update_fields=["removed_at"])
    record(actor, "backing_removed", note, claim=note.claim)
    return note.claim


def _take(actor: Actor, note_id: UUID) -> BackingNote:
    notes = BackingNote.objects.select_related("claim__article").defer("claim__search")
    standing = notes.filter(removed_at__isnull=True, claim__deleted_at__isnull=True)
    note = standing.select_for_update(of=("self",)).filter(pk=note_id).first()
    if note is None:
        raise Missing("not_found", _("There is no such note. It may have been removed."))
    if note.created_by_id != actor.person.pk:
        detail = _("Somebody else wrote this. Add a note of your own, or ask them.")
        raise Forbidden("not_yours", detail)
    _require_writer(actor, note.claim)
    return note


def _require_writer(actor: Actor, claim: Claim) -> None:
    if not can_edit(actor.person) and not is_writer(actor.person, claim.article):
        require_editor(actor)  # says why not
