"""Who sees a confidential source, evidence, attempt or note."""

from typing import Any
from uuid import UUID

from rest_framework.request import Request
from rest_framework.response import Response

from annotations.api.asked import actor_of, body_of, match_of, person_of
from annotations.api.described import described
from annotations.api.door import Door
from annotations.api.shapes import sharing as shapes
from annotations.api.told import person_told
from annotations.evidence.sharing import Sharing, change_sharing, sharing_of


class _Sharing(Door):
    kind = ""

    def _get(self, request: Request, thing_id: UUID) -> Response:
        return Response(_told(sharing_of(person_of(request), self.kind, thing_id)))

    def _put(self, request: Request, thing_id: UUID) -> Response:
        body = body_of(request)
        changed = change_sharing(
            actor=actor_of(request),
            kind=self.kind,
            thing_id=thing_id,
            expected=match_of(request),
            visibility=body.get("visibility"),
            shared_with=body.get("shared_with"),
            with_source=body.get("with_source") is True,
        )
        return Response(_told(changed))


_GET: dict[str, Any] = {"answer": shapes.Sharing, "errors": (404,)}
_PUT: dict[str, Any] = {
    "body": shapes.SharingGiven,
    "answer": shapes.Sharing,
    "match": "optional",
    "errors": (409,),
}


class SourceSharing(_Sharing):
    """`sources/{id}/sharing/`."""

    kind = "source"

    @described("source_sharing", "Who sees a source.", **_GET)
    def get(self, request: Request, source_id: UUID) -> Response:
        """With whom it is shared is told to its owner only."""
        return self._get(request, source_id)

    @described("source_share", "Say who sees a source.", **_PUT)
    def put(self, request: Request, source_id: UUID) -> Response:
        """By its owner only. A source that everyone saw stays open."""
        return self._put(request, source_id)


class EvidenceSharing(_Sharing):
    """`evidence/{id}/sharing/`."""

    kind = "evidence"

    @described("evidence_sharing", "Who sees an evidence.", **_GET)
    def get(self, request: Request, evidence_id: UUID) -> Response:
        """With whom it is shared is told to its owner only."""
        return self._get(request, evidence_id)

    @described("evidence_share", "Say who sees an evidence.", **_PUT)
    def put(self, request: Request, evidence_id: UUID) -> Response:
        """By its owner only; its confidential source in the same step, where asked."""
        return self._put(request, evidence_id)


class AttemptSharing(_Sharing):
    """`attempts/{id}/sharing/`."""

    kind = "attempt"

    @described("attempt_sharing", "Who sees an attempt.", **_GET)
    def get(self, request: Request, attempt_id: UUID) -> Response:
        """With whom it is shared is told to its owner only."""
        return self._get(request, attempt_id)

    @described("attempt_share", "Say who sees an attempt.", **_PUT)
    def put(self, request: Request, attempt_id: UUID) -> Response:
        """By its owner only."""
        return self._put(request, attempt_id)


class NoteSharing(_Sharing):
    """`notes/{id}/sharing/`."""

    kind = "note"

    @described("note_sharing", "Who sees a note.", **_GET)
    def get(self, request: Request, note_id: UUID) -> Response:
        """With whom it is shared is told to its owner only."""
        return self._get(request, note_id)

    @described("note_share", "Say who sees a note.", **_PUT)
    def put(self, request: Request, note_id: UUID) -> Response:
        """By its owner only."""
        return self._put(request, note_id)


def _told(sharing: Sharing) -> dict[str, Any]:
    return {
        "id": str(sharing.thing.pk),
        "visibility": sharing.thing.visibility,
        "is_owner": sharing.is_owner,
        "shared_with": [person_told(person) for person in sharing.shared_with],
    }
