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
from annotations.claims.deciding import claim_of
from annotations.models import Highlight, Scope


class HighlightOne(Door):
    """`highlights/{id}/`."""

    @described(
        "highlights_adjust",
        "Move a passage's ends.",
        body=Passage,
        answer=shapes.Highlight,
        match="optional",
        errors=(409,),
        scope=Scope.ANNOTATE,
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
        """The record keeps it. A claim's only passage, and a quote of a source, is let go (`is_gone`)."""
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
        "Bring back a passage that was retired or let go.",
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
    person, body = person_of(request), _plain(highlight)
    claim = claim_told(person, claim_of(person, highlight))
    places = [p for a in claim["appearances"] for p in a["passages"]]
    places += [e["passage"] for e in claim["evidence"] if e.get("passage")]
    anchor: dict[str, Any] = next((p for p in places if p["id"] == body["id"]), {})
    told = {**body, **{name: anchor[name] for name in body if name in anchor}}
    return Response({**told, "claim": claim["id"]}, headers={"ETag": claim["etag"]})


def _plain(highlight: Highlight) -> dict[str, Any]:
    """As confirmed: what a retired passage, or one found in a source, is told as."""
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
        "is_gone": highlight.gone_at is not None,
        "retired_at": highlight.retired_at,
    }
