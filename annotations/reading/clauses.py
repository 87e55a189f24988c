"""A sentence with the verbs and figures that its clauses are told by.

Offsets are Unicode code points of the whole text, end exclusive.
"""

from bisect import bisect_left
from dataclasses import dataclass, replace

from annotations.reading.figures import Figure, figures
from annotations.reading.quotations import is_inside
from annotations.reading.verbs import finite_verbs

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Sentence:
    """`text[start:end]` with its finite verbs (none of a quotation's) and its figures (no dates, no "No. 1")."""

    text: str
    start: int
    end: int
    verbs: list[Span]
    figures: list[Figure]
    figure_starts: list[int]

    def verb_in(self, start: int, end: int) -> Span | None:
        """The first verb that stands between."""
        place = bisect_left(self.verbs, (start, 0))
        found = self.verbs[place] if place < len(self.verbs) else None
        return found if found and found[1] <= end else None

    def figure_in(self, start: int, end: int) -> Figure | None:
        """The first figure that stands between."""
        place = bisect_left(self.figure_starts, start)
        found = self.figures[place] if place < len(self.figures) else None
        return found if found and found.end <= end else None

    def last_figure_before(self, offset: int) -> Figure | None:
        """The last figure that begins before."""
        place = bisect_left(self.figure_starts, offset)
        return self.figures[place - 1] if place else None


def read_sentence(text: str, start: int, end: int, quoted: list[Span]) -> Sentence:
    """Read `text[start:end]`; `quoted` are the quotations of the text."""
    verbs = [verb for verb in finite_verbs(text, start, end) if not is_inside(quoted, verb[0])]
    counted = [
        replace(one, start=one.start + start, end=one.end + start)
        for one in figures(text[start:end])
        if one.kind in {"quantity", "vague"}
    ]
    return Sentence(text, start, end, verbs, counted, [one.start for one in counted])
