"""Legal matters and their dossiers; what a page said at a moment."""

from typing import Any
from uuid import UUID

from django.http import StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from rest_framework.request import Request
from rest_framework.response import Response

from annotations import legal as room
from annotations.api.asked import (
    actor_of,
    body_of,
    match_of,
    object_in,
    person_of,
    picked,
    words_asked,
)
from annotations.api.described import PAGE, asked, described
from annotations.api.door import Door
from annotations.api.filtering import CREATED, narrowed, not_null, parameters
from annotations.api.idempotency import once
from annotations.api.pagination import page_of, whole
from annotations.api.shapes import legal as shapes
from annotations.api.shapes.proofs import DossierOfOne
from annotations.evidence.giving import OCTETS, headers_of
from annotations.models import Dossier, LegalMatter, User
from annotations.refusals import Invalid

_FIELDS = ("title", "reference", "requester", "received_on", "deadline_on", "note", "holds")
_FILTERS = (not_null("closed", "closed_at", "Whether it is closed."), *CREATED)
_KINDS = ("claims", "articles", "people")


class Matters(Door):
    """`legal/`."""

    @described(
        "legal_list",
        "The legal matters that the caller opened or is one of the people of.",
        answer=shapes.Matters,
        query=(*PAGE, *parameters(_FILTERS)),
    )
    def get(self, request: Request) -> Response:
        """No role sees others."""
        rows = LegalMatter.objects.visible_to(person_of(request)).select_related("created_by")
        rows = narrowed(request, rows, _FILTERS)
        page = page_of(request, rows.prefetch_related("claims", "articles", "people"))
        return Response(page.told([_told(row) for row in page.rows]))

    @described(
        "legal_open",
        "Open a legal matter; it holds what it is about from the start.",
        body=shapes.MatterMade,
        answer=shapes.Matter,
        status=201,
        creates=True,
    )
    @once
    def post(self, request: Request) -> HttpResponseBase:
        """Only the caller and the people named see it."""
        given = picked(body_of(request), *_FIELDS, *_KINDS)
        matter = room.open_matter(actor=actor_of(request), **given)
        return _answer(matter, status=201)


class MatterOne(Door):
    """`legal/{id}/`."""

    @described("legal_get", "One legal matter.", answer=shapes.Matter, errors=(404,))
    def get(self, request: Request, matter_id: UUID) -> Response:
        """404 for whom it is not."""
        return _answer(room.matter_for(person_of(request), matter_id))

    @described(
        "legal_change",
        "Change what is said of a legal matter.",
        body=shapes.MatterAsked,
        answer=shapes.Matter,
        match="optional",
        errors=(404, 409),
    )
    def patch(self, request: Request, matter_id: UUID) -> Response:
        """What is left out stays."""
        given = picked(body_of(request), *_FIELDS)
        matter = room.change_matter(
            actor=actor_of(request), matter_id=matter_id, expected=match_of(request), **given
        )
        return _answer(matter)


class MatterAdd(Door):
    """`legal/{id}/add/`."""

    @described(
        "legal_add",
        "Add claims, articles or people to a legal matter.",
        body=shapes.MatterContents,
        answer=shapes.Matter,
        match="optional",
        errors=(404, 409),
    )
    def post(self, request: Request, matter_id: UUID) -> Response:
        """Adding what is in it already changes nothing."""
        return _moved(request, matter_id, room.add_to)


class MatterRemove(Door):
    """`legal/{id}/remove/`."""

    @described(
        "legal_remove",
        "Take claims, articles or people out of a legal matter.",
        body=shapes.MatterContents,
        answer=shapes.Matter,
        match="optional",
        errors=(404, 409),
    )
    def post(self, request: Request, matter_id: UUID) -> Response:
        """Who opened it always sees it."""
        return _moved(request, matter_id, room.take_from)


class MatterClose(Door):
    """`legal/{id}/close/`."""

    @described(
        "legal_close",
        "Close a legal matter for good; its hold ends.",
        body=shapes.MatterClosed,
        answer=shapes.Matter,
        match="optional",
        errors=(404, 409),
    )
    def post(self, request: Request, matter_id: UUID) -> Response:
        """Nothing of it changes afterwards."""
        matter = room.close_matter(
            actor=actor_of(request),
            matter_id=matter_id,
            reason=body_of(request).get("reason"),
            expected=match_of(request),
        )
        return _answer(matter)


class MatterDossiers(Door):
    """`legal/{id}/dossiers/`."""

    @described(
        "legal_dossiers",
        "The dossiers of a legal matter, newest first.",
        answer=shapes.MatterDossiers,
        errors=(404,),
    )
    def get(self, request: Request, matter_id: UUID) -> Response:
        """All at once: they are few."""
        matter = room.matter_for(person_of(request), matter_id)
        rows = matter.dossiers.select_related("made_by").order_by("-created_at")[:200]
        return Response(whole([_dossier(row) for row in rows]))

    @described(
        "legal_make_dossier",
        "Have a dossier made: counsel's, or one for disclosure.",
        body=shapes.DossierAsked,
        answer=shapes.MatterDossier,
        status=202,
        creates=True,
        errors=(404, 409),
    )
    @once
    def post(self, request: Request, matter_id: UUID) -> HttpResponseBase:
        """It holds what the caller may see; look at the list for when it is ready."""
        body = body_of(request)
        choices = object_in(body, "choices")
        dossier = room.ask_for_dossier(
            actor=actor_of(request), matter_id=matter_id, kind=body.get("kind"), choices=choices
        )
        return Response(_dossier(dossier), status=202)


