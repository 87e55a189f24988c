"""Checking a quotation as three things: was it said, are the words right, is what it says so."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations import typed, workflow
from annotations.history import record
from annotations.models import Appearance, Checked, QuoteCheck
from annotations.permissions import Actor, require_editor
from annotations.refusals import Missing

CHECKS = ("said", "wording", "content")
"""The three things, in the order in which they are asked."""

FIELDS = (*CHECKS, *(f"{name}_note" for name in CHECKS), "translator")
"""What a person says of a quotation."""

OF_WORDS = ("original_words", "language")
"""What belongs to the appearance itself."""


@transaction.atomic
def check_quote(
    *, actor: Actor, appearance_id: UUID, expected: str | None = None, **given: Any
) -> QuoteCheck | None:
    """Say what the three checks of a quotation found. It replaces what was said before, which the record keeps.

    Args:
        actor: an editor or above.
        appearance_id: where the claim was said.
        expected: the claim's ETag that was read (If-Match), or None.
        given: `said`, `wording`, `content`: empty, `right`, `wrong` or `unclear`; a note on each (`said_note`, ...);
            `translator`; and of the appearance `original_words` and `language`. What is left out stays.

    Returns:
        The check in force; None where nothing is said any more.

    Raises:
        Missing: `not_found`. Invalid: naming the field. Conflict: `correct_first`. OutOfDate, Forbidden.
    """
    person = require_editor(actor)
    visible = Appearance.objects.filter(removed_at__isnull=True, pk=appearance_id)
    claim_id = visible.values_list("claim_id", flat=True).first()
    if claim_id is None:
        raise Missing(*missing())
    claim = workflow.take(actor, claim_id, expected=expected)
    appearance = visible.select_for_update(of=("self",)).get()
    standing = _standing(appearance)
    clean = _checked({**_values(standing), **_of(FIELDS, given)})
    words = _checked_words(_of(OF_WORDS, given))
    moved = {name: value for name, value in words.items() if getattr(appearance, name) != value}
    if clean == _values(standing) and not moved:
        return standing
    workflow.open_for_edit(claim, person)
    before = {**_values(standing), **{name: getattr(appearance, name) for name in moved}}
    for name, value in moved.items():
        setattr(appearance, name, value)
    if moved:
        appearance.save(update_fields=list(moved))
    if clean != _values(standing):
        standing = _replace(standing, appearance, clean, person.pk)
    workflow.save(claim)
    of = standing or appearance
    record(actor, "quote_checked", of, claim=claim, before=before, after={**clean, **moved})
    return standing


def missing() -> tuple[str, str]:
    """Code and sentence where there is no such appearance."""
    return "not_found", _("There is no such place of a claim. It may have been removed.")


def _standing(appearance: Appearance) -> QuoteCheck | None:
    return appearance.quote_checks.filter(superseded_at__isnull=True).first()


def _replace(
    standing: QuoteCheck | None, appearance: Appearance, clean: dict[str, str], person: UUID
) -> QuoteCheck | None:
    if standing is not None:
        QuoteCheck.objects.filter(pk=standing.pk).update(superseded_at=timezone.now())
    if not any(clean.values()):
        return None
    return QuoteCheck.objects.create(appearance=appearance, created_by_id=person, **clean)


def _values(check: QuoteCheck | None) -> dict[str, str]:
    return {name: getattr(check, name) if check else "" for name in FIELDS}


def _of(names: tuple[str, ...], given: dict[str, Any]) -> dict[str, Any]:
    return {name: given[name] for name in names if name in given}


def _checked(given: dict[str, Any]) -> dict[str, str]:
    found = {name: typed.choice_of(given[name] or "", name, Checked.values) for name in CHECKS}
    notes = {f"{n}_note": typed.text_of(given[f"{n}_note"], f"{n}_note", 20_000) for n in CHECKS}
    return {**found, **notes, "translator": typed.text_of(given["translator"], "translator", 300)}


def _checked_words(given: dict[str, Any]) -> dict[str, str]:
    limits = {"original_words": 20_000, "language": 16}
    return {name: typed.text_of(value, name, limits[name]) for name, value in given.items()}
