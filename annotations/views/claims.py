"""Claims: the list, the page with its record, the card beside the text."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from annotations import claims as room
from annotations.models import (
    Claim,
    Rating,
    State,
)
from annotations.views.cards import card_context, claim_row, history_for
from annotations.views.doors import (
    actor_of,
    asked,
    chosen,
    expected,
    is_fragment,
    onward,
    part,
    person_of,
    private,
    told,
)
from annotations.views.paging import page_of
from annotations.views.workspace import workspace_url

_UNRATED = "none"


@require_safe
@private
def claims(request: HttpRequest) -> HttpResponse:
    """Every claim, newest first, with words, state, verdict and whose."""
    person = person_of(request)
    ratings = list(Rating.objects.offered())
    picked = {
        "search": asked(request, "search"),
        "state": chosen(request, "state", State.values),
        "verdict": chosen(request, "verdict", [_UNRATED, *(rating.slug for rating in ratings)]),
        "mine": chosen(request, "mine", ["1"]),
    }
    found = Claim.objects.visible_to(person)
    if picked["search"]:
        found = found.saying(picked["search"])
    if picked["state"]:
        found = found.filter(state=picked["state"])
    if picked["verdict"] == _UNRATED:
        found = found.filter(verdict__isnull=True)
    elif picked["verdict"]:
        found = found.filter(verdict__rating__slug=picked["verdict"])
    if picked["mine"]:
        found = found.filter(created_by=person)
    slim = found.select_related("article", "verdict__rating", "created_by", "publication").defer(
        "search", "article__search"
    )
    paged = page_of(request, slim)
    context = {
        "nav": "claims",
        "claims": paged.items,
        "page": paged,
        "picked": picked,
        "is_filtered": any(picked.values()),
        "states": State.choices,
        "verdicts": [(_UNRATED, _("Not checked")), *((r.slug, r.label) for r in ratings)],
    }
    return render(request, "annotations/claims/claims.html", context)


@require_safe
@private
def claim(request: HttpRequest, claim_id: UUID) -> HttpResponse:
    """A claim with everything on it, and who did what when."""
    context = {
        "nav": "claims",
        **card_context(request, claim_id),
        "history": history_for(request, claim_id),
    }
    return render(request, "annotations/claims/claim.html", context)


@require_safe
@private
def history(request: HttpRequest, claim_id: UUID) -> HttpResponse:
    """The claim's record, after something was added to it."""
    row = claim_row(request, claim_id)
    context = {"claim": {"id": str(row.pk)}, "history": history_for(request, claim_id)}
    return part(request, "annotations/claims/_history.html", context)


@require_safe
@private
def card(request: HttpRequest, claim_id: UUID) -> HttpResponse:
    """The open card beside the text."""
    return part(request, "annotations/claims/_card.html", card_context(request, claim_id))


@require_POST
@private
def remove(request: HttpRequest, claim_id: UUID) -> HttpResponse:
    """Delete a draft that was never published."""
    article_id = claim_row(request, claim_id).article_id
    room.remove(actor=actor_of(request), claim_id=claim_id, expected=expected(request))
    said = _("The claim is deleted; the record keeps what happened to it.")
    if is_fragment(request):
        return told(HttpResponse(""), changed=str(claim_id), said=said)
    return onward(request, workspace_url(article_id), said)
