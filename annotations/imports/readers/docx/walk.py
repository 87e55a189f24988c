"""The blocks of a DOCX's body: paragraphs, tables row by row, text boxes, notes where they belong."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml.etree import _Element

from annotations.imports.readers.document import Kind, ReadBlock, ReaderError
from annotations.imports.readers.docx.names import child, is_on, local, value
from annotations.imports.readers.docx.runs import RunReader, Words, chosen
from annotations.imports.readers.docx.styles import Style, Styles
from annotations.imports.readers.drafts import HINTS, fit

# Elements that only hold paragraphs and tables.
HOLDERS = frozenset(
    {"sdt", "sdtContent", "customXml", "ins", "moveTo", "txbxContent", "body", "smartTag"}
)
MAX_BLOCKS = 100_000
CELL = " | "
SPACES = re.compile(" {2,}")
CELL_LENGTH = 400  # a longer cell is text that the table only lays out
CELL_PARAGRAPHS = 3


@dataclass(slots=True)
class Paragraph:
    """A paragraph with what its setting says.

    Attributes:
        is_bold: all its letters are.
        size: of its largest letters, in half points.
        comments: ids of the comments on it.
    """

    block: ReadBlock
    is_bold: bool = False
    size: int = 0
    comments: list[str] = field(default_factory=list)


class Walker:
    """Walks a body.

    Args:
        styles: of the document.
        numbers: of the notes, filled while they are met.
    """

    def __init__(self, styles: Styles, numbers: dict[tuple[str, str], int]) -> None:
        self.styles, self.numbers = styles, numbers
        self.count = 0
        self.pending = ""

    def walk(self, element: _Element) -> Iterator[Paragraph]:
        """All blocks within an element, in order.

        Raises:
            ReaderError: `text_too_long` where there are more than any text has.
        """
        for inner in element:
            name = local(inner)
            if name == "p":
                yield from self._paragraph(inner)
            elif name == "tbl":
                yield from self._table(inner)
            elif name in HOLDERS:
                yield from self.walk(inner)
            elif name == "AlternateContent":
                yield from self.walk(chosen(inner))

    def _paragraph(self, element: _Element) -> Iterator[Paragraph]:
        properties = child(element, "pPr")
        style = self.styles.of(value(properties, "pStyle"))
        words = RunReader(self.numbers, is_bold=style.is_bold).read(element)
        text = self.pending + _tidy("".join(words.pieces))
        self.pending = ""
        if is_on(properties, "rPr", "del") and not is_on(properties, "rPr", "ins"):
            self.pending = f"{text} " if text else ""  # its end was deleted: it goes on in the next
        elif text:
            yield self._made(text, style, properties, words)
        if hidden := _tidy("".join(words.hidden)):
            yield Paragraph(ReadBlock("paragraph", hidden, furniture=True, reason="hidden_text"))
        for box in words.boxes:
            yield from self.walk(box)

    def _made(
        self, text: str, style: Style, properties: _Element | None, words: Words
    ) -> Paragraph:
        self.count += 1
        if self.count > MAX_BLOCKS:
            raise ReaderError("text_too_long")
        block = ReadBlock(_kind(style, properties), text)
        if style.is_contents:
            block = replace(block, furniture=True, reason="contents")
        is_bold = words.letters > 0 and words.bold == words.letters
        size = words.size or style.size or self.styles.size
        return Paragraph(block, is_bold, size, words.comments)

    def _table(self, table: _Element) -> Iterator[Paragraph]:
        for row in _rows(table):
            cells = [list(self.walk(cell)) for cell in _cells(row)]
            filled = [cell for cell in cells if cell]
            if len(filled) > 1 and all(map(_is_data, cells)):
                yield _joined(cells)
            else:
                for cell in filled:
                    yield from cell


def _kind(style: Style, properties: _Element | None) -> Kind:
    level = value(properties, "outlineLvl")
    if style.kind is None or style.kind == "list_item":
        if level.isdigit() and int(level) < 9:  # noqa: PLR2004 (nine is text)
            return "heading"
        number = value(properties, "numPr", "numId")
        is_item = number != "0" if number else style.is_numbered or style.kind == "list_item"
        return "list_item" if is_item else "paragraph"
    return style.kind


def _tidy(text: str) -> str:
    """Text with single spaces; spaces that do not break are kept."""
    text = HINTS.sub("", fit(text)).replace("\t", " ")
    lines = (SPACES.sub(" ", line).strip(" ") for line in text.split("\n"))
    return "\n".join(filter(None, lines))


def _rows(table: _Element) -> Iterator[_Element]:
    for inner in table:
        if local(inner) == "tr":
            if not is_on(child(inner, "trPr"), "del"):
                yield inner
        elif local(inner) in HOLDERS:
            yield from _rows(inner)


def _cells(row: _Element) -> Iterator[_Element]:
    for inner in row:
        if local(inner) == "tc":
            yield inner
        elif local(inner) in HOLDERS:
            yield from _cells(inner)


def _is_data(cell: list[Paragraph]) -> bool:
    """A cell of a few short lines, not one that lays out a page."""
    blocks = [paragraph.block for paragraph in cell]
    return (
        len(blocks) <= CELL_PARAGRAPHS
        and sum(len(block.text) for block in blocks) <= CELL_LENGTH
        and not any(block.furniture or CELL in block.text for block in blocks)
    )


def _joined(cells: list[list[Paragraph]]) -> Paragraph:
    texts = [" ".join(p.block.text.replace("\n", " ") for p in cell) for cell in cells]
    comments = [identity for cell in cells for p in cell for identity in p.comments]
    return Paragraph(ReadBlock("paragraph", CELL.join(texts).strip()), comments=comments)
