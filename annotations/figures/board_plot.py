"""The board's plot of one quantity: a row for each figure, its period on a broken time axis, its value with what it covers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from annotations.figures import scope_words as words
from annotations.figures.board import Section
from annotations.figures.board_axes import (
    Days,
    Tick,
    TimeAxis,
    ValueAxis,
    time_axis,
    value_axis,
)
from annotations.figures.relate import AGREE, CONFLICT, DIFFERENT_SCOPE, side_of
from annotations.figures.relate_outcome import Side
from annotations.figures.relate_spans import is_percentage
from annotations.models import Figure

MOST_ROWS = 40
_MOST_LINKS = 6


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the columns are, in units of the drawing."""

    name: str
    width: float
    label: float
    time: tuple[float, float]
    value: tuple[float, float]
    top: float
    row: float
    is_stacked: bool
    letters: int


WIDE = Layout("wide", 1120, 0, (370, 330), (752, 268), 54, 50, is_stacked=False, letters=54)
NARROW = Layout("narrow", 360, 2, (4, 160), (192, 148), 48, 92, is_stacked=True, letters=52)


@dataclass(frozen=True, slots=True)
class Row:
    """One figure as drawn. Positions are texts, so that no locale changes their point; empty where there is nothing to draw."""

    figure: UUID
    y: str
    label_y: str
    under_y: str
    value: str
    scope: str
    relation: str
    is_confirmed: bool
    bar_x: str = ""
    bar_width: str = ""
    bar_y: str = ""
    opens_back: str = ""
    opens_on: str = ""
    mark: str = ""
    line_from: str = ""
    line_to: str = ""
    is_below: bool = False
    is_above: bool = False
    box_y: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A bracket between two rows that agree or are in conflict."""

    path: str
    x: str
    y: str
    relation: str
    sign: str


@dataclass(frozen=True, slots=True)
class Band:
    """The days of a whole, drawn behind the parts that lie within it."""

    x: str
    y: str
    width: str
    height: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A label of an axis."""

    x: str
    words: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Plot:
    """All that the template draws."""

    layout: str
    id: str
    width: str
    height: str
    head_y: str
    axis_y: str
    foot_y: str
    row_height: str
    time_x: str
    time_words: str
    value_x: str
    value_words: str
    label_width: str
    rows: list[Row]
    times: list[Mark]
    values: list[Mark]
    breaks: list[str]
    bands: list[Band]
    links: list[Link]
    title: str
    told: list[str]
    rows_left_out: int


def plots_of(section: Section) -> list[Plot]:
    """The same plot for a desk and for a phone; the page's styles show one of them."""
    return [_plot(section, layout) for layout in (WIDE, NARROW)]


def worst_of(section: Section) -> dict[UUID, str]:
    """For each figure the relation that matters most: conflict, then agree, then different scope."""
    found: dict[UUID, str] = {}
    for relation in (DIFFERENT_SCOPE, AGREE, CONFLICT):
        for pair in section.pairs:
            if pair.relation == relation:
                found[pair.a.pk] = found[pair.b.pk] = str(relation)
    return found


def _plot(section: Section, layout: Layout) -> Plot:
    figures = section.figures[:MOST_ROWS]
    sides = [side_of(figure) for figure in figures]
    days = [_days(figure) for figure in figures]
    times = time_axis([found for found in days if found], *layout.time)
    is_percent = all(is_percentage(figure.unit) for figure in figures)
    values = value_axis(_values(sides), *layout.value, sign="%" if is_percent else "")
    relations = worst_of(section)
    rows = [
        _row(layout, place, side, found, times, values, relations)
        for place, (side, found) in enumerate(zip(sides, days, strict=True))
    ]
    foot = layout.top + layout.row * len(rows)
    return Plot(
        layout=layout.name,
        id=f"plot-{layout.name}-{section.quantity.pk}",
        width=_c(layout.width),
        height=_c(foot + 12),
        head_y=_c(layout.top - 34),
        axis_y=_c(layout.top - 12),
        foot_y=_c(foot),
        row_height=_c(layout.row),
        time_x=_c(layout.time[0]),
        time_words=_("When"),
        value_x=_c(layout.value[0]),
        value_words=_("How much") if is_percent else _("How many"),
        label_width=_c(layout.width),
        rows=rows,
        times=[Mark(_c(tick.x), tick.words, tick.anchor) for tick in times.ticks],
        values=[Mark(_c(tick.x), tick.words, tick.anchor) for tick in _thinned(values, layout)],
        breaks=[_c(x) for x in times.breaks],
        bands=_bands(layout, days, times),
        links=[] if layout.is_stacked else _links(section, figures, layout),
        title=_("%(quantity)s: when, and how many") % {"quantity": section.quantity.label},
        told=[f"{words.stated(figure)}: {words.scope_said(figure)}" for figure in figures],
        rows_left_out=len(section.figures) - len(figures),
    )


