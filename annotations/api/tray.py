"""Passages that wait for a person's look after a new text."""

from typing import Any
from uuid import UUID

from drf_spectacular.types import OpenApiTypes
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

from annotations.anchoring.word_changes import Piece
from annotations.api.articles import article_asked
from annotations.api.asked import actor_of, body_of, number_asked, person_of, words_asked
from annotations.api.described import asked, described
from annotations.api.door import Door
from annotations.api.shapes import tray as shapes
from annotations.claims.confirm_each import confirm_each
from annotations.claims.tray import PAGE, Tray, Waiting, tray_of
from annotations.claims.tray_words import InSentence
from annotations.models import Article

_MOST = 100


class ArticleTray(Door):
    """`articles/{id}/tray/`."""

    @described(
        "tray_get",
        "The passages that a new text changed or lost and nobody decided on, in text order.",
        answer=shapes.Tray,
        query=(
            asked("cursor", "From `next` of another page."),
            asked("limit", "1 to 100, 50 by default.", OpenApiTypes.INT),
        ),
        errors=(404,),
    )
    def get(self, request: Request, article_id: UUID) -> Response:
        """Quotes of evidence that the caller may not see are neither told nor counted."""
        article = article_asked(request, article_id)
        tray = tray_of(
            person=person_of(request),
            article=article,
            after=words_asked(request, "cursor"),
            limit=max(1, number_asked(request, "limit", PAGE, _MOST)),
        )
        return Response(_told(request, article, tray))


class TrayConfirm(Door):
    """`articles/{id}/tray/confirm/`."""

    @described(
        "tray_confirm",
        "Say yes to where several passages stand now: all of them, or none.",
        body=shapes.TrayConfirmed,
        answer=shapes.Confirmed,
        errors=(404, 409, 412),
    )
    def post(self, request: Request, article_id: UUID) -> Response:
        """Each is recorded by itself; approvals go stale; who decides becomes an author."""
        body = body_of(request)
        rows = confirm_each(
            actor=actor_of(request),
            article_id=article_id,
            highlights=body.get("highlights"),
            revision_id=body.get("revision"),
            etags=body.get("etags"),
        )
        return Response({"confirmed": [str(row.pk) for row in rows]})


def _told(request: Request, article: Article, tray: Tray) -> dict[str, Any]:
    newest = article.current_revision_id
    address = request.build_absolute_uri()
    return {
        "next": replace_query_param(address, "cursor", tray.next) if tray.next else None,
        "previous": None,
        "revision": str(newest) if newest else None,
        "waiting": len(tray.waiting),
        "results": [_entry(one) for one in tray.shown],
        "coverage": {"lapsed": tray.lapsed, "start": tray.lapsed_at},
    }


def _entry(one: Waiting) -> dict[str, Any]:
    anchor, highlight = one.anchor, one.anchor.highlight
    return {
        "highlight": str(highlight.pk),
        "claim": str(one.claim.pk),
        "evidence": str(one.evidence.pk) if one.evidence else None,
        "purpose": highlight.purpose,
        "state": anchor.state,
        "change": anchor.change or None,
        "context": anchor.context,
        "was": {"revision": str(highlight.revision_id), **_place(one.was)},
        "now": {"revision": str(anchor.revision_id), **_place(one.now)} if one.now else None,
        "near": one.near,
        "pieces": [_piece(piece, one) for piece in one.pieces],
        "speakers": dict(zip(("was", "now"), one.speakers, strict=True)) if one.speakers else None,
        "candidates": [{**_place(place), "score": score} for place, score in one.candidates],
        "same": [str(pk) for pk in one.same],
        "etag": one.etag,
    }


def _place(place: InSentence) -> dict[str, Any]:
    return {
        "start": place.start,
        "end": place.end,
        "exact": place.exact,
        "sentence": place.sentence,
    }


def _piece(piece: Piece, one: Waiting) -> dict[str, str]:
    if piece.new is not None:
        sentence = one.now.sentence if one.now else ""
        return {"mark": "same" if piece.old else "ins", "text": sentence[slice(*piece.new)]}
    return {"mark": "del", "text": one.was.sentence[slice(*(piece.old or (0, 0)))]}
