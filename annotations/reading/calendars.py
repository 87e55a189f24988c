"""What a text tells of its own time: the year of a month that is named without one, the day that "Tuesday" was.

Offsets are Unicode code points, end exclusive. Only the beginning of a long text is read, so that time is bounded.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

import regex

from annotations.reading import period_words as words

READ = 20_000
"""Code points of a text that are read for it."""

_dated = regex.compile(
    rf"\b(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?)?{words.MONTH}\.?(?:\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?!\d))?{words.YEAR_BEHIND}",
    regex.IGNORECASE,
)
_years = regex.compile(r"(?<![\d.,:/-])(?:19|20)\d\d(?![\d.,:/-]?\d)")
_letters = regex.compile(r"\p{L}+")
_most_days = 60
_sentence = 400  # code points in which an event is looked for beside its day


@dataclass(frozen=True, slots=True)
class Calendar:
    """`today` is the article's date; `years` the year that the text itself gives a month; `likely` the year it names most."""

    today: date | None = None
    years: dict[int, int] = field(default_factory=dict)
    likely: int | None = None
    days: list[tuple[int, int, int]] = field(default_factory=list)  # offset, month, day
    text: str = ""

    def year_of(self, month: int) -> tuple[int | None, bool]:
        """The year of a month named without one, and whether the text states it itself.

        By the article's date it is the last such month before it.
        """
        if month in self.years:
            return self.years[month], True
        if self.today:
            return self.today.year - (month > self.today.month), False
        return self.likely, False

    def day_of(self, event: str) -> date | None:
        """The first day that the text names in one breath with `event` ("protests"), None where it names none."""
        stem = event.casefold()[:5]
        found = [
            day for offset, month, number in self.days
            if stem in self._around(offset).casefold() and (day := self._date(month, number))
        ]  # fmt: skip
        return min(found, default=None)

    def _around(self, offset: int) -> str:
        low = max(
            (self.text.rfind(mark, 0, offset) for mark in (". ", "\n", "! ", "? ")), default=0
        )
        ends = [self.text.find(mark, offset) for mark in (". ", "\n", "! ", "? ")]
        high = min((end for end in ends if end >= 0), default=len(self.text))
        return self.text[max(low, offset - _sentence, 0) : min(high, offset + _sentence)]

    def _date(self, month: int, number: int) -> date | None:
        return day(self.year_of(month)[0], month, number)


def day(year: int | None, month: int, number: int) -> date | None:
    """A calendar day, None where there is none such."""
    try:
        return date(year, month, number) if year else None
    except ValueError:
        return None


def calendar_of(text: str, today: date | None) -> Calendar:
    """Read the beginning of `text` for the years and days it names; `today` is its date, where it has one."""
    text = text[:READ]
    years: dict[int, int] = {}
    days: list[tuple[int, int, int]] = []
    for match in _dated.finditer(text):
        month = words.month_of(match["month"])
        if match["year"]:
            years.setdefault(month, int(match["year"]))
        if match["day"] and len(days) < _most_days and not _in_brackets(text, match.start()):
            days.append((match.start(), month, int(match["day"])))
    counted = Counter(int(year) for year in _years.findall(text))
    likely = counted.most_common(1)[0][0] if counted else None
    return Calendar(today, years, likely, days, text)


def _in_brackets(text: str, offset: int) -> bool:
    """Whether a day is the dateline's or a caption's."""
    before = text[max(0, offset - 120) : offset]
    return before.rfind("(") > before.rfind(")")
