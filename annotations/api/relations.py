"""How claims stand to each other."""

from typing import Any
from uuid import UUID

from django.http.response import HttpResponseBase
from rest_framework.request import Request
from rest_framework.response import Response

from annotations import relations
from annotations.api.asked import actor_of, body_of, match_of, person_of
from annotations.api.described import described
from annotations.api.door import Door, claim_asked
from annotations.api.idempotency import once
from annotations.api.pagination import whole
from annotations.api.shapes import relations as shapes
from annotations.api.told import person_told
from annotations.figures.relate import Pair
from annotations.models import Claim
from annotations.relations import Related


class ClaimRelations(Door):
    """`claims/{id}/relations/`."""

    @described(
        "relations_list",
        "How a claim stands to others, said from either side.",
        answer=shapes.RelationList,
        errors=(404,),
    )
    def get(self, request: Request, claim_id: UUID) -> Response:
        """All in one answer, oldest first."""
        claim_asked(request, claim_id)
        found = relations.relations_of(person_of(request), {claim_id})
        return Response(whole([_told(one) for one in found[claim_id]]))

    @described(
        "relations_create",
        "Say how a claim stands to another one.",
        body=shapes.RelationAsked,
        answer=shapes.Relation,
        status=201,
        match="optional",
        creates=True,
        also={200: shapes.Relation},
    )
    @once
    def post(self, request: Request, claim_id: UUID) -> HttpResponseBase:
        """201 where it is new; 200 where the same was said before. Versions and approvals stay as they are."""
        body = body_of(request)
        relation, is_new = relations.relate(
            actor=actor_of(request),
            claim_id=claim_id,
            kind=body.get("kind"),
            other_id=body.get("claim"),
            reason=body.get("reason", ""),
            expected=match_of(request),
        )
        found = relations.relations_of(person_of(request), {claim_id})[claim_id]
        told = next(_told(one) for one in found if one.relation.pk == relation.pk)
        return Response(told, status=201 if is_new else 200)


class RelationOne(Door):
    """`relations/{id}/`."""

    @described(
        "relations_delete",
        "Take back that two claims are related.",
        status=204,
        errors=(404, 409),
    )
    def delete(self, request: Request, relation_id: UUID) -> Response:
        """The record keeps who had said so."""
        relations.remove(actor=actor_of(request), relation_id=relation_id)
        return Response(status=204)


def _told(related: Related) -> dict[str, Any]:
    relation = related.relation
    return {
        "id": str(relation.pk),
        "kind": relation.kind,
        "a": str(relation.a_id),
        "b": str(relation.b_id),
        "is_back": related.is_back,
        "other": _brief(related.other),
        "reason": relation.reason,
        "board": _board(related.board),
        "offers_reuse": related.is_offered,
        "created_by": person_told(relation.created_by),
        "created_at": relation.created_at,
    }


def _brief(claim: Claim) -> dict[str, Any]:
    rating = claim.verdict.rating if claim.verdict else None
    return {
        "id": str(claim.pk),
        "statement": claim.statement,
        "article": str(claim.article_id),
        "state": claim.state,
        "approval": claim.approval,
        "verdict": {"slug": rating.slug, "label": rating.label} if rating else None,
    }


def _board(pair: Pair | None) -> dict[str, Any] | None:
    if pair is None:
        return None
    return {
        "quantity": str(pair.a.quantity_id),
        "a": str(pair.a.pk),
        "b": str(pair.b.pk),
        "relation": pair.relation,
        "reason": pair.reason,
    }
