"""Files that belong to an evidence: download only, and only for who sees the evidence."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from rest_framework.request import Request
from rest_framework.response import Response

from annotations.api.asked import actor_of, match_of, person_of
from annotations.api.described import described
from annotations.api.door import Door
from annotations.api.idempotency import once
from annotations.api.parsers import FormParser
from annotations.api.shapes import origins as shapes
from annotations.evidence.attachments import attach, attachment_for, detach
from annotations.evidence.files import SentFile, refuse_heavy
from annotations.evidence.giving import OCTETS, headers_of
from annotations.models import Attachment, Scope
from annotations.refusals import Invalid
from annotations.workflow import etag_of

_FORM_LIMIT = 200 * 1024 * 1024


class EvidenceAttachments(Door):
    """`evidence/{id}/attachments/`."""

    parser_classes = (FormParser,)
    form_limit = _FORM_LIMIT

    @described(
        "attachments_create",
        "Attach files to an evidence.",
        body={"multipart/form-data": shapes.AttachmentFiles},
        answer=shapes.Attached,
        status=201,
        match="optional",
        creates=True,
        scope=Scope.ANNOTATE,
    )
    @once
    def post(self, request: Request, evidence_id: UUID) -> HttpResponseBase:
        """Each field `file` is one; the claim's new ETag is in the header."""
        made, claim = attach(
            actor=actor_of(request),
            evidence_id=evidence_id,
            files=_files(request),
            expected=match_of(request),
        )
        told = {"evidence": str(evidence_id), "attachments": [_told(one) for one in made]}
        return Response(told, status=201, headers={"ETag": etag_of(claim, person_of(request))})


class AttachmentOne(Door):
    """`attachments/{id}/`."""

    def perform_content_negotiation(self, request: Request, force: bool = False) -> Any:  # noqa: ARG002, FBT001, FBT002 - DRF's signature
        """There is one form of a file, whatever the caller accepts; errors are JSON."""
        return super().perform_content_negotiation(request, force=True)

    @described(
        "attachments_get",
        "The bytes of a file, as they were sent.",
        also={(200, "application/octet-stream"): OpenApiTypes.BINARY},
        errors=(404,),
    )
    def get(self, request: Request, attachment_id: UUID) -> HttpResponse:
        """To be saved, never to be shown by a browser."""
        file = attachment_for(person_of(request), attachment_id)
        headers = headers_of(file.filename)
        return HttpResponse(file.blob.content, content_type=OCTETS, headers=headers)

    @described(
        "attachments_delete",
        "Take a file away from its evidence.",
        status=204,
        match="optional",
        errors=(409,),
        scope=Scope.ANNOTATE,
    )
    def delete(self, request: Request, attachment_id: UUID) -> Response:
        """The record keeps its bytes; the claim's new ETag is in the header."""
        claim = detach(
            actor=actor_of(request), attachment_id=attachment_id, expected=match_of(request)
        )
        return Response(status=204, headers={"ETag": etag_of(claim, person_of(request))})


def _files(request: Request) -> list[SentFile]:
    sent = request.FILES.getlist("file")
    if not sent:
        raise Invalid("required", _("Send the file as the field “file”."), field="file")
    refuse_heavy((file.name or "", file.size or 0) for file in sent)
    return [SentFile(file.name or "", file.read(), file.content_type or "") for file in sent]


def _told(one: Attachment) -> dict[str, Any]:
    return {
        "id": str(one.pk),
        "filename": one.filename,
        "media_type": one.media_type,
        "size": one.blob.size,
        "sha256": one.blob_id,
    }
