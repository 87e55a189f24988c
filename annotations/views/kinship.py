"""Two articles that may be one story: the offer, and a person's word on it."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from annotations import kinship as room
from annotations.models import Article, KinDecision, Kinship
from annotations.permissions import can_edit
from annotations.refusals import Refused
from annotations.views.doors import actor_of, is_fragment, onward, part, person_of, private


@require_POST
@private
def decide(request: HttpRequest, kinship_id: UUID) -> HttpResponse:
    """Keep the decision. A refusal shows the offer again, with the reason above it."""
    given = request.POST.get("decision", "")
    try:
        kinship = room.decide(actor=actor_of(request), kinship_id=kinship_id, decision=given)
    except Refused as refusal:
        return _again(request, kinship_id, refusal)
    said = _SAID[KinDecision(kinship.decision)]
    if not is_fragment(request):
        return onward(request, reverse("workspace", args=[kinship.other_id]), str(said))
    return part(request, _OFFER, _context(request, _seen(request, kinship)), said=str(said))


def _again(request: HttpRequest, kinship_id: UUID, refusal: Refused) -> HttpResponse:
    pair = Kinship.objects.select_related("article", "other").filter(pk=kinship_id).first()
    if pair is None:
        raise refusal
    context = {**_context(request, _seen(request, pair)), "refusal": refusal}
    return part(request, _OFFER, context, status=refusal.status)


def _context(request: HttpRequest, relative: room.Relative) -> dict[str, Any]:
    return {"relative": relative, "may": {"edit": can_edit(person_of(request))}}


def _seen(request: HttpRequest, pair: Kinship) -> room.Relative:
    """The pair, from the article whose page or row the person looks at."""
    is_from_earlier = request.POST.get("from") == str(pair.other_id)
    pk = pair.article_id if is_from_earlier else pair.other_id
    article = Article.objects.defer("search").get(pk=pk)
    return room.Relative(pair, article, is_earlier=not is_from_earlier)


def kin_of(article_ids: Collection[UUID | None]) -> dict[UUID, list[room.Relative]]:
    """For each article the offers to show with it; one query for all."""
    return room.relatives_of([pk for pk in article_ids if pk])


_OFFER = "annotations/kinship/_offer.html"
_SAID = {
    KinDecision.NEW_VERSION: _("Its text is now the newest revision of the earlier article."),
    KinDecision.ALSO_PUBLISHED: _("Noted as also published there."),
    KinDecision.APART: _("They stay two articles."),
}
