"""What becomes of suggested words: accepted with one click, declined with a reason, taken back."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from annotations.models import Suggestion
from annotations.refusals import Missing, Refused
from annotations.review import suggest_answers as room
from annotations.views.cards import card_context, changed
from annotations.views.doors import actor_of, expected, is_fragment, part, private


@require_POST
@private
def answer(request: HttpRequest, suggestion_id: UUID, answer: str) -> HttpResponse:
    """One answer. A refusal keeps the card as it is, with the reason above it."""
    claim_id = _claim_of(suggestion_id)
    try:
        said = _answered(request, suggestion_id, answer)
    except Missing:
        raise
    except Refused as refusal:
        if not is_fragment(request):
            raise
        context: dict[str, Any] = {**card_context(request, claim_id), "refusal": refusal}
        return part(request, "annotations/claims/_card.html", context, status=refusal.status)
    return changed(request, claim_id, said)


def _answered(request: HttpRequest, suggestion_id: UUID, answer: str) -> str:
    actor = actor_of(request)
    if answer == "accept":
        made = room.accept(actor=actor, suggestion_id=suggestion_id, expected=expected(request))
        name = made.suggested_by.name
        return _("These are the words of %(name)s now; another reviewer must approve.") % {
            "name": name
        }
    if answer == "decline":
        room.decline(
            actor=actor, suggestion_id=suggestion_id, reason=request.POST.get("reason", "")
        )
        return _("Declined. The words stay as they are.")
    room.take_back(actor=actor, suggestion_id=suggestion_id)
    return _("The suggestion is taken back.")


def _claim_of(suggestion_id: UUID) -> UUID:
    found = Suggestion.objects.filter(pk=suggestion_id).values_list("claim", flat=True).first()
    if found is None:
        raise Missing("not_found", _("There is no such suggestion."))
    return found
