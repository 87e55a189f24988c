"""Bullets that are drawn and not written: small round or square shapes before a line.

Browsers print the marks of a list so. Without them its items would look like paragraphs.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from annotations.imports.readers.pdf.characters import BULLET
from annotations.imports.readers.pdf.pieces import Page, Piece

MOST_OBJECTS = 20_000  # of a page that are looked at; a page with more shapes is a drawing
MOST_DOTS = 500
SIDES = (1.0, 9.0)  # points
SQUARE = 0.75  # the shorter side of the longer
LARGEST = 0.7  # ems
BEFORE = (0.2, 2.2)  # ems between dot and line
HEIGHT = (0.0, 0.8)  # ems of the dot's middle above the baseline
Dot = tuple[float, float, float]
"""The right edge, the middle's height and the side."""


def add_bullets(page: Page, drawn: Any, raw: Any) -> None:
    """Put a bullet before each line that has a dot beside it.

    Args:
        page: its pieces are changed.
        drawn: pdfium's page.
        raw: the module `pypdfium2.raw`.
    """
    if page.is_mirrored or page.is_turned:
        return
    dots = list(islice(_dots(drawn, raw), MOST_DOTS))
    if not dots or len(dots) >= MOST_DOTS:
        return
    pieces = sorted(page.pieces, key=lambda piece: piece.y)
    heights = [piece.y for piece in pieces]
    for dot in dots:
        near = pieces[bisect_left(heights, dot[1] - 20) : bisect_right(heights, dot[1] + 1)]
        beside = [piece for piece in near if _is_before(dot, piece)]
        if beside:
            first = min(beside, key=lambda piece: piece.x0)
            if not first.text.startswith(BULLET):
                first.text = f"{BULLET} {first.text}"


def _dots(drawn: Any, raw: Any) -> Iterator[Dot]:
    kinds = [raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE]
    for shape in islice(drawn.get_objects(filter=kinds, max_depth=2), MOST_OBJECTS):
        left, bottom, right, top = shape.get_bounds()
        sides: Sequence[float] = sorted((right - left, top - bottom))
        if SIDES[0] <= sides[0] and sides[1] <= SIDES[1] and sides[0] >= SQUARE * sides[1]:
            yield right, (top + bottom) / 2, sides[1]


def _is_before(dot: Dot, piece: Piece) -> bool:
    right, middle, side = dot
    return (
        side <= LARGEST * piece.size
        and BEFORE[0] * piece.size <= piece.x0 - right <= BEFORE[1] * piece.size
        and HEIGHT[0] * piece.size <= middle - piece.y <= HEIGHT[1] * piece.size
    )