class _OfOne(Door):
    what = ""

    def _made(self, request: Request, thing_id: UUID) -> Response:
        body = body_of(request)
        choices = object_in(body, "choices")
        dossier = room.dossier_of_one(
            actor=actor_of(request),
            what=self.what,
            thing_id=thing_id,
            kind=body.get("kind"),
            choices=choices,
        )
        return Response(_dossier(dossier), status=202)


class ClaimDossier(_OfOne):
    """`claims/{id}/dossier/`."""

    what = "claims"

    @described(
        "claims_dossier",
        "Have a dossier made of one claim with its article; a matter that holds nothing is opened for it.",
        body=DossierOfOne,
        answer=shapes.MatterDossier,
        status=202,
        creates=True,
        errors=(404, 409),
    )
    @once
    def post(self, request: Request, claim_id: UUID) -> HttpResponseBase:
        """Its `matter` is where it is to be had."""
        return self._made(request, claim_id)


class ArticleDossier(_OfOne):
    """`articles/{id}/dossier/`."""

    what = "articles"

    @described(
        "article_dossier",
        "Have a dossier made of one article with its claims; a matter that holds nothing is opened for it.",
        body=DossierOfOne,
        answer=shapes.MatterDossier,
        status=202,
        creates=True,
        errors=(404, 409),
    )
    @once
    def post(self, request: Request, article_id: UUID) -> HttpResponseBase:
        """Its `matter` is where it is to be had."""
        return self._made(request, article_id)


class DossierFile(Door):
    """`legal/dossiers/{id}/`."""

    @described(
        "legal_dossier_file",
        "The ZIP file of a dossier; that it was taken is part of the record.",
        also={(200, "application/octet-stream"): OpenApiTypes.BINARY},
        errors=(404, 409),
    )
    def get(self, request: Request, dossier_id: UUID) -> StreamingHttpResponse:
        """To be saved."""
        found = room.take_dossier(actor=actor_of(request), dossier_id=dossier_id)
        return StreamingHttpResponse(
            room.chunks_of(found), content_type=OCTETS, headers=headers_of(found.filename)
        )


class Said(Door):
    """`legal/said/`."""

    @described(
        "legal_said",
        "What a page said at a moment, who judged it, on which evidence.",
        answer=shapes.Said,
        query=(
            asked(
                "url", "Of a public fact-check of this newsroom, or of an article.", required=True
            ),
            asked("on", "The moment (RFC 3339); a bare day means its end, UTC.", required=True),
        ),
    )
    def get(self, request: Request) -> Response:
        """As far as the caller may see it."""
        url = words_asked(request, "url", 4000)
        if not url:
            raise Invalid("required", _("Give the address of the page."), field="url")
        moment = room.moment_of(words_asked(request, "on", 60))
        return Response({"at": moment, **room.said(person_of(request), url, moment)})


def _moved(request: Request, matter_id: UUID, act: Any) -> Response:
    body, match = body_of(request), match_of(request)
    kinds = [kind for kind in _KINDS if kind in body]
    if len(kinds) != 1:
        raise Invalid("one_kind", _("Name claims, articles or people, one kind at a time."))
    matter = act(
        actor=actor_of(request),
        matter_id=matter_id,
        what=kinds[0],
        ids=body[kinds[0]],
        expected=match,
    )
    return _answer(matter)


def _answer(matter: LegalMatter, *, status: int = 200) -> Response:
    fresh = LegalMatter.objects.select_related("created_by").get(pk=matter.pk)
    return Response(_told(fresh), status=status, headers={"ETag": fresh.etag})


def _told(matter: LegalMatter) -> dict[str, Any]:
    return {
        "id": str(matter.pk),
        **{name: getattr(matter, name) for name in _FIELDS},
        "claims": sorted(str(one.pk) for one in matter.claims.all()),
        "articles": sorted(str(one.pk) for one in matter.articles.all()),
        "people": [_person(one) for one in matter.people.all()],
        "created_by": _person(matter.created_by),
        "created_at": matter.created_at,
        "closed_at": matter.closed_at,
        "version": matter.version,
    }


def _dossier(dossier: Dossier) -> dict[str, Any]:
    return {
        "id": str(dossier.pk),
        "matter": str(dossier.matter_id),
        "kind": dossier.kind,
        "made_by": _person(dossier.made_by),
        "created_at": dossier.created_at,
        "finished_at": dossier.finished_at,
        "error": dossier.error,
        "sha256": dossier.blob_id,
        "redactions": dossier.redactions,
        "record_head": f"{dossier.history_seq}:{dossier.history_hash}"
        if dossier.history_seq
        else "",
    }


def _person(user: User) -> dict[str, str]:
    return {"id": str(user.pk), "username": user.username, "name": user.name}
