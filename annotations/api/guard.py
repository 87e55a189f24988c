"""The verdict guard: what does not fit, and the reasons written over it."""

from uuid import UUID

from django.http.response import HttpResponseBase
from rest_framework.request import Request
from rest_framework.response import Response

from annotations import verdicts
from annotations.api.asked import actor_of, body_of, match_of, person_of
from annotations.api.described import described
from annotations.api.door import Door, claim_told
from annotations.api.idempotency import once
from annotations.api.pagination import whole
from annotations.api.shapes import inquiry as shapes
from annotations.dossier.inquiry import person
from annotations.models import Claim


class ClaimWarnings(Door):
    """`claims/{id}/warnings/`."""

    @described(
        "claims_warnings",
        "Where verdict and evidence do not fit, as far as the caller may see.",
        answer=shapes.Warnings,
        errors=(404,),
    )
    def get(self, request: Request, claim_id: UUID) -> Response:
        """Blockers first; none before a verdict."""
        return _warned(request, claim_id)


class ClaimReasons(Door):
    """`claims/{id}/reasons/`."""

    @described(
        "claims_give_reason",
        "Write why a claim may stand although the guard warns.",
        body=shapes.ReasonGiven,
        answer=shapes.Warnings,
        status=201,
        match="optional",
        creates=True,
    )
    @once
    def post(self, request: Request, claim_id: UUID) -> HttpResponseBase:
        """All warnings, with the reasons in force."""
        body = body_of(request)
        verdicts.give_reason(
            actor=actor_of(request),
            claim_id=claim_id,
            expected=match_of(request),
            warning=body.get("warning"),
            reason=body.get("reason"),
        )
        answer = _warned(request, claim_id)
        answer.status_code = 201
        return answer


def _warned(request: Request, claim_id: UUID) -> Response:
    claim = claim_told(person_of(request), claim_id)
    rows = Claim.objects.select_related("verdict__rating").filter(pk=claim_id)
    warned = verdicts.warnings_for(list(rows), person_of(request)).get(claim_id, [])
    return Response(whole([_told(one) for one in warned]), headers={"ETag": claim["etag"]})


def _told(one: verdicts.GuardWarning) -> dict[str, object]:
    reason = one.reason
    return {
        "code": one.code,
        "words": one.words,
        "is_blocker": one.is_blocker,
        "needs_reason": one.needs_reason,
        "reason": reason and {"text": reason.text, "by": person(reason.by), "at": reason.at},
        "evidence": [str(pk) for pk in one.evidence],
    }
