"""Many claims of one article in one call."""

from typing import Any
from uuid import UUID

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response

from annotations import claims, dossier, typed
from annotations.api.asked import actor_of, body_of, person_of, picked
from annotations.api.claims import WORDING
from annotations.api.described import described
from annotations.api.door import Door
from annotations.api.idempotency import once
from annotations.api.passages import passage_of
from annotations.api.shapes import bulk as shapes
from annotations.models import Scope, User
from annotations.refusals import Invalid, Refused


class ArticleClaimsBulk(Door):
    """`articles/{id}/claims/bulk/`."""

    @described(
        "article_claims_create_many",
        "Make claims of up to 500 passages at once.",
        body=shapes.ClaimsMarked,
        answer=shapes.ClaimsMade,
        status=201,
        creates=True,
        also={200: shapes.ClaimsMade, 400: shapes.ClaimsRefused},
        scope=Scope.ANNOTATE,
    )
    @once
    def post(self, request: Request, article_id: UUID) -> HttpResponseBase:
        """All or nothing, unless `atomic` is false: then 201 where all were made, 200 where some were refused."""
        body = body_of(request)
        outcomes = claims.mark_many(
            actor=actor_of(request),
            article_id=article_id,
            items=[_item(one) for one in _list(body)],
            revision_id=body.get("revision"),
            is_atomic=_flag(body.get("atomic", True)),
        )
        return _answer(outcomes, person_of(request))


def _list(body: dict[str, Any]) -> list[Any]:
    given = body.get("claims")
    if not isinstance(given, list):
        raise Invalid("not_a_list", _("Send a list of claims."), field="claims")
    return given


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise Invalid("not_boolean", _("Give true or false."), field="atomic")
    return value


def _item(given: Any) -> dict[str, Any] | Refused:
    """What the room takes of one claim, or why it cannot be read."""
    if not isinstance(given, dict):
        return Invalid("not_an_object", _("Each claim must be an object."))
    try:
        linked = given.get("linked")
        return {
            "linked": typed.id_of(linked, "linked") if linked not in (None, "") else None,
            **passage_of(given),
            **picked(given, *WORDING),
        }
    except Refused as refusal:
        return refusal


def _answer(outcomes: list[claims.Outcome], person: User) -> Response:
    results = [_told(index, one, person) for index, one in enumerate(outcomes)]
    made = sum(1 for one in outcomes if one.marked)
    told = {"created": made, "refused": len(outcomes) - made, "results": results}
    return Response(told, status=201 if made == len(outcomes) else 200)


def _told(index: int, one: claims.Outcome, person: User) -> dict[str, Any]:
    claim = one.marked and dossier.fresh_claim_json(one.marked.claim, one.marked.highlight, person)
    error = one.refusal and claims.refused_told(index, one.refusal)
    return {"index": index, "claim": claim, "error": error}
