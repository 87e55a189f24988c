"""The figure board: what all articles state of one quantity, drawn, compared and explained."""

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from annotations.figures import relate_override, scope_words
from annotations.figures.arithmetic import Note
from annotations.figures.arithmetic_notes import notes_of
from annotations.figures.board import Section, quantities_with, sections_of, standing
from annotations.figures.board_filter import Wanted, filtered
from annotations.figures.board_plot import plots_of, worst_of
from annotations.figures.board_table import table_of
from annotations.figures.relate import AGREE, CONFLICT, DIFFERENT_SCOPE, Pair
from annotations.models import Figure, FigureRelationKind, Rating, SecondVerdict, User
from annotations.permissions import can_edit
from annotations.refusals import Missing, Refused
from annotations.views.doors import actor_of, asked, chosen, onward, person_of, private
from annotations.views.paging import Paged, page_of

_SECTIONS, _WITH_CONFLICTS = 12, 50
_FEW = 60


@require_safe
@private
def figures(request: HttpRequest) -> HttpResponse:
    """The board, or the part of it that the address asks for."""
    return _board(request)


@require_POST
@private
def relate(request: HttpRequest) -> HttpResponse:
    """Say how two figures stand to each other, or take that back."""
    given = {name: request.POST.get(name, "") for name in ("a", "b", "relation", "reason")}
    try:
        relate_override.relate(actor=actor_of(request), **given)
    except Missing:
        raise
    except Refused as refusal:
        return _board(
            request, refusal=refusal, typed={**given, "pair": request.POST.get("pair", "")}
        )
    said = _("Saved: the board and the cards say so now.")
    if not given["relation"]:
        said = _("Taken back: what is computed holds again.")
    return onward(request, reverse("figures"), said)


@require_safe
@private
def table(request: HttpRequest, quantity_id: UUID) -> HttpResponse:
    """A quantity for a spreadsheet."""
    person = person_of(request)
    found = list(quantities_with(person).filter(pk=quantity_id))
    if not found:
        raise Missing("not_found", _("There is no such quantity with confirmed figures."))
    name = slugify(found[0].label)[:60] or "figures"
    return HttpResponse(
        table_of(sections_of(person, found)[0]),
        content_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{name}.csv"',
            "X-Content-Type-Options": "nosniff",
        },
    )


def _board(
    request: HttpRequest, *, refusal: Refused | None = None, typed: dict[str, str] | None = None
) -> HttpResponse:
    person = person_of(request)
    picked = _picked(request)
    paged, sections = _sections(request, person, picked)
    wanted = Wanted(picked["place"], picked["verdict"], bool(picked["conflicts"]))
    alone = [] if picked["conflicts"] else _alone(person, picked, wanted)
    waiting = [] if picked["conflicts"] else _waiting(person, picked, wanted)
    on_page = chain(*(section.figures for section in sections), alone)
    notes = notes_of(person, list({figure.pk: figure for figure in on_page}.values()))
    shown = [_shown(section, notes) for section in filtered(sections, wanted)]
    context = {
        "nav": "figures",
        "sections": sorted(shown, key=_first_what_clashes),
        "totals": _totals(found["section"] for found in shown),
        "page": paged,
        "alone": [_row(figure, notes) for figure in alone[:_FEW]],
        "waiting": [_row(figure, []) for figure in waiting[:_FEW]],
        "has_more_alone": len(alone) > _FEW,
        "has_more_waiting": len(waiting) > _FEW,
        "picked": picked,
        "is_filtered": any(picked.values()),
        "choices": _choices(person),
        "relations": FigureRelationKind.choices,
        "may_edit": can_edit(person),
        "refusal": refusal,
        "typed": typed or {},
        "here": request.get_full_path() if request.method != "POST" else reverse("figures"),
    }
    status = refusal.status if refusal else 200
    return render(request, "annotations/figures/figures.html", context, status=status)


def _picked(request: HttpRequest) -> dict[str, str]:
    """The filters of the address; what is unknown counts as not chosen."""
    sent = request.POST if request.method == "POST" else request.GET
    try:
        quantity = str(UUID(sent.get("quantity", "")))
    except ValueError:
        quantity = ""
    return {
        "quantity": quantity,
        "place": asked(request, "place"),
        "verdict": asked(request, "verdict"),
        "conflicts": chosen(request, "conflicts", ["1"]),
    }


def _sections(
    request: HttpRequest, person: User, picked: dict[str, str]
) -> tuple[Paged[Any], list[Section]]:
    rows = quantities_with(person, at_least=1 if picked["quantity"] else 2)
    if picked["quantity"]:
        rows = rows.filter(pk=picked["quantity"])
    size = _WITH_CONFLICTS if picked["conflicts"] else _SECTIONS
    paged = page_of(request, rows, size=size)
    return paged, sections_of(person, paged.items)


