"""Taking over the verdict and the sources of an earlier check that says the same."""

from typing import Any
from uuid import UUID

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response

from annotations import relations
from annotations.api.asked import actor_of, body_of, match_of, person_of, required_match_of
from annotations.api.described import described
from annotations.api.door import Door, claim_asked
from annotations.api.idempotency import once
from annotations.api.shapes import relations as shapes
from annotations.api.told import person_told
from annotations.models import Claim, Reuse
from annotations.refusals import Invalid, Missing
from annotations.workflow import etag_of


class ClaimReuse(Door):
    """`claims/{id}/reuse/`."""

    @described(
        "reuse_get", "What a claim took over, if anything.", answer=shapes.Reuse, errors=(404,)
    )
    def get(self, request: Request, claim_id: UUID) -> Response:
        """With why it ended, where the original is no longer what it was."""
        claim_asked(request, claim_id)
        reuse = relations.reuses_of({claim_id}).get(claim_id)
        if reuse is None:
            raise Missing("not_reused", _("This claim took nothing over from another check."))
        return Response(_told(reuse))

    @described(
        "reuse_create",
        "Take over verdict and sources of an earlier check that says the same.",
        body=shapes.ReuseAsked,
        answer=shapes.Reuse,
        status=201,
        match="optional",
        creates=True,
        errors=(404, 409),
        also={200: shapes.Reuse},
    )
    @once
    def post(self, request: Request, claim_id: UUID) -> HttpResponseBase:
        """Of an own claim all that everyone may see; of another fact-checker's check a link, and never a rating.

        200 where the same stands already. The claim's new ETag is in the header.
        """
        reuse, is_new = _reused(request, claim_id)
        claim = Claim.objects.get(pk=claim_id)
        headers = {"ETag": etag_of(claim, person_of(request))}
        whole = relations.reuses_of({claim_id})[claim_id] if is_new else reuse
        return Response(_told(whole), status=201 if is_new else 200, headers=headers)

    @described(
        "reuse_delete",
        "Let a check stand on its own, whatever becomes of the original.",
        status=204,
        match="required",
        errors=(404, 409),
    )
    def delete(self, request: Request, claim_id: UUID) -> Response:
        """Verdict and sources stay; a standing approval is given up."""
        relations.let_go(
            actor=actor_of(request), claim_id=claim_id, expected=required_match_of(request)
        )
        return Response(status=204)


def _reused(request: Request, claim_id: UUID) -> tuple[Reuse, bool]:
    body = body_of(request)
    known: dict[str, Any] = {
        "actor": actor_of(request),
        "claim_id": claim_id,
        "expected": match_of(request),
    }
    if bool(body.get("claim")) == bool(body.get("earlier_check")):
        raise Invalid(
            "required",
            _("Name the check that says the same: a claim of ours, or an earlier check of others."),
            field="claim",
        )
    if body.get("claim"):
        return relations.reuse_claim(**known, original_id=body["claim"])
    return relations.reuse_check(**known, check_id=body["earlier_check"])


def _told(reuse: Reuse) -> dict[str, Any]:
    check = reuse.check_of_others_id
    return {
        "id": str(reuse.pk),
        "claim": str(reuse.claim_id),
        "original": str(reuse.original_id) if reuse.original_id else None,
        "earlier_check": str(check) if check else None,
        "decision": str(reuse.decision_id) if reuse.decision_id else None,
        "content_sha256": reuse.decision.content_sha256 if reuse.decision else None,
        "created_by": person_told(reuse.created_by),
        "created_at": reuse.created_at,
        "ended_at": reuse.ended_at,
        "ended_why": reuse.ended_why,
    }
