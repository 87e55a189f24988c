"""Claims seen before: earlier checks that say the same, and what people say of them."""

from typing import Any
from uuid import UUID

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response

from annotations import typed
from annotations.api.asked import actor_of, body_of, number_asked, person_of, picked
from annotations.api.described import asked, described
from annotations.api.door import Door
from annotations.api.idempotency import once
from annotations.api.shapes import matches as shapes
from annotations.matching.choices import TEXT_LIMIT, choose
from annotations.matching.seen import MOST, USUAL, Seen, seen_before
from annotations.matching.seen_told import Told, told
from annotations.models import Claim, Scope
from annotations.refusals import Invalid, Missing

_CHOICE = ("answer", "text", "claim", "found_claim", "found_check", "level", "score")


class Matches(Door):
    """`matches/`."""

    is_costly = True

    @described(
        "matches_find",
        "Earlier checks that say the same as a text: ours with a verdict, and those of others.",
        body=shapes.MatchesAsked,
        answer=shapes.Matches,
        scope=Scope.READ,
    )
    def post(self, request: Request) -> Response:
        """Best first; nothing is kept. The first 2,000 characters are read, more than 50,000 are refused."""
        body = body_of(request)
        text = typed.text_of(body.get("text"), "text", TEXT_LIMIT, required=True)
        limit = typed.whole_number_of(body.get("limit"), "limit")
        if limit is None:
            limit = USUAL
        found = seen_before(person=person_of(request), text=text, limit=_checked(limit))
        return Response({"results": _told(found)})


class SimilarClaims(Door):
    """`claims/{id}/similar/`."""

    is_costly = True

    @described(
        "claims_similar",
        "Earlier checks that say the same as this claim, with reasons.",
        answer=shapes.SimilarClaims,
        query=(asked("limit", "1 to 100, 5 by default.", int),),
        errors=(404,),
    )
    def get(self, request: Request, claim_id: UUID) -> Response:
        """Best first; what was rejected for this claim stays away."""
        person = person_of(request)
        claim = Claim.objects.visible_to(person).defer("search").filter(pk=claim_id).first()
        if claim is None:
            raise Missing("not_found", _("There is no such claim. It may have been deleted."))
        limit = _checked(number_asked(request, "limit", USUAL, MOST))
        found = seen_before(
            person=person, text=claim.statement, limit=limit, claim=claim, gives_reasons=True
        )
        results = zip(_told(found), found, strict=True)
        return Response({"results": [{**facts, **_why(one)} for facts, one in results]})


class MatchChoices(Door):
    """`matches/choices/`."""

    @described(
        "matches_choose",
        "Say that an earlier check says the same, or is something else.",
        body=shapes.ChoiceAsked,
        answer=shapes.Choice,
        status=201,
        creates=True,
        errors=(404,),
    )
    @once
    def post(self, request: Request) -> HttpResponseBase:
        """Kept with the record; the claim itself stays as it is."""
        choice = choose(actor=actor_of(request), **_given(body_of(request)))
        kept = {
            "id": str(choice.pk),
            "answer": choice.answer,
            "claim": _id(choice.claim_id),
            "found_claim": _id(choice.found_claim_id),
            "found_check": _id(choice.found_check_id),
            "created_at": choice.created_at,
        }
        return Response(kept, status=201)


def _given(body: dict[str, Any]) -> dict[str, Any]:
    return {"answer": None, **picked(body, *_CHOICE)}


def _checked(limit: int) -> int:
    if not 1 <= limit <= MOST:
        raise Invalid(
            "number_invalid",
            _("Give a whole number from 1 to %(most)s.") % {"most": MOST},
            field="limit",
        )
    return limit


def _told(found: list[Seen]) -> list[dict[str, Any]]:
    return [_facts(one, facts) for one, facts in zip(found, told(found), strict=True)]


def _facts(one: Seen, facts: Told) -> dict[str, Any]:
    return {
        "claim": _id(one.claim.pk if one.claim else None),
        "check": _id(one.check.pk if one.check else None),
        "url": facts.url,
        "claim_reviewed": one.said,
        "publisher": facts.publisher,
        "rating": facts.rating,
        "level": one.level,
        "score": one.score,
    }


def _why(one: Seen) -> dict[str, Any]:
    return {
        "answer": one.answer,
        "reasons": [{"kind": why.kind, "words": list(why.words)} for why in one.reasons],
    }


def _id(value: UUID | None) -> str | None:
    return str(value) if value else None
