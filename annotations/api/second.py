"""Independent verdicts: taking one, giving it without seeing the first, and how far people agree."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response

from annotations.api.asked import actor_of, body_of, choice_asked, person_of
from annotations.api.described import asked, described
from annotations.api.door import Door, claim_asked
from annotations.api.pagination import whole
from annotations.api.shapes import second as shapes
from annotations.api.shapes.asking import VerdictGiven
from annotations.api.told import person_told
from annotations.models import Claim, Purpose, SecondVerdict
from annotations.refusals import Missing
from annotations.review import second_taking as room
from annotations.review.agreement import agreement
from annotations.review.second import outcome_of
from annotations.review.second_readers import wanted_of


class ClaimSecond(Door):
    """`claims/{id}/second/`."""

    @described(
        "second_get",
        "Where the independent verdicts of a claim stand.",
        answer=shapes.SecondOutcome,
        errors=(404,),
    )
    def get(self, request: Request, claim_id: UUID) -> Response:
        """Whoever rates it independently just now sees their own only."""
        claim = claim_asked(request, claim_id)
        outcome = outcome_of(Claim.objects.only("id", "state").get(pk=claim_id))
        is_blind, person = claim["rating_blind"], person_of(request)
        under_way = outcome.under_way
        if is_blind and under_way and under_way.person_id != person.pk:
            under_way = None
        return Response(
            {
                "is_wanted": outcome.is_wanted,
                "missing": outcome.missing if outcome.is_wanted else None,
                "agrees": None if is_blind else outcome.agrees,
                "given": [] if is_blind else [_told(one) for one in outcome.given],
                "under_way": _told(under_way) if under_way else None,
            }
        )

    @described(
        "second_take",
        "Take a claim to rate it independently.",
        body=shapes.SecondTaken,
        answer=shapes.SecondVerdict,
        errors=(403, 404, 409),
    )
    def post(self, request: Request, claim_id: UUID) -> Response:
        """From now on its verdict is hidden from the caller, until it is given or handed back."""
        taken = room.take(
            actor=actor_of(request), claim_id=claim_id, unread=body_of(request).get("unread")
        )
        return _answer(taken)


class SecondOffered(Door):
    """`second/`."""

    @described(
        "second_list",
        "Claims that the caller may rate independently, the longest waiting first, at most 50.",
        answer=shapes.SecondsOffered,
    )
    def get(self, request: Request) -> Response:
        """Statements only. Claims that the caller worked on are not among them."""
        offered = [
            {
                "claim": str(claim.pk),
                "article": str(claim.article_id),
                "statement": claim.statement,
                "rank": rank,
            }
            for claim, rank in wanted_of(person_of(request))
        ]
        return Response(whole(offered))


class SecondGive(Door):
    """`second/{id}/`."""

    @described(
        "second_give",
        "Give one's independent verdict.",
        body=VerdictGiven,
        answer=shapes.SecondVerdict,
        errors=(404, 409),
    )
    def post(self, request: Request, second_id: UUID) -> Response:
        """Once. Nothing of the claim is changed by it."""
        body = body_of(request)
        room.give(
            actor=actor_of(request),
            second_id=second_id,
            verdict=body.get("verdict"),
            explanation=body.get("explanation"),
        )
        return _answer(_row(second_id))


class SecondHandBack(Door):
    """`second/{id}/hand-back/`."""

    @described(
        "second_hand_back",
        "Leave it to somebody else.",
        answer=shapes.SecondVerdict,
        errors=(404, 409),
    )
    def post(self, request: Request, second_id: UUID) -> Response:
        """One that was given stands."""
        room.hand_back(actor=actor_of(request), second_id=second_id)
        return _answer(_row(second_id))


class AgreementOf(Door):
    """`review/agreement/`."""

    @described(
        "review_agreement",
        "How far first and independent verdicts agree.",
        answer=shapes.Agreement,
        query=(asked("purpose", enum=Purpose.values),),
    )
    def get(self, request: Request) -> Response:
        """Coefficients are null below ten pairs, and where only one rating was ever chosen."""
        found = agreement(choice_asked(request, "purpose", Purpose.values) or Purpose.OTHERS)
        return Response(
            {
                "pairs": found.pairs,
                "same": found.same,
                "too_few": found.are_too_few,
                "kappa": found.kappa,
                "alpha": found.alpha,
                "ratings": [{"slug": slug, "label": label} for slug, label in found.ratings],
                "table": found.table,
                "thirds": found.thirds,
            }
        )


def _answer(second: SecondVerdict) -> Response:
    return Response(_told(second))


def _row(second_id: UUID) -> SecondVerdict:
    rows = SecondVerdict.objects.select_related("person", "rating")
    found = rows.filter(pk=second_id).first()
    if found is None:
        raise Missing("not_found", _("There is no such verdict. It may have been handed back."))
    return found


def _told(second: SecondVerdict) -> dict[str, Any]:
    return {
        "id": str(second.pk),
        "claim": str(second.claim_id),
        "rank": second.rank,
        "person": person_told(second.person),
        "verdict": second.rating.slug if second.rating else None,
        "explanation": second.explanation,
        "taken_at": second.taken_at,
        "given_at": second.given_at,
        "handed_back_at": second.handed_back_at,
    }
