"""How the text of a PDF is set: its size, the room between its lines, how far its columns reach."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from annotations.imports.readers.pdf.lines import Line

SAME_SIZE = 0.07  # of the larger size
LARGE = 1.15  # times the usual size: no text that runs on
LOOSE = 0.3  # ems of room more than usual between two lines
INDENT = 0.6  # ems
EVEN = 0.15  # of the width: lines that end so near each other fill a width
MOSTLY = 0.7
LEADING = 1.2  # ems between baselines, where the document tells none
WIDEST_LEADING = 2.6
LINES_OF_PARAGRAPH = 12  # at most, where paragraphs begin with an indent


@dataclass(slots=True)
class Setting:
    """How the document's text is set.

    Attributes:
        size: of most of its text, in points.
        leading: by size of font, from one baseline to the next.
        is_indented: a paragraph begins with an indent rather than after some room.
    """

    size: float
    leading: dict[int, float] = field(default_factory=dict)
    is_indented: bool = False

    def leading_of(self, size: float) -> float:
        """From one baseline to the next in text of this size."""
        return self.leading.get(round(size), LEADING * size)


def setting_of(lines: Sequence[Line]) -> Setting:
    """Learn from all lines how the text is set, and note at each how far its column reaches."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size * 2) / 2] += len(line.text)
    setting = Setting(sizes.most_common(1)[0][0] if sizes else 10.0)
    setting.leading = _leading(lines)
    _reach(lines, setting)
    indents = sum(1 for a, b in pairwise(lines) if _steps_in(a, b, setting))
    setting.is_indented = indents * LINES_OF_PARAGRAPH > len(lines)
    return setting


def _leading(lines: Sequence[Line]) -> dict[int, float]:
    """By size of font, the usual step from line to line, or the smallest of those nearly as usual."""
    steps: dict[int, Counter[float]] = defaultdict(Counter)
    for a, b in pairwise(lines):
        step = a.y - b.y
        if a.column == b.column and is_same_size(a, b) and 0 < step < WIDEST_LEADING * a.size:
            steps[round(a.size)][round(step * 2) / 2] += 1
    return {
        size: min(step for step, count in seen.items() if 2 * count >= max(seen.values()))
        for size, seen in steps.items()
    }


def _steps_in(a: Line, b: Line, setting: Setting) -> bool:
    """Whether a line begins further in than the one close above it, which stands at the edge."""
    is_below = a.column == b.column and is_tight(a, b, setting)
    return is_below and b.x0 - a.x0 > INDENT * a.size and a.x0 - a.left < INDENT * a.size


def _reach(lines: Sequence[Line], setting: Setting) -> None:
    """Find how far the lines of each column reach, and those of each stretch that is set narrower."""
    ends: dict[tuple[int, int], list[float]] = defaultdict(list)
    for line in lines:
        if abs(line.size - setting.size) <= SAME_SIZE * setting.size:
            ends[_column(line)].append(line.x1)
    rights = {column: max(found) for column, found in ends.items() if len(found) > 2}  # noqa: PLR2004 (a few lines tell)
    for line in lines:
        line.right = rights.get(_column(line), line.right)
    for stretch in _stretches(lines, setting):
        widest = max(line.x1 for line in stretch)
        room = EVEN * (widest - min(line.x0 for line in stretch))
        filled = sum(1 for line in stretch[:-1] if widest - line.x1 < room)
        if len(stretch) > 2 and filled >= MOSTLY * (len(stretch) - 1):  # noqa: PLR2004 (a few lines tell)
            for line in stretch:
                line.right = min(line.right, widest)


def _stretches(lines: Sequence[Line], setting: Setting) -> Iterator[list[Line]]:
    """Lines that follow one another without more room between them than within a paragraph."""
    stretch: list[Line] = []
    for line in lines:
        last = stretch[-1] if stretch else None
        if last and (last.column != line.column or not is_tight(last, line, setting)):
            yield stretch
            stretch = []
        stretch.append(line)
    if stretch:
        yield stretch


def _column(line: Line) -> tuple[int, int]:
    return round(line.left / 4), round(line.right / 4)


def is_same_size(a: Line, b: Line) -> bool:
    """Whether two lines are of one size, as near as fonts tell."""
    return abs(a.size - b.size) <= SAME_SIZE * max(a.size, b.size)


def is_tight(a: Line, b: Line, setting: Setting) -> bool:
    """Whether there is no more room between two lines than within a paragraph."""
    return 0 < a.y - b.y <= setting.leading_of(max(a.size, b.size)) + LOOSE * a.size
