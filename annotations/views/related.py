"""Related claims and what was taken over, as a claim's card shows them."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotations.figures.relate import Pair
from annotations.models import ClaimRelationKind, FigureRelationKind, Reuse, User
from annotations.permissions import can_edit
from annotations.relations import Related, is_reusable, relations_of, reuses_of

_ICONS = {
    ClaimRelationKind.SAME_AS: "relation-agree",
    ClaimRelationKind.CONTRADICTS: "stance-contradicts",
    ClaimRelationKind.DIFFERENT_SCOPE: "relation-different_scope",
    ClaimRelationKind.FOLLOWS_FROM: "relation-follows_from",
}
_WHYS = {
    "corrected": gettext_lazy(
        "The check that this was taken over from was opened again, or judged anew."
    ),
    "withdrawn": gettext_lazy("The check that this was taken over from was withdrawn."),
    "stale": gettext_lazy("The approval of the check that this was taken over from went stale."),
    "changed": gettext_lazy("The other fact-checker's check has changed since it was taken over."),
}


def add_relations(user: User, claims: Sequence[dict[str, Any]]) -> None:
    """Give `related` and `reuse` to claims; four queries at most, however many they are."""
    ids = {UUID(claim["id"]) for claim in claims}
    if not ids:
        return
    found, taken_over = relations_of(user, ids), reuses_of(ids)
    for claim in claims:
        pk = UUID(claim["id"])
        reuse = taken_over.get(pk)
        claim["related"] = [_related(one, reuse) for one in found.get(pk, [])]
        claim["may_relate"] = can_edit(user)
        claim["relation_kinds"] = ClaimRelationKind.choices
        claim["reuse"] = _reused(reuse) if reuse else None


def _related(one: Related, reuse: Reuse | None) -> dict[str, Any]:
    relation, other = one.relation, one.other
    rating = other.verdict.rating if other.verdict else None
    is_taken = reuse is not None and reuse.original_id == other.pk and reuse.ended_at is None
    return {
        "id": relation.pk,
        "icon": _ICONS[ClaimRelationKind(relation.kind)],
        "words": _words(relation.kind, is_back=one.is_back),
        "other": other,
        "look": rating.look if rating else "not-checked",
        "verdict": rating.words if rating else _("Not checked"),
        "state_label": other.get_state_display(),
        "reason": relation.reason,
        "by": relation.created_by.name,
        "at": relation.created_at,
        "board": _board(one.board),
        "is_offered": one.is_offered and not is_taken,
    }


def _words(kind: str, *, is_back: bool) -> str:
    """What this claim is to the other one, in a word or two."""
    if kind == ClaimRelationKind.FOLLOWS_FROM and is_back:
        return _("implies")
    return str(ClaimRelationKind(kind).label)


def _board(pair: Pair | None) -> dict[str, str] | None:
    if pair is None:
        return None
    relation = FigureRelationKind(pair.relation).label if pair.relation else ""
    address = f"{reverse('figures')}?quantity={pair.a.quantity_id}"
    return {"relation": str(relation), "reason": pair.reason, "url": address}


def _reused(reuse: Reuse) -> dict[str, Any]:
    original = reuse.original
    return {
        "original": original,
        "check": reuse.check_of_others,
        "by": reuse.created_by.name,
        "at": reuse.created_at,
        "ended_at": reuse.ended_at,
        "why": _WHYS.get(reuse.ended_why, ""),
        "is_offered": reuse.ended_at is not None and (original is None or is_reusable(original)),
    }