def _alone(person: User, picked: dict[str, str], wanted: Wanted) -> list[Figure]:
    """Confirmed figures that are the only one of their quantity."""
    if picked["quantity"]:
        return []
    single = quantities_with(person, at_least=1, most=1)
    rows = standing(person).filter(confirmed=True, quantity__in=single.values("pk"))
    return _few(person, rows, wanted)


def _few(person: User, rows: QuerySet[Figure], wanted: Wanted) -> list[Figure]:
    found = list(rows.order_by("-created_at", "-pk")[: _FEW + 1])
    SecondVerdict.objects.hide_from(person, [one.claim for one in found])
    return [one for one in found if wanted.has(one)]


def _waiting(person: User, picked: dict[str, str], wanted: Wanted) -> list[Figure]:
    """Figures that nobody has confirmed."""
    rows = standing(person).filter(confirmed=False)
    if picked["quantity"]:
        rows = rows.filter(quantity_id=UUID(picked["quantity"]))
    return _few(person, rows, wanted)


def _shown(section: Section, notes: Sequence[Note]) -> dict[str, Any]:
    """A section as the template draws it."""
    relations = worst_of(section)
    ids = {figure.pk for figure in section.figures}
    return {
        "section": section,
        "id": str(section.quantity.pk),
        "label": section.quantity.label,
        "rows": [
            {**_row(figure, []), "relation": relations.get(figure.pk, "")}
            for figure in section.figures
        ],
        "articles": len({figure.claim.article_id for figure in section.figures}),
        "plots": plots_of(section),
        "notes": [note for note in notes if not ids.isdisjoint(note.figures)],
        "near": [_pair(p) for p in section.pairs if p.relation != DIFFERENT_SCOPE],
        "apart": [_pair(p) for p in section.pairs if p.relation == DIFFERENT_SCOPE],
        "uncompared": [_pair(pair) for pair in section.uncompared],
        "conflicts": section.count(CONFLICT),
        "agree": section.count(AGREE),
        "different": section.count(DIFFERENT_SCOPE),
    }


def _row(figure: Figure, notes: Sequence[Note]) -> dict[str, Any]:
    """A figure as the grid shows it."""
    verdict = figure.claim.verdict
    return {
        "figure": figure,
        "stated": scope_words.stated(figure),
        "period": scope_words.period(figure),
        "inferred": {name.partition("_")[0]: True for name in figure.inferred},
        "look": (verdict.rating.look or verdict.rating.slug) if verdict else "not-checked",
        "verdict": verdict.rating.words if verdict else _("Not checked"),
        "notes": [note for note in notes if figure.pk in note.figures],
    }


def _pair(pair: Pair) -> dict[str, Any]:
    computed = pair.outcome.relation
    return {
        "pair": pair,
        "id": f"pair-{pair.a.pk}-{pair.b.pk}",
        "a": scope_words.stated(pair.a),
        "b": scope_words.stated(pair.b),
        "a_under": _under(pair.a),
        "b_under": _under(pair.b),
        "relation": pair.relation,
        "word": FigureRelationKind(pair.relation).label if pair.relation else "",
        "computed_word": computed.label if computed else _("not comparable"),
    }


def _under(figure: Figure) -> str:
    """Where a figure of a pair comes from: its authority, and the article."""
    return " · ".join(filter(None, [figure.authority, figure.claim.article.title]))


def _first_what_clashes(found: dict[str, Any]) -> tuple[int, int]:
    """Quantities with conflicts first, then those with most to compare."""
    return -found["conflicts"], -len(found["section"].pairs)


def _totals(sections: Iterable[Section]) -> dict[str, int]:
    pairs = [pair.relation for section in sections for pair in section.pairs]
    return {
        "pairs": len(pairs),
        "conflicts": pairs.count(CONFLICT),
        "agree": pairs.count(AGREE),
        "different": pairs.count(DIFFERENT_SCOPE),
    }


def _choices(person: User) -> dict[str, list[tuple[str, str]]]:
    """What the filters offer."""
    quantities = quantities_with(person, at_least=2).order_by("label_key")[:200]
    places = standing(person).exclude(place="").order_by("place")
    ratings = Rating.objects.filter(retired_at__isnull=True).order_by("-purpose", "position")
    return {
        "quantities": [(str(quantity.pk), quantity.label) for quantity in quantities],
        "places": [
            (place, place) for place in places.values_list("place", flat=True).distinct()[:200]
        ],
        "verdicts": [
            *{rating.slug: rating.words for rating in ratings}.items(),
            ("not-checked", _("Not checked")),
        ],
    }