def _row(
    layout: Layout,
    place: int,
    side: Side,
    days: Days | None,
    times: TimeAxis,
    values: ValueAxis,
    relations: Mapping[UUID, str],
) -> Row:
    figure, top = side.figure, layout.top + layout.row * place
    middle = top + layout.row - 22 if layout.is_stacked else top + layout.row / 2
    drawn: dict[str, Any] = {**_drawn_period(figure, days, times), **_drawn_value(side, values)}
    return Row(
        figure=figure.pk,
        y=_c(middle),
        label_y=_c(top + (20 if layout.is_stacked else layout.row / 2 - 3)),
        under_y=_c(top + (40 if layout.is_stacked else layout.row / 2 + 15)),
        value=_cut(words.stated(figure), layout.letters - 12),
        scope=_cut(_under(figure), layout.letters),
        relation=relations.get(figure.pk, "") if figure.confirmed else "",
        is_confirmed=figure.confirmed,
        bar_y=_c(middle - 6),
        box_y=_c(top),
        **drawn,
    )


def _drawn_period(figure: Figure, days: Days | None, times: TimeAxis) -> dict[str, str]:
    if days is None:
        return {}
    x, width = times.bar(days)
    back = _c(x - 2) if figure.period_from is None else ""
    on = _c(x + width + 2) if figure.period_to is None else ""
    return {"bar_x": _c(x), "bar_width": _c(width), "opens_back": back, "opens_on": on}


def _drawn_value(side: Side, values: ValueAxis) -> dict[str, object]:
    span, figure = side.span, side.figure
    low = figure.low if figure.low is not None else figure.high
    high = figure.high if figure.high is not None else figure.low
    if span is None or low is None or high is None:
        return {}
    begin = values.x if span.least is None else values.at(span.least)
    end = values.x + values.width if span.most is None else values.at(span.most)
    return {
        "mark": _c((values.at(low) + values.at(high)) / 2),
        "line_from": _c(begin),
        "line_to": _c(end),
        "is_below": span.least is None,
        "is_above": span.most is None,
    }


def _under(figure: Figure) -> str:
    """Period, in words where there are some, place and authority."""
    when = figure.period_words or words.days_said(figure.period_from, figure.period_to)
    known = [when, figure.place, figure.population, figure.authority]
    return " · ".join(filter(None, known)) or _("no period or place stated")


def _days(figure: Figure) -> Days | None:
    """As ordinals, the end excluded; a period that is open on one side is drawn at its known day."""
    start, end = figure.period_from or figure.period_to, figure.period_to or figure.period_from
    return (start.toordinal(), end.toordinal() + 1) if start and end else None


def _values(sides: Sequence[Side]) -> list[Decimal]:
    found = []
    for side in sides:
        if side.span is not None:
            stated = (side.figure.low, side.figure.high, side.span.least, side.span.most)
            found += [value for value in stated if value is not None]
    return found


def _bands(layout: Layout, days: Sequence[Days | None], times: TimeAxis) -> list[Band]:
    found, seen = [], set()
    for place, whole in enumerate(days):
        if whole is None or whole in seen:
            continue
        seen.add(whole)
        last = place
        for below in days[place + 1 :]:
            if below is None or not (whole[0] <= below[0] and below[1] <= whole[1]):
                break
            last += 1
        if any(days[n] != whole for n in range(place, last + 1)):
            x, width = times.bar(whole)
            y = layout.top + layout.row * place
            height = layout.row * (last - place + 1)
            found.append(Band(_c(x), _c(y + 4), _c(width), _c(height - 8)))
    return found


def _links(section: Section, figures: Sequence[Figure], layout: Layout) -> list[Link]:
    at = {figure.pk: layout.top + layout.row * (n + 0.5) for n, figure in enumerate(figures)}
    telling = [
        pair
        for pair in section.pairs
        if pair.relation in {AGREE, CONFLICT} and pair.a.pk in at and pair.b.pk in at
    ]
    found = []
    for place, pair in enumerate(telling[:_MOST_LINKS]):
        top, bottom = sorted((at[pair.a.pk], at[pair.b.pk]))
        begin = layout.value[0] + layout.value[1] + 16
        x = begin + 14 + 12 * place
        path = f"M{_c(begin)} {_c(top)}H{_c(x)}V{_c(bottom)}H{_c(begin)}"
        sign = "=" if pair.relation == AGREE else "≠"
        found.append(Link(path, _c(x), _c((top + bottom) / 2), pair.relation, sign))
    return found


def _thinned(values: ValueAxis, layout: Layout) -> list[Tick]:
    """On a phone every second label, where there are many."""
    if layout.is_stacked and len(values.ticks) > 3:  # noqa: PLR2004 - what fits
        return [tick for place, tick in enumerate(values.ticks) if place % 2 == 0]
    return list(values.ticks)


def _cut(text: str, letters: int) -> str:
    return text if len(text) <= letters else f"{text[: letters - 1].rstrip()}…"


def _c(value: float) -> str:
    """A position in the drawing."""
    return f"{value:.1f}".removesuffix(".0")
