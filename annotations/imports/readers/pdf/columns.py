"""The reading order of a page: its columns from left to right, each from top to bottom.

A gutter is a place where many pieces begin, with room to the left of it, and text on both sides at
the same heights. What crosses it (a headline over two columns) parts the page into bands, which are
read one after another.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from annotations.imports.readers.pdf.lines import Line, lines_of, rows
from annotations.imports.readers.pdf.pieces import Piece

MOST_PIECES = 20_000  # of a page; more are a drawing, read from top to bottom
FEWEST = 2  # rows on either side
CLEAR = 3  # rows; fewer must be drawn column by column
GUTTER = 0.5  # ems of room
CANDIDATES = 12
ALIGNED = 2.0  # points
WORDY = 14  # characters of a usual line; table cells are shorter
SHORTEST = 4
MOST_CROSSING = 0.5  # of the pieces
DEPTH = 6
HEADLINE = 1.25  # times the usual size


@dataclass(frozen=True, slots=True)
class Gutter:
    """A gutter.

    Attributes:
        begin: where the right-hand column begins.
        end: how far the left-hand column reaches.
        limit: what reaches further, crosses the gutter.
        worth: the more text beside it and the less across, the more.
    """

    begin: float
    end: float
    limit: float
    worth: int


@dataclass(frozen=True, slots=True)
class Area:
    """A part of a page that is being put in order."""

    left: float
    right: float
    depth: int = 0


class Order:
    """Puts one page's pieces in order.

    Args:
        known: where columns begin on other pages of the document, in points; there, few lines are
            enough to tell a column.
        columns: how many columns were counted before this page.
    """

    def __init__(self, page: int, known: Sequence[float] = (), columns: int = 0) -> None:
        self.page, self.known, self.columns = page, known, columns
        self.found: list[float] = []

    def lines(self, pieces: Sequence[Piece]) -> list[Line]:
        """All lines in reading order."""
        if not pieces:
            return []
        whole = Area(min(p.x0 for p in pieces), max(p.x1 for p in pieces))
        return self._ordered(list(pieces), whole)

    def _ordered(self, pieces: list[Piece], area: Area) -> list[Line]:
        if not pieces:
            return []
        gutter = None
        if area.depth < DEPTH and len(pieces) <= MOST_PIECES:
            gutter = self._gutter(pieces)
        if gutter is None:
            self.columns += 1
            return lines_of(pieces, self.page, area.left, area.right, self.columns)
        self.found.append(gutter.begin)
        found: list[Line] = []
        for is_whole, band in _bands(pieces, gutter):
            if is_whole:
                self.columns += 1
                found += lines_of(band, self.page, area.left, area.right, self.columns)
            else:
                found += self._sides(band, gutter, area)
        return found

    def _sides(self, band: list[Piece], gutter: Gutter, area: Area) -> list[Line]:
        left = self._ordered(
            [p for p in band if p.x0 < gutter.begin - ALIGNED],
            Area(area.left, gutter.end, area.depth + 1),
        )
        right = self._ordered(
            [p for p in band if p.x0 >= gutter.begin - ALIGNED],
            Area(gutter.begin, area.right, area.depth + 1),
        )
        return left + right

    def _gutter(self, pieces: Sequence[Piece]) -> Gutter | None:
        """The gutter with the most text beside it."""
        starts = Counter(round(piece.x0 / ALIGNED) for piece in pieces)
        common = [start * ALIGNED for start, _ in starts.most_common(CANDIDATES)]
        near = [x for x in self.known if any(abs(p.x0 - x) <= 2 * ALIGNED for p in pieces)]
        em = median(piece.size for piece in pieces)
        found = [self._judged(pieces, x, em) for x in dict.fromkeys([*near, *common])]
        return max((g for g in found if g is not None), key=lambda g: g.worth, default=None)

    def _judged(self, pieces: Sequence[Piece], x: float, em: float) -> Gutter | None:
        begin = min((p.x0 for p in pieces if abs(p.x0 - x) <= ALIGNED), default=x)
        right = [p for p in pieces if p.x0 >= begin - ALIGNED]
        left = [p for p in pieces if p.x1 <= begin - GUTTER * em]
        crossing = len(pieces) - len(left) - len(right)
        is_known = any(abs(begin - other) <= 2 * ALIGNED for other in self.known)
        fewest = 1 if is_known else FEWEST
        if crossing > MOST_CROSSING * len(pieces):
            return None
        left, right = _facing(left, right)
        if len(rows(left)) < fewest or len(rows(right)) < fewest:
            return None
        if not is_known and not _are_columns(left, right):
            return None
        end = max(p.x1 for p in left)
        return Gutter(begin, end, begin - GUTTER * em, min(len(left), len(right)) - 2 * crossing)


def _facing(left: list[Piece], right: list[Piece]) -> tuple[list[Piece], list[Piece]]:
    """The pieces of either side that stand at the height of the other side."""
    if not left or not right:
        return [], []
    top = min(max(p.y for p in left), max(p.y for p in right)) + 1
    foot = max(min(p.y for p in left), min(p.y for p in right)) - 1
    return [p for p in left if foot <= p.y <= top], [p for p in right if foot <= p.y <= top]


def _are_columns(left: Sequence[Piece], right: Sequence[Piece]) -> bool:
    """Columns of text and not of a table: long lines, drawn one column after the other."""
    lengths = [median(len(piece.text) for piece in side) for side in (left, right)]
    after = {piece.rank: piece for piece in right}
    together = sum(
        1
        for piece in left
        if (other := after.get(piece.rank + 1)) and abs(other.y - piece.y) < 0.3 * piece.size
    )
    if min(len(left), len(right)) < CLEAR and (together or min(lengths) < WORDY):
        return False
    is_by_row = together > 0.5 * min(len(left), len(right))
    if is_by_row:
        return min(lengths) >= 2 * WORDY
    return min(lengths) >= (WORDY if together else SHORTEST)


def _bands(pieces: Sequence[Piece], gutter: Gutter) -> list[tuple[bool, list[Piece]]]:
    """Parts of the page from top to bottom: what crosses the gutter, and what lies beside it."""
    usual = median(piece.size for piece in pieces)
    found: list[tuple[bool, list[Piece]]] = []
    for row in rows(pieces):
        is_whole = any(p.x0 < gutter.begin - ALIGNED and p.x1 > gutter.limit for p in row) or (
            # A short headline in the middle of the page, over all that follows.
            len(row) == 1 and row[0].size >= HEADLINE * usual and (not found or found[-1][0])
        )
        if not found or found[-1][0] != is_whole:
            found.append((is_whole, []))
        found[-1][1].extend(row)
    return found
