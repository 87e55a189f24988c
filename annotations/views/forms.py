"""The forms of a claim: its wording, its verdict. Refused, they come back as they were typed."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from annotations import claims as room
from annotations import verdicts
from annotations.refusals import Missing, Refused
from annotations.views.cards import card_context, changed
from annotations.views.doors import (
    actor_of,
    expected,
    part,
    private,
)
from annotations.views.filled import Filled, refilled
from annotations.views.merging import is_choice, settled
from annotations.views.weighing import Place, weigh

VERDICT = ("verdict", "explanation", "proposed_wording")
WORDING = ("statement", "asserts", "claimant", "claimant_kind", "claimed_on")


@require_http_methods(["GET", "HEAD", "POST"])
@private
def edit(request: HttpRequest, claim_id: UUID) -> HttpResponse:
    """The claim's wording: statement, what it asserts, claimant, date."""

    def save(fields: dict[str, str]) -> None:
        if fields.get("claimant", "").strip() and fields.get("claimant_kind") == "not_named":
            del fields["claimant_kind"]  # a name was typed and the list beside it overlooked
        if not fields.get("asserts"):
            fields.pop("asserts", None)  # not chosen, by nobody
        wording: dict[str, Any] = fields
        room.amend(
            actor=actor_of(request), claim_id=claim_id, expected=expected(request), **wording
        )

    return _form(request, claim_id, "annotations/claims/_edit.html", wording_of, save, _("Saved."))


@require_http_methods(["GET", "HEAD", "POST"])
@private
def verdict(request: HttpRequest, claim_id: UUID) -> HttpResponse:
    """The verdict and its explanation."""

    def save(fields: dict[str, str]) -> None:
        verdicts.rate(
            actor=actor_of(request),
            claim_id=claim_id,
            verdict=fields.get("verdict", ""),
            explanation=fields.get("explanation", ""),
            proposed_wording=fields.get("proposed_wording"),
            expected=expected(request),
        )

    return _form(
        request,
        claim_id,
        "annotations/claims/_verdict.html",
        verdict_of,
        save,
        _("The verdict is saved."),
    )


def wording_of(claim: dict[str, Any]) -> dict[str, Any]:
    """The wording form's fields as they are kept."""
    values = {name: claim[name] for name in WORDING}
    values["claimed_on"] = claim["claimed_on"].isoformat() if claim["claimed_on"] else ""
    if not claim["asserts_chosen"]:
        values["asserts"] = ""
    return values


def verdict_of(claim: dict[str, Any]) -> dict[str, Any]:
    """The verdict form's fields as they are kept."""
    return {
        "verdict": claim["verdict"]["slug"] if claim["verdict"] else "",
        "explanation": claim["explanation"],
        "proposed_wording": claim["proposed_wording"],
    }


def _form(
    request: HttpRequest,
    claim_id: UUID,
    template: str,
    standing: Callable[[dict[str, Any]], dict[str, Any]],
    save: Callable[[dict[str, str]], None],
    said: str,
) -> HttpResponse:
    """Show a form of a claim, or save it; refused, it comes back as typed.

    Where somebody else saved it meanwhile, what only one of the two changed is merged, and what both
    changed stands side by side to be chosen.
    """
    refusal = None
    if request.method == "POST":
        try:
            save(settled(request, standing_fields(standing)))
        except Missing:
            raise
        except Refused as caught:
            refusal = caught
        else:
            return changed(request, claim_id, said)
    context = card_context(request, claim_id)
    shown = context["claim"]
    kept = standing(shown)
    form = Filled(values=kept, etag=shown["etag"])
    if refusal is not None:
        form = refilled(request, refusal, shown["etag"], kept)
    if form.is_outdated or is_choice(request):
        is_verdict = standing is verdict_of
        place = Place(
            f"verdict-{claim_id}" if is_verdict else f"edit-{claim_id}",
            reverse("claim_verdict" if is_verdict else "claim_edit", args=[claim_id]),
            "rated" if is_verdict else "amended",
        )
        template = weigh(request, form, context, kept, place) or template
    return part(request, template, {**context, "form": form, "kept": kept}, status=form.status)


def standing_fields(standing: Callable[[dict[str, Any]], dict[str, Any]]) -> tuple[str, ...]:
    """The fields that a form may send."""
    return WORDING if standing is wording_of else VERDICT
