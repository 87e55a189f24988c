"""Reusable sources."""

from uuid import UUID

from django.db.models import Q
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from annotations import evidence
from annotations.api.asked import (
    actor_of,
    body_of,
    choice_asked,
    person_of,
    picked,
    required_match_of,
    words_asked,
)
from annotations.api.described import PAGE, asked, described
from annotations.api.door import Door
from annotations.api.idempotency import once
from annotations.api.pagination import page_of
from annotations.api.shapes import articles as shapes
from annotations.api.shapes.asking import SourceChanged, SourceGiven
from annotations.api.told import source_told, sources_told
from annotations.evidence import url_key
from annotations.models import Source, SourceKind
from annotations.refusals import Missing

_FIELDS = (
    "url",
    "title",
    "publisher",
    "author",
    "published_at",
    "language",
    "kind",
    "visibility",
)


class Sources(Door):
    """`sources/`."""

    @described(
        "sources_list",
        "Sources that the caller may see, newest first.",
        answer=shapes.Sources,
        query=(
            *PAGE,
            asked("search", "Words of the title, publisher or address; or a whole address."),
            asked("kind", enum=SourceKind.values),
        ),
    )
    def get(self, request: Request) -> Response:
        """A whole address finds the source that it is the same as."""
        rows = Source.objects.visible_to(person_of(request))
        if search := words_asked(request, "search"):
            rows = rows.filter(_saying(search))
        if kind := choice_asked(request, "kind", SourceKind.values):
            rows = rows.filter(kind=kind)
        page = page_of(request, rows)
        return Response(page.told(sources_told(page.rows)))

    @described(
        "sources_create",
        "Keep a source.",
        body=SourceGiven,
        answer=shapes.Source,
        status=201,
        creates=True,
        also={200: shapes.Source},
    )
    @once
    def post(self, request: Request) -> HttpResponseBase:
        """201 where it is new; 200 with the known one where the address is the same."""
        given = picked(body_of(request), *_FIELDS)
        source, is_new = evidence.add_source(actor=actor_of(request), **given)
        where = reverse("api:source", args=[source.pk], request=request)
        status = 201 if is_new else 200
        return Response(source_told(source), status=status, headers={"Location": where})


class SourceOne(Door):
    """`sources/{id}/`."""

    @described("sources_get", "One source.", answer=shapes.Source, errors=(404,))
    def get(self, request: Request, source_id: UUID) -> Response:
        """Whose content the caller may read."""
        source = Source.objects.visible_to(person_of(request)).filter(pk=source_id).first()
        if source is None:
            raise Missing("not_found", _("There is no such source."))
        return _told(source)

    @described(
        "sources_change",
        "Put a source's record right.",
        body=SourceChanged,
        answer=shapes.Source,
        match="required",
        errors=(409,),
    )
    def patch(self, request: Request, source_id: UUID) -> Response:
        """Evidence keeps its own copy of what is printed: no claim and no approval changes."""
        given = picked(body_of(request), *evidence.CHANGING)
        source = evidence.change_source(
            actor=actor_of(request),
            source_id=source_id,
            expected=required_match_of(request),
            **given,
        )
        return _told(source)


def _told(source: Source) -> Response:
    return Response(source_told(source), headers={"ETag": evidence.source_etag(source)})


def _saying(search: str) -> Q:
    if search.lower().startswith(("http://", "https://")):
        try:
            return Q(url_key=url_key(search)) | Q(url__startswith=search)
        except ValueError:
            return Q(url__startswith=search)
    found = Q()
    for word in search.split():
        found &= Q(title__icontains=word) | Q(publisher__icontains=word) | Q(url__icontains=word)
    return found
