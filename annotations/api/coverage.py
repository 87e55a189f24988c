"""Which sentences are done, by whom, and which are left."""

from uuid import UUID

from django.http.response import HttpResponseBase
from rest_framework.request import Request
from rest_framework.response import Response

from annotations import dossier
from annotations.api.articles import article_asked
from annotations.api.asked import actor_of, body_of
from annotations.api.described import described
from annotations.api.door import Door
from annotations.api.idempotency import once
from annotations.api.passages import passage_of
from annotations.api.shapes import coverage as shapes
from annotations.claims import coverage as room


class ArticleCoverage(Door):
    """`articles/{id}/coverage/`."""

    @described(
        "coverage_get",
        "The state of every sentence, and who said what of it.",
        answer=shapes.CoverageOfArticle,
        errors=(404,),
    )
    def get(self, request: Request, article_id: UUID) -> Response:
        """Of the newest text; marks of an earlier one count where the words are the same."""
        return _told(request, article_id)

    @described(
        "coverage_say",
        "Say that the sentences which a passage touches are done.",
        body=shapes.CoverageSaid,
        answer=shapes.CoverageAnswer,
        status=201,
        creates=True,
        errors=(404,),
    )
    @once
    def post(self, request: Request, article_id: UUID) -> HttpResponseBase:
        """`no_claim_here` (409) where nothing is called left of a sentence without a claim."""
        body = body_of(request)
        passage = passage_of(body)
        rows = room.cover(
            actor=actor_of(request),
            article_id=article_id,
            revision_id=passage["revision_id"],
            start=passage["start"],
            end=passage["end"],
            kind=body.get("kind"),
        )
        answer = _told(request, article_id, status=201)
        answer.data["ids"] = [str(row.pk) for row in rows]
        return answer


class CoverageRemove(Door):
    """`articles/{id}/coverage/remove/`."""

    @described(
        "coverage_remove",
        "Take back what was said of sentences: they are unread again.",
        body=shapes.CoverageNamed,
        answer=shapes.CoverageOfArticle,
        errors=(404,),
    )
    def post(self, request: Request, article_id: UUID) -> Response:
        """Those that were taken back before are passed over."""
        article_asked(request, article_id)
        room.uncover(
            actor=actor_of(request),
            coverage_ids=body_of(request).get("ids"),
            article_id=article_id,
        )
        return _told(request, article_id)


class CoverageConfirm(Door):
    """`articles/{id}/coverage/confirm/`."""

    @described(
        "coverage_confirm",
        "Confirm as a second person that there is nothing to check in these sentences.",
        body=shapes.CoverageNamed,
        answer=shapes.CoverageOfArticle,
        errors=(404, 409),
    )
    def post(self, request: Request, article_id: UUID) -> Response:
        """Reviewers only, and never who said it: `own_work` (403)."""
        article_asked(request, article_id)
        room.confirm(
            actor=actor_of(request),
            coverage_ids=body_of(request).get("ids"),
            article_id=article_id,
        )
        return _told(request, article_id)


def _told(request: Request, article_id: UUID, status: int = 200) -> Response:
    article = article_asked(request, article_id)
    return Response(dossier.coverage_json(article), status=status)
