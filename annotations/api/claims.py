"""Claims: marking, reading, amending, taking away."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from annotations import claims, dossier, typed
from annotations.api.articles import article_asked
from annotations.api.asked import (
    actor_of,
    body_of,
    choice_asked,
    match_of,
    person_of,
    picked,
    required_match_of,
)
from annotations.api.described import asked, described
from annotations.api.door import Door, claim_asked, claim_told
from annotations.api.idempotency import once
from annotations.api.passages import passage_of
from annotations.api.shapes import claims as shapes
from annotations.api.shapes.asking import AppearanceAdded, Assigned, ClaimAmended, ClaimMarked
from annotations.api.shapes.claims_of_article import ClaimsOfArticle
from annotations.models import Claim, Scope, User
from annotations.refusals import Invalid, Missing
from annotations.review.assigning import CLAIM_PLAN, plan_claim

WORDING = ("statement", "asserts", "claimant", "claimant_kind", "claimed_on")
_CORRECTION = (
    *("correction_kind", "correction_note"),
    *("claimant_corrected_on", "claimant_corrected_url", "claimant_corrected_note"),
)
_WHEN = ("on_hold", "hold_reason", "publish_at")
_DECIDES = (*_WHEN, *CLAIM_PLAN)
_DETAILS = ("speaker", "carried_by", "said_on", "original_words", "language")


class ArticleClaims(Door):
    """`articles/{id}/claims/`."""

    @described(
        "article_claims_list",
        "Every claim of an article, in text order, in one answer.",
        answer=shapes.Claims,
        query=(
            asked(
                "view",
                "`brief`: only what drawing needs: `id`, `statement`, `state`, `approval`, `version`,"
                " `look`, `label` and `passages` as `[id, start, end, state]`.",
                enum=["brief"],
            ),
        ),
        errors=(404,),
        also={200: ClaimsOfArticle},
    )
    def get(self, request: Request, article_id: UUID) -> HttpResponse:
        """As PostgreSQL wrote it: nothing is parsed on the way."""
        article_asked(request, article_id)
        names = self.names_wanted()
        if choice_asked(request, "view", ["brief"]):
            if names is not None:
                raise Invalid(
                    "not_with_view", _("A brief list has no fields to choose from."), field="fields"
                )
            found = dossier.brief_json(article_id, person_of(request))
        else:
            found = dossier.claims_json(person_of(request), article_id, names)
        return HttpResponse(
            f'{{"next":null,"previous":null,"results":{found}}}', content_type="application/json"
        )

    @described(
        "article_claims_create",
        "Make a claim of a passage.",
        body=ClaimMarked,
        answer=shapes.Claim,
        status=201,
        creates=True,
        errors=(404,),
        scope=Scope.ANNOTATE,
    )
    @once
    def post(self, request: Request, article_id: UUID) -> HttpResponseBase:
        """A draft. `revision_changed` (409) where the offsets count in an older text."""
        body, person = body_of(request), person_of(request)
        marked = claims.mark_passage(
            actor=actor_of(request),
            article_id=article_id,
            linked=_linked(person, body),
            **passage_of(body),
            **picked(body, *WORDING),
        )
        claim = dossier.fresh_claim_json(marked.claim, marked.highlight, person)
        return claim_answer(claim, status=201, location=_address(request, claim["id"]))


class ClaimOne(Door):
    """`claims/{id}/`."""

    @described(
        "claims_get",
        "A claim and all that belongs to it.",
        answer=shapes.Claim,
        errors=(404,),
        also={304: None},
    )
    def get(self, request: Request, claim_id: UUID) -> HttpResponseBase:
        """With its ETag; 304 where If-None-Match has it."""
        claim = claim_asked(request, claim_id)
        known = (request.headers.get("If-None-Match") or "").split(",")
        if claim["etag"] in {part.strip().removeprefix("W/") for part in known}:
            return HttpResponse(status=304, headers={"ETag": claim["etag"]})
        return claim_answer(claim)

    @described(
        "claims_amend",
        "Change how a claim is worded, or hold it.",
        body=ClaimAmended,
        answer=shapes.Claim,
        match="required",
        errors=(409,),
        scope=Scope.ANNOTATE,
        decides=_DECIDES,
    )
    def patch(self, request: Request, claim_id: UUID) -> Response:
        """What equals the present value changes nothing."""
        given = picked(body_of(request), *WORDING, *_CORRECTION, *_WHEN)
        planned, actor = picked(body_of(request), *CLAIM_PLAN), actor_of(request)
        expected = required_match_of(request)
        with transaction.atomic():
            if planned:
                plan_claim(actor=actor, claim_id=claim_id, expected=expected, **planned)
            claims.amend(actor=actor, claim_id=claim_id, expected=expected, **given)
        return claim_answer(claim_asked(request, claim_id))

    @described(
        "claims_delete",
        "Take a draft away; its history stays.",
        status=204,
        match="required",
        errors=(409,),
        scope=Scope.ANNOTATE,
    )
    def delete(self, request: Request, claim_id: UUID) -> Response:
        """Only what was never approved or published."""
        expected = required_match_of(request)
        claims.remove(actor=actor_of(request), claim_id=claim_id, expected=expected)
        return Response(status=204)


class Restore(Door):
    """`claims/{id}/restore/`."""

    @described(
        "claims_restore",
        "Bring a deleted draft back.",
        answer=shapes.Claim,
        errors=(409,),
        scope=Scope.ANNOTATE,
    )
    def post(self, request: Request, claim_id: UUID) -> Response:
        """As it was when it was deleted. A claim that was not deleted is left alone."""
        claims.restore(actor=actor_of(request), claim_id=claim_id)
        return claim_now(request, claim_id)


class Assignee(Door):
    """`claims/{id}/assignee/`."""

    @described(
        "claims_assign",
        "Say who works on a claim next.",
        body=Assigned,
        answer=shapes.Claim,
        errors=(404,),
    )
    def put(self, request: Request, claim_id: UUID) -> Response:
        """No edit: state, approval, authors and ETag stay."""
        body = body_of(request)
        if "person" not in body:
            raise Invalid("required", _("Say who: the id of an account, or null."), field="person")
        claims.assign(actor=actor_of(request), claim_id=claim_id, person_id=body["person"])
        return claim_answer(claim_asked(request, claim_id))


class Appearances(Door):
    """`claims/{id}/appearances/`."""

    @described(
        "appearances_create",
        "Add a passage that says the same claim.",
        body=AppearanceAdded,
        answer=shapes.ClaimAppearance,
        status=201,
        match="optional",
        creates=True,
        scope=Scope.ANNOTATE,
    )
    @once
    def post(self, request: Request, claim_id: UUID) -> HttpResponseBase:
        """Of the same article it joins that appearance. The same passage twice changes nothing."""
        body = body_of(request)
        appearance = claims.add_appearance(
            actor=actor_of(request),
            claim_id=claim_id,
            expected=match_of(request),
            article_id=typed.id_of(body.get("article"), "article"),
            **passage_of(body),
            **picked(body, *_DETAILS),
        )
        claim = claim_asked(request, claim_id)
        told = next(a for a in claim["appearances"] if a["id"] == str(appearance.pk))
        headers = {"ETag": claim["etag"], "Location": _address(request, claim["id"])}
        return Response({**told, "claim": claim["id"]}, status=201, headers=headers)


def claim_answer(
    claim: dict[str, Any], *, status: int = 200, location: str | None = None
) -> Response:
    """A claim with its ETag."""
    headers = {"ETag": claim["etag"]} | ({"Location": location} if location else {})
    return Response(claim, status=status, headers=headers)


def claim_now(request: Request, claim_id: UUID) -> Response:
    """The claim after a verb."""
    return claim_answer(claim_told(person_of(request), claim_id))


def _address(request: Request, claim_id: str) -> str:
    return str(reverse("api:claim", args=[claim_id], request=request))


def _linked(person: User, body: dict[str, Any]) -> Claim | None:
    if body.get("linked") in (None, ""):
        return None
    wanted = typed.id_of(body["linked"], "linked")
    claim = Claim.objects.visible_to(person).filter(pk=wanted).first()
    if claim is None:
        raise Missing("not_found", _("There is no such claim."), field="linked")
    return claim
