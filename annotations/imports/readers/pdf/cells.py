"""Rows of a table, told from lines of text that are spread to fill their column."""

from collections.abc import Sequence
from itertools import pairwise

from annotations.imports.readers.pdf.marks import MARKER
from annotations.imports.readers.pdf.pieces import Piece

CELL_GAP = 1.2  # ems
EVEN = 0.45  # ems: gaps that differ no more were made by spreading a line
ALIGNED = 3.0  # points


def has_cells(row: Sequence[Piece]) -> bool:
    """Whether wide gaps part a row into what may be cells."""
    if len(row) < 2 or (len(row) == 2 and MARKER.fullmatch(row[0].text)):  # noqa: PLR2004 (one cell is no row)
        return False
    gaps = [(b.x0 - a.x1) / a.size for a, b in pairwise(row)]
    if max(gaps) <= CELL_GAP:
        return False
    is_spread = len(gaps) > 1 and max(gaps) - min(gaps) <= EVEN
    return not is_spread or any(_has_figure(piece) for piece in row[1:])


def are_aligned(row: Sequence[Piece], other: Sequence[Piece]) -> bool:
    """Whether the cells of two rows stand under each other, as words of two lines hardly do."""
    shorter, longer = sorted((row, other), key=len)
    cells = shorter[1:]
    if len(cells) == 1 and len(longer) > 2 and not _has_figure(cells[0]):  # noqa: PLR2004 (two cells)
        return False
    return all(any(_is_under(a, b, shorter, longer) for b in longer[1:]) for a in cells)


def _is_under(a: Piece, b: Piece, row: Sequence[Piece], other: Sequence[Piece]) -> bool:
    """Whether two cells begin, end or have their middle at the same place."""
    if abs(a.x0 - b.x0) < ALIGNED:
        return True
    are_figures = _has_figure(a) and _has_figure(b)
    # All lines of a justified text end at the same place; only a figure there is a cell.
    if abs(a.x1 - b.x1) < ALIGNED and (are_figures or not (a is row[-1] and b is other[-1])):
        return True
    is_centred = abs(a.x0 + a.x1 - b.x0 - b.x1) < ALIGNED
    return is_centred and (are_figures or len(row) > 2)  # noqa: PLR2004 (two cells)


def _has_figure(piece: Piece) -> bool:
    return any(map(str.isdigit, piece.text))
