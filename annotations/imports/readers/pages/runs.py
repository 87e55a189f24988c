"""A page as a list of runs: each stretch of text that a reader sees as one block."""

import re
from dataclasses import dataclass, field, replace

from lxml.etree import _Element

from annotations.imports.readers.document import Kind
from annotations.imports.readers.pages.elements import (
    HEADINGS,
    INLINE,
    UNSEEN,
    is_caption,
    is_data_row,
    is_hidden,
)

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

    def __init__(self) -> None:
        self.runs: list[Run] = []
        self._clear()

    def _clear(self) -> None:
        self.pieces: list[str] = []
        self.first: tuple[_Element, bool] | None = None
        self.first_place: Place | None = None
        self.links = 0

    def take(self, text: str | None, holder: _Element, *, is_tail: bool, place: Place) -> None:
        """Add a piece of text to the block under way."""
        if not text:
            return
        if self.first is None and not text.isspace():
            self.first, self.first_place = (holder, is_tail), place
        self.pieces.append(text if place.is_preformatted else SPACES.sub(" ", text))
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
        if self.first is not None and self.first_place is not None:
            text = tidy("".join(self.pieces), is_preformatted=self.first_place.is_preformatted)
            if text:
                holder, is_tail = self.first
                run = Run(text, self.first_place, holder, is_tail, self.links, len(self.runs))
                self.runs.append(run)
        self._clear()

    def walk(self, element: _Element, place: Place) -> None:
        """Collect what is in `element`; its tail belongs to the caller."""
        tag = element.tag
        if not isinstance(tag, str) or tag in UNSEEN or is_hidden(element):
            return
        if tag == "br":
            self.line_break()
            return
        if tag in INLINE:
            is_outer_link = tag == "a" and not place.is_link
            inner = replace(place, is_link=True) if is_outer_link else place
            self._children(element, inner)
            return
        self.flush()
        if tag == "tr" and is_data_row(element):
            self._row(element, within(element, place))
        else:
            self._children(element, within(element, place))
        self.flush()

    def _children(self, element: _Element, place: Place) -> None:
        self.take(element.text, element, is_tail=False, place=place)
        for child in element:
            self.walk(child, place)
            self.take(child.tail, child, is_tail=True, place=place)

    def _row(self, element: _Element, place: Place) -> None:
        for number, cell in enumerate(cell for cell in element if isinstance(cell.tag, str)):
            if number:
                self.pieces.append(" | ")
            self._children(cell, place)


def tidy(text: str, *, is_preformatted: bool = False) -> str:
    """Plain text of a run: spaces as a browser shows them, line breaks as newlines."""
    text = TYPESETTING.sub("", text)
    if is_preformatted:
        return text.replace(BREAK, "\n").strip("\n").rstrip()
    text = BREAKS.sub("\n", SPACES.sub(" ", text))
    return text.strip(" \n\xa0")


def within(element: _Element, place: Place) -> Place:
    """The place of what stands in a block element."""
    tag = element.tag
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
    return replace(
        place,
        kind=kind,
        level=level,
        is_preformatted=place.is_preformatted or tag in {"pre", "listing"},
        is_row=place.is_row or tag == "tr",
        ancestors=(*place.ancestors, element),
    )


def runs_of(body: _Element) -> list[Run]:
    """All the text that the body shows, block by block."""
    walker = Walker()
    walker.walk(body, Place())
    walker.flush()
    return walker.runs
