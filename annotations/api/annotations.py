"""An article's claims and evidence as W3C Web Annotations: reading, and with a token creating and changing."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from annotations import claims, elsewhere
from annotations.api import linked_data as ld
from annotations.api.articles import article_asked
from annotations.api.asked import actor_of, body_of, person_of, required_match_of, words_asked
from annotations.api.described import asked, described
from annotations.api.door import Door
from annotations.api.idempotency import once
from annotations.api.imports import accepted, file_of
from annotations.api.parsers import FormParser, StrictJSONParser
from annotations.api.shapes import annotations as shapes
from annotations.api.shapes.articles import ImportShape
from annotations.dossier.annotated import (
    Asked,
    annotation_asked,
    annotations_listed,
    annotations_of,
)
from annotations.models import Article, Scope
from annotations.publishing.annotation import CONTEXT, address_of
from annotations.publishing.annotation_pages import FIRST, Collection, Page
from annotations.refusals import Conflict, Invalid, Missing

_RENDERERS = (JSONRenderer, ld.AnnotationRenderer, ld.LinkedDataRenderer)
_PARSERS = (StrictJSONParser, ld.LinkedDataParser)
_BODY = {
    "application/json": shapes.WebAnnotation,
    "application/ld+json": shapes.WebAnnotation,
}


class Annotations(Door):
    """`articles/{id}/annotations/`."""

    renderer_classes = _RENDERERS
    parser_classes = _PARSERS

    @described(
        "articles_annotations",
        "An article's claims and evidence as a W3C Web Annotation collection, or one page of it.",
        answer=OpenApiTypes.OBJECT,
        query=(
            asked("page", "`first`, or from `first`, `next`, `prev` or `last`: one page of 200."),
            asked("iris", "`1`: addresses instead of annotations.", enum=["1"]),
        ),
        errors=(404,),
        also={304: None},
    )
    def get(self, request: Request, article_id: UUID) -> HttpResponseBase:
        """What the caller may see; positions count code points of the text that the State names."""
        article, wanted = article_asked(request, article_id), ld.preferred(request)
        person = person_of(request)
        collection = _collection(article, annotations_listed(person, article), iris=wanted.iris)
        page = collection.page(_after(request))
        if page.after is not None or words_asked(request, "page"):
            return ld.linked(request, _page(request, article, page), kind=ld.RESOURCE)
        minimal = collection.named(FIRST)
        told = collection.told(
            minimal if wanted.is_minimal else _page(request, article, page, alone=False)
        )
        return ld.linked(request, told, kind=ld.CONTAINER, is_asked=wanted.is_asked)

    @described(
        "articles_annotations_create",
        "Make a draft claim from a Web Annotation.",
        body=_BODY,
        answer=OpenApiTypes.OBJECT,
        status=201,
        creates=True,
        errors=(404,),
        scope=Scope.ANNOTATE,
    )
    @once
    def post(self, request: Request, article_id: UUID) -> HttpResponseBase:
        """By words, by place (code points), or both. Words that stand several times are refused with their places."""
        given, actor = body_of(request), actor_of(request)
        claim = elsewhere.annotate(actor=actor, article_id=article_id, given=given)
        return _answer(request, _asked(request, claim.pk), status=201)

    def options(self, request: Request, *_args: Any, **_kwargs: Any) -> Response:  # type: ignore[override]  # DRF's own request
        """What may be done here."""
        return ld.options(request, self.allowed_methods, ld.CONTAINER)


class AnnotationOne(Door):
    """`annotations/{id}/`."""

    renderer_classes = _RENDERERS
    parser_classes = _PARSERS

    @described(
        "annotations_get",
        "The Web Annotation that a claim or an evidence is, by its id.",
        answer=OpenApiTypes.OBJECT,
        errors=(404,),
    )
    def get(self, request: Request, annotation_id: UUID) -> HttpResponseBase:
        """With the ETag of the claim."""
        return _answer(request, _asked(request, annotation_id))

    @described(
        "annotations_replace",
        "Change a claim's statement and the places of its passages.",
        body=_BODY,
        answer=OpenApiTypes.OBJECT,
        match="required",
        errors=(409,),
        scope=Scope.ANNOTATE,
    )
    def put(self, request: Request, annotation_id: UUID) -> HttpResponseBase:
        """What equals the present annotation changes nothing; a verdict is given by its own call."""
        expected, now = required_match_of(request), _claim_asked(request, annotation_id)
        elsewhere.change(
            actor=actor_of(request),
            claim_id=now.claim,
            expected=expected,
            given=body_of(request),
            now=now.told,
            passages=now.passages,
        )
        return _answer(request, _asked(request, annotation_id))

    @described(
        "annotations_delete",
        "Take a draft claim away; its history stays.",
        status=204,
        match="required",
        errors=(409,),
        scope=Scope.ANNOTATE,
    )
    def delete(self, request: Request, annotation_id: UUID) -> Response:
        """Only what was never approved or published."""
        expected, now = required_match_of(request), _claim_asked(request, annotation_id)
        claims.remove(actor=actor_of(request), claim_id=now.claim, expected=expected)
        return Response(status=204)

    def options(self, request: Request, *_args: Any, **_kwargs: Any) -> Response:  # type: ignore[override]  # DRF's own request
        """What may be done here."""
        return ld.options(request, self.allowed_methods, ld.RESOURCE)


class AnnotationImport(Door):
    """`articles/{id}/annotations/import/`."""

    parser_classes = (StrictJSONParser, ld.LinkedDataParser, FormParser)

    @described(
        "annotations_import",
        "Bring in annotations that others made elsewhere: exports of Hypothesis, Web Annotations, at most 2,000.",
        body={
            "application/json": shapes.AnnotationsBrought,
            "application/ld+json": shapes.AnnotationsBrought,
            "multipart/form-data": shapes.AnnotationsFile,
        },
        answer=ImportShape,
        status=202,
        creates=True,
        errors=(404,),
        scope=Scope.ANNOTATE,
    )
    @once
    def post(self, request: Request, article_id: UUID) -> HttpResponseBase:
        """Accepted; each becomes a draft claim. What became of each is told at `…/import/{id}/`."""
        sent = file_of(request) or {"content": JSONRenderer().render(body_of(request))}
        item = elsewhere.import_annotations(actor=actor_of(request), article_id=article_id, **sent)
        return accepted(request, item)


class AnnotationImportOne(Door):
    """`articles/{id}/annotations/import/{id}/`."""

    @described(
        "annotations_import_get",
        "What became of each annotation of an import.",
        answer=shapes.AnnotationsBecame,
        errors=(404,),
    )
    def get(self, request: Request, article_id: UUID, import_id: UUID) -> Response:
        """In the file's order; to place one by hand, create it with its `id` and a place."""
        item = elsewhere.import_asked(actor_of(request), article_id, import_id)
        results = [_became(one) for one in elsewhere.became_of(item)]
        return Response({"status": item.status, "outcome": item.outcome, "results": results})


