"""Suggested wordings of a claim's judged values."""

from typing import Any
from uuid import UUID

from django.http.response import HttpResponseBase
from rest_framework.request import Request
from rest_framework.response import Response

from annotations.api.asked import actor_of, body_of, match_of, person_of, picked
from annotations.api.described import described
from annotations.api.door import Door, claim_asked
from annotations.api.idempotency import once
from annotations.api.pagination import whole
from annotations.api.shapes import wordings as shapes
from annotations.discussion.pins import NAMES
from annotations.dossier.pins import suggestion_told, suggestions_of
from annotations.models import Suggestion
from annotations.review import suggest_answers
from annotations.review.suggest import suggest

_OWN = ("now", "is_mine", "may_answer")
_SAME: dict[str, Any] = {"answer": shapes.Wording, "errors": (404, 409)}


class ClaimWordings(Door):
    """`claims/{id}/suggestions/`."""

    @described(
        "wordings_list",
        "Suggested wordings of a claim, oldest first, answered ones too.",
        answer=shapes.Wordings,
        errors=(404,),
    )
    def get(self, request: Request, claim_id: UUID) -> Response:
        """All in one answer."""
        claim_asked(request, claim_id)
        found = suggestions_of(person_of(request), [claim_id])[str(claim_id)]
        return Response(whole([_told(one) for one in found]))

    @described(
        "wordings_suggest",
        "Suggest other words for a value of a claim, or for a part of it.",
        body=shapes.WordingSuggested,
        answer=shapes.Wording,
        status=201,
        creates=True,
        errors=(404, 409),
    )
    @once
    def post(self, request: Request, claim_id: UUID) -> HttpResponseBase:
        """Nothing of the claim changes by it. `words_changed` (409) where the words do not stand there."""
        body = body_of(request)
        made = suggest(
            actor=actor_of(request),
            claim_id=claim_id,
            replacement=body.get("replacement"),
            thread_id=body.get("thread"),
            **picked(body, "comment", *NAMES),
        )
        return Response(_now(request, made), status=201)


class WordingAccept(Door):
    """`suggestions/{id}/accept/`."""

    @described("wordings_accept", "Put the suggested words in.", match="optional", **_SAME)
    def post(self, request: Request, suggestion_id: UUID) -> Response:
        """They count as their suggester's work, who may not approve the claim then."""
        made = suggest_answers.accept(
            actor=actor_of(request), suggestion_id=suggestion_id, expected=match_of(request)
        )
        return Response(_now(request, made))


class WordingDecline(Door):
    """`suggestions/{id}/decline/`."""

    @described("wordings_decline", "Leave the words as they are.", body=shapes.Declined, **_SAME)
    def post(self, request: Request, suggestion_id: UUID) -> Response:
        """With the reason."""
        made = suggest_answers.decline(
            actor=actor_of(request),
            suggestion_id=suggestion_id,
            reason=body_of(request).get("reason"),
        )
        return Response(_now(request, made))


class WordingTakeBack(Door):
    """`suggestions/{id}/take-back/`."""

    @described("wordings_take_back", "Take one's own suggestion back.", **_SAME)
    def post(self, request: Request, suggestion_id: UUID) -> Response:
        """Answered ones stay."""
        made = suggest_answers.take_back(actor=actor_of(request), suggestion_id=suggestion_id)
        return Response(_now(request, made))


def _now(request: Request, made: Suggestion) -> dict[str, Any]:
    return _told(suggestion_told(person_of(request), made.pk))


def _told(one: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in one.items() if name not in _OWN}
