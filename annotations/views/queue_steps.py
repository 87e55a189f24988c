"""Taking a review, handing it back, asking for it; and what others did meanwhile."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from annotations import review
from annotations.models import Claim
from annotations.refusals import Missing
from annotations.review.queue_load import load_of
from annotations.review.queue_order import fitting, with_people, with_plan
from annotations.views.cards import changed
from annotations.views.doors import actor_of, is_fragment, onward, part, person_of, private
from annotations.views.queue_page import asked_of, choices
from annotations.views.queue_rows import ids_of, lines_of


@require_POST
@private
def take(request: HttpRequest, claim_id: UUID) -> HttpResponse:
    """Say that one reviews a claim; with `held_by` in that person's place."""
    actor = actor_of(request)
    if request.POST.get("held_by"):
        held_by = request.POST["held_by"]
        review.take_over(actor=actor, claim_id=claim_id, held_by=held_by)
    else:
        review.take(actor=actor, claim_id=claim_id)
    return _changed(request, claim_id, _("You review it now; the others see that."))


@require_POST
@private
def hand_back(request: HttpRequest, claim_id: UUID) -> HttpResponse:
    """Let somebody else review it."""
    review.hand_back(actor=actor_of(request), claim_id=claim_id)
    return _changed(request, claim_id, _("Handed back. It waits for anybody again."))


@require_POST
@private
def remind(request: HttpRequest, claim_id: UUID) -> HttpResponse:
    """Ask for the review."""
    review.remind(actor=actor_of(request), claim_id=claim_id)
    return _changed(request, claim_id, _("The reviewers are asked."))


@require_POST
@private
def live(request: HttpRequest) -> HttpResponse:
    """The named lines as they stand, how many came since the page was made, and how much waits for whom.

    Sent: `rows` (ids, parted by commas), `since` (RFC 3339), `alive` (`1` where the person did something since the
    last look: a sign of life for what they review). The address's query: the page's filters. As many queries
    however many rows.
    """
    person, given = person_of(request), request.POST
    ids = ids_of(given.get("rows", ""))
    if given.get("alive") == "1":
        review.stay_alive(person, ids)
    rows = with_people(with_plan(Claim.objects.visible_to(person).filter(pk__in=ids)))
    context = {
        "lines": lines_of(person, list(rows)),
        "come": _come(request, ids),
        "load": load_of(person, review.queue_of(person)),
    }
    return render(request, "annotations/review/_live.html", context)


def _come(request: HttpRequest, known: list[UUID]) -> int:
    """How many claims began to wait since, of those that the filters let through and others wrote."""
    since = _moment(request.POST.get("since", ""))
    if since is None:
        return 0
    person = person_of(request)
    rows = with_plan(review.queue_of(person)).filter(waiting_since__gt=since)
    rows = fitting(rows, asked_of(request, choices()), person)
    return rows.exclude(pk__in=known).order_by().count()


def _moment(text: str) -> Any:
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    return found if found is not None and timezone.is_aware(found) else None


def _changed(request: HttpRequest, claim_id: UUID, said: str) -> HttpResponse:
    """The fresh line, or the way on."""
    if not is_fragment(request):
        return onward(request, reverse("review"), said)
    if request.POST.get("as") == "card":
        return changed(request, claim_id, said)
    person = person_of(request)
    rows = with_people(with_plan(Claim.objects.visible_to(person).filter(pk=claim_id)))
    row = rows.first()
    if row is None:
        raise Missing("not_found", _("There is no such claim. It may have been deleted."))
    context = {"line": lines_of(person, [row])[0]}
    return part(request, "annotations/review/_row.html", context, said=said)
