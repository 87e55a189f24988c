"""Scopes of figures: what a period, a place or a population is to another one. Pure.

Unknown is not different: what one of the two does not state is told as `unknown`.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import regex

_LONGEST = 200  # code points of a name that are looked at
_of = regex.compile(
    r"^(?:in\s+)?(?:the\s+)?(?:(?:city|town|village|republic|country|whole)\s+of\s+)?(?:the\s+)?",
    regex.IGNORECASE,
)
_everybody = frozenset({"", "all", "everyone", "everybody", "people", "все", "усе"})


class Meet(StrEnum):
    """What the first is to the second."""

    SAME = "same"
    WITHIN = "within"
    AROUND = "around"
    OVERLAPS = "overlaps"
    APART = "apart"
    UNKNOWN = "unknown"
    NEITHER = "neither"


DIFFERENT = frozenset({Meet.WITHIN, Meet.AROUND, Meet.OVERLAPS, Meet.APART})
_PART = frozenset({Meet.SAME, Meet.NEITHER, Meet.WITHIN})
_WHOLE = frozenset({Meet.SAME, Meet.NEITHER, Meet.AROUND})


@dataclass(frozen=True, slots=True)
class Period:
    """Days, both included; None where it is open on that side ("by 14 August"), `words` where it is told in words only."""

    start: date | None = None
    end: date | None = None
    words: str = ""

    @property
    def has_days(self) -> bool:
        """Whether it can be put on a calendar."""
        return self.start is not None or self.end is not None


@dataclass(frozen=True, slots=True)
class Scope:
    """What a figure is of: when, where (from small to large: `("zhodino", "belarus")`), among whom."""

    period: Period
    place: tuple[str, ...]
    population: str


@dataclass(frozen=True, slots=True)
class Meeting:
    """What one scope is to another, field by field."""

    period: Meet
    place: Meet
    population: Meet

    @property
    def differs(self) -> bool:
        """Whether period, place or population differ for certain."""
        return not DIFFERENT.isdisjoint((self.period, self.place, self.population))

    @property
    def part(self) -> int:
        """0 where the first is a part of the second, 1 where it is the other way round, else -1."""
        meets = {self.period, self.place, self.population}
        if meets <= _PART and Meet.WITHIN in meets:
            return 0
        return 1 if meets <= _WHOLE and Meet.AROUND in meets else -1


def scope(period: Period, place: str, population: str) -> Scope:
    """A scope of what a person typed. A place that names a larger one behind a comma lies within it."""
    names = (_of.sub("", part.strip()) for part in folded(place).split(","))
    who = folded(population)
    return Scope(period, tuple(name for name in names if name), "" if who in _everybody else who)


def meeting(first: Scope, second: Scope) -> Meeting:
    """What `first` is to `second`."""
    return Meeting(
        periods(first.period, second.period),
        places(first.place, second.place),
        populations(first.population, second.population),
    )


def periods(first: Period, second: Period) -> Meet:
    """By their days where both have them; by the same words otherwise."""
    if not (first.has_days and second.has_days):
        has_one = first.has_days or second.has_days or first.words or second.words
        if first.words and folded(first.words) == folded(second.words):
            return Meet.SAME
        return Meet.UNKNOWN if has_one else Meet.NEITHER
    a, b = _days(first), _days(second)
    if a == b:
        return Meet.SAME
    if b[0] <= a[0] and a[1] <= b[1]:
        return Meet.WITHIN
    if a[0] <= b[0] and b[1] <= a[1]:
        return Meet.AROUND
    return Meet.APART if a[1] < b[0] or b[1] < a[0] else Meet.OVERLAPS


def places(first: tuple[str, ...], second: tuple[str, ...]) -> Meet:
    """`("zhodino", "belarus")` lies within `("belarus",)`; of two bare names nobody here knows which holds which."""
    if not first or not second:
        return Meet.UNKNOWN if first or second else Meet.NEITHER
    if first == second:
        return Meet.SAME
    if first[-len(second) :] == second:
        return Meet.WITHIN
    return Meet.AROUND if second[-len(first) :] == first else Meet.APART


def populations(first: str, second: str) -> Meet:
    """Where none is named, everyone is counted: women lie within them."""
    if first == second:
        return Meet.SAME if first else Meet.NEITHER
    if not second:
        return Meet.WITHIN
    return Meet.AROUND if not first else Meet.APART


def folded(words: str) -> str:
    """Without case and needless white space."""
    return " ".join(words[:_LONGEST].casefold().split())


def _days(period: Period) -> tuple[date, date]:
    return period.start or date.min, period.end or date.max
