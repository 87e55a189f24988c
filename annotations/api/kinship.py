"""Articles that may be one story."""

from typing import Any
from uuid import UUID

from rest_framework.request import Request
from rest_framework.response import Response

from annotations import kinship as room
from annotations.api.articles import article_asked
from annotations.api.asked import actor_of, body_of
from annotations.api.described import described
from annotations.api.door import Door
from annotations.api.shapes import kinship as shapes
from annotations.api.told import kinship_told


class ArticleKinships(Door):
    """`articles/{id}/kinships/`."""

    @described(
        "kinships_list",
        "Articles that may be the same story as this one.",
        answer=shapes.Kinships,
        errors=(404,),
    )
    def get(self, request: Request, article_id: UUID) -> Response:
        """All in one answer, open ones first; those told apart are left out."""
        article = article_asked(request, article_id)
        found: list[Any] = room.relatives_of([article.pk]).get(article.pk, [])
        results = [kinship_told(relative) for relative in found]
        return Response({"next": None, "previous": None, "results": results})


class KinshipOne(Door):
    """`kinships/{id}/`."""

    @described(
        "kinships_decide",
        "Say what the later of two articles is to the earlier one.",
        body=shapes.KinshipDecided,
        answer=shapes.KinshipPair,
        errors=(404, 409),
    )
    def post(self, request: Request, kinship_id: UUID) -> Response:
        """`new_version`, `also_published` or `apart`."""
        kinship = room.decide(
            actor=actor_of(request),
            kinship_id=kinship_id,
            decision=body_of(request).get("decision"),
        )
        return Response(
            {
                "id": str(kinship.pk),
                "later": str(kinship.article_id),
                "earlier": str(kinship.other_id),
                "likeness": kinship.likeness,
                "score": kinship.score,
                "decision": kinship.decision,
            }
        )
