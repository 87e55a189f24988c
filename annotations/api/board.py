"""The figure board, and a person's word on a pair of figures."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from rest_framework.request import Request
from rest_framework.response import Response

from annotations.api.asked import actor_of, body_of, choice_asked, person_of, words_asked
from annotations.api.described import PAGE, asked, described
from annotations.api.door import Door
from annotations.api.pagination import Order, page_of, words
from annotations.api.shapes import board as shapes
from annotations.api.told import person_told
from annotations.figures import relate_override, scope_words
from annotations.figures.arithmetic import Note
from annotations.figures.arithmetic_notes import notes_of
from annotations.figures.board import (
    Section,
    overrides_among,
    quantities_with,
    sections_of,
    standing,
)
from annotations.figures.board_filter import Wanted, filtered
from annotations.figures.relate import CONFLICT, Pair, pair_of, side_of
from annotations.models import Figure
from annotations.typed import id_of
from annotations.workflow.judged import plain

_BY_LABEL = Order("label", "label_key", descending=False, read=words)


class Figures(Door):
    """`figures/`."""

    @described(
        "figures_board",
        "Figures of all articles by quantity, and how each two confirmed ones stand to each other.",
        answer=shapes.Board,
        query=(
            *PAGE,
            asked("quantity", "The id of one quantity.", OpenApiTypes.UUID),
            asked("verdict", "Only figures of claims with this rating, and their pairs: its slug."),
            asked("place", "Only figures of a place that has these words, and their pairs."),
            asked("relation", "Only pairs in conflict.", enum=[str(CONFLICT)]),
        ),
    )
    def get(self, request: Request) -> Response:
        """Quantities with a confirmed figure, by label. A constant number of queries."""
        person = person_of(request)
        rows = quantities_with(person)
        if given := words_asked(request, "quantity"):
            rows = rows.filter(pk=id_of(given, "quantity"))
        page = page_of(request, rows, _BY_LABEL)
        only = choice_asked(request, "relation", [str(CONFLICT)])
        wanted = Wanted(
            place=words_asked(request, "place"),
            verdict=words_asked(request, "verdict", 60),
            only_conflicts=bool(only),
        )
        sections = filtered(sections_of(person, page.rows), wanted)
        notes = notes_of(person, [figure for section in sections for figure in section.figures])
        quantities = [_section_told(section, notes) for section in sections]
        return Response({"next": page.next, "previous": page.previous, "quantities": quantities})


class FigureRelations(Door):
    """`figures/relations/`."""

    @described(
        "figures_relate",
        "Say how two figures of one quantity stand to each other, instead of what is computed.",
        body=shapes.PairGiven,
        answer=shapes.BoardPair,
        errors=(404, 409),
    )
    def put(self, request: Request) -> Response:
        """With `relation` null what was said is taken back. No approval changes: it judges no value."""
        body = body_of(request)
        given = {name: body.get(name) for name in ("a", "b", "relation", "reason")}
        relate_override.relate(actor=actor_of(request), **given)
        ids = relate_override.pair_ids(given["a"], given["b"])
        figures = standing(person_of(request)).filter(pk__in=ids).order_by("pk")
        first, second = (side_of(figure) for figure in figures)
        return Response(pair_told(pair_of(first, second, overrides_among(ids).get(ids))))


def pair_told(pair: Pair) -> dict[str, Any]:
    """A pair as JSON: what is in force, and both what is computed and what a person says."""
    said, computed = pair.override, pair.outcome.relation
    return {
        "a": str(pair.a.pk),
        "b": str(pair.b.pk),
        "relation": pair.relation or None,
        "reason": pair.reason,
        "cautions": [{"code": one.code, "words": one.words} for one in pair.cautions],
        "computed": {
            "relation": str(computed) if computed else None,
            "reason": pair.computed_reason,
        },
        "override": {
            "relation": said.relation,
            "reason": said.reason,
            "by": person_told(said.created_by),
            "at": said.created_at,
        }
        if said
        else None,
    }


def _section_told(section: Section, notes: list[Note]) -> dict[str, Any]:
    ids = {figure.pk for figure in section.figures}
    return {
        "id": str(section.quantity.pk),
        "label": section.quantity.label,
        "figures": [_figure_told(figure) for figure in section.figures],
        "pairs": [pair_told(pair) for pair in section.pairs],
        "uncompared": [pair_told(pair) for pair in section.uncompared],
        "notes": [_note_told(note) for note in notes if not ids.isdisjoint(note.figures)],
        "figures_left_out": section.figures_left_out,
        "pairs_left_out": section.pairs_left_out,
    }


def _figure_told(figure: Figure) -> dict[str, Any]:
    claim, verdict = figure.claim, figure.claim.verdict
    return {
        "id": str(figure.pk),
        "claim": str(claim.pk),
        "statement": claim.statement,
        "article": str(claim.article_id),
        "article_title": claim.article.title,
        "stated": scope_words.stated(figure),
        "low": plain(figure.low),
        "high": plain(figure.high),
        "qualifier": figure.qualifier,
        "unit": figure.unit,
        "period": {"from": figure.period_from, "to": figure.period_to},
        "period_words": figure.period_words,
        "place": figure.place,
        "population": figure.population,
        "authority": figure.authority,
        "share_of": str(figure.share_of_id) if figure.share_of_id else None,
        "inferred": figure.inferred,
        "confirmed": figure.confirmed,
        "verdict": {"slug": verdict.rating.slug, "label": verdict.rating.label}
        if verdict
        else None,
    }


def _note_told(note: Note) -> dict[str, Any]:
    return {
        "code": note.code,
        "words": note.words,
        "is_wrong": note.is_wrong,
        "figures": [str(pk) for pk in note.figures],
        "claim": str(note.claim.pk),
    }
