"""Sentences worth checking: hints with reasons, and what people do with them."""

from typing import Any
from uuid import UUID

from django.http.response import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from rest_framework.request import Request
from rest_framework.response import Response

from annotations import typed
from annotations.api.asked import actor_of, body_of, number_asked, person_of
from annotations.api.described import asked, described
from annotations.api.door import Door
from annotations.api.idempotency import once
from annotations.api.passages import passage_of
from annotations.api.shapes import suggestions as shapes
from annotations.imports.remove import refuse_absent
from annotations.matching import hints
from annotations.matching.worth import because, suggestions_of
from annotations.models import Article, HintAnswer, HintChoice

_MOST = 100_000


class Suggestions(Door):
    """`articles/{id}/suggestions/`."""

    @described(
        "suggestions_list",
        "Sentences that are worth checking and not yet claimed, best first, with the reasons.",
        answer=shapes.SuggestionsOfArticle,
        query=(asked("limit", "The best so many; all by default.", OpenApiTypes.INT),),
        errors=(404,),
    )
    def get(self, request: Request, article_id: UUID) -> Response:
        """Every sentence of the newest text is ranked, none cut off. Hints never decide anything."""
        article = _article(request, article_id)
        limit = number_asked(request, "limit", _MOST, _MOST)
        found = suggestions_of(article)
        text = article.current_revision.text if article.current_revision else ""
        results = [
            {
                "start": one.start,
                "end": one.end,
                "exact": text[one.start : one.end],
                "score": one.score,
                "reasons": one.reasons,
                "because": because(one.reasons),
                "is_repeat": one.is_repeat,
            }
            for one in found.hints[:limit]
        ]
        return Response(
            {
                "revision": str(found.revision) if found.revision else None,
                "next": None,
                "previous": None,
                "total": len(found.hints),
                "results": results,
            }
        )

    @described(
        "suggestions_answer",
        "Dismiss a suggested sentence, or say that a claim was marked in it.",
        body=shapes.SuggestionAnswered,
        answer=shapes.SuggestionChoice,
        status=201,
        creates=True,
        errors=(404,),
    )
    @once
    def post(self, request: Request, article_id: UUID) -> HttpResponseBase:
        """`has_claim` (409) where a claim stands in what is dismissed, `no_claim_here` where none does in what is accepted."""
        body = body_of(request)
        answer = typed.choice_of(body.get("answer"), "answer", HintAnswer.values)
        passage = passage_of(body)
        where: dict[str, Any] = {
            "actor": actor_of(request),
            "article_id": article_id,
            **{name: passage[name] for name in ("revision_id", "start", "end")},
        }
        if answer == HintAnswer.ACCEPTED:
            choice = hints.accept(**where, claim_id=body.get("claim"))
        else:
            choice = hints.dismiss(**where)
        return Response(_told(choice), status=201)


class SuggestionTakeBack(Door):
    """`articles/{id}/suggestions/{choice}/take-back/`."""

    @described(
        "suggestions_take_back",
        "Take a dismissal back: the sentence is suggested again.",
        answer=shapes.SuggestionChoice,
        errors=(404,),
    )
    def post(self, request: Request, article_id: UUID, choice_id: UUID) -> Response:
        """Taken back before, it stays so."""
        choice = hints.take_back(
            actor=actor_of(request), choice_id=choice_id, article_id=article_id
        )
        return Response(_told(choice))


def _article(request: Request, article_id: UUID) -> Article:
    seen = Article.objects.visible_to(person_of(request)).select_related("current_revision")
    lean = seen.defer("search", "current_revision__document", "current_revision__set_aside")
    article = lean.filter(pk=article_id).first()
    if article is None:
        refuse_absent(article_id)
    return article


def _told(choice: HintChoice) -> dict[str, Any]:
    return {
        "id": str(choice.pk),
        "answer": choice.answer,
        "reasons": choice.reasons,
        "score": choice.score,
        "claim": str(choice.claim_id) if choice.claim_id else None,
        "created_at": choice.created_at,
        "taken_back_at": choice.taken_back_at,
    }
