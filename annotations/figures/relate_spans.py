"""Which values a stated figure covers: "around 3,000" is 2,700 to 3,300, "at least 671" is 671 and all above."""

from dataclasses import dataclass
from decimal import Decimal, localcontext

from annotations.reading.scopes import folded

_TENTH = Decimal("0.1")
_PERCENT = frozenset({"%", "percent", "per cent", "pct", "percentage", "проценты", "процентов"})
_SHARE = frozenset({"share", "of the whole", "fraction", "доля"})


@dataclass(frozen=True, slots=True)
class Span:
    """Values from `least` to `most`; None where there is no bound. An open bound is not itself covered."""

    least: Decimal | None
    most: Decimal | None
    is_open_below: bool = False
    is_open_above: bool = False

    @property
    def is_one(self) -> bool:
        """Whether it is a single value."""
        return self.least is not None and self.least == self.most

    def meets(self, other: "Span") -> bool:
        """Whether some value is covered by both."""
        return not (self.is_above(other) or other.is_above(self))

    def is_above(self, other: "Span") -> bool:
        """Whether every value of this one is more than every value of the other."""
        if self.least is None or other.most is None:
            return False
        if self.least == other.most:
            return self.is_open_below or other.is_open_above
        return self.least > other.most


def span_of(
    low: Decimal | None, high: Decimal | None, qualifier: str, unit: str = ""
) -> Span | None:
    """The values that a figure covers; None where it states none ("hundreds").

    about, barely: a tenth to both sides. almost: nine tenths up to the value. A bare percentage: half its last digit to both
    sides. more than, at least, less than, at most: all on that side. exact, and a bare number: itself.
    """
    low, high = (low if low is not None else high), (high if high is not None else low)
    if low is None or high is None or qualifier == "vague":
        return None
    with localcontext() as exact:
        exact.prec = 40  # 30 digits and a tenth of them
        return _span(low, high, qualifier, is_percent=is_percentage(unit))


def _span(low: Decimal, high: Decimal, qualifier: str, *, is_percent: bool) -> Span:
    if qualifier in {"more than", "at least"}:
        return Span(low, None, is_open_below=qualifier == "more than")
    if qualifier in {"less than", "at most"}:
        return Span(None, high, is_open_above=qualifier == "less than")
    if qualifier in {"about", "barely"}:
        return Span(low - abs(low) * _TENTH, high + abs(high) * _TENTH)
    if qualifier == "almost":
        least = low - abs(low) * _TENTH
        return Span(least, high)
    if qualifier == "none" and is_percent and low == high:
        half = half_digit(low)
        return Span(low - half, high + half)
    return Span(low, high)


def half_digit(value: Decimal) -> Decimal:
    """Half of the last stated digit: 0.5 of 80, 0.05 of 9.5."""
    exponent = value.normalize().as_tuple().exponent
    places = min(exponent, 0) if isinstance(exponent, int) else 0
    return Decimal(5).scaleb(places - 1)


def is_percentage(unit: str) -> bool:
    """Whether the unit is per cent."""
    return folded(unit) in _PERCENT


def is_rate(unit: str) -> bool:
    """Whether it is a share or a rate: a part may have more of it than the whole."""
    words = folded(unit)
    return words in _PERCENT or words in _SHARE or "%" in words or " per " in f" {words} "


def are_comparable(first: str, second: str) -> bool:
    """Whether two units count in one measure: per cent and people do not."""
    if first == second:
        return True
    a, b = folded(first), folded(second)
    if a == b or (is_percentage(a) and is_percentage(b)):
        return True
    return not (is_rate(a) or is_rate(b)) or not a or not b
