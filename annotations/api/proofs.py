"""Annotated proofs of articles as PDF files that a worker makes."""

from typing import Any
from uuid import UUID

from django.http import StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.text import slugify
from drf_spectacular.types import OpenApiTypes
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from annotations import proofs as room
from annotations import typed
from annotations.api.archives import FileDoor
from annotations.api.articles import article_asked
from annotations.api.asked import actor_of, body_of, person_of
from annotations.api.described import described
from annotations.api.door import Door
from annotations.api.idempotency import once
from annotations.api.pagination import whole
from annotations.api.shapes import proofs as shapes
from annotations.evidence.giving import headers_of
from annotations.models import Proof, Scope
from annotations.proofs.asking import trouble_of

_MOST = 100


class ArticleProofs(Door):
    """`articles/{id}/proofs/`."""

    is_costly = True

    @described(
        "article_proofs",
        "The proofs of an article that the caller had made, newest first; the last hundred.",
        answer=shapes.Proofs,
    )
    def get(self, request: Request, article_id: UUID) -> Response:
        """Of other people's nobody is told."""
        article = article_asked(request, article_id)
        found = room.proofs_of(person_of(request), article)[:_MOST]
        return Response(whole([_told(proof) for proof in found]))

    @described(
        "article_proofs_make",
        "Have a PDF made of an article with its claims, as the caller may see them.",
        body=shapes.ProofAsked,
        answer=shapes.Proof,
        status=202,
        creates=True,
        scope=Scope.ANNOTATE,
    )
    @once
    def post(self, request: Request, article_id: UUID) -> HttpResponseBase:
        """Look at its address for when it is ready. `pdf_unavailable` (409) where this machine lacks Pango."""
        given = body_of(request).get("revision")
        number = None if given is None else typed.whole_number_of(given, "revision")
        proof = room.ask_for_proof(actor=actor_of(request), article_id=article_id, number=number)
        where = reverse("api:proof", args=[proof.pk], request=request)
        return Response(_told(proof), status=202, headers={"Location": where})


class ProofOne(Door):
    """`proofs/{id}/`."""

    @described("proofs_get", "A proof: whether it is ready.", answer=shapes.Proof, errors=(410,))
    def get(self, request: Request, proof_id: UUID) -> Response:
        """404 for whom it is not."""
        return Response(_told(room.proof_for(person_of(request), proof_id)))


class ProofFile(FileDoor):
    """`proofs/{id}/pdf/`."""

    @described(
        "proofs_pdf",
        "The PDF of a proof; that it was taken is part of the record.",
        also={(200, "application/pdf"): OpenApiTypes.BINARY},
        errors=(409, 410),
    )
    def get(self, request: Request, proof_id: UUID) -> StreamingHttpResponse:
        """To be saved."""
        found = room.take_proof(actor=actor_of(request), proof_id=proof_id)
        chunks = found.blob.chunks() if found.blob else iter(())
        name = f"proof-{slugify(found.article.title)[:60] or 'article'}-{found.revision.number}.pdf"
        return StreamingHttpResponse(
            chunks, content_type="application/pdf", headers=headers_of(name)
        )


def _told(proof: Proof) -> dict[str, Any]:
    return {
        "id": str(proof.pk),
        "article": str(proof.article_id),
        "revision": proof.revision.number,
        "language": proof.language,
        "created_at": proof.created_at,
        "finished_at": proof.finished_at,
        "sha256": proof.blob_id,
        "record_seq": proof.history_seq,
        "error": proof.error,
        "detail": trouble_of(proof),
    }
