"""Evidence: linking sources to claims with a stance."""

from typing import Any
from uuid import UUID

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from annotations import evidence
from annotations.api.asked import actor_of, body_of, match_of, person_of, picked
from annotations.api.described import described
from annotations.api.door import Door, claim_told
from annotations.api.idempotency import once
from annotations.api.passages import passage_of
from annotations.api.shapes import claims as shapes
from annotations.api.shapes.asking import EvidenceChanged, EvidenceLinked
from annotations.evidence.details import DETAILS
from annotations.models import Evidence, Scope
from annotations.refusals import Invalid
from annotations.workflow import etag_of

_FIELDS = ("stance", "quote", "note", "visibility", "origin", *DETAILS)


class ClaimEvidence(Door):
    """`claims/{id}/evidence/`."""

    @described(
        "evidence_create",
        "Link a source, or a passage of another article, to a claim.",
        body=EvidenceLinked,
        answer=shapes.ClaimEvidence,
        status=201,
        match="optional",
        creates=True,
        scope=Scope.ANNOTATE,
    )
    @once
    def post(self, request: Request, claim_id: UUID) -> HttpResponseBase:
        """The evidence; its claim's new ETag is in the header."""
        body = body_of(request)
        passage = _passage(body)
        linked = evidence.link(
            actor=actor_of(request),
            claim_id=claim_id,
            expected=match_of(request),
            source=None if passage else body.get("source"),
            passage=passage,
            **{"stance": None, **picked(body, *_FIELDS)},
        )
        where = reverse("api:evidence", args=[linked.pk], request=request)
        return _told(request, linked, status=201, headers={"Location": where})


class EvidenceOne(Door):
    """`evidence/{id}/`."""

    @described(
        "evidence_change",
        "Change an evidence.",
        body=EvidenceChanged,
        answer=shapes.ClaimEvidence,
        match="optional",
        errors=(409,),
        scope=Scope.ANNOTATE,
    )
    def patch(self, request: Request, evidence_id: UUID) -> Response:
        """What equals the present value changes nothing."""
        changed = evidence.change(
            actor=actor_of(request),
            evidence_id=evidence_id,
            expected=match_of(request),
            **picked(body_of(request), *_FIELDS),
        )
        return _told(request, changed)

    @described(
        "evidence_delete",
        "Take an evidence away from its claim.",
        status=204,
        match="optional",
        errors=(409,),
        scope=Scope.ANNOTATE,
    )
    def delete(self, request: Request, evidence_id: UUID) -> Response:
        """The record keeps it; the claim's new ETag is in the header."""
        claim = evidence.unlink(
            actor=actor_of(request), evidence_id=evidence_id, expected=match_of(request)
        )
        return Response(status=204, headers={"ETag": etag_of(claim, person_of(request))})


def _told(
    request: Request,
    linked: Evidence,
    *,
    status: int = 200,
    headers: dict[str, str] | None = None,
) -> Response:
    claim = claim_told(person_of(request), linked.claim_id)
    # Whoever hides another person's evidence does not see it any more.
    hidden = {"id": str(linked.pk), "visibility": linked.visibility, "reserved": True}
    told = next((e for e in claim["evidence"] if e["id"] == str(linked.pk)), hidden)
    return Response(
        {**told, "claim": claim["id"]},
        status=status,
        headers={**(headers or {}), "ETag": claim["etag"]},
    )


def _passage(body: dict[str, Any]) -> dict[str, Any] | None:
    """The quoted passage of another article: as `passage`, as the source, or beside the stance."""
    given = body.get("passage")
    source = body.get("source")
    if given is None and isinstance(source, dict) and "article" in source:
        given = source
    if given is None and source is None and "article" in body:
        given = body
    if given is None:
        return None
    if not isinstance(given, dict):
        raise Invalid("not_object", _("Give the passage as an object."), field="passage")
    found = passage_of(given)
    return {**found, "article": given.get("article"), "revision": found["revision_id"]}
