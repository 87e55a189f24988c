"""The two axes of the board's plot: time with breaks between far years, and values. Numbers in, positions out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import ceil, floor, log10, sqrt

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from annotations.figures.scope_words import days_said, number

_MOST_STRETCHES = 4
_FEWEST_DAYS_APART = 60
_BREAK = 26.0
_LEAST_SHARE = 0.8  # of an even share: a night beside a quarter stays visible
_LOG_FROM = 200  # times that the largest value is the smallest
_WIDE_ENOUGH = 112
_THOUSAND = 1000
Days = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Tick:
    """A label on an axis: where, what, and which end of the words is there (`start`, `middle`, `end`)."""

    x: float
    words: str
    anchor: str = "middle"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of time without a break: days (the end excluded), and where it is drawn."""

    days: Days
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class TimeAxis:
    """Stretches of time side by side."""

    stretches: list[Stretch]
    ticks: list[Tick]

    def bar(self, days: Days) -> tuple[float, float]:
        """Where a period begins and how wide it is; never so narrow that it can't be seen."""
        for stretch in self.stretches:
            first, after = stretch.days
            if first <= days[0] and days[1] <= after:
                scale = stretch.width / (after - first)
                return stretch.x + (days[0] - first) * scale, max(5.0, (days[1] - days[0]) * scale)
        return (0.0, 0.0)

    @property
    def breaks(self) -> list[float]:
        """The middles of the gaps."""
        return [stretch.x - _BREAK / 2 for stretch in self.stretches[1:]]


@dataclass(frozen=True, slots=True)
class ValueAxis:
    """From the least to the most value, evenly or by powers of ten."""

    least: float
    most: float
    x: float
    width: float
    is_log: bool
    ticks: list[Tick]

    def at(self, value: Decimal | float) -> float:
        """Where a value is; beyond an end, at that end."""
        place, low, high = float(value), self.least, self.most
        if self.is_log:
            place, low, high = log10(max(place, low)), log10(low), log10(high)
        share = (place - low) / (high - low)
        return self.x + self.width * min(1.0, max(0.0, share))


def time_axis(periods: Iterable[Days], x: float, width: float) -> TimeAxis:
    """An axis that shows every period; between stretches of time far apart it is broken."""
    stretches = _stretches(sorted(periods))
    if not stretches:
        return TimeAxis([], [])
    free = width - _BREAK * (len(stretches) - 1)
    weights = [sqrt(after - first) for first, after in stretches]
    total = sum(weights)
    least = _LEAST_SHARE / len(stretches)
    shares = [max(least, weight / total) for weight in weights]
    drawn, at = [], x
    for days, share in zip(stretches, shares, strict=True):
        wide = free * share / sum(shares)
        drawn.append(Stretch(days, at, wide))
        at += wide + _BREAK
    return TimeAxis(drawn, [tick for stretch in drawn for tick in _time_ticks(stretch)])


def value_axis(values: Sequence[Decimal], x: float, width: float, sign: str = "") -> ValueAxis:
    """An axis that shows every value, and zero unless the values are of very different size."""
    found = [float(value) for value in values] or [0.0]
    least, most = min(*found, 0.0), max(*found, 0.0)
    smallest = min(found)
    if smallest > 0 and most / smallest > _LOG_FROM:
        low, high = 10.0 ** floor(log10(smallest)), 10.0 ** ceil(log10(most))
        axis = ValueAxis(low, high, x, width, is_log=True, ticks=[])
        marks = _powers(low, high)
    else:
        step = _step(least, most)
        low, high = floor(least / step) * step, ceil(most / step) * step
        axis = ValueAxis(low, high or step, x, width, is_log=False, ticks=[])
        count = round((axis.most - low) / step)
        marks = [low + step * place for place in range(count + 1)]
    axis.ticks.extend(Tick(axis.at(mark), short(mark) + sign) for mark in marks)
    return axis


def short(value: float) -> str:
    """A number on an axis: `7,000`, `2.5M`, `3 × 10¹²` as `3e12`."""
    size = abs(value)
    if size >= 1e15:  # noqa: PLR2004 - beyond what has a short word
        return f"{value:.0e}".replace("e+", "e")
    units = ((1e12, _("%(n)sT")), (1e9, _("%(n)sB")), (1e6, _("%(n)sM")))
    for unit, words in units:
        if size >= unit:
            return words % {"n": number_format(f"{value / unit:g}")}
    return number(Decimal(f"{value:.6g}"))


def _stretches(periods: Sequence[Days]) -> list[Days]:
    found: list[Days] = []
    for first, after in periods:
        if found and not _is_far(found[-1], (first, after)):
            found[-1] = (found[-1][0], max(found[-1][1], after))
        else:
            found.append((first, after))
    while len(found) > _MOST_STRETCHES:
        gaps = [found[place + 1][0] - found[place][1] for place in range(len(found) - 1)]
        place = gaps.index(min(gaps))
        found[place : place + 2] = [(found[place][0], found[place + 1][1])]
    return found


def _is_far(before: Days, after: Days) -> bool:
    gap = after[0] - before[1]
    longest = max(before[1] - before[0], after[1] - after[0])
    return gap > max(_FEWEST_DAYS_APART, longest)


def _time_ticks(stretch: Stretch) -> list[Tick]:
    first, last = date.fromordinal(stretch.days[0]), date.fromordinal(stretch.days[1] - 1)
    end = stretch.x + stretch.width
    if first == last or stretch.width < _WIDE_ENOUGH:
        words = days_said(first, last) if stretch.width > _WIDE_ENOUGH / 2 else str(first.year)
        if first.year != last.year and stretch.width < _WIDE_ENOUGH:
            words = f"{first.year}–{last.year}"
        return [Tick(stretch.x + stretch.width / 2, words)]
    begin = date_format(first, "MONTH_DAY_FORMAT" if first.year == last.year else "j M Y")
    return [
        Tick(stretch.x, begin, "start"),
        Tick(end, date_format(last, "SHORT_DATE_FORMAT"), "end"),
    ]


def _step(least: float, most: float) -> float:
    """A round step that makes three to five of them."""
    rough = (most - least) / 4 or 0.25
    power = 10.0 ** floor(log10(rough))
    return next(power * nice for nice in (1, 2, 2.5, 5, 10) if power * nice >= rough)


def _powers(low: float, high: float) -> list[float]:
    first, last = round(log10(low)), round(log10(high))
    every = max(1, ceil((last - first) / 4))
    return [10.0**place for place in range(first, last + 1, every)]
