"""The writer's backing notes on claims of our own copy."""

from typing import Any
from uuid import UUID

from django.http.response import HttpResponseBase
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from annotations import clearing
from annotations.api.asked import actor_of, body_of
from annotations.api.described import described
from annotations.api.door import Door, claim_asked
from annotations.api.idempotency import once
from annotations.api.shapes import clearing as shapes
from annotations.api.told import person_told
from annotations.models import BackingNote


class ClaimBacking(Door):
    """`claims/{id}/backing/`."""

    @described(
        "backing_list",
        "What the writer rests a claim on.",
        answer=shapes.BackingNotes,
        errors=(404,),
    )
    def get(self, request: Request, claim_id: UUID) -> Response:
        """All in one answer, the oldest first."""
        claim_asked(request, claim_id)
        rows = BackingNote.objects.filter(claim=claim_id, removed_at__isnull=True)
        told = [_told(note) for note in rows.select_related("created_by").order_by("id")]
        return Response({"next": None, "previous": None, "results": told})

    @described(
        "backing_create",
        "Say what a claim of our own copy rests on.",
        body=shapes.BackingTold,
        answer=shapes.BackingNote,
        status=201,
        creates=True,
        errors=(404, 409),
    )
    @once
    def post(self, request: Request, claim_id: UUID) -> HttpResponseBase:
        """By a writer of the article, whatever their role, or an editor. The claim's version stays."""
        body = body_of(request).get("body")
        note = clearing.add_backing(actor=actor_of(request), claim_id=claim_id, body=body)
        where = reverse("api:backing_note", args=[note.pk], request=request)
        return Response(_told(note), status=201, headers={"Location": str(where)})


class BackingOne(Door):
    """`backing/{id}/`."""

    @described(
        "backing_change",
        "Change one's own backing note.",
        body=shapes.BackingTold,
        answer=shapes.BackingNote,
        errors=(404,),
    )
    def patch(self, request: Request, note_id: UUID) -> Response:
        """Equal words change nothing."""
        body = body_of(request).get("body")
        note = clearing.change_backing(actor=actor_of(request), note_id=note_id, body=body)
        return Response(_told(note))

    @described("backing_delete", "Take one's own backing note away.", status=204, errors=(404,))
    def delete(self, request: Request, note_id: UUID) -> Response:
        """The record keeps it."""
        clearing.remove_backing(actor=actor_of(request), note_id=note_id)
        return Response(status=204)


def _told(note: BackingNote) -> dict[str, Any]:
    return {
        "id": str(note.pk),
        "claim": str(note.claim_id),
        "body": note.body,
        "created_by": person_told(note.created_by),
        "created_at": note.created_at,
        "changed_at": note.changed_at,
    }
