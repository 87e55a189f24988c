"""Inquiry: attempts and requests for comment of a claim."""

from typing import Any
from uuid import UUID

from django.http.response import HttpResponseBase
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from annotations.api.asked import actor_of, body_of, match_of, person_of, picked
from annotations.api.described import described
from annotations.api.door import Door, claim_asked, claim_told
from annotations.api.idempotency import once
from annotations.api.pagination import whole
from annotations.api.shapes import inquiry as shapes
from annotations.dossier.inquiry import inquiry_of
from annotations.evidence import attempts, requests
from annotations.workflow import etag_of

OF_PAGES = ("kind_label", "outcome_label", "channel_label", "is_own")


class ClaimAttempts(Door):
    """`claims/{id}/attempts/`."""

    @described("attempts_list", "What was tried.", answer=shapes.Attempts, errors=(404,))
    def get(self, request: Request, claim_id: UUID) -> Response:
        """All in one answer, the oldest first."""
        return listed(request, claim_id, "attempts")

    @described(
        "attempts_create",
        "Tell that something was looked for.",
        body=shapes.AttemptTold,
        answer=shapes.Attempt,
        status=201,
        match="optional",
        creates=True,
    )
    @once
    def post(self, request: Request, claim_id: UUID) -> HttpResponseBase:
        """The attempt; its claim's new ETag is in the header."""
        attempt = attempts.add_attempt(
            actor=actor_of(request),
            claim_id=claim_id,
            expected=match_of(request),
            **picked(body_of(request), *attempts.FIELDS),
        )
        where = reverse("api:attempt", args=[attempt.pk], request=request)
        return told(request, claim_id, "attempts", attempt.pk, status=201, location=where)


class AttemptOne(Door):
    """`attempts/{id}/`."""

    @described(
        "attempts_change",
        "Change what is told of an attempt.",
        body=shapes.AttemptTold,
        answer=shapes.Attempt,
        match="optional",
        errors=(409,),
    )
    def patch(self, request: Request, attempt_id: UUID) -> Response:
        """What equals the present value changes nothing."""
        attempt = attempts.change_attempt(
            actor=actor_of(request),
            attempt_id=attempt_id,
            expected=match_of(request),
            **picked(body_of(request), *attempts.FIELDS),
        )
        return told(request, attempt.claim_id, "attempts", attempt.pk)

    @described(
        "attempts_delete",
        "Take an attempt away from its claim.",
        status=204,
        match="optional",
        errors=(409,),
    )
    def delete(self, request: Request, attempt_id: UUID) -> Response:
        """The record keeps it; the claim's new ETag is in the header."""
        claim = attempts.remove_attempt(
            actor=actor_of(request), attempt_id=attempt_id, expected=match_of(request)
        )
        return Response(status=204, headers={"ETag": etag_of(claim, person_of(request))})


class ClaimRequests(Door):
    """`claims/{id}/requests-for-comment/`."""

    @described(
        "requests_for_comment_list",
        "Whom the newsroom asked for comment.",
        answer=shapes.RequestsForComment,
        errors=(404,),
    )
    def get(self, request: Request, claim_id: UUID) -> Response:
        """All in one answer, the oldest first."""
        return listed(request, claim_id, "requests")

    @described(
        "requests_for_comment_create",
        "Tell that somebody was asked for comment.",
        body=shapes.RequestTold,
        answer=shapes.RequestForComment,
        status=201,
        match="optional",
        creates=True,
    )
    @once
    def post(self, request: Request, claim_id: UUID) -> HttpResponseBase:
        """The request; its claim's new ETag is in the header."""
        asked = requests.ask_for_comment(
            actor=actor_of(request),
            claim_id=claim_id,
            expected=match_of(request),
            **picked(body_of(request), *requests.FIELDS),
        )
        where = reverse("api:request_for_comment", args=[asked.pk], request=request)
        return told(request, claim_id, "requests", asked.pk, status=201, location=where)


class RequestOne(Door):
    """`requests-for-comment/{id}/`."""

    @described(
        "requests_for_comment_change",
        "Change a request for comment, or tell what came of it.",
        body=shapes.RequestTold,
        answer=shapes.RequestForComment,
        match="optional",
        errors=(409,),
    )
    def patch(self, request: Request, request_id: UUID) -> Response:
        """What equals the present value changes nothing."""
        changed = requests.change_request(
            actor=actor_of(request),
            request_id=request_id,
            expected=match_of(request),
            **picked(body_of(request), *requests.FIELDS),
        )
        return told(request, changed.claim_id, "requests", changed.pk)

    @described(
        "requests_for_comment_delete",
        "Take a request for comment away from its claim.",
        status=204,
        match="optional",
        errors=(409,),
    )
    def delete(self, request: Request, request_id: UUID) -> Response:
        """The record keeps it; the claim's new ETag is in the header."""
        claim = requests.remove_request(
            actor=actor_of(request), request_id=request_id, expected=match_of(request)
        )
        return Response(status=204, headers={"ETag": etag_of(claim, person_of(request))})


def listed(request: Request, claim_id: UUID, name: str) -> Response:
    """One list of a claim's inquiry, as this person may see it."""
    claim_asked(request, claim_id)
    return Response(whole([plain(one) for one in inquiry_of(person_of(request), claim_id)[name]]))


def told(
    request: Request,
    claim_id: UUID,
    name: str,
    row_id: UUID,
    *,
    status: int = 200,
    location: str = "",
) -> Response:
    """One thing of the list after a change, with its claim's ETag."""
    claim = claim_told(person_of(request), claim_id)
    found = inquiry_of(person_of(request), claim_id)[name]
    one = next((plain(row) for row in found if row["id"] == str(row_id)), {"id": str(row_id)})
    headers = {"ETag": claim["etag"], **({"Location": location} if location else {})}
    return Response({**one, "claim": claim["id"]}, status=status, headers=headers)


def plain(row: dict[str, Any]) -> dict[str, Any]:
    """What programs need of it; the words of choices are for pages."""
    return {name: value for name, value in row.items() if name not in OF_PAGES}
