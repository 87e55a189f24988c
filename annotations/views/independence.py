"""Saying where a claim's evidence comes from: what may be said, and one click that says it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from annotations import evidence as room
from annotations import typed
from annotations.evidence.origins import proposals_for, set_claim_origin
from annotations.refusals import Invalid
from annotations.views.cards import card_context, changed
from annotations.views.doors import actor_of, expected, part, person_of, private

_WHY = {
    "wire": gettext_lazy("the article says that it carries an agency's story"),
    "same_text": gettext_lazy("the same words stand at another source"),
    "attribution": gettext_lazy("the words name who says so"),
    "publisher": gettext_lazy("another source here has the same publisher"),
}


@require_http_methods(["GET", "HEAD", "POST"])
@private
def origins(request: HttpRequest, claim_id: UUID) -> HttpResponse:
    """What may be said of the origins of a claim and its sources; sent, it is said."""
    if request.method == "POST":
        _say(request, claim_id)
        return changed(request, claim_id, _("The origin is saved."))
    context = card_context(request, claim_id)
    proposals = proposals_for(claim_id, person_of(request))
    shown = [(one, _WHY[one.why]) for one in proposals]
    return part(request, "annotations/evidence/_proposals.html", {**context, "proposals": shown})


def _say(request: HttpRequest, claim_id: UUID) -> None:
    actor, of = actor_of(request), request.POST.get("of", "claim")
    name = request.POST.get("origin", "")
    if of == "claim":
        set_claim_origin(actor=actor, claim_id=claim_id, origin=name, expected=expected(request))
    elif of == "evidence":
        pk = typed.id_of(request.POST.get("id"), "id")
        room.change(actor=actor, evidence_id=pk, expected=expected(request), origin=name)
    elif of == "source":
        pk = typed.id_of(request.POST.get("id"), "id")
        room.change_source(actor=actor, source_id=pk, origin=name)
    else:
        raise Invalid("unknown_choice", _("Say of what this is the origin."), field="of")
