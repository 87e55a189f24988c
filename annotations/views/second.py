"""Independent verdicts: what waits for one, rating blind, and how far people agree."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from annotations.models import Newsroom, Rating, SecondVerdict
from annotations.permissions import can_edit
from annotations.refusals import Missing, Refused
from annotations.review import second_taking as room
from annotations.review.agreement import agreement
from annotations.review.second_readers import taken_by, wanted_of
from annotations.views.cards import card_context
from annotations.views.doors import actor_of, onward, person_of, private
from annotations.views.places import place_shown


@require_safe
@private
def second(request: HttpRequest) -> HttpResponse:
    """What this person has taken, and what they may take; statements only, no verdict."""
    return _list(request)


@require_POST
@private
def take(request: HttpRequest, claim_id: UUID) -> HttpResponse:
    """Take a claim, and rate it."""
    try:
        taken = room.take(
            actor=actor_of(request),
            claim_id=claim_id,
            unread=request.POST.get("unread") == "1",
        )
    except Missing:
        raise
    except Refused as refusal:
        return _list(request, refusal=refusal, refused=claim_id)
    return onward(request, reverse("second_verdict", args=[taken.pk]))


@require_http_methods(["GET", "HEAD", "POST"])
@private
def rate(request: HttpRequest, second_id: UUID) -> HttpResponse:
    """The claim with its evidence, without any verdict; POST gives one's own."""
    row = SecondVerdict.objects.filter(pk=second_id, person=person_of(request)).first()
    if row is None or row.handed_back_at is not None:
        raise Missing("not_found", _("There is no such verdict. It may have been handed back."))
    typed: dict[str, Any] = {}
    if request.method == "POST":
        given = request.POST
        try:
            room.give(
                actor=actor_of(request),
                second_id=second_id,
                verdict=given.get("verdict"),
                explanation=given.get("explanation", ""),
            )
        except Missing:
            raise
        except Refused as refusal:
            typed = {
                "refusal": refusal,
                "typed": {name: given.get(name, "") for name in ("verdict", "explanation")},
            }
        else:
            there = reverse("deciding", args=[row.claim_id])
            return onward(request, there, _("Your verdict is given; you see the others now."))
    context = {**card_context(request, row.claim_id), **typed}
    context |= {
        "nav": "review",
        "second": row,
        "place": place_shown(context["claim"]),
        "ratings": list(Rating.objects.offered(context["article"].purpose)),
    }
    context["claim"]["may"]["edit"] = False
    status = typed["refusal"].status if typed else 200
    return render(request, "annotations/second/rate.html", context, status=status)


@require_POST
@private
def hand_back(request: HttpRequest, second_id: UUID) -> HttpResponse:
    """Leave it to somebody else."""
    room.hand_back(actor=actor_of(request), second_id=second_id)
    return onward(request, reverse("second"), _("Handed back. Somebody else can rate it."))


@require_safe
@private
def agreeing(request: HttpRequest) -> HttpResponse:
    """How far first and independent verdicts agree, overall and rating by rating."""
    context = {"nav": "review", "found": agreement()}
    return render(request, "annotations/second/agreement.html", context)


def _list(request: HttpRequest, **more: Any) -> HttpResponse:
    person = person_of(request)
    context = {
        "nav": "review",
        "is_wanted": Newsroom.current().wants_second_verdict,
        "taken": taken_by(person),
        "offered": wanted_of(person) if can_edit(person) else [],
        **more,
    }
    refusal = more.get("refusal")
    status = refusal.status if refusal else 200
    return render(request, "annotations/second/second.html", context, status=status)
