"""Keeping the figures of a claim: adding, changing and removing them are edits of what is judged."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations import workflow
from annotations.figures.checked import GIVEN, checked
from annotations.history import record
from annotations.models import Claim, Figure, FigureQualifier
from annotations.permissions import Actor, require_editor
from annotations.refusals import Conflict, Invalid, Missing
from annotations.workflow.judged import plain

MOST = 50
"""Figures of one claim."""

# The field of a figure -> the part of it that its `inferred` names.
_PART_OF = {
    "low": "value",
    "high": "value",
    "period_from": "period",
    "period_to": "period",
    **{name: name for name in ("qualifier", "unit", "quantity", "place", "population", "authority", "share_of")},
}  # fmt: skip


@transaction.atomic
def add_figure(
    *, actor: Actor, claim_id: UUID, expected: str | None = None, **given: Any
) -> Figure:  # fmt: skip
    """Give a claim a figure.

    Args:
        actor: an editor or above.
        claim_id: which claim.
        expected: the claim's ETag that was read, or None.
        given: any of `quantity` (an id, or `{label}`), `low`, `high`, `qualifier`, `unit`, `period` (`{from, to}`, days,
            both included), `period_words`, `place`, `population`, `authority`, `share_of` (a figure's id), `inferred` (names of
            what the text does not state), `highlight` (the passage that states it), `confirmed`.

    Returns:
        The figure. Its value is as stated: one end given alone, or beside null, means both; how it is meant is the qualifier.

    Raises:
        Invalid: see `checked`; also `value_missing` without a value that is not vague, `quantity_missing` where one without a
            quantity is confirmed. Missing, Forbidden, OutOfDate, Conflict: `correct_first`, `too_many_figures`.
    """
    person = require_editor(actor)
    claim = workflow.take(actor, claim_id, expected=expected)
    if claim.figures.filter(removed_at__isnull=True).count() >= MOST:
        raise Conflict("too_many_figures", _("A claim can have up to %(most)s figures.") % {"most": MOST})  # fmt: skip
    figure = Figure(claim=claim, created_by=person)
    _set(figure, checked(person, claim, _known(given), None))
    _refuse_incomplete(figure)
    workflow.open_for_edit(claim, person)
    figure.save(force_insert=True)
    workflow.save(claim)
    record(actor, "figure_added", figure, claim=claim, title=_title(figure), **facts_of(figure))
    return figure


@transaction.atomic
def change_figure(
    *, actor: Actor, figure_id: UUID, expected: str | None = None, **given: Any
) -> Figure:  # fmt: skip
    """Change a figure; what equals the present value changes nothing. `expected` is the claim's ETag.

    What a person sets is no longer inferred, unless they say so (`inferred`).

    Raises:
        As `add_figure`.
    """
    person = require_editor(actor)
    figure, claim = _take(actor, figure_id, expected)
    before = facts_of(figure)
    clean = checked(person, claim, _known(given), figure)
    changes = {name: value for name, value in clean.items() if getattr(figure, name) != value}
    if "inferred" not in clean:
        left = [part for part in figure.inferred if part not in {_PART_OF.get(n) for n in changes}]
        changes |= {"inferred": left} if left != figure.inferred else {}
    if not changes:
        return figure
    _set(figure, changes)
    _refuse_incomplete(figure)
    workflow.open_for_edit(claim, person)
    figure.save(update_fields=[*changes, "changed_at"])
    workflow.save(claim)
    after = facts_of(figure)
    changed = [name for name in after if after[name] != before[name]]
    record(
        actor,
        "figure_changed",
        figure,
        claim=claim,
        title=_title(figure),
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed},
    )
    return figure


@transaction.atomic
def remove_figure(*, actor: Actor, figure_id: UUID, expected: str | None = None) -> Claim:
    """Take a figure away from its claim; the record keeps it.

    Returns:
        The claim.

    Raises:
        Missing, Forbidden, OutOfDate, Conflict: `correct_first`.
    """
    person = require_editor(actor)
    figure, claim = _take(actor, figure_id, expected)
    workflow.open_for_edit(claim, person)
    figure.removed_at = timezone.now()
    figure.save(update_fields=["removed_at", "changed_at"])
    workflow.save(claim)
    record(actor, "figure_removed", figure, claim=claim, title=_title(figure), **facts_of(figure))
    return claim


def facts_of(figure: Figure) -> dict[str, Any]:
    """A figure's fields as JSON values, for the record."""
    return {
        "quantity": figure.quantity.label if figure.quantity else "",
        **{name: _json(getattr(figure, name)) for name in _KEPT},
        "share_of": str(figure.share_of_id) if figure.share_of_id else None,
        "highlight": str(figure.highlight_id) if figure.highlight_id else None,
    }


_KEPT = (
    *("low", "high", "qualifier", "unit", "period_from", "period_to", "period_words"),
    *("place", "population", "authority", "inferred", "confirmed"),
)


def _take(actor: Actor, figure_id: UUID, expected: str | None) -> tuple[Figure, Claim]:
    found = Figure.objects.filter(pk=figure_id, removed_at__isnull=True).first()
    if found is None:
        raise _missing()
    claim = workflow.take(actor, found.claim_id, expected=expected)
    # Read again under the claim's lock: somebody may have removed it meanwhile.
    figure = Figure.objects.select_related("quantity", "share_of", "highlight").get(pk=figure_id)
    if figure.removed_at is not None:
        raise _missing()
    return figure, claim


def _missing() -> Missing:
    return Missing("not_found", _("There is no such figure. It may have been removed."))


def _known(given: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in given.items() if name in GIVEN}


def _set(figure: Figure, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(figure, name, value)


def _refuse_incomplete(figure: Figure) -> None:
    if figure.low is None and figure.qualifier != FigureQualifier.VAGUE:
        raise Invalid(
            "value_missing",
            _("Give the value. Where the text says only “hundreds” or the like, choose “vague”."),
            field="low",
        )
    if figure.confirmed and figure.quantity is None:
        raise Invalid(
            "quantity_missing",
            _("Name the quantity first: what is counted. Then confirm."),
            field="quantity",
        )


def _title(figure: Figure) -> str:
    value = plain(figure.low) or ""
    if figure.high != figure.low:
        value = f"{value}–{plain(figure.high)}"
    return " ".join(part for part in (value, figure.unit) if part)


def _json(value: Any) -> Any:
    if isinstance(value, Decimal):
        return plain(value)
    return value.isoformat() if isinstance(value, date) else value
