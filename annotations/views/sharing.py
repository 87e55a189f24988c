"""Who sees a confidential source, evidence, attempt or note: one quiet line, and its form for who keeps it."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from annotations.evidence.sharing import KINDS, Sharing, change_sharing, sharing_of
from annotations.models import User, Visibility
from annotations.refusals import Missing, Refused
from annotations.views.cards import changed
from annotations.views.doors import actor_of, expected, onward, part, person_of, private


@require_http_methods(["GET", "HEAD", "POST"])
@private
def sharing(request: HttpRequest, kind: str, thing_id: UUID) -> HttpResponse:
    """Say who sees it; a refusal keeps what was ticked."""
    if kind not in KINDS:
        raise Http404
    refusal: Refused | None = None
    if request.method == "POST":
        try:
            done = _save(request, kind, thing_id)
        except Missing:
            raise
        except Refused as caught:
            refusal = caught
        else:
            return _saved(request, done)
    person = person_of(request)
    found = sharing_of(person, kind, thing_id)
    ticked = [str(one.pk) for one in found.shared_with]
    context = {
        "kind": kind,
        "thing": found.thing,
        "is_owner": found.is_owner,
        "said": said_of(found, person),
        "people": User.objects.filter(is_active=True).exclude(pk=person.pk).order_by("username"),
        "ticked": request.POST.getlist("shared_with") if refusal else ticked,
        "visibility": request.POST.get("visibility") or found.thing.visibility,
        "visibilities": Visibility.choices,
        "has_source": kind == "evidence" and not _is_open(found.thing.source),
        "refusal": refusal,
        "is_open": refusal is not None,
    }
    status = refusal.status if refusal else 200
    return part(request, "annotations/sharing/_sharing.html", context, status=status)


def said_of(found: Sharing, person: User) -> str:
    """Who sees it, in a sentence."""
    if _is_open(found.thing):
        return _("Everyone here sees this.")
    if not found.is_owner:
        return _("%(name)s shares this with you.") % {"name": found.thing.created_by.name}
    if not found.shared_with:
        return _("Only you see this.")
    names = ", ".join(one.name for one in found.shared_with)
    return _("Only you and %(names)s see this.") % {"names": names}


def _is_open(thing: Any) -> bool:
    return bool(thing.visibility == Visibility.EVERYONE)


def _save(request: HttpRequest, kind: str, thing_id: UUID) -> Sharing:
    given = request.POST
    return change_sharing(
        actor=actor_of(request),
        kind=kind,
        thing_id=thing_id,
        expected=expected(request),
        visibility=given.get("visibility") or None,
        shared_with=given.getlist("shared_with"),
        with_source=given.get("with_source") == "1",
    )


def _saved(request: HttpRequest, done: Sharing) -> HttpResponse:
    said = _("Saved.")
    if hasattr(done.thing, "claim_id"):
        return changed(request, done.thing.claim_id, said)
    return onward(request, f"/sources/{done.thing.pk}/", said)
