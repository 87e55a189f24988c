"""Where information comes from: origins by name, and a claim's evidence counted by them."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response

from annotations.api.asked import actor_of, body_of, match_of, person_of, words_asked
from annotations.api.described import PAGE, asked, described
from annotations.api.door import Door, claim_asked
from annotations.api.filtering import CREATED, narrowed, parameters
from annotations.api.pagination import page_of
from annotations.api.shapes import origins as shapes
from annotations.api.told import origin_told
from annotations.evidence import Origins, origins_of
from annotations.evidence.origins import origins_matching, proposals_for, set_claim_origin
from annotations.refusals import Invalid
from annotations.workflow import etag_of


class SourceOrigins(Door):
    """`origins/`."""

    @described(
        "origins_list",
        "Origins that the caller may know of, newest first.",
        answer=shapes.SourceOrigins,
        query=(*PAGE, asked("search", "A part of the name."), *parameters(CREATED)),
    )
    def get(self, request: Request) -> Response:
        """A name alone may betray a confidential source: that one is left out."""
        found = origins_matching(person_of(request), words_asked(request, "search"))
        page = page_of(request, narrowed(request, found, CREATED))
        return Response(page.told([origin_told(one) for one in page.rows]))


class ClaimOrigins(Door):
    """`claims/{id}/origins/`."""

    @described(
        "claims_origins",
        "A claim's evidence by independent origin, with what may be said of it.",
        answer=shapes.ClaimOrigins,
        errors=(404,),
    )
    def get(self, request: Request, claim_id: UUID) -> Response:
        """Only evidence that the caller may see is counted."""
        claim = claim_asked(request, claim_id)
        person = person_of(request)
        found = origins_of([claim_id], person)[claim_id]
        told = _told(claim["id"], found)
        proposed = [
            {"of": one.of, "id": str(one.id), "name": one.name, "why": one.why}
            for one in proposals_for(claim_id, person)
        ]
        return Response({**told, "proposals": proposed})


class ClaimOrigin(Door):
    """`claims/{id}/origin/`."""

    @described(
        "claims_origin_set",
        "Say whose word a claim rests on.",
        body=shapes.OriginSaid,
        answer=shapes.ClaimOriginSet,
        match="optional",
        errors=(404,),
    )
    def put(self, request: Request, claim_id: UUID) -> Response:
        """State and approval stay; the claim's new ETag is in the header."""
        body = body_of(request)
        if "origin" not in body:
            raise Invalid("required", _("Give an origin, or null for none."), field="origin")
        claim = set_claim_origin(
            actor=actor_of(request),
            claim_id=claim_id,
            origin=body["origin"],
            expected=match_of(request),
        )
        told = {"claim": str(claim.pk), "origin": origin_told(claim.origin)}
        return Response(told, headers={"ETag": etag_of(claim, person_of(request))})


def _told(claim_id: str, found: Origins) -> dict[str, Any]:
    return {
        "claim": claim_id,
        "linked": {stance: found.linked(stance) for stance in found.by_stance},
        "independent": {stance: len(found.independent(stance)) for stance in found.by_stance},
        "only_own": found.only_own,
        "origins": {
            stance: [
                {
                    "key": one.key,
                    "name": one.name,
                    "evidence": [str(pk) for pk in one.evidence],
                    "is_own_article": one.is_own_article,
                    "is_own_origin": one.is_own_origin,
                    "is_independent": one in found.independent(stance),
                }
                for one in each
            ]
            for stance, each in found.by_stance.items()
        },
    }
