"""The writer's backing notes on the card of our own copy."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from annotations import clearing
from annotations.models import BackingNote
from annotations.refusals import Missing, Refused
from annotations.views import cards
from annotations.views.doors import actor_of, is_fragment, part, private
from annotations.views.filled import Filled, refilled


@require_http_methods(["GET", "HEAD", "POST"])
@private
def add(request: HttpRequest, claim_id: UUID) -> HttpResponse:
    """Say what a claim rests on."""

    def save(body: str) -> None:
        clearing.add_backing(actor=actor_of(request), claim_id=claim_id, body=body)

    return _form(request, claim_id, "", save)


@require_http_methods(["GET", "HEAD", "POST"])
@private
def edit(request: HttpRequest, note_id: UUID) -> HttpResponse:
    """Change one's own note."""
    rows = BackingNote.objects.filter(removed_at__isnull=True, claim__deleted_at__isnull=True)
    note = rows.filter(pk=note_id).first()
    if note is None:
        raise Missing("not_found", _("There is no such note. It may have been removed."))

    def save(body: str) -> None:
        clearing.change_backing(actor=actor_of(request), note_id=note_id, body=body)

    return _form(request, note.claim_id, note.body, save)


@require_POST
@private
def remove(request: HttpRequest, note_id: UUID) -> HttpResponse:
    """Take one's own note away."""
    claim = clearing.remove_backing(actor=actor_of(request), note_id=note_id)
    return _answered(request, claim.pk, _("Removed; the record keeps it."))


def _form(
    request: HttpRequest, claim_id: UUID, kept: str, save: Callable[[str], None]
) -> HttpResponse:
    """Show the form, or save it; refused, it comes back as typed."""
    form = Filled(values={"body": kept})
    if request.method == "POST":
        try:
            save(request.POST.get("body", ""))
        except Missing:
            raise
        except Refused as refusal:
            form = refilled(request, refusal, "", {"body": kept})
        else:
            return _answered(request, claim_id, _("The note is kept."))
    context = {**cards.card_context(request, claim_id), "form": form, "address": request.path}
    return part(request, "annotations/backing/_form.html", context, status=form.status)


def _answered(request: HttpRequest, claim_id: UUID, said: str) -> HttpResponse:
    """The fresh card with its notes open, or the way on."""
    if not is_fragment(request):
        return cards.changed(request, claim_id, said)
    context = {**cards.card_context(request, claim_id), "opened": "backing"}
    return part(request, "annotations/claims/_card.html", context, changed=str(claim_id), said=said)
