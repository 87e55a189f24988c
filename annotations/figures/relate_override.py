"""What a person says of two figures instead of what is computed, and taking it back."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations import typed
from annotations.figures.board import standing
from annotations.history import record
from annotations.models import Figure, FigureRelation, FigureRelationKind
from annotations.permissions import Actor, require_editor
from annotations.refusals import Conflict, Invalid, Missing

REASON_LIMIT = 2_000


@transaction.atomic
def relate(
    *, actor: Actor, a: Any, b: Any, relation: Any, reason: Any = ""
) -> FigureRelation | None:
    """Say how two figures of one quantity stand to each other. It judges no value: no approval changes.

    Args:
        actor: an editor or above.
        a: one figure's id; b: the other's, in any order.
        b: see `a`.
        relation: `agree`, `conflict` or `different_scope`; None takes back what was said.
        reason: why, in a sentence; never empty where something is said.

    Returns:
        What is in force now; None after taking it back. What is in force already stays as it is.

    Raises:
        Invalid: `id_invalid`, `same_figure`, `unknown_choice`, `required`, `too_long`.
        Missing: `not_found`.
        Conflict: `other_quantity`, `not_confirmed`.
    """
    person = require_editor(actor)
    first, second = _both(actor, a, b)
    before = _in_force(first, second)
    if relation in (None, ""):
        return _take_back(actor, before, first, second)
    kind = typed.choice_of(relation, "relation", FigureRelationKind.values)
    why = typed.text_of(reason, "reason", REASON_LIMIT, required=True)
    if before and (before.relation, before.reason, before.created_by_id) == (kind, why, person.pk):
        return before
    _supersede(before)
    said = FigureRelation.objects.create(
        a=first, b=second, relation=kind, reason=why, created_by=person
    )
    _tell(actor, "figures_related", said, first, second, before=_facts(before), after=_facts(said))
    return said


def pair_ids(a: Any, b: Any) -> tuple[UUID, UUID]:
    """The ids of two figures, the smaller first.

    Raises:
        Invalid: `required`, the faults of `typed.id_of`, `same_figure`.
    """
    first, second = _id(a, "a"), _id(b, "b")
    if first == second:
        raise Invalid("same_figure", _("Name two figures: this is one and the same."), field="b")
    return (first, second) if first < second else (second, first)


def _id(value: Any, name: str) -> UUID:
    if value in (None, ""):
        raise Invalid("required", _("Name both figures by their ids."), field=name)
    return typed.id_of(value, name)


def _both(actor: Actor, a: Any, b: Any) -> tuple[Figure, Figure]:
    """Both figures, locked in the order of their ids."""
    ids = pair_ids(a, b)
    rows = standing(actor.person).filter(pk__in=ids).order_by("pk")
    found = list(rows.select_for_update(of=("self",)))
    if len(found) != len(ids):
        raise Missing("not_found", _("There is no such figure. It may have been removed."))
    first, second = found
    if first.quantity_id is None or first.quantity_id != second.quantity_id:
        raise Conflict(
            "other_quantity",
            _("These two figures are of different quantities. Give them the same quantity first."),
        )
    if not (first.confirmed and second.confirmed):
        raise Conflict(
            "not_confirmed",
            _("Nobody has confirmed one of these figures yet. Confirm it on its claim first."),
        )
    return first, second


def _in_force(a: Figure, b: Figure) -> FigureRelation | None:
    return FigureRelation.objects.filter(a=a, b=b, superseded_at__isnull=True).first()


def _supersede(said: FigureRelation | None) -> None:
    if said:
        said.superseded_at = timezone.now()
        said.save(update_fields=["superseded_at"])


def _take_back(
    actor: Actor, before: FigureRelation | None, a: Figure, b: Figure
) -> FigureRelation | None:
    if before is None:
        return None
    _supersede(before)
    _tell(actor, "figures_relation_taken_back", before, a, b, before=_facts(before))
    return None


def _tell(
    actor: Actor, verb: str, said: FigureRelation, a: Figure, b: Figure, **facts: Any
) -> None:
    """In the history of both claims; once where they are one."""
    for figure in (a, b) if a.claim_id != b.claim_id else (a,):
        record(actor, verb, said, claim=figure.claim, a=str(a.pk), b=str(b.pk), **facts)


def _facts(said: FigureRelation | None) -> dict[str, str] | None:
    return {"relation": str(said.relation), "reason": said.reason} if said else None
