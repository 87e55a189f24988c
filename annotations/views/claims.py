"""Claims: the list, the page with its record, the card beside the text."""

import re
from typing import Any
from uuid import UUID

from django.contrib.postgres.search import SearchQuery
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from annotations import claims as room
from annotations.models import (
    Claim,
    Rating,
    SecondVerdict,
    State,
    User,
)
from annotations.models.article import MOST_MATCHES
from annotations.permissions import can_edit
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
from annotations.views.shown import claim_for
from annotations.views.workspace import article_for, workspace_url

_UNRATED = "none"
_FEW = 12


@require_safe
@private
def claims(request: HttpRequest) -> HttpResponse:
    """Every claim, newest first, with words, state, verdict and whose."""
    person = person_of(request)
    ratings = list(Rating.objects.offered())
    found, picked = claims_sought(request, person)
    slim = found.select_related(
        "article", "verdict__rating", "created_by", "publication", "assignee"
    ).defer("search", "article__search")
    paged = page_of(request, slim)
    SecondVerdict.objects.hide_from(person, paged.items)
    context = {
        "nav": "claims",
        "claims": paged.items,
        "page": paged,
        "picked": picked,
        "is_filtered": any(picked.values()),
        "states": State.choices,
        "verdicts": [(_UNRATED, _("Not checked")), *((r.slug, r.words) for r in ratings)],
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
        "is_editor": can_edit(person_of(request)),
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


@require_POST
@private
def assign(request: HttpRequest, claim_id: UUID) -> HttpResponse:
    """Say who works on a claim next; its card stays as it is around that."""
    person = request.POST.get("person") or None
    room.assign(actor=actor_of(request), claim_id=claim_id, person_id=person)
    if not is_fragment(request):
        return onward(request, reverse("claim", args=[claim_id]), _("Assigned."))
    context = {"claim": claim_for(person_of(request), claim_id)}
    said = _("Assigned.") if person else _("Assigned to nobody.")
    return part(
        request, "annotations/claims/_assign.html", context, changed=str(claim_id), said=said
    )


@require_safe
@private
def same(request: HttpRequest, article_id: UUID) -> HttpResponse:
    """Claims that a passage of this article may say again: its own first, then the newest of others."""
    article, person = article_for(request, article_id), person_of(request)
    words = asked(request, "search")
    found = Claim.objects.visible_to(person).select_related("article", "verdict__rating")
    found = found.defer("search", "article__search").order_by("-created_at", "-id")
    if words:
        found = found.filter(pk__in=beginning(words))
    is_here = Q(appearances__article=article, appearances__removed_at__isnull=True)
    here = list(found.filter(is_here).distinct()[:_FEW])
    others = list(found.exclude(pk__in=[claim.pk for claim in here])[: _FEW - len(here)])
    SecondVerdict.objects.hide_from(person, [*here, *others])
    context = {"nav": "articles", "article": article, "words": words, "claims": [*here, *others]}
    return part(request, "annotations/claims/_same.html", context)


def claims_sought(
    request: HttpRequest, person: User
) -> "tuple[QuerySet[Claim, Claim], dict[str, str]]":
    """The claims that the list's filters name, and the filters as they were picked."""
    slugs = Rating.objects.offered().values_list("slug", flat=True)
    picked = {
        "search": asked(request, "search"),
        "state": chosen(request, "state", State.values),
        "verdict": chosen(request, "verdict", [_UNRATED, *slugs]),
        "mine": chosen(request, "mine", ["1"]),
        "assignee": asked(request, "assignee", 36),
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
    if picked["assignee"]:
        found = found.filter(_assigned(picked["assignee"], person))
    if picked["verdict"]:
        found = found.exclude(pk__in=SecondVerdict.objects.kept_from(person))
    return found, picked


def beginning(words: str) -> "QuerySet[Claim, Any]":
    """Ids of the newest claims that have, for each of the words, one that begins with it."""
    parts = re.findall(r"\d+(?:\.\d+)+|\w+", words)
    query = SearchQuery(
        " & ".join(f"'{part}':*" for part in parts), config="simple", search_type="raw"
    )
    found = Claim.objects.filter(search=query) if parts else Claim.objects.none()
    return found.order_by("-created_at", "-id").values("pk")[:MOST_MATCHES]


def _assigned(name: str, person: User) -> Q:
    """Whose claims: `me`, `none`, or an account's id; an id that is none fits nothing."""
    if name == "none":
        return Q(assignee__isnull=True)
    try:
        return Q(assignee=person.pk if name == "me" else UUID(name))
    except ValueError:
        return Q(pk__in=[])
