"""One text of an article, what parts two of them, and corrections taken back."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response

from annotations.anchoring.differences import Difference
from annotations.api.articles import article_asked
from annotations.api.asked import actor_of, person_of
from annotations.api.described import described
from annotations.api.door import Door
from annotations.api.shapes import articles, revisions
from annotations.api.told import revision_told
from annotations.claims.placed import Placed, passages_between
from annotations.imports.compare import Compared, compare
from annotations.imports.correct import take_back
from annotations.models import ArticleRevision
from annotations.refusals import Missing


class RevisionOne(Door):
    """`articles/{id}/revisions/{id}/`."""

    @described(
        "revisions_get", "One text of an article, whole.", answer=articles.Revision, errors=(404,)
    )
    def get(self, request: Request, article_id: UUID, revision_id: UUID) -> Response:
        """As it was and stays: no later import changes it."""
        article = article_asked(request, article_id)
        rows = ArticleRevision.objects.filter(article=article).select_related("snapshot")
        revision = rows.defer("document").filter(pk=revision_id).first()
        if revision is None:
            raise Missing("revision_not_found", _("This article has no such revision."))
        return Response(revision_told(revision, article.current_revision_id, is_whole=True))


class RevisionDifferences(Door):
    """`articles/{id}/revisions/{id}/differences/{id}/`."""

    @described(
        "revisions_compare",
        "What parts two texts of an article, paragraph by paragraph and word by word, and what became"
        " of the passages of claims.",
        answer=revisions.Differences,
        errors=(404,),
    )
    def get(
        self, request: Request, article_id: UUID, revision_id: UUID, other_id: UUID
    ) -> Response:
        """From the first to the second, whichever is the newer."""
        article = article_asked(request, article_id)
        found = compare(article=article, old={"pk": revision_id}, new={"pk": other_id})
        passages = passages_between(
            person=person_of(request), article=article, old=found.old, new=found.new
        )
        return Response(_told(found, passages, article.current_revision_id))


class Correction(Door):
    """`articles/{id}/corrections/{field}/`."""

    @described(
        "corrections_take_back",
        "Let a corrected field be again what the document says.",
        status=204,
        errors=(404, 409),
    )
    def delete(self, request: Request, article_id: UUID, field: str) -> Response:
        """The next import may change it again."""
        take_back(actor=actor_of(request), article_id=article_id, field=field)
        return Response(status=204)


def _told(found: Compared, passages: list[Placed], current: Any) -> dict[str, Any]:
    return {
        "old": revision_told(found.old, current),
        "new": revision_told(found.new, current),
        "differences": [_difference(found, one) for one in found.differences],
        "set_aside": [asdict(change) for change in found.aside],
        "details": [asdict(change) for change in found.details],
        "claims": [_passage(one) for one in passages],
    }


def _passage(one: Placed) -> dict[str, Any]:
    return {
        "highlight": one.highlight,
        "claim": one.claim,
        "purpose": "quote" if one.is_quote else "claim",
        "old": _span(one.old),
        "new": _span(one.new),
        "state": one.state,
        "change": one.change,
        "context": one.context,
        "gone": one.is_gone,
    }


def _span(span: tuple[int, int] | None) -> dict[str, int] | None:
    return {"start": span[0], "end": span[1]} if span else None


def _difference(found: Compared, one: Difference) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "old": one.old,
        "new": one.new,
        "old_blocks": [found.old.blocks[number]["id"] for number in one.old_blocks],
        "new_blocks": [found.new.blocks[number]["id"] for number in one.new_blocks],
        "pieces": [
            {
                "old": piece.old,
                "new": piece.new,
                "text": _cut(found.new.text, piece.new) or _cut(found.old.text, piece.old),
                "figures": piece.figures,
            }
            for piece in one.pieces
        ],
    }


def _cut(text: str, span: tuple[int, int] | None) -> str:
    return text[span[0] : span[1]] if span else ""
