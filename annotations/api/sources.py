"""Reusable sources."""

from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from annotations import evidence
from annotations.api.asked import (
    actor_of,
    body_of,
    person_of,
    picked,
    required_match_of,
    words_asked,
)
from annotations.api.described import PAGE, asked, described
from annotations.api.door import Door
from annotations.api.filtering import CREATED, choice, narrowed, parameters, whole_words
from annotations.api.idempotency import once
from annotations.api.pagination import page_of
from annotations.api.shapes import articles as shapes
from annotations.api.shapes.asking import SourceChanged, SourceGiven
from annotations.api.shapes.origins import Servings
from annotations.api.told import source_told, sources_told
from annotations.evidence import url_key
from annotations.evidence.merge import serving, standing
from annotations.evidence.reading import saw_thing
from annotations.models import Evidence, Scope, Source, SourceKind, Stance
from annotations.refusals import Missing

_FILTERS = (
    choice("kind", SourceKind.values),
    whole_words("publisher", "publisher", "The publisher's whole name."),
    *CREATED,
)
_OF_SERVINGS = (choice("stance", Stance.values), *CREATED)
_FIELDS = (
    "url",
    "title",
    "publisher",
    "author",
    "published_at",
    "language",
    "kind",
    "origin",
    "contact",
    "visibility",
)


FOUND_BY = (
    asked("search", "Words of the title, publisher or address; or a whole address."),
    *parameters(_FILTERS),
)
"""What a list of sources, and an export of them, may be narrowed by."""


class Sources(Door):
    """`sources/`."""

    @described(
        "sources_list",
        "Sources that the caller may see, newest first.",
        answer=shapes.Sources,
        query=(*PAGE, *FOUND_BY),
    )
    def get(self, request: Request) -> Response:
        """A whole address finds the source that it is the same as."""
        page = page_of(request, sources_found(request).select_related("origin"))
        return Response(page.told(sources_told(page.rows, person_of(request))))

    @described(
        "sources_create",
        "Keep a source.",
        body=SourceGiven,
        answer=shapes.Source,
        status=201,
        creates=True,
        also={200: shapes.Source},
        scope=Scope.ANNOTATE,
    )
    @once
    def post(self, request: Request) -> HttpResponseBase:
        """201 where it is new; 200 with the known one where the address is the same."""
        given = picked(body_of(request), *_FIELDS)
        source, is_new = evidence.add_source(actor=actor_of(request), **given)
        where = reverse("api:source", args=[source.pk], request=request)
        status = 201 if is_new else 200
        told = source_told(source, person_of(request))
        return Response(told, status=status, headers={"Location": where})


class SourceOne(Door):
    """`sources/{id}/`."""

    @described("sources_get", "One source.", answer=shapes.Source, errors=(404,))
    def get(self, request: Request, source_id: UUID) -> Response:
        """Whose content the caller may read."""
        return told_to(request, source_asked(request, source_id))

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
        return told_to(request, source)


class SourceClaims(Door):
    """`sources/{id}/claims/`."""

    @described(
        "sources_claims",
        "Every claim that a source serves, the newest link first.",
        answer=Servings,
        query=(*PAGE, *parameters(_OF_SERVINGS)),
        errors=(404,),
    )
    def get(self, request: Request, source_id: UUID) -> Response:
        """Through the records that were merged into it too; only what the caller may see."""
        source = source_asked(request, source_id)
        rows = Evidence.objects.visible_to(person_of(request)).filter(
            serving(source), removed_at__isnull=True, claim__deleted_at__isnull=True
        )
        rows = narrowed(request, rows, _OF_SERVINGS)
        page = page_of(request, rows.select_related("claim").defer("claim__search"))
        return Response(page.told([_serving(entry) for entry in page.rows]))


def sources_found(request: Request) -> "QuerySet[Source, Source]":
    """The sources that the filters of `FOUND_BY` name, of those that the caller may see."""
    rows = standing(person_of(request))
    if search := words_asked(request, "search"):
        rows = rows.filter(_saying(search))
    return narrowed(request, rows, _FILTERS)


def source_asked(request: Request, source_id: UUID) -> Source:
    """A source that the caller may see.

    Raises:
        Missing: `not_found`.
    """
    seen = Source.objects.visible_to(person_of(request)).select_related("origin")
    source = seen.filter(pk=source_id).first()
    if source is None:
        raise Missing("not_found", _("There is no such source."))
    saw_thing(person_of(request), source)
    return source


def told_to(request: Request, source: Source) -> Response:
    """A source that the caller may see, with its ETag."""
    told = source_told(source, person_of(request))
    return Response(told, headers={"ETag": evidence.source_etag(source)})


def _serving(entry: Evidence) -> dict[str, Any]:
    return {
        "id": str(entry.pk),
        "claim": str(entry.claim_id),
        "statement": entry.claim.statement,
        "stance": entry.stance,
        "quote": entry.quote,
        "source": str(entry.source_id),
        "created_at": entry.created_at,
    }


def _saying(search: str) -> Q:
    if search.lower().startswith(("http://", "https://")):
        try:
            key = url_key(search)
        except ValueError:
            return Q(url__startswith=search)
        merged = Source.objects.filter(url_key=key, merged_into__isnull=False)
        found = Q(url_key=key) | Q(url__startswith=search)
        return found | Q(pk__in=merged.values("merged_into"))
    found = Q()
    for word in search.split():
        found &= Q(title__icontains=word) | Q(publisher__icontains=word) | Q(url__icontains=word)
    return found
