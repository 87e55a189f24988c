"""Running heads, running feet and page numbers: what stands in the margins of page after page."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from annotations.imports.readers.pdf.lines import rows
from annotations.imports.readers.pdf.pieces import Page, Piece

ZONE = 0.14  # of the page's height, at the top and at the foot
DEEPEST = 4  # rows from the edge
SAME_HEIGHT = 6.0  # points
LONGEST = 400
FEW_LETTERS = 2
APART = 2.0  # ems from the next row
DIGITS = re.compile(r"\d+")
ROMAN = re.compile(r"^[ivxl]{1,6}$")
PAGE_NUMBER = re.compile(
    r"^(?:(?:page|p\.|pg\.?|seite|s\.|página|pág\.?|pagina|strona|стр(?:аница|\.)?|с\.|лист|старонка|"
    r"сторінка|صفحة|עמוד)\s*)?[-–—|\[(]?\s*\d{1,4}\s*[-–—|\])]?"
    r"(?:\s*(?:of|/|von|de|di|van|z|из|з|sur|din|av)\s*\d{1,4})?$",
    re.IGNORECASE,
)
SAID = re.compile(
    r"^\D*[a-zа-яё]+\.?\s*\d{1,4}\s*(?:of|/|von|de|из|з)\s*\d{1,4}$|^\d{1,4}\s*/\s*\d{1,4}$",
    re.IGNORECASE,
)

Key = tuple[str, bool, int]
"""Words, whether at the top, and size of the font."""


@dataclass(frozen=True, slots=True)
class Margin:
    """A line set aside, with the reason: `running_head` or `page_number`."""

    text: str
    page: int
    reason: str
    is_top: bool


@dataclass(slots=True)
class _Row:
    pieces: list[Piece]
    page: int
    is_top: bool
    depth: int
    text: str
    y: float
    is_apart: bool

    @property
    def key(self) -> Key:
        """The same on each page, whatever its number; rows of figures are told apart by them."""
        words = self.text.casefold()
        has_words = sum(map(str.isalpha, words)) >= FEW_LETTERS
        return (
            DIGITS.sub("#", words) if has_words else words,
            self.is_top,
            round(self.pieces[0].size),
        )

    @property
    def offset(self) -> tuple[int, bool] | None:
        """For a page number: how much it is ahead of the page's place in the file."""
        numbers = DIGITS.findall(self.text) if PAGE_NUMBER.match(self.text) else []
        return (int(numbers[0]) - self.page, self.is_top) if numbers else None


def take_margins(pages: Sequence[Page]) -> list[Margin]:
    """Take what is repeated in the margins out of the pages, and give it back."""
    edges = [row for page in pages for row in _edge_rows(page)]
    repeated, numbered = _repeated(edges), _numbered(edges)
    margins = []
    gone: dict[int, set[int]] = defaultdict(set)
    open_to: dict[tuple[int, bool], int] = defaultdict(int)
    for row in edges:  # from the edge inwards: what stands within the text is part of it
        reason = _reason(row, repeated, numbered, len(pages))
        side = row.page, row.is_top
        if reason and open_to[side] == row.depth:
            open_to[side] += 1
            margins.append(Margin(row.text, row.page, reason, row.is_top))
            gone[row.page] |= {piece.rank for piece in row.pieces}
    for page in pages:
        page.pieces = [piece for piece in page.pieces if piece.rank not in gone[page.number]]
    return margins


def _edge_rows(page: Page) -> Iterator[_Row]:
    height = page.height or 1.0
    top = [p for p in page.pieces if p.y > (1 - ZONE) * height]
    foot = [p for p in page.pieces if p.y < ZONE * height]
    for is_top, pieces in ((True, top), (False, foot)):
        grouped = rows(pieces)
        for depth, row in enumerate((grouped if is_top else grouped[::-1])[:DEEPEST]):
            text = " ".join(piece.text for piece in row)
            inner = (
                grouped[depth + 1 if is_top else -depth - 2] if depth + 1 < len(grouped) else None
            )
            is_apart = inner is None or abs(inner[0].y - row[0].y) > APART * row[0].size
            yield _Row(row, page.number, is_top, depth, text, row[0].y, is_apart)


def _repeated(edges: Sequence[_Row]) -> dict[Key, float]:
    """Where the rows stand that come again at the same height on another page."""
    places: dict[Key, list[tuple[int, float]]] = defaultdict(list)
    for row in edges:
        if len(row.text) <= LONGEST:
            places[row.key].append((row.page, row.y))
    found = {}
    for key, seen in places.items():
        usual = Counter(round(y / SAME_HEIGHT) for _, y in seen).most_common(1)[0][0] * SAME_HEIGHT
        if len({page for page, y in seen if abs(y - usual) <= SAME_HEIGHT}) > 1:
            found[key] = usual
    return found


def _numbered(edges: Sequence[_Row]) -> set[tuple[int, bool]]:
    """Offsets of page numbers that count up with the pages."""
    seen = Counter(row.offset for row in edges if row.offset is not None)
    return {offset for offset, count in seen.items() if offset is not None and count > 1}


def _reason(
    row: _Row, repeated: dict[Key, float], numbered: set[tuple[int, bool]], pages: int
) -> str | None:
    if row.offset in numbered or SAID.match(row.text):
        return "page_number"
    if ROMAN.match(row.text) and pages > 1:
        return "page_number"
    if pages == 1 and row.offset == (0, False) and row.depth == 0 and row.is_apart:
        return "page_number"
    is_repeated = row.key in repeated and abs(repeated[row.key] - row.y) <= 1.5 * SAME_HEIGHT
    return "running_head" if is_repeated else None
