"""Asking for a dossier of a legal matter, and handing it out."""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from annotations import typed
from annotations.history import record
from annotations.legal.matters import matter_for
from annotations.models import Dossier, DossierKind, Work
from annotations.permissions import Actor, require_editor
from annotations.refusals import Conflict, Invalid, Missing

KIND = "make_dossier"
CHOICES: dict[str, bool] = {"names": False, "discussion": False, "authors": False}
"""Of a dossier for disclosure, what is left in: names of staff; internal discussion, notes and attempts; who wrote what."""


@transaction.atomic
def ask_for_dossier(
    *, actor: Actor, matter_id: UUID, kind: Any, choices: Mapping[str, Any] | None = None
) -> Dossier:
    """Have a dossier made by a worker, as far as who asks may see; it is kept.

    Args:
        actor: one of the matter's people, an editor or above.
        matter_id: which matter.
        kind: `counsel` or `disclosure`.
        choices: what a dossier for disclosure keeps, see `CHOICES`.

    Raises:
        Missing: `not_found`.
        Invalid: `unknown_choice`, `not_a_boolean`.
        Conflict: `nothing_in_it`, `being_made`.
    """
    person = require_editor(actor)
    matter = matter_for(person, matter_id)
    clean = _choices(choices or {})
    which = typed.choice_of(kind, "kind", DossierKind.values)
    if not matter.claims.exists() and not matter.articles.exists():
        raise Conflict("nothing_in_it", _("Add the claims or articles that it is about first."))
    if matter.dossiers.filter(finished_at__isnull=True, kind=which).exists():
        raise Conflict("being_made", _("Such a dossier is being made just now."))
    dossier = Dossier.objects.create(matter=matter, kind=which, made_by=person)
    Work.objects.create(kind=KIND, subject=dossier.pk, payload=clean)
    kept: dict[str, Any] = dict(clean) if which == DossierKind.DISCLOSURE else {}
    record(actor, "dossier_asked", dossier, matter=str(matter.pk), kind=which, **kept)
    return dossier


@transaction.atomic
def take_dossier(*, actor: Actor, dossier_id: UUID) -> Dossier:
    """The dossier with its bytes, for download; that it was taken is part of the record.

    Raises:
        Missing: `not_found`.
        Conflict: `not_ready`, `dossier_failed`.
    """
    rows = Dossier.objects.select_related("matter", "blob").defer("blob__compressed")
    rows = rows.filter(pk=dossier_id)
    dossier = rows.first()
    if dossier is None:
        raise Missing("not_found", _("There is no such dossier, or not for you."))
    matter_for(actor.person, dossier.matter_id)
    if dossier.error:
        raise Conflict("dossier_failed", _("This dossier could not be made. Ask for it again."))
    if dossier.blob is None:
        raise Conflict("not_ready", _("This dossier is still being made."))
    record(actor, "dossier_taken", dossier, matter=str(dossier.matter_id), sha256=dossier.blob_id)
    return dossier


def chunks_of(dossier: Dossier) -> Iterator[bytes]:
    """Its bytes, piece by piece."""
    return dossier.blob.chunks() if dossier.blob else iter(())


def _choices(given: Mapping[str, Any]) -> dict[str, bool]:
    unknown = set(given) - set(CHOICES)
    if unknown:
        typed.choice_of(min(unknown), "choices", list(CHOICES))
    if any(not isinstance(value, bool) for value in given.values()):
        raise Invalid("not_a_boolean", _("Give true or false for each choice."), field="choices")
    return {**CHOICES, **given}
