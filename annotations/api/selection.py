"""What is to be known of selected words."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from drf_spectacular.types import OpenApiTypes
from rest_framework.request import Request
from rest_framework.response import Response

from annotations import typed
from annotations.api.asked import body_of, person_of, words_asked
from annotations.api.described import asked, described
from annotations.api.door import Door
from annotations.api.shapes.selection import Look, SelectionAsked
from annotations.claims.selection import look, told
from annotations.claims.wording import STATEMENT_LIMIT
from annotations.models import Asserts, Scope

_ASKED = ("revision", "start", "end", "statement", "asserts")
_ABOUT = (
    asked("revision", "The text that the offsets count in; the newest where it is not given."),
    asked("start", "First code point.", OpenApiTypes.INT, required=True),
    asked("end", "After the last code point.", OpenApiTypes.INT, required=True),
    asked("statement", "As the claim would be worded; a long one is sent with POST."),
    asked("asserts", enum=Asserts.values),
)


class Selection(Door):
    """`articles/{id}/selection/`."""

    @described(
        "selection_get",
        "What selected words hold, where else they stand, and what a statement loses of them.",
        answer=Look,
        query=_ABOUT,
        errors=(404, 409),
    )
    def get(self, request: Request, article_id: UUID) -> Response:
        """Saves nothing; everybody may ask. Ends within a character are widened, stray ones cut off."""
        given = {name: words_asked(request, name, STATEMENT_LIMIT) for name in _ASKED}
        return _looked(request, article_id, given)

    @described(
        "selection_post",
        "The same with a statement that is too long for an address.",
        body=SelectionAsked,
        answer=Look,
        scope=Scope.READ,
        errors=(404, 409),
    )
    def post(self, request: Request, article_id: UUID) -> Response:
        """Saves nothing; everybody may ask."""
        body = body_of(request)
        return _looked(request, article_id, {name: body.get(name) for name in _ASKED})


def _looked(request: Request, article_id: UUID, given: dict[str, Any]) -> Response:
    found = look(
        person=person_of(request),
        article_id=article_id,
        revision_id=given["revision"] or None,
        start=typed.whole_number_of(given["start"], "start"),
        end=typed.whole_number_of(given["end"], "end"),
        statement=given["statement"],
        asserts=given["asserts"] or None,
    )
    return Response({**asdict(found), "losses": [told(loss) for loss in found.losses]})
