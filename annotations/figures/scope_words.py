"""A figure's value and scope in words, the same on the board, in the reasons, on the card and in the plot."""

from calendar import monthrange
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from annotations.figures.relate_spans import Span, is_percentage
from annotations.models import Figure, FigureQualifier
from annotations.workflow.judged import plain

_MOST_PARTS = 10


def number(value: Decimal) -> str:
    """A number as the reader's language writes it: `7,000`, `0.5`, `−12.25`; in Russian `7 000`, `0,5`."""
    text = plain(value) or "0"
    sign, text = ("−", text[1:]) if text.startswith("-") else ("", text)
    return f"{sign}{number_format(text, force_grouping=True)}"


def stated(figure: Figure) -> str:
    """The value with qualifier and unit: `about 3,000 people`, `more than 80%`, `a third`."""
    if figure.low is None and figure.high is None:
        return " ".join(filter(None, [_("no number stated"), figure.unit and f"({figure.unit})"]))
    amount, unit = _amount(figure), figure.unit
    if share := _share(figure):
        amount, unit = share, ""
    elif is_percentage(unit):
        amount, unit = f"{amount}%", ""
    return " ".join(filter(None, [qualifier(figure.qualifier), amount, unit]))


def qualifier(name: str) -> str:
    """The qualifier as it is said before a value; nothing for none and for exact."""
    if name in {FigureQualifier.NONE, FigureQualifier.EXACT}:
        return ""
    return str(FigureQualifier(name).label)


def covered(span: Span, unit: str = "") -> str:
    """The values of a span: `2,700 to 3,300`, `more than 80%`, `671 or more`."""
    sign = "%" if is_percentage(unit) else ""
    if span.least is not None and span.most is not None:
        low, high = number(span.least) + sign, number(span.most) + sign
        return low if span.is_one else _("%(low)s to %(high)s") % {"low": low, "high": high}
    bound = number(span.least if span.least is not None else span.most or Decimal(0)) + sign
    if span.least is not None:
        return (_("above %(n)s") if span.is_open_below else _("%(n)s or more")) % {"n": bound}
    return (_("below %(n)s") if span.is_open_above else _("%(n)s or less")) % {"n": bound}


def period(figure: Figure) -> str:
    """When: the words of the text, and the days; empty where neither is known."""
    days = days_said(figure.period_from, figure.period_to)
    if figure.period_words and days:
        return f"{figure.period_words} ({days})"
    return figure.period_words or days


def days_said(start: date | None, end: date | None) -> str:
    """`14 Aug 2020`, `9–13 Aug 2020`, `January 2024`, `1 Jan–31 Mar 2024`, `until 14 Aug 2020`."""
    if start is None or end is None:
        return _open_days(start, end)
    last = str(date_format(end, "SHORT_DATE_FORMAT"))
    if start == end:
        return last
    if start.year != end.year:
        return f"{date_format(start, 'SHORT_DATE_FORMAT')}–{last}"
    if start.month != end.month:
        return f"{date_format(start, 'MONTH_DAY_FORMAT')}–{last}"
    is_month = start.day == 1 and end.day == monthrange(end.year, end.month)[1]
    return str(date_format(start, "YEAR_MONTH_FORMAT")) if is_month else f"{start.day}–{last}"


def _open_days(start: date | None, end: date | None) -> str:
    known = start or end
    if known is None:
        return ""
    day = date_format(known, "SHORT_DATE_FORMAT")
    return (_("since %(day)s") if start else _("until %(day)s")) % {"day": day}


def scope_said(figure: Figure) -> str:
    """When, where, among whom, as far as it is stated."""
    known = [period(figure), figure.place, figure.population]
    return ", ".join(filter(None, known)) or _("no period or place stated")


def _amount(figure: Figure) -> str:
    low = figure.low if figure.low is not None else figure.high
    high = figure.high if figure.high is not None else figure.low
    if low is None or high is None:
        return ""
    return number(low) if low == high else f"{number(low)}–{number(high)}"


def _share(figure: Figure) -> str:
    """A share as it is said: `a third`. What counts something in a unit is one only where it says of what."""
    if figure.low is None or figure.low != figure.high or is_percentage(figure.unit):
        return ""
    if figure.share_of_id is None and (figure.unit or not 0 < figure.low < 1):
        return ""
    return fraction_said(as_fraction(figure.low))


def as_fraction(value: Decimal) -> Fraction:
    """The simple fraction that a stored share stands for: 0.333333333 is a third."""
    exact = Fraction(value)
    near = exact.limit_denominator(_MOST_PARTS)
    return near if abs(near - exact) < Fraction(1, 10_000) else exact


def fraction_said(share: Fraction) -> str:
    """A fraction in words where there are some: `half`, `a third`, `2/5`."""
    known = {
        Fraction(1, 2): _("half"),
        Fraction(1, 3): _("a third"),
        Fraction(2, 3): _("two thirds"),
        Fraction(1, 4): _("a quarter"),
        Fraction(3, 4): _("three quarters"),
    }
    if share in known:
        return known[share]
    is_simple = 0 < share < 1 and share.denominator <= _MOST_PARTS
    return f"{share.numerator}/{share.denominator}" if is_simple else ""
