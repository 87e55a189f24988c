"""The verdict guard on the card: what does not fit, with the reasons that the reviewer reads."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from annotations import verdicts
from annotations.refusals import Missing, Refused
from annotations.views.cards import card_context, changed
from annotations.views.doors import actor_of, asked, expected, part, private
from annotations.views.filled import Filled, refilled


@require_http_methods(["GET", "HEAD", "POST"])
@private
def reason(request: HttpRequest, claim_id: UUID) -> HttpResponse:
    """Write why a claim may stand although the guard warns of `?warning=`."""
    code, refusal = asked(request, "warning", 40), None
    if request.method == "POST":
        try:
            verdicts.give_reason(
                actor=actor_of(request),
                claim_id=claim_id,
                warning=code,
                reason=request.POST.get("reason", ""),
                expected=expected(request),
            )
        except Missing:
            raise
        except Refused as caught:
            refusal = caught
        else:
            return changed(request, claim_id, _("Kept; the reviewer reads it."))
    context = card_context(request, claim_id)
    etag, warned = context["claim"]["etag"], context["claim"]["guard"]["warnings"]
    one = next((one for one in warned if one.code == code and one.takes_reason), None)
    kept = {"reason": one.reason.text if one and one.reason else ""}
    form = Filled(values=kept, etag=etag)
    if refusal is not None:
        form = refilled(request, refusal, etag, kept)
    more = {"warning": one, "code": code, "address": request.get_full_path(), "form": form}
    return part(request, "annotations/guard/_reason.html", {**context, **more}, status=form.status)
