"""The other places of a claim's words."""

from uuid import UUID

from django.http.response import HttpResponseBase
from rest_framework import serializers
from rest_framework.request import Request

from annotations import claims, typed
from annotations.api.asked import actor_of, body_of, match_of
from annotations.api.claims import claim_now
from annotations.api.described import described
from annotations.api.door import Door
from annotations.api.idempotency import once
from annotations.api.shapes import claims as shapes
from annotations.api.shapes.base import Shape
from annotations.models import Scope


class EverywhereAsked(Shape):
    """Which text the person saw."""

    revision = serializers.UUIDField(required=False, help_text="The text that the words stand in.")


class Everywhere(Door):
    """`claims/{id}/appearances/everywhere/`."""

    @described(
        "appearances_everywhere",
        "Add every other place of the claim's words in its article.",
        body=EverywhereAsked,
        answer=shapes.Claim,
        match="optional",
        creates=True,
        errors=(409,),
        scope=Scope.ANNOTATE,
    )
    @once
    def post(self, request: Request, claim_id: UUID) -> HttpResponseBase:
        """Places that are passages of the claim already are left out; 200 new ones at most."""
        revision = body_of(request).get("revision")
        claims.mark_everywhere(
            actor=actor_of(request),
            claim_id=claim_id,
            revision_id=None if revision is None else typed.id_of(revision, "revision"),
            expected=match_of(request),
        )
        return claim_now(request, claim_id)
