"""A figure in words, from its row or from its JSON (of the API, of a proposal, of the judged bytes)."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from annotations.figures.scope_words import as_fraction, days_said, fraction_said, stated
from annotations.models import Figure, FigureQualifier


def value_said(row: Figure) -> str:
    """`more than 4,000 kits`, `80%`, `a third`, `hundreds`: the value as a person says it."""
    if row.low is None:
        return row.unit or str(FigureQualifier.VAGUE.label)
    if not row.unit and row.low == row.high and (share := fraction_said(as_fraction(row.low))):
        return share
    return stated(row)


def period_said(row: Figure) -> str:
    """The days; the words of the text where no days are known."""
    return days_said(row.period_from, row.period_to) or row.period_words


def row_of(figure: Mapping[str, Any]) -> Figure:
    """A figure's JSON as an unsaved row, without quantity and claim."""
    period = figure["period"]
    names = ("qualifier", "unit", "period_words", "place", "population", "authority", "confirmed")
    return Figure(
        low=number_of(figure["low"]),
        high=number_of(figure["high"]),
        period_from=_day(period["from"]),
        period_to=_day(period["to"]),
        inferred=list(figure["inferred"]),
        **{name: figure[name] for name in names},
    )


def in_one_line(row: Figure, quantity: str) -> str:
    """All that is judged of a figure, in one line of text."""
    parts = [value_said(row), quantity, row.population, period_said(row), row.place, row.authority]
    if row.inferred:
        parts.append(_("inferred: %(parts)s") % {"parts": ", ".join(sorted(row.inferred))})
    if row.confirmed:
        parts.append(_("confirmed"))
    return " · ".join(part for part in parts if part)


def number_of(value: Any) -> Decimal | None:
    """A value of the JSON, exactly."""
    return None if value is None else Decimal(str(value))


def _day(text: Any) -> date | None:
    return date.fromisoformat(text) if isinstance(text, str) else text
