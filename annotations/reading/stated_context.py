"""A text as the figures of its passages are read in: its spans, its calendar, the country that it speaks of.

Offsets are Unicode code points, end exclusive.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from annotations.reading.calendars import Calendar, calendar_of
from annotations.reading.periods import Period, periods
from annotations.reading.whereabouts import country_of

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Context:
    """A text as its passages are read in: `blocks` and `sentences` are its spans, in order. `known`: periods read before."""

    text: str
    sentences: Sequence[Span]
    blocks: Sequence[Span]
    calendar: Calendar
    country: str
    known: dict[Span, list[Period]] = field(default_factory=dict)

    def periods(self, low: int, high: int) -> list[Period]:
        """The periods that are named there."""
        if (low, high) not in self.known:
            self.known[low, high] = periods(self.text, low, high, self.calendar)
        return self.known[low, high]


def context_of(
    text: str, sentences: Sequence[Span], blocks: Sequence[Span], today: date | None
) -> Context:  # fmt: skip
    """Read what a text tells of all its passages; `today` is the article's date, where it has one."""
    return Context(text, sentences, blocks, calendar_of(text, today), country_of(text))
