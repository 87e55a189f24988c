"""The figures that a passage states, with their scope as the text around it tells it.

What is read is only proposed: each field that the words do not state themselves is named in `inferred`. Offsets are Unicode
code points, end exclusive; only a window around the passage is read, so that time is bounded.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

from annotations.reading.measures import Measure, measure_of, quantity_of
from annotations.reading.stated_context import Context
from annotations.reading.stated_scope import Found, authority_of, period_of, place_of
from annotations.reading.stated_values import Value, values_in

Span = tuple[int, int]
_LONGEST = 4000  # code points of a passage's sentences that are read
_OLDEST = 120  # years
MOST = 12
"""Figures of one claim that are proposed."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure that a passage states.

    `low` and `high` are as stated, equal where it is one, None where none is ("hundreds"). `part_of` is the figure's words
    of which this one is a share, with its value. `ranks` tell how near each scope stands to the figure: 0 in its sentence.
    """

    start: int
    end: int
    words: str
    low: Fraction | None
    high: Fraction | None
    qualifier: str
    unit: str
    population: str
    quantity: str
    period: Found[tuple[date | None, date | None]]
    period_words: str
    place: Found[str]
    authority: Found[str]
    is_unit_sure: bool
    part_of: tuple[str, Fraction] | None = None

    @property
    def inferred(self) -> list[str]:
        """The fields that the text does not state."""
        scopes: dict[str, Found[Any]] = {
            "period": self.period,
            "place": self.place,
            "authority": self.authority,
        }
        named = [name for name, one in scopes.items() if one.is_inferred and one.says_something]
        return named + ([] if self.is_unit_sure or not self.unit else ["unit"])


def stated(context: Context, start: int, end: int) -> list[Stated]:
    """Return the figures that the passage `start`..`end` of the context's text states, in its order."""
    end = min(end, start + _LONGEST)
    found: list[Stated] = []
    for low, high in _around(context, start, end):
        words = context.text[low:high]
        spans = [(one.start, one.end) for one in context.periods(low, high)]
        values = values_in(words)
        for place, value in enumerate(values):
            is_inside = start <= low + value.start and low + value.end <= end
            if (
                len(found) < MOST
                and is_inside
                and not _is_in(spans, low + value.start)
                and not _is_age(words, value)
            ):
                found.append(_stated(context, (low, high), words, value, values[:place]))
    return found


def merged(several: Sequence[Sequence[Stated]]) -> list[Stated]:
    """Return the figures of several passages of one claim: the same value and unit once, each scope as near as it is told."""
    by_value: dict[tuple[object, ...], Stated] = {}
    for one in (one for found in several for one in found):
        key = (one.low, one.high, one.qualifier, one.unit)
        known = by_value.get(key)
        by_value[key] = _nearer(known, one) if known else one
    return list(by_value.values())[:MOST]


def _nearer(known: Stated, other: Stated) -> Stated:
    is_sooner = other.period.rank < known.period.rank
    return replace(
        known,
        period=other.period if is_sooner else known.period,
        period_words=other.period_words if is_sooner else known.period_words,
        place=other.place if other.place.rank < known.place.rank else known.place,
        authority=other.authority if other.authority.rank < known.authority.rank else known.authority,
    )  # fmt: skip


def _around(context: Context, start: int, end: int) -> list[Span]:
    """The sentences that a passage touches, else the passage itself."""
    touched = [(low, high) for low, high in context.sentences if low < end and high > start]
    return [(max(low, start - _LONGEST), min(high, end + _LONGEST)) for low, high in touched] or [(start, end)]  # fmt: skip


def _is_in(spans: Sequence[Span], offset: int) -> bool:
    """Whether a number is part of a period ("in five days")."""
    return any(start <= offset < end for start, end in spans)


def _is_age(words: str, value: Value) -> bool:
    """Whether it is how old somebody is: "The minister, 54, said"."""
    is_apart = words[: value.start].endswith(", ") and words.startswith(",", value.end)
    return is_apart and value.high is not None and value.high < _OLDEST


def _stated(context: Context, sentence: Span, words: str, value: Value, before: list[Value]) -> Stated:  # fmt: skip
    measure = measure_of(words, value.figure)
    start = sentence[0] + value.start
    period, said = period_of(context, sentence, start)
    return Stated(
        start=start,
        end=sentence[0] + value.end,
        words=words[value.start : value.end],
        low=value.low,
        high=value.high,
        qualifier=value.qualifier,
        unit=measure.unit,
        population=measure.population,
        quantity=quantity_of(words, value.figure, measure),
        period=period,
        period_words=said,
        place=place_of(context, sentence, start),
        authority=authority_of(context, sentence, start, sentence[0] + value.end),
        is_unit_sure=measure.is_sure,
        part_of=_part_of(words, value, measure, before),
    )


def _part_of(
    words: str, value: Value, measure: Measure, before: list[Value]
) -> tuple[str, Fraction] | None:  # fmt: skip
    """A share is of the last count before it in its sentence ("987 detentions, of which one third")."""
    if value.high is None or value.high >= 1 or measure.unit:
        return None
    counts = [
        one for one in before if one.high is not None and one.high > 1 and not one.figure.is_percent
    ]
    if not counts or counts[-1].high is None:
        return None
    last = counts[-1]
    what = measure_of(words, last.figure).what
    return f"{words[last.start : last.end]} {what}".strip(), counts[-1].high
