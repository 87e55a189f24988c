"""The figures of a claim on its card: taking what its words propose, adding, editing and removing."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from annotations.figures.checked import TEXTS
from annotations.figures.propose import find_proposal
from annotations.figures.quantities import known_quantities
from annotations.figures.record import add_figure, change_figure, remove_figure
from annotations.models import Figure, FigureQualifier
from annotations.permissions import require_editor
from annotations.refusals import Conflict, Missing, Refused
from annotations.views.cards import card_context, changed, claim_row
from annotations.views.doors import actor_of, expected, part, private
from annotations.views.figured import line_of
from annotations.views.filled import Filled, refilled
from annotations.workflow.judged import plain

_FORM = "annotations/claim_figures/_form.html"
_MOST_WHOLES = 50


@require_http_methods(["GET", "HEAD", "POST"])
@private
def add(request: HttpRequest, claim_id: UUID) -> HttpResponse:
    """A new figure of a claim, typed by hand."""
    require_editor(actor_of(request))
    refusal: Refused | None = None
    if request.method == "POST":
        try:
            add_figure(
                actor=actor_of(request),
                claim_id=claim_id,
                expected=expected(request),
                **_given(request),
            )
        except Missing:
            raise
        except Refused as caught:
            refusal = caught
        else:
            return changed(request, claim_id, _("The figure is kept."))
    return _form(request, claim_id, None, {"qualifier": "none"}, refusal)


@require_POST
@private
def take(request: HttpRequest, claim_id: UUID) -> HttpResponse:
    """Keep a figure that the claim's words propose, as proposed."""
    require_editor(actor_of(request))
    found = find_proposal(claim_row(request, claim_id), request.POST.get("key", ""))
    if found is None:
        raise Conflict(
            "proposal_gone",
            _("The words changed, or somebody took this figure already. Look at the card again."),
        )
    add_figure(
        actor=actor_of(request), claim_id=claim_id, expected=expected(request), **found.given
    )
    return changed(request, claim_id, _("The figure is kept. Confirm it when it is right."))


@require_http_methods(["GET", "HEAD", "POST"])
@private
def edit(request: HttpRequest, figure_id: UUID) -> HttpResponse:
    """A figure's value and scope."""
    require_editor(actor_of(request))
    figure = _figure(request, figure_id)
    refusal: Refused | None = None
    if request.method == "POST":
        try:
            change_figure(
                actor=actor_of(request),
                figure_id=figure_id,
                expected=expected(request),
                **_given(request),
            )
        except Missing:
            raise
        except Refused as caught:
            refusal = caught
        else:
            return changed(request, figure.claim_id, _("Saved."))
    return _form(request, figure.claim_id, figure, _kept(figure), refusal)


@require_POST
@private
def confirm(request: HttpRequest, figure_id: UUID) -> HttpResponse:
    """Stand for a figure's value and quantity; what was inferred of them is not any more."""
    figure = _figure(request, figure_id)
    left = [one for one in figure.inferred if one not in {"value", "quantity"}]
    change_figure(
        actor=actor_of(request),
        figure_id=figure_id,
        expected=expected(request),
        confirmed=True,
        inferred=left,
    )
    return changed(request, figure.claim_id, _("Confirmed: it is compared on the figure board."))


@require_POST
@private
def remove(request: HttpRequest, figure_id: UUID) -> HttpResponse:
    """Take a figure away from its claim."""
    claim = remove_figure(actor=actor_of(request), figure_id=figure_id, expected=expected(request))
    return changed(request, claim.pk, _("Removed; the record keeps it."))


def _figure(request: HttpRequest, figure_id: UUID) -> Figure:
    found = Figure.objects.filter(pk=figure_id, removed_at__isnull=True)
    figure = found.select_related("quantity").first()
    if figure is None:
        raise Missing("not_found", _("There is no such figure. It may have been removed."))
    claim_row(request, figure.claim_id)
    return figure


def _given(request: HttpRequest) -> dict[str, Any]:
    """What the form says, by the room's names; a form with a question of what is inferred answers it."""
    sent = request.POST
    given: dict[str, Any] = {
        name: sent[name] for name in ("low", "high", "qualifier", "share_of", *TEXTS) if name in sent
    }  # fmt: skip
    if "quantity" in sent:
        given["quantity"] = {"label": sent["quantity"]}
    if "period_from" in sent or "period_to" in sent:
        given["period"] = {"from": sent.get("period_from"), "to": sent.get("period_to")}
    if "asks_confirmed" in sent:
        given["confirmed"] = "confirmed" in sent
        given["inferred"] = sent.getlist("inferred")
    return given


def _kept(figure: Figure) -> dict[str, Any]:
    """The form's fields as they are kept."""
    is_one = figure.low == figure.high
    return {
        "quantity": figure.quantity.label if figure.quantity else "",
        "low": plain(figure.low) or "",
        "high": "" if is_one else plain(figure.high) or "",
        "qualifier": figure.qualifier,
        **{name: getattr(figure, name) for name in TEXTS},
        "period_from": figure.period_from.isoformat() if figure.period_from else "",
        "period_to": figure.period_to.isoformat() if figure.period_to else "",
        "share_of": str(figure.share_of_id or ""),
        "confirmed": "on" if figure.confirmed else "",
    }


def _form(
    request: HttpRequest,
    claim_id: UUID,
    figure: Figure | None,
    kept: dict[str, Any],
    refusal: Refused | None,
) -> HttpResponse:
    context = card_context(request, claim_id)
    etag = context["claim"]["etag"]
    form = Filled(values=kept, etag=etag)
    if refusal is not None:
        form = refilled(request, refusal, etag, kept)
        form.values["confirmed"] = request.POST.get("confirmed", "")
    inferred = figure.inferred if figure else []
    told = next((f for f in context["claim"]["figures"] if figure and f["id"] == str(figure.pk)), None)  # fmt: skip
    more = {
        "figure": figure,
        "form": form,
        "now": line_of(told) if told and form.is_outdated else None,
        "field_id": figure.pk if figure else f"new-{claim_id}",
        "inferred": request.POST.getlist("inferred") if refusal else inferred,
        "inferred_parts": [(name, label) for name, label in _parts() if name in inferred],
        "quantities": [quantity.label for quantity in known_quantities()],
        "qualifiers": FigureQualifier.choices,
        "wholes": _wholes(context, figure),
    }
    return part(request, _FORM, {**context, **more}, status=form.status)


def _parts() -> list[tuple[str, str]]:
    """The parts of a figure that may be inferred, in words."""
    return [
        ("value", _("value")),
        ("qualifier", _("qualifier")),
        ("unit", _("unit")),
        ("quantity", _("what is counted")),
        ("period", _("period")),
        ("place", _("place")),
        ("population", _("population")),
        ("authority", _("by whose account")),
        ("share_of", _("share of")),
    ]


def _wholes(context: dict[str, Any], figure: Figure | None) -> list[tuple[str, str]]:
    """The figures of the claim's article that this one may be a share of."""
    same = Figure.objects.filter(
        claim__article=context["article"], claim__deleted_at__isnull=True, removed_at__isnull=True
    )
    same = same.exclude(pk=figure.pk) if figure else same
    rows = same.select_related("quantity", "claim").order_by("created_at", "id")[:_MOST_WHOLES]
    return [(str(row.pk), _named(row)) for row in rows]


def _named(row: Figure) -> str:
    value = plain(row.low) or row.unit
    label = row.quantity.label if row.quantity else row.claim.statement[:60]
    return f"{value} {row.unit} – {label}" if row.low is not None else f"{value} – {label}"
