"""From pieces to lines: pieces on one baseline side by side, raised figures and large initials put in."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from annotations.imports.readers.drafts import raised
from annotations.imports.readers.pdf.cells import CELL_GAP, are_aligned, has_cells
from annotations.imports.readers.pdf.pieces import Piece

SAME_ROW = 0.35  # ems between baselines of one row
WORD_GAP = 0.12  # ems
SMALL = 0.8  # of the size of the line that a raised figure stands in
LARGE = 1.8  # of the size of the text that a large initial begins
RAISED_LENGTH = 8
MOST_PIECES = 20_000  # of a page; more are a drawing
MOST_NEAR = 200
CELL = " | "


@dataclass(slots=True)
class Line:
    """One line of a column.

    Attributes:
        left, right: the edges of the column that it stands in.
        column: a number that neighbouring lines of one column share.
        page: counted from 1.
        is_row: several cells of a table.
        word: the width of its first word.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    is_bold: bool
    page: int
    left: float = 0.0
    right: float = 0.0
    column: int = 0
    is_row: bool = False
    word: float = 0.0

    @property
    def width(self) -> float:
        """In points."""
        return self.x1 - self.x0


def settle(pieces: Sequence[Piece]) -> list[Piece]:
    """Put raised figures and large initials into the pieces that they belong to."""
    if not pieces or len(pieces) > MOST_PIECES:
        return list(pieces)
    usual = median(piece.size for piece in pieces for _ in range(min(8, len(piece.text) // 8 + 1)))
    largest = max(piece.size for piece in pieces)
    kept = sorted(pieces, key=lambda piece: piece.y)
    heights = [piece.y for piece in kept]
    gone: set[int] = set()
    for piece in pieces:
        may_be = piece.size <= SMALL * largest or piece.size >= LARGE * usual
        if may_be and len(piece.text) <= RAISED_LENGTH:
            low = bisect_left(heights, piece.y - 3 * piece.size)
            high = min(low + MOST_NEAR, bisect_right(heights, piece.y + 3 * piece.size))
            near = [other for other in kept[low:high] if other.rank not in gone]
            if _is_put_into(piece, near, usual):
                gone.add(piece.rank)
    return [piece for piece in pieces if piece.rank not in gone]


def _is_put_into(piece: Piece, near: Sequence[Piece], usual: float) -> bool:
    raised_over = [other for other in near if other is not piece and _is_raised(piece, other)]
    for other in raised_over:
        if -0.3 * other.size < piece.x0 - other.x1 < 0.4 * other.size:
            other.text += raised(piece.text) if piece.y > other.y else piece.text
            other.x1, other.is_spaced = max(other.x1, piece.x1), piece.is_spaced
            return True
    for other in raised_over:
        if piece.y > other.y and -0.3 * other.size < other.x0 - piece.x1 < other.size:
            other.text, other.x0 = f"{raised(piece.text)} {other.text}", piece.x0
            return True
    if piece.size >= LARGE * usual and piece.text.isalpha() and len(piece.text) <= 2:  # noqa: PLR2004 (“A” or “Th”)
        return _is_initial_of(piece, near, usual)
    return False


def _is_raised(piece: Piece, other: Piece) -> bool:
    """Whether a piece is smaller than another and a little above its baseline, or below it."""
    step = (piece.y - other.y) / other.size
    return piece.size <= SMALL * other.size and -0.3 < step < 0.7 and abs(step) > 0.08  # noqa: PLR2004 (ems)


def _is_initial_of(piece: Piece, near: Sequence[Piece], usual: float) -> bool:
    """A large letter that the paragraph to its right begins with."""
    beside = [
        other
        for other in near
        if other is not piece
        and abs(other.size - usual) < 0.2 * usual
        and 0 <= other.x0 - piece.x0 < 3 * piece.size
        and piece.y - 0.2 * usual <= other.y <= piece.y + piece.size
    ]
    if not beside:
        return False
    first = max(beside, key=lambda other: other.y)
    first.text, first.x0 = piece.text + first.text, piece.x0
    return True


def rows(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Pieces that share a baseline, from top to bottom, each row from left to right."""
    found: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: (-piece.y, piece.x0)):
        row = found[-1] if found else None
        if row and row[0].y - piece.y <= SAME_ROW * max(row[0].size, piece.size):
            row.append(piece)
        else:
            found.append([piece])
    for row in found:
        row.sort(key=lambda piece: piece.x0)
    return found


def lines_of(
    pieces: Sequence[Piece], page: int, left: float, right: float, column: int
) -> list[Line]:
    """The lines of one column, from top to bottom."""
    grouped = rows(pieces)
    found = []
    for number, row in enumerate(grouped):
        others = [*grouped[max(0, number - 1) : number], *grouped[number + 1 : number + 2]]
        is_row = has_cells(row) and any(has_cells(o) and are_aligned(row, o) for o in others)
        found.append(_line(row, page, left, right, column, is_row=is_row))
    return found


def _line(
    row: Sequence[Piece], page: int, left: float, right: float, column: int, *, is_row: bool
) -> Line:
    text = ""
    for number, piece in enumerate(row):
        text += (_between(row[number - 1], piece, is_row=is_row) if number else "") + piece.text
    most = max(row, key=lambda piece: len(piece.text))
    return Line(
        text=text,
        x0=min(piece.x0 for piece in row),
        x1=max(piece.x1 for piece in row),
        y=most.y,
        size=most.size,
        is_bold=all(piece.is_bold for piece in row),
        page=page,
        left=left,
        right=right,
        column=column,
        is_row=is_row,
        word=row[0].word,
    )


def _between(before: Piece, piece: Piece, *, is_row: bool) -> str:
    gap = max(piece.x0 - before.x1, before.x0 - piece.x1)
    if is_row and gap > CELL_GAP * before.size:
        return CELL
    return " " if before.is_spaced or gap > WORD_GAP * before.size else ""
