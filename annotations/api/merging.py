"""Two records of one source: what merging would do, doing it, taking it back."""

from uuid import UUID

from django.http.response import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from rest_framework.request import Request
from rest_framework.response import Response

from annotations import typed
from annotations.api.asked import actor_of, body_of, match_of, person_of
from annotations.api.described import asked, described
from annotations.api.door import Door
from annotations.api.idempotency import once
from annotations.api.shapes import articles as shapes
from annotations.api.shapes.origins import MergeAsked, MergePreview
from annotations.api.sources import told_to
from annotations.evidence.merge import merge, preview, unmerge


class SourceMerge(Door):
    """`sources/{id}/merge/`."""

    @described(
        "sources_merge_preview",
        "What merging a source into another would do.",
        answer=MergePreview,
        query=(asked("into", "The record that stays.", OpenApiTypes.UUID, required=True),),
        errors=(404, 409),
    )
    def get(self, request: Request, source_id: UUID) -> Response:
        """Refused where the merging itself would be."""
        into = typed.id_of(request.query_params.get("into"), "into")
        found = preview(person_of(request), source_id, into)
        return Response(
            {
                "source": str(found.source.pk),
                "into": str(found.into.pk),
                "claims": found.claims,
                "already": found.already,
                "differing": found.differing,
            }
        )

    @described(
        "sources_merge",
        "Let one open source count for another.",
        body=MergeAsked,
        answer=shapes.Source,
        match="optional",
        creates=True,
        errors=(404,),
    )
    @once
    def post(self, request: Request, source_id: UUID) -> HttpResponseBase:
        """The one that stays. Evidence keeps its record: no claim and no approval changes."""
        body = body_of(request)
        into = merge(
            actor=actor_of(request),
            source_id=source_id,
            into_id=typed.id_of(body.get("into"), "into"),
            reason=body.get("reason"),
            expected=match_of(request),
        )
        return told_to(request, into)

    @described(
        "sources_unmerge",
        "Take a merging back.",
        answer=shapes.Source,
        match="optional",
        errors=(404, 409),
    )
    def delete(self, request: Request, source_id: UUID) -> Response:
        """The record stands for itself again."""
        source = unmerge(actor=actor_of(request), source_id=source_id, expected=match_of(request))
        return told_to(request, source)
