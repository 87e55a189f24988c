"""A page as a list of runs: each stretch of text that a reader sees as one block."""

import re
from dataclasses import dataclass, field

from lxml.etree import _Element

from annotations.imports.readers.document import Kind, ReaderError
from annotations.imports.readers.pages.elements import (
    HEADINGS,
    OF_TEXT,
    UNSEEN,
    WITHOUT_SCRIPTS,
    is_apart,
    is_block,
    is_caption,
    is_data_row,
    is_hidden,
)

MAX_RUNS = 20_000  # more is a table or a list, not an article
ITEMS = {"span", "a", "time", "label"}  # of a line that is no sentence: author, date, tags
BREAK = "\x00"  # cannot stand in parsed HTML
SPACES = re.compile(r"[ \t\n\r\f\v]+")
BREAKS = re.compile(r" ?\x00[ \x00]*")
TYPESETTING = re.compile("[\u00ad\u200b\u2060\ufeff]")  # hints where a line may break: not words


@dataclass(frozen=True, slots=True)
class Place:
    """What the elements around a stretch of text say of it."""

    kind: Kind = "paragraph"
    level: int = 0
    is_link: bool = False
    is_preformatted: bool = False
    is_row: bool = False
    ancestors: tuple[_Element, ...] = ()

    def linked(self) -> "Place":
        """The same place within a link."""
        return Place(self.kind, self.level, True, self.is_preformatted, self.is_row, self.ancestors)


@dataclass(slots=True)
class Run:
    """One block of the page's text, in document order.

    Attributes:
        holder: the element that holds the first words, in its text or (`is_tail`) in its tail.
        links: how many of the characters are within links.
    """

    text: str
    place: Place
    holder: _Element
    is_tail: bool
    links: int
    index: int = 0
    votes: set[str] = field(default_factory=set)

    @property
    def kind(self) -> Kind:
        """What the elements around it make of it."""
        return self.place.kind

    @property
    def link_share(self) -> float:
        """The share of its characters that lie in links, 0 to 1."""
        return min(1.0, self.links / max(1, len(self.text)))


class Walker:
    """Walks a body once and collects runs."""

    def __init__(self, *, with_hidden: bool = False) -> None:
        self.runs: list[Run] = []
        self.with_hidden = with_hidden
        self._clear()

    def _clear(self) -> None:
        self.pieces: list[str] = []
        self.first: tuple[_Element, bool] | None = None
        self.first_place: Place | None = None
        self.links = 0

    def take(self, text: str, holder: _Element, *, is_tail: bool, place: Place) -> None:
        """Add a piece of text to the block under way."""
        if self.first is None and not text.isspace():
            self.first, self.first_place = (holder, is_tail), place
        self.pieces.append(text)
        if place.is_link:
            self.links += len(text.strip())

    def line_break(self) -> None:
        """One break is a line of the block, two are the next block."""
        for piece in reversed(self.pieces):
            if piece == BREAK:
                self.flush()
                return
            if not piece.isspace():
                self.pieces.append(BREAK)
                return

    def flush(self) -> None:
        """End the block under way."""
        if not self.pieces:
            return
        if self.first is not None and self.first_place is not None:
            text = tidy("".join(self.pieces), is_preformatted=self.first_place.is_preformatted)
            if text:
                holder, is_tail = self.first
                if len(self.runs) == MAX_RUNS:
                    raise ReaderError("too_many_tags")
                run = Run(text, self.first_place, holder, is_tail, self.links, len(self.runs))
                self.runs.append(run)
        self._clear()

    def walk(self, element: _Element, tag: str, place: Place) -> None:
        """Collect what is in `element`; its tail belongs to the caller."""
        if not isinstance(tag, str) or self._is_unseen(element, tag):
            return
        if tag == "br":
            self.line_break()
        elif not is_block(element, tag) and not is_apart(element, tag, place.kind):
            inner = place.linked() if tag == "a" and not place.is_link else place
            self._children(element, tag, inner)
        else:
            self.flush()
            inner = within(element, tag, place)
            if tag == "tr" and is_data_row(element):
                self._row(element, inner)
            else:
                self._children(element, tag, inner)
            self.flush()

    def _is_unseen(self, element: _Element, tag: str) -> bool:
        if self.with_hidden:
            return tag in UNSEEN and tag not in WITHOUT_SCRIPTS
        return tag in UNSEEN or is_hidden(element, tag)

    def _children(self, element: _Element, tag: str, place: Place) -> None:
        if element.text:
            self.take(element.text, element, is_tail=False, place=place)
        is_line = tag not in OF_TEXT
        was_item = False  # where nothing stands between two items, only a style parts them
        for child in element:
            child_tag = child.tag
            is_item = child_tag in ITEMS
            if is_line and is_item and was_item:
                self.pieces.append(" ")
            self.walk(child, child_tag, place)
            tail = child.tail
            if tail:
                self.take(tail, child, is_tail=True, place=place)
            was_item = is_item and not tail

    def _row(self, element: _Element, place: Place) -> None:
        for number, cell in enumerate(cell for cell in element if isinstance(cell.tag, str)):
            if number:
                self.pieces.append(" | ")
            self._children(cell, cell.tag, place)


def tidy(text: str, *, is_preformatted: bool = False) -> str:
    """Plain text of a run: spaces as a browser shows them, line breaks as newlines."""
    if not text.isascii():
        text = TYPESETTING.sub("", text)
    if is_preformatted:
        return text.replace(BREAK, "\n").strip("\n").rstrip()
    text = SPACES.sub(" ", text)
    if BREAK in text:
        text = BREAKS.sub("\n", text)
    return text.strip()


def within(element: _Element, tag: str, place: Place) -> Place:
    """The place of what stands in a block element."""
    kind, level = place.kind, place.level
    if tag in HEADINGS:
        kind, level = "heading", HEADINGS[tag]
    elif tag in {"li", "dd", "dt"}:
        kind = "list_item"
    elif tag in {"figcaption", "caption"} or is_caption(element):
        kind = "caption"
    elif tag == "blockquote" and kind == "paragraph":
        kind = "quote"
    elif tag in {"pre", "listing"}:
        kind = "preformatted"
    elif tag == "article":
        kind = "paragraph"
    return Place(
        kind,
        level,
        place.is_link,
        place.is_preformatted or tag in {"pre", "listing"},
        place.is_row or tag == "tr",
        (*place.ancestors, element),
    )


def runs_of(body: _Element, *, with_hidden: bool = False) -> list[Run]:
    """All the text that the body shows, block by block.

    Args:
        body: the element.
        with_hidden: take what it hides, and what it shows where no scripts run, too.

    Raises:
        ReaderError: `too_many_tags`.
    """
    walker = Walker(with_hidden=with_hidden)
    walker.walk(body, body.tag, Place())
    walker.flush()
    return walker.runs
