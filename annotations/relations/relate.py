"""Saying how two claims stand to each other. No judged value changes by it: versions and approvals stay."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations import typed, workflow
from annotations.history.record_each import record_each
from annotations.models import Claim, ClaimRelation, ClaimRelationKind, User
from annotations.permissions import Actor, require_editor
from annotations.refusals import Conflict, Invalid, Missing
from annotations.relations.standing import relations_between

REASON_LIMIT = 2_000


@transaction.atomic
def relate(
    *,
    actor: Actor,
    claim_id: UUID,
    kind: Any,
    other_id: Any,
    reason: Any = "",
    expected: str | None = None,
) -> tuple[ClaimRelation, bool]:
    """Say what a claim is to another one. All but `follows_from` hold both ways.

    Args:
        actor: an editor or above.
        claim_id: which claim.
        kind: `same_as`, `contradicts`, `different_scope`, or `follows_from`: that the first follows from the other.
        other_id: the other claim's id.
        reason: why, in a sentence or two; may be empty.
        expected: the ETag of the first claim that was read.

    Returns:
        The relation, and whether it is new: where the same stands already, that one is left as it is.

    Raises:
        Missing: `not_found`. Invalid: `unknown_choice`, `same_claim`, `too_long`. Conflict: `already_related`
        where the two are related in another way. OutOfDate: `changed_meanwhile`.
    """
    person = require_editor(actor)
    chosen = typed.choice_of(kind, "kind", ClaimRelationKind.values)
    words = typed.text_of(reason, "reason", REASON_LIMIT)
    claim, other = take_both(actor, claim_id, other_id, expected=expected)
    relation, is_new = relate_taken(person, claim, other, chosen, words)
    if is_new:
        tell_related(actor, relation, claim, other)
    return relation, is_new


@transaction.atomic
def remove(*, actor: Actor, relation_id: UUID) -> ClaimRelation:
    """Take back that two claims are related; the record keeps who had said so.

    Raises:
        Missing: `not_found`. Conflict: `reused` where one of the two took over the other's verdict.
    """
    person = require_editor(actor)
    found = ClaimRelation.objects.filter(pk=relation_id, removed_at__isnull=True)
    relation = found.select_for_update(of=("self",)).select_related("a", "b").first()
    if relation is None or relation.a.deleted_at or relation.b.deleted_at:
        raise Missing("not_found", _("There is no such relation. It may have been removed."))
    _refuse_reused(relation)
    relation.removed_at, relation.removed_by = timezone.now(), person
    relation.save(update_fields=["removed_at", "removed_by"])
    _tell(actor, "relation_removed", relation, relation.a, relation.b)
    return relation


def take_both(
    actor: Actor, claim_id: UUID, other_id: Any, *, expected: str | None
) -> tuple[Claim, Claim]:
    """Lock two claims, in the order of their keys, the first in the version that the actor read.

    Raises:
        Missing: `not_found`. Invalid: `same_claim`, or as `typed.id_of`. OutOfDate: `changed_meanwhile`.
    """
    other_pk = typed.id_of(other_id, "claim")
    if other_pk == claim_id:
        raise Invalid("same_claim", _("Choose another claim: this is the same one."), field="claim")
    taken = {
        pk: workflow.take(actor, pk, expected=expected if pk == claim_id else None)
        for pk in sorted([claim_id, other_pk])
    }
    return taken[claim_id], taken[other_pk]


def relate_taken(
    person: User, claim: Claim, other: Claim, kind: str, reason: str
) -> tuple[ClaimRelation, bool]:
    """Write the relation of two claims that the caller holds. Writes no history.

    Raises:
        Conflict: `already_related`.
    """
    first, second = claim, other
    if kind != ClaimRelationKind.FOLLOWS_FROM:
        first, second = sorted((claim, other), key=lambda one: one.pk)
    standing = relations_between(claim.pk, other.pk).first()
    if standing is None:
        made = ClaimRelation.objects.create(
            a=first, b=second, kind=kind, reason=reason, created_by=person
        )
        return made, True
    if standing.kind == kind and standing.a_id == first.pk:
        return standing, False
    raise Conflict(
        "already_related",
        _("These two claims are related already: the one “%(kind)s” the other. Remove that first.")
        % {"kind": ClaimRelationKind(standing.kind).label},
        relation=str(standing.pk),
        field="kind",
    )


def tell_related(actor: Actor, relation: ClaimRelation, claim: Claim, other: Claim) -> None:
    """Write it to the history of both claims, the last thing in the transaction."""
    _tell(actor, "related", relation, claim, other)


def _tell(actor: Actor, verb: str, relation: ClaimRelation, claim: Claim, other: Claim) -> None:
    facts = {
        "kind": str(relation.kind),
        "a": str(relation.a_id),
        "b": str(relation.b_id),
        "reason": relation.reason,
    }
    both = [(claim, other), (other, claim)]
    told = [
        (relation, one.article_id, {**facts, "title": second.statement}) for one, second in both
    ]
    record_each(actor, verb, told, claims=[one.pk for one, _second in both])


def _refuse_reused(relation: ClaimRelation) -> None:
    """What was taken over stays explained by the relation, as long as it is taken over."""
    if relation.kind != ClaimRelationKind.SAME_AS:
        return
    taken_over = relation.a.reuses.filter(original=relation.b) | relation.b.reuses.filter(
        original=relation.a
    )
    if taken_over.filter(removed_at__isnull=True).exists():
        raise Conflict(
            "reused",
            _(
                "One of the two took over the other's verdict. Let the two checks go apart first, then remove this."
            ),
        )
