"""Inquiry on the card: what was tried, who was asked for comment, how a quotation was checked, notes."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from annotations.evidence import attempts, notes, quote_checks
from annotations.models import Appearance, Attempt, Note
from annotations.refusals import Missing, Refused
from annotations.views.cards import card_context, changed
from annotations.views.doors import actor_of, expected, is_fragment, part, person_of, private
from annotations.views.filled import Filled, refilled, typed_in
from annotations.views.inquiry_fields import ATTEMPT, NOTE, QUOTE_CHECK, Field, names_of

FORM = "annotations/inquiry/_form.html"
Row = TypeVar("Row", bound=Model)
Save = Callable[[dict[str, str]], object]


@require_http_methods(["GET", "HEAD", "POST"])
@private
def attempt_add(request: HttpRequest, claim_id: UUID) -> HttpResponse:
    """Tell that something was looked for."""

    def save(fields: dict[str, str]) -> None:
        attempts.add_attempt(
            actor=actor_of(request), claim_id=claim_id, expected=expected(request), **fields
        )

    kept = {"kind": "searched", "outcome": "nothing", "tried_on": today(), "visibility": "everyone"}
    return form(request, claim_id, ATTEMPT, kept, save, _("Kept: what was tried."))


@require_http_methods(["GET", "HEAD", "POST"])
@private
def attempt_edit(request: HttpRequest, attempt_id: UUID) -> HttpResponse:
    """Change what is told of an attempt."""
    rows = Attempt.objects.visible_to(person_of(request)).filter(removed_at__isnull=True)
    attempt = found(rows, attempt_id)

    def save(fields: dict[str, str]) -> None:
        attempts.change_attempt(
            actor=actor_of(request), attempt_id=attempt_id, expected=expected(request), **fields
        )

    kept = {name: getattr(attempt, name) for name in attempts.FIELDS}
    kept["tried_on"] = attempt.tried_on.isoformat()
    return form(request, attempt.claim_id, ATTEMPT, kept, save, _("Saved."))


@require_POST
@private
def attempt_remove(request: HttpRequest, attempt_id: UUID) -> HttpResponse:
    """Take an attempt away from its claim."""
    actor, version = actor_of(request), expected(request)
    claim = attempts.remove_attempt(actor=actor, attempt_id=attempt_id, expected=version)
    return answered(request, claim.pk, _("Removed; the record keeps it."))


@require_http_methods(["GET", "HEAD", "POST"])
@private
def note_add(request: HttpRequest, claim_id: UUID) -> HttpResponse:
    """Write a note on a claim."""

    def save(fields: dict[str, str]) -> None:
        # A note is no part of what the claim's version counts.
        notes.add_note(actor=actor_of(request), claim_id=claim_id, **fields)

    kept = {"visibility": "everyone"}
    return form(request, claim_id, NOTE, kept, save, _("The note is kept."))


@require_http_methods(["GET", "HEAD", "POST"])
@private
def note_edit(request: HttpRequest, note_id: UUID) -> HttpResponse:
    """Change one's own note."""
    rows = Note.objects.visible_to(person_of(request)).filter(removed_at__isnull=True)
    note = found(rows, note_id)

    def save(fields: dict[str, str]) -> None:
        version = request.POST.get("note_etag") or None
        notes.change_note(actor=actor_of(request), note_id=note_id, expected=version, **fields)

    kept = {"body": note.body, "visibility": note.visibility}
    more = {"note_etag": notes.note_etag(note)}
    return form(request, note.claim_id, NOTE, kept, save, _("Saved."), **more)


@require_POST
@private
def note_remove(request: HttpRequest, note_id: UUID) -> HttpResponse:
    """Take one's own note away."""
    claim = notes.remove_note(actor=actor_of(request), note_id=note_id)
    return answered(request, claim.pk, _("Removed; the record keeps it."))


@require_http_methods(["GET", "HEAD", "POST"])
@private
def quote_check(request: HttpRequest, appearance_id: UUID) -> HttpResponse:
    """Say what the three checks of a quotation found."""
    rows = Appearance.objects.filter(removed_at__isnull=True)
    appearance = found(rows, appearance_id)
    check = appearance.quote_checks.filter(superseded_at__isnull=True).first()

    def save(fields: dict[str, str]) -> None:
        quote_checks.check_quote(
            actor=actor_of(request),
            appearance_id=appearance_id,
            expected=expected(request),
            **fields,
        )

    kept = {name: getattr(check, name, "") for name in quote_checks.FIELDS}
    kept |= {name: getattr(appearance, name) for name in quote_checks.OF_WORDS}
    said = _("The quotation's check is kept.")
    return form(request, appearance.claim_id, QUOTE_CHECK, kept, save, said)


def form(
    request: HttpRequest,
    claim_id: UUID,
    fields: Sequence[Field],
    kept: dict[str, Any],
    save: Save,
    said: str,
    **more: Any,
) -> HttpResponse:
    """Show a form, or save it; refused, it comes back as it was typed."""
    refusal: Refused | None = None
    if request.method == "POST":
        try:
            save(typed_in(request, *names_of(fields)))
        except Missing:
            raise
        except Refused as caught:
            refusal = caught
        else:
            return answered(request, claim_id, said)
    context = card_context(request, claim_id)
    etag = context["claim"]["etag"]
    filled = Filled(values=kept, etag=etag)
    if refusal is not None:
        filled = refilled(request, refusal, etag, kept)
    rows = [(field, filled.values.get(field.name, ""), _error(filled, field)) for field in fields]
    place = f"{request.path.strip('/').replace('/', '-')}{request.GET.get('place', '')[:12]}"
    more = {"rows": rows, "address": request.get_full_path(), "form_id": place, **more}
    return part(request, FORM, {**context, "form": filled, **more}, status=filled.status)


def answered(request: HttpRequest, claim_id: UUID, said: str) -> HttpResponse:
    """The fresh card with its inquiry open after a change, or the way on."""
    if not is_fragment(request):
        return changed(request, claim_id, said)
    context = {**card_context(request, claim_id), "opened": "inquiry"}
    card = "annotations/claims/_card.html"
    return part(request, card, context, changed=str(claim_id), said=said)


def found(rows: "QuerySet[Row]", row_id: UUID) -> Row:
    """One of the rows that this person may see.

    Raises:
        Missing: `not_found`.
    """
    row = rows.filter(pk=row_id).first()
    if row is None:
        raise Missing("not_found", _("This is not there any more. Reload the page."))
    return row


def today() -> str:
    """This day, for a field of a form."""
    return timezone.now().date().isoformat()


def _error(filled: Filled, field: Field) -> str:
    return filled.errors.get(field.name, "")
