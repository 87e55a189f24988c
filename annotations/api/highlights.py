"""Passages: adjusting them, and deciding where they stand in a new text."""

from typing import Any
from uuid import UUID

from rest_framework.request import Request
from rest_framework.response import Response

from annotations import claims
from annotations.api.asked import actor_of, body_of, match_of, person_of
from annotations.api.described import described
from annotations.api.door import Door, claim_told
from annotations.api.passages import passage_of
from annotations.api.shapes import claims as shapes
from annotations.api.shapes.asking import Passage
from annotations.models import Evidence, Highlight


class HighlightOne(Door):
    """`highlights/{id}/`."""

    @described(
        "highlights_adjust",
        "Move a passage's ends.",
        body=Passage,
        answer=shapes.Highlight,
        match="optional",
        errors=(409,),
    )
    def patch(self, request: Request, highlight_id: UUID) -> Response:
        """The same as `reattach/`."""
        return _reattached(request, highlight_id)


class Reattach(Door):
    """`highlights/{id}/reattach/`."""

    @described(
        "highlights_reattach",
        "Say where a passage stands in the newest text.",
        body=Passage,
        answer=shapes.Highlight,
        match="optional",
        errors=(409,),
    )
    def post(self, request: Request, highlight_id: UUID) -> Response:
        """An approval goes stale; who decides becomes an author."""
        return _reattached(request, highlight_id)


class Confirm(Door):
    """`highlights/{id}/confirm/`."""

    @described(
        "highlights_confirm",
        "Say yes to where a passage stands now.",
        answer=shapes.Highlight,
        match="optional",
        errors=(409,),
    )
    def post(self, request: Request, highlight_id: UUID) -> Response:
        """An approval goes stale; who decides becomes an author."""
        return _told(
            request,
            claims.confirm(
                actor=actor_of(request), highlight_id=highlight_id, expected=match_of(request)
            ),
        )


class Retire(Door):
    """`highlights/{id}/retire/`."""

    @described(
        "highlights_retire",
        "Say that a passage is gone for good.",
        answer=shapes.Highlight,
        match="optional",
        errors=(409,),
    )
    def post(self, request: Request, highlight_id: UUID) -> Response:
        """The record keeps it. A claim's only passage cannot be retired."""
        return _told(
            request,
            claims.retire(
                actor=actor_of(request), highlight_id=highlight_id, expected=match_of(request)
            ),
        )


class Restore(Door):
    """`highlights/{id}/restore/`."""

    @described(
        "highlights_restore",
        "Bring a retired passage back.",
        answer=shapes.Highlight,
        match="optional",
        errors=(409,),
    )
    def post(self, request: Request, highlight_id: UUID) -> Response:
        """It is looked for in the newest text. An approval goes stale, as with every decision."""
        return _told(
            request,
            claims.restore_passage(
                actor=actor_of(request), highlight_id=highlight_id, expected=match_of(request)
            ),
        )


def _reattached(request: Request, highlight_id: UUID) -> Response:
    highlight = claims.reattach(
        actor=actor_of(request),
        highlight_id=highlight_id,
        expected=match_of(request),
        **passage_of(body_of(request)),
    )
    return _told(request, highlight)


def _told(request: Request, highlight: Highlight) -> Response:
    """A passage after a decision on it, with the ETag of its claim."""
    body, appearance = _plain(highlight), highlight.appearance
    if appearance is None:
        quoting = Evidence.objects.visible_to(person_of(request)).get(passage=highlight)
        claim = claim_told(person_of(request), quoting.claim_id)
    else:
        claim = claim_told(person_of(request), appearance.claim_id)
    places = [p for a in claim["appearances"] for p in a["passages"]]
    anchor: dict[str, Any] = next((p for p in places if p["id"] == body["id"]), {})
    return Response({**body, **anchor, "claim": claim["id"]}, headers={"ETag": claim["etag"]})


def _plain(highlight: Highlight) -> dict[str, Any]:
    """As confirmed: what a retired passage, or one of an evidence, is told as."""
    return {
        "id": str(highlight.pk),
        "revision": str(highlight.revision_id),
        "state": "anchored",
        "change": None,
        "context": "same",
        "start": highlight.start,
        "end": highlight.end,
        "exact": highlight.exact,
        "prefix": highlight.prefix,
        "suffix": highlight.suffix,
        "confirmed": None,
        "page": highlight.page,
        "retired_at": highlight.retired_at,
    }
