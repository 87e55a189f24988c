"""Bringing articles in."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from annotations.api.asked import (
    actor_of,
    body_of,
    choice_asked,
    person_of,
    picked,
)
from annotations.api.described import PAGE, asked, described
from annotations.api.door import Door
from annotations.api.filtering import CREATED, choice, identifier, narrowed, parameters, span
from annotations.api.idempotency import once
from annotations.api.pagination import page_of
from annotations.api.parsers import FormParser, StrictJSONParser
from annotations.api.shapes import articles as shapes
from annotations.api.shapes.asking import FileImportAsked, ImportAsked
from annotations.api.told import kinship_told
from annotations.imports import accept
from annotations.imports.advice import advice_of
from annotations.kinship import Relative, relatives_of
from annotations.models import ArticleRole, Import, ImportKind, ImportStatus, Origin
from annotations.refusals import Invalid, Missing

_FILTERS = (
    choice("status", ImportStatus.values),
    choice("origin", Origin.values),
    choice("kind", ImportKind.values),
    identifier("batch", "batch", "Those of one batch."),
    identifier("feed", "feed", "Those of one feed."),
    identifier("article", "article", "Those that brought one article, or a text of it."),
    *CREATED,
    *span("finished", "finished_at", "Ended"),
)
_SAID = ("title", "byline", "site_name", "language", "published_at", "purpose")


class Imports(Door):
    """`imports/`."""

    parser_classes = (StrictJSONParser, FormParser)

    @described(
        "imports_list",
        "Imports, newest first.",
        answer=shapes.Imports,
        query=(
            *PAGE,
            asked(
                "role",
                "article (when left out), or source: archived copies of sources.",
                enum=ArticleRole.values,
            ),
            asked("mine", "1: those that I asked for.", enum=["1"]),
            *parameters(_FILTERS),
        ),
    )
    def get(self, request: Request) -> Response:
        """Every import, with its status; archives of sources only where they are asked for."""
        person = person_of(request)
        rows = narrowed(request, Import.objects.visible_to(person), _FILTERS)
        role = choice_asked(request, "role", ArticleRole.values)
        rows = rows.filter(article_role=role or ArticleRole.ARTICLE)
        if choice_asked(request, "mine", ["1"]):
            rows = rows.filter(requested_by=person)
        return listed(request, rows)

    @described(
        "imports_create",
        "Bring an article in: an address, a pasted text, or a file.",
        body={"application/json": ImportAsked, "multipart/form-data": FileImportAsked},
        answer=shapes.ImportShape,
        status=202,
        creates=True,
    )
    @once
    def post(self, request: Request) -> HttpResponseBase:
        """Accepted; the import runs afterwards and tells how it went."""
        actor, body = actor_of(request), body_of(request)
        said = picked(body, *_SAID)
        if (file := file_of(request)) is not None:
            item = accept.import_file(actor=actor, **file, url=body.get("url"), **said)
        elif "text" in body:
            item = accept.import_text(actor=actor, text=body["text"], url=body.get("url"), **said)
        else:
            item = accept.import_url(actor=actor, url=body.get("url"), **said)
        return accepted(request, item)


class ImportOne(Door):
    """`imports/{id}/`."""

    @described("imports_get", "One import.", answer=shapes.ImportShape, errors=(404,))
    def get(self, request: Request, import_id: UUID) -> Response:
        """Its status, and why it failed."""
        seen = Import.objects.visible_to(person_of(request)).select_related("article")
        item = seen.filter(pk=import_id).first()
        if item is None:
            raise Missing("not_found", _("There is no such import."))
        kin = relatives_of([item.article_id]) if item.article_id else {}
        return Response(told(item, kin.get(item.article_id or item.pk, [])))


class ImportRetry(Door):
    """`imports/{id}/retry/`."""

    @described(
        "imports_retry",
        "Try a failed import again.",
        answer=shapes.ImportShape,
        status=202,
        errors=(404, 409),
        creates=True,
    )
    @once
    def post(self, request: Request, import_id: UUID) -> HttpResponseBase:
        """Queued again."""
        return accepted(request, accept.retry(actor=actor_of(request), import_id=import_id))


class ImportCancel(Door):
    """`imports/{id}/cancel/`."""

    @described(
        "imports_cancel",
        "End an import that has not finished.",
        answer=shapes.ImportShape,
        errors=(404, 409),
    )
    def post(self, request: Request, import_id: UUID) -> Response:
        """It counts as failed, code `cancelled`."""
        return Response(told(accept.cancel(actor=actor_of(request), import_id=import_id)))


def listed(request: Request, rows: QuerySet[Import]) -> Response:
    """The page of imports that the request asks for, newest first."""
    slim = rows.select_related("article").defer("article__search", "article__field_notes")
    page = page_of(request, slim)
    kin = relatives_of([item.article_id for item in page.rows if item.article_id])
    return Response(page.told([told(i, kin.get(i.article_id or i.pk, [])) for i in page.rows]))


def accepted(request: Request, item: Import) -> Response:
    """202 with the address at which the import tells how it goes."""
    where = reverse("api:import", args=[item.pk], request=request)
    return Response(told(item), status=202, headers={"Location": where})


def file_of(request: Request) -> dict[str, Any] | None:
    """The uploaded file as the rooms take it; None where the body is JSON.

    Raises:
        Invalid: `required` where a form has no file.
    """
    if not _is_form(request):
        return None
    file = request.FILES.get("file")
    if file is None:
        raise Invalid("required", _("Send the file as the field “file”."), field="file")
    return {
        "content": file.read(),
        "filename": file.name or "",
        "media_type": file.content_type or "",
    }


def _is_form(request: Request) -> bool:
    return (request.content_type or "").lower().startswith("multipart/")


def title_of(item: Import) -> str:
    """What a person, else a feed or file, calls what has not arrived yet."""
    said = item.given.get("title") or item.given.get("feed", {}).get("title")
    return said or ""


def told(item: Import, relatives: Sequence[Relative] = ()) -> dict[str, Any]:
    """An import as JSON, with the articles that may be the same story as the one it brought."""
    article, advice = item.article, advice_of(item)
    return {
        "id": str(item.pk),
        "status": item.status,
        "stage": item.stage,
        "attempts": item.attempts,
        "article": str(article.pk) if article else None,
        "revision": str(item.revision_id) if item.revision_id else None,
        "error": item.error,
        "advice": advice and {"sentence": str(advice.sentence), "actions": list(advice.actions)},
        "kind": item.kind,
        "batch": str(item.batch_id) if item.batch_id else None,
        "feed": str(item.feed_id) if item.feed_id else None,
        "part": item.part,
        "outcome": item.outcome,
        "origin": item.origin,
        "url": item.url,
        "filename": item.filename,
        "title": article.title if article else title_of(item),
        "purpose": item.purpose,
        "kinships": [kinship_told(relative) for relative in relatives],
        "created_at": item.created_at,
        "finished_at": item.finished_at,
    }