def _collection(article: Article, keys: list[UUID], *, iris: bool) -> Collection:
    here = f"{settings.PUBLIC_URL}/api/v1/articles/{article.pk}/annotations/"
    return Collection(here, article.title, keys, iris=iris)


def _page(request: Request, article: Article, page: Page, *, alone: bool = True) -> dict[str, Any]:
    items: list[Any]
    if page.of.iris:
        items = [address_of(settings.PUBLIC_URL, str(key)) for key in page.keys]
    else:
        items = annotations_of(person_of(request), article, page.keys)
    return page.told(items, alone=alone)


def _after(request: Request) -> UUID | None:
    name = words_asked(request, "page")
    if name in {"", FIRST}:
        return None
    try:
        return UUID(name)
    except ValueError:
        raise Invalid(
            "invalid_page",
            _("This is no page of this collection. Begin with `first`."),
            field="page",
        ) from None


def _asked(request: Request, annotation_id: UUID) -> Asked:
    found = annotation_asked(person_of(request), annotation_id)
    if found is None:
        raise Missing("not_found", _("There is no such annotation. It may have been deleted."))
    return found


def _claim_asked(request: Request, annotation_id: UUID) -> Asked:
    found = _asked(request, annotation_id)
    if found.is_evidence:
        raise Conflict(
            "not_changeable_here",
            _("This annotation is evidence. Change it by `evidence/{id}/`."),
        )
    return found


def _answer(request: Request, found: Asked, *, status: int = 200) -> HttpResponseBase:
    told = {"@context": CONTEXT, **found.told}
    headers = {"Location": told["id"]} if status == 201 else {}  # noqa: PLR2004 - HTTP's
    return ld.linked(request, told, kind=ld.RESOURCE, status=status, etag=found.etag, **headers)


def _became(one: elsewhere.Became) -> dict[str, Any]:
    told = one.entry.told
    return {
        "number": one.entry.number,
        "id": told.iri if told else None,
        "creator": told.creator if told else "",
        "created": told.created if told else None,
        "exact": told.selected[0].exact if told and told.selected else "",
        "comment": told.comment if told else "",
        "code": one.code,
        "detail": one.reason,
        "claim": str(one.claim) if one.claim else None,
        "places": [{"start": start, "end": end} for start, end in one.places],
    }
