"""From a page of a PDF, letter by letter, to its pieces."""

import ctypes
import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from annotations.imports.readers.pdf.bidi import (
    has_right_to_left,
    is_right_to_left,
    logical,
    parted,
)
from annotations.imports.readers.pdf.characters import (
    PDFIUM_HYPHENS,
    SOFT_HYPHEN,
    UNKNOWN,
    resolved,
)
from annotations.imports.readers.pdf.pieces import Page, Piece

WIDE_GAP = 1.2  # ems; a wider gap parts columns of text or cells of a table
JUMP = 0.5  # ems; letters that stand further back begin something else
SAME_LINE = 0.12  # ems; a greater step up or down leaves the baseline
BOLD = 600
HEAVY = re.compile(rb"bold|black|heavy|demi", re.IGNORECASE)
SAMPLES = 24
BREAKABLE = frozenset("-\u2010\u00ad–—/")  # a line may end after them
LONGEST_PIECE = 4000  # characters
QUARTER = 90
OBLIQUE = 2  # degrees; scans are that crooked
Letter = tuple[int, str, float, float]
"""Its index on the page, its text, and its origin."""


class Collector:
    """Collects the pieces of one page.

    Args:
        text: pdfium's text page.
        raw: the module `pypdfium2.raw`, which is imported only where there is a PDF to read.
        number: of the page, from 1.
        size: its width and height in points.
    """

    def __init__(self, text: Any, raw: Any, number: int, size: tuple[float, float]) -> None:
        self.text, self.raw, self.size = text, raw, size
        self.count = raw.FPDFText_CountChars(text)
        self.box, self.matrix = raw.FS_RECTF(), raw.FS_MATRIX()
        self.name = ctypes.create_string_buffer(200)
        self.turn = self._turn_of_most()
        width, height = size if self.turn % 180 == 0 else size[::-1]
        self.page = Page(number, width, height, is_turned=bool(self.turn))
        self.is_bidi = False

    def collect(self) -> Page:
        """Read the page letter by letter."""
        letters = self._letters()
        said = "".join([letter[1] for letter in letters])
        self.page.letters = len("".join(said.split()))
        self.page.unknown = said.count(UNKNOWN)
        self.is_bidi = has_right_to_left(said)
        start = 0
        for end in self._ends(letters):
            self._keep(letters[start:end])
            start = end
        if self.is_bidi and is_right_to_left(said):
            self._mirror()
        return self.page

    def _mirror(self) -> None:
        self.page.is_mirrored = True
        for piece in self.page.pieces:
            piece.x0, piece.x1 = self.page.width - piece.x1, self.page.width - piece.x0

    def _turn_of_most(self) -> int:
        """The direction of most letters: 0, 90, 180 or 270 degrees, counterclockwise."""
        step = max(1, self.count // SAMPLES)
        seen: Counter[int] = Counter()
        for index in range(0, self.count, step):
            turn = self._direction(index)
            seen.update(() if turn is None else (turn,))
        return seen.most_common(1)[0][0] if seen else 0

    def _direction(self, index: int) -> int | None:
        """The direction of a letter in whole quarters; None where it is oblique or no letter."""
        matrix = self.matrix
        if not self.raw.FPDFText_GetMatrix(self.text, index, matrix) or not (matrix.a or matrix.b):
            return None
        degrees = math.degrees(math.atan2(matrix.b, matrix.a))
        quarters = round(degrees / QUARTER)
        is_oblique = abs(degrees - quarters * QUARTER) > OBLIQUE
        return None if is_oblique else quarters * QUARTER % 360

    def _letters(self) -> list[Letter]:
        """Index, text and place of each letter."""
        unicode_of, origin_of = self.raw.FPDFText_GetUnicode, self.raw.FPDFText_GetCharOrigin
        x, y = ctypes.c_double(), ctypes.c_double()
        px, py = ctypes.byref(x), ctypes.byref(y)
        found: list[Letter] = []
        for index in range(self.count):
            code = unicode_of(self.text, index)
            text = (
                "-" if code in PDFIUM_HYPHENS else resolved(code) if code else self._unnamed(index)
            )
            if text:
                origin_of(self.text, index, px, py)
                place = (x.value, y.value) if not self.turn else self._turned(x.value, y.value)
                if text == SOFT_HYPHEN and found and found[-1][2:] == place:
                    continue  # within a ligature: not drawn
                found.append((index, text, *place))
        return found

    def _unnamed(self, index: int) -> str:
        return UNKNOWN if self.raw.FPDFText_HasUnicodeMapError(self.text, index) == 1 else ""

    def _turned(self, x: float, y: float) -> tuple[float, float]:
        width, height = self.size
        if not self.turn:
            return x, y
        return {90: (y, width - x), 180: (width - x, height - y), 270: (height - y, x)}[self.turn]

    def _ends(self, letters: Sequence[Letter]) -> Iterator[int]:
        """Where pieces end."""
        turn: int | None = self.turn
        start, size, is_bidi = 0, 0.0, False
        last_x, last_y = 0.0, 0.0
        for number, (index, text, x, y) in enumerate(letters):
            if number > start and turn == self.turn:
                is_bidi = self.is_bidi and (is_bidi or has_right_to_left(text))
                is_far = not -JUMP * size <= x - last_x <= WIDE_GAP * size
                leaves = abs(y - last_y) > SAME_LINE * size or (
                    # The letters of a line that runs from right to left come in any order.
                    is_far and not is_bidi and self._is_apart(letters[number - 1], x, size)
                )
                if leaves:
                    yield number
                    start = number
            if number == start:
                size, turn, is_bidi = self._size(index), self._direction(index), False
            if text == "\n" or number - start >= LONGEST_PIECE:
                yield number + 1
                start = number + 1
            last_x, last_y = x, y
        yield len(letters)

    def _is_apart(self, before: Letter, x: float, size: float) -> bool:
        """Whether a letter stands back, or far from the right edge of the one before it."""
        return x < before[2] or x - self._edges(before[0])[1] > WIDE_GAP * size

    def _edges(self, index: int) -> tuple[float, float]:
        """The left and right edge of a letter."""
        self.raw.FPDFText_GetLooseCharBox(self.text, index, self.box)
        ends = [
            self._turned(self.box.left, self.box.bottom)[0],
            self._turned(self.box.right, self.box.top)[0],
        ]
        return min(ends), max(ends)

    def _size(self, index: int) -> float:
        """The size of the font as printed, in points."""
        size = float(self.raw.FPDFText_GetFontSize(self.text, index))
        if self.raw.FPDFText_GetMatrix(self.text, index, self.matrix):
            size *= math.hypot(self.matrix.c, self.matrix.d)
        return max(1.0, abs(size))

    def _keep(self, letters: Sequence[Letter]) -> None:
        shown = [letter for letter in letters if not letter[1].isspace()]
        if not shown:
            return
        text = "".join(letter[1] for letter in letters)
        if self._direction(shown[len(shown) // 2][0]) != self.turn:
            self.page.turned.append(" ".join(text.split()))
        elif self.is_bidi and is_right_to_left(text):
            self._keep_bidi(letters, shown)
        else:
            edges = self._edges(shown[0][0])[0], self._edges(shown[-1][0])[1]
            piece = self._piece(text, edges, shown)
            piece.word = self._first_word(shown, piece)
            self.page.pieces.append(piece)

    def _keep_bidi(self, letters: Sequence[Letter], shown: Sequence[Letter]) -> None:
        """Letters in any order: put in order by their places, and parted by wide gaps."""
        size = self._size(shown[0][0])
        placed = sorted(((t, *self._edges(n)) for n, t, _, _ in letters), key=lambda one: one[1])
        for group in parted(placed, WIDE_GAP * size):
            text = logical(group, size)
            if text.strip():
                drawn = [letter for letter in group if letter[0].strip()]
                edges = min(left for _, left, _ in drawn), max(right for _, _, right in drawn)
                piece = self._piece(text, edges, shown)
                piece.word = (edges[1] - edges[0]) * len(piece.text.split()[0]) / len(piece.text)
                self.page.pieces.append(piece)

    def _piece(self, text: str, edges: tuple[float, float], shown: Sequence[Letter]) -> Piece:
        middle = shown[len(shown) // 2]
        return Piece(
            text=" ".join(text.split()),
            x0=edges[0],
            x1=edges[1],
            y=middle[3],
            size=self._size(middle[0]),
            is_bold=all(self._is_bold(letter[0]) for letter in (shown[0], middle, shown[-1])),
            rank=len(self.page.pieces),
            is_spaced=text.endswith(" "),
        )

    def _first_word(self, shown: Sequence[Letter], piece: Piece) -> float:
        first = shown[0][0]
        for before, letter in pairwise(shown):
            # A letter that was not shown lies between: the space after the word.
            if letter[0] != before[0] + 1 or before[1] in BREAKABLE:
                return (
                    self._edges(before[0])[1] - piece.x0
                    if before[0] != first
                    else letter[2] - piece.x0
                )
        return piece.x1 - piece.x0

    def _is_bold(self, index: int) -> bool:
        if self.raw.FPDFText_GetFontWeight(self.text, index) >= BOLD:
            return True
        length = self.raw.FPDFText_GetFontInfo(
            self.text, index, self.name, len(self.name), ctypes.c_int()
        )
        return bool(HEAVY.search(self.name.raw[: min(length, len(self.name))]))
