"""Figures of claims: reading them with what the words propose, adding, changing and removing them."""

from typing import Any
from uuid import UUID

from django.http.response import HttpResponseBase
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from annotations.api.asked import actor_of, body_of, match_of, person_of, picked
from annotations.api.described import described
from annotations.api.door import Door, claim_told
from annotations.api.idempotency import once
from annotations.api.shapes import figures as shapes
from annotations.figures.checked import GIVEN
from annotations.figures.propose import propose
from annotations.figures.record import add_figure, change_figure, remove_figure
from annotations.models import Claim, Figure, Scope
from annotations.workflow import etag_of


class ClaimFigures(Door):
    """`claims/{id}/figures/`."""

    @described(
        "claim_figures",
        "The figures of a claim, and those that its words propose.",
        answer=shapes.ClaimFigures,
        errors=(404,),
    )
    def get(self, request: Request, claim_id: UUID) -> Response:
        """Proposals are stored nowhere: post one to keep it."""
        told = claim_told(person_of(request), claim_id)
        proposed = propose(Claim.objects.get(pk=claim_id))
        answer = {
            "figures": told["figures"],
            "proposed": [{**one.given, "key": one.key, "words": one.words} for one in proposed],
        }
        return Response(answer, headers={"ETag": told["etag"]})

    @described(
        "figure_create",
        "Give a claim a figure.",
        body=shapes.FigureGiven,
        answer=shapes.ClaimFigure,
        status=201,
        match="optional",
        creates=True,
        scope=Scope.ANNOTATE,
    )
    @once
    def post(self, request: Request, claim_id: UUID) -> HttpResponseBase:
        """The figure; its claim's new ETag is in the header."""
        figure = add_figure(
            actor=actor_of(request),
            claim_id=claim_id,
            expected=match_of(request),
            **picked(body_of(request), *GIVEN),
        )
        where = reverse("api:figure", args=[figure.pk], request=request)
        return _told(request, figure, status=201, headers={"Location": where})


class FigureOne(Door):
    """`figures/{id}/`."""

    @described(
        "figure_change",
        "Change a figure.",
        body=shapes.FigureGiven,
        answer=shapes.ClaimFigure,
        match="optional",
        errors=(409,),
        scope=Scope.ANNOTATE,
    )
    def patch(self, request: Request, figure_id: UUID) -> Response:
        """What equals the present value changes nothing; what is set is no longer inferred."""
        changed = change_figure(
            actor=actor_of(request),
            figure_id=figure_id,
            expected=match_of(request),
            **picked(body_of(request), *GIVEN),
        )
        return _told(request, changed)

    @described(
        "figure_delete",
        "Take a figure away from its claim.",
        status=204,
        match="optional",
        errors=(409,),
        scope=Scope.ANNOTATE,
    )
    def delete(self, request: Request, figure_id: UUID) -> Response:
        """The record keeps it; the claim's new ETag is in the header."""
        claim = remove_figure(
            actor=actor_of(request), figure_id=figure_id, expected=match_of(request)
        )
        return Response(status=204, headers={"ETag": etag_of(claim, person_of(request))})


def _told(
    request: Request, figure: Figure, *, status: int = 200, headers: dict[str, str] | None = None
) -> Response:
    claim = claim_told(person_of(request), figure.claim_id)
    told: dict[str, Any] = next(f for f in claim["figures"] if f["id"] == str(figure.pk))
    return Response(
        {**told, "claim": claim["id"]},
        status=status,
        headers={**(headers or {}), "ETag": claim["etag"]},
    )
