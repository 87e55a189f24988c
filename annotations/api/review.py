"""The steps of the workflow: one address each."""

from typing import Any
from uuid import UUID

from rest_framework.request import Request
from rest_framework.response import Response

from annotations import publishing, review, verdicts
from annotations.api.asked import actor_of, body_of, match_of, picked, required_match_of
from annotations.api.claims import claim_now
from annotations.api.described import described
from annotations.api.door import Door
from annotations.api.shapes import claims as shapes
from annotations.api.shapes.asking import Commented, Reasoned, ReturnComment, VerdictGiven
from annotations.api.shapes.gate import Corrected, Published
from annotations.api.shapes.inquiry import Submitted
from annotations.api.shapes.sharing import Reviewer

_SAME: dict[str, Any] = {"answer": shapes.Claim, "errors": (409,)}


class Verdict(Door):
    """`claims/{id}/verdict/`."""

    @described("claims_rate", "Give a verdict.", body=VerdictGiven, match="optional", **_SAME)
    def post(self, request: Request, claim_id: UUID) -> Response:
        """It becomes the standing one; an explanation belongs to it."""
        body = body_of(request)
        verdicts.rate(
            actor=actor_of(request),
            claim_id=claim_id,
            expected=match_of(request),
            verdict=body.get("verdict"),
            explanation=body.get("explanation"),
            proposed_wording=body.get("proposed_wording"),
        )
        return claim_now(request, claim_id)

    @described("claims_unrate", "Take your own verdict back.", match="required", **_SAME)
    def delete(self, request: Request, claim_id: UUID) -> Response:
        """The last one of the others stands again, or none. Refused while the claim is in review."""
        expected = required_match_of(request)
        verdicts.take_back(actor=actor_of(request), claim_id=claim_id, expected=expected)
        return claim_now(request, claim_id)


class Submit(Door):
    """`claims/{id}/submit/`."""

    @described(
        "claims_submit", "Hand a claim to review.", body=Submitted, match="optional", **_SAME
    )
    def post(self, request: Request, claim_id: UUID) -> Response:
        """It needs a verdict and the evidence of its rating."""
        review.submit(
            actor=actor_of(request),
            claim_id=claim_id,
            expected=match_of(request),
            **picked(body_of(request), "reasons"),
        )
        return claim_now(request, claim_id)


class SubmitRated(Door):
    """`articles/{id}/submit-rated/`."""

    @described(
        "articles_look_at_rated",
        "What submitting all rated claims would do now.",
        answer=shapes.RatedSubmitted,
        errors=(404,),
    )
    def get(self, request: Request, article_id: UUID) -> Response:
        """Nothing is changed."""
        outcome = review.look_at_rated(actor=actor_of(request), article_id=article_id)
        return Response(outcome.as_json())

    @described(
        "articles_submit_rated",
        "Hand to review all that the caller rated in an article.",
        answer=shapes.RatedSubmitted,
        errors=(404,),
    )
    def post(self, request: Request, article_id: UUID) -> Response:
        """Of the article's drafts that the caller wrote in, those that are ready; the others stay."""
        outcome = review.submit_rated(actor=actor_of(request), article_id=article_id)
        return Response(outcome.as_json())


class Reserve(Door):
    """`claims/{id}/reserve/`."""

    @described(
        "claims_reserve",
        "Name the one reviewer who may decide on a claim.",
        body=Reviewer,
        match="optional",
        **_SAME,
    )
    def post(self, request: Request, claim_id: UUID) -> Response:
        """By who wrote in it, or keeps something confidential on it. It is no edit: the version stays."""
        body = body_of(request)
        review.reserve(
            actor=actor_of(request),
            claim_id=claim_id,
            expected=match_of(request),
            reviewer_id=body.get("reviewer"),
            share=body.get("share") is True,
        )
        return claim_now(request, claim_id)

    @described("claims_end_reservation", "End the reservation.", match="required", **_SAME)
    def delete(self, request: Request, claim_id: UUID) -> Response:
        """What was shared with the reviewer stays shared."""
        review.end_reservation(
            actor=actor_of(request), claim_id=claim_id, expected=required_match_of(request)
        )
        return claim_now(request, claim_id)


class Recall(Door):
    """`claims/{id}/recall/`."""

    @described("claims_recall", "Take a claim back from review.", match="optional", **_SAME)
    def post(self, request: Request, claim_id: UUID) -> Response:
        """A draft again."""
        review.recall(actor=actor_of(request), claim_id=claim_id, expected=match_of(request))
        return claim_now(request, claim_id)


class Approve(Door):
    """`claims/{id}/approve/`."""

    @described(
        "claims_approve",
        "Approve exactly what was read.",
        body=Commented,
        match="required",
        **_SAME,
    )
    def post(self, request: Request, claim_id: UUID) -> Response:
        """By somebody who authored nothing of it."""
        review.approve(
            actor=actor_of(request),
            claim_id=claim_id,
            expected=required_match_of(request),
            **picked(body_of(request), "comment"),
        )
        return claim_now(request, claim_id)


class RequestChanges(Door):
    """`claims/{id}/request-changes/`."""

    @described(
        "claims_request_changes",
        "Send a claim back to its editors.",
        body=ReturnComment,
        match="optional",
        **_SAME,
    )
    def post(self, request: Request, claim_id: UUID) -> Response:
        """With what should change."""
        review.request_changes(
            actor=actor_of(request),
            claim_id=claim_id,
            expected=match_of(request),
            comment=body_of(request).get("comment"),
        )
        return claim_now(request, claim_id)


class Publish(Door):
    """`claims/{id}/publish/`."""

    @described(
        "claims_publish",
        "Make an approved claim public, now or at a time.",
        body=Published,
        match="optional",
        **_SAME,
    )
    def post(self, request: Request, claim_id: UUID) -> Response:
        """What was approved, byte for byte. `items` of a refusal are what the gate still asks for."""
        body = body_of(request)
        how: dict[str, Any] = {
            "actor": actor_of(request),
            "claim_id": claim_id,
            "expected": match_of(request),
        }
        how |= picked(body, "reasons")
        if body.get("at") is None:
            publishing.publish(**how)
        else:
            publishing.schedule(**how, at=publishing.time_of(body["at"]))
        return claim_now(request, claim_id)


class Withdraw(Door):
    """`claims/{id}/withdraw/`."""

    @described(
        "claims_withdraw",
        "Take a check off the public pages.",
        body=Reasoned,
        match="optional",
        **_SAME,
    )
    def post(self, request: Request, claim_id: UUID) -> Response:
        """At once; reviewers may withdraw their own too."""
        publishing.withdraw(
            actor=actor_of(request),
            claim_id=claim_id,
            expected=match_of(request),
            **picked(body_of(request), "reason"),
        )
        return claim_now(request, claim_id)


class Correct(Door):
    """`claims/{id}/correct/`."""

    @described(
        "claims_correct",
        "Open the next version of a check.",
        body=Corrected,
        match="optional",
        **_SAME,
    )
    def post(self, request: Request, claim_id: UUID) -> Response:
        """A draft; readers keep seeing what is public."""
        publishing.correct(
            actor=actor_of(request),
            claim_id=claim_id,
            expected=match_of(request),
            **picked(body_of(request), "kind", "note", "reason"),
        )
        return claim_now(request, claim_id)
