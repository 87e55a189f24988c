"""Notes on a claim, and checks of its quotations."""

from uuid import UUID

from django.http.response import HttpResponseBase
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from annotations.api.asked import actor_of, body_of, match_of, person_of, picked
from annotations.api.described import described
from annotations.api.door import Door, claim_told
from annotations.api.idempotency import once
from annotations.api.inquiry import listed, plain
from annotations.api.shapes import inquiry as shapes
from annotations.dossier.inquiry import inquiry_of
from annotations.evidence import notes, quote_checks
from annotations.models import Appearance, Note
from annotations.refusals import Missing


class ClaimNotes(Door):
    """`claims/{id}/notes/`."""

    @described("notes_list", "Notes on a claim.", answer=shapes.Notes, errors=(404,))
    def get(self, request: Request, claim_id: UUID) -> Response:
        """All in one answer, the oldest first."""
        return listed(request, claim_id, "notes")

    @described(
        "notes_create",
        "Write a note on a claim.",
        body=shapes.NoteTold,
        answer=shapes.Note,
        status=201,
        match="optional",
        creates=True,
    )
    @once
    def post(self, request: Request, claim_id: UUID) -> HttpResponseBase:
        """The note with its ETag; the claim's version stays."""
        note = notes.add_note(
            actor=actor_of(request),
            claim_id=claim_id,
            expected=match_of(request),
            **picked(body_of(request), *notes.FIELDS),
        )
        answer = _told(request, note)
        answer.status_code = 201
        answer["Location"] = reverse("api:note", args=[note.pk], request=request)
        return answer


class NoteOne(Door):
    """`notes/{id}/`."""

    @described(
        "notes_change",
        "Change one's own note.",
        body=shapes.NoteTold,
        answer=shapes.Note,
        match="optional",
    )
    def patch(self, request: Request, note_id: UUID) -> Response:
        """If-Match takes the note's ETag."""
        note = notes.change_note(
            actor=actor_of(request),
            note_id=note_id,
            expected=match_of(request),
            **picked(body_of(request), *notes.FIELDS),
        )
        return _told(request, note)

    @described("notes_delete", "Take one's own note away.", status=204, match="optional")
    def delete(self, request: Request, note_id: UUID) -> Response:
        """The record keeps it."""
        notes.remove_note(actor=actor_of(request), note_id=note_id, expected=match_of(request))
        return Response(status=204)


class QuoteCheck(Door):
    """`appearances/{id}/quote-check/`."""

    @described(
        "quote_check_read",
        "How a quotation was checked.",
        answer=shapes.QuoteCheck,
        errors=(404,),
    )
    def get(self, request: Request, appearance_id: UUID) -> Response:
        """Said at all, in these words, and true."""
        return _checked(request, appearance_id)

    @described(
        "quote_check_change",
        "Say what the three checks of a quotation found.",
        body=shapes.QuoteChecked,
        answer=shapes.QuoteCheck,
        match="optional",
        errors=(409,),
    )
    def patch(self, request: Request, appearance_id: UUID) -> Response:
        """It replaces what was said before; If-Match takes the claim's ETag."""
        quote_checks.check_quote(
            actor=actor_of(request),
            appearance_id=appearance_id,
            expected=match_of(request),
            **picked(body_of(request), *quote_checks.FIELDS, *quote_checks.OF_WORDS),
        )
        return _checked(request, appearance_id)


def _told(request: Request, note: Note) -> Response:
    rows = inquiry_of(person_of(request), note.claim_id)["notes"]
    one = next(plain(row) for row in rows if row["id"] == str(note.pk))
    return Response({**one, "claim": str(note.claim_id)}, headers={"ETag": one["etag"]})


def _checked(request: Request, appearance_id: UUID) -> Response:
    appearance = Appearance.objects.filter(pk=appearance_id, removed_at__isnull=True).first()
    if appearance is None:
        raise Missing(*quote_checks.missing())
    claim = claim_told(person_of(request), appearance.claim_id)
    nothing = dict.fromkeys(quote_checks.FIELDS, "")
    check = inquiry_of(person_of(request), appearance.claim_id)["checks"].get(str(appearance_id))
    body = {"id": None, **nothing, "created_by": None, "created_at": None, **(check or {})}
    words = {name: getattr(appearance, name) for name in quote_checks.OF_WORDS}
    about = {"appearance": str(appearance_id), "claim": claim["id"]}
    return Response({**body, **words, **about}, headers={"ETag": claim["etag"]})
