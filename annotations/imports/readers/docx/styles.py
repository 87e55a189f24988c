"""Styles of a DOCX: what a paragraph is, by the style's built-in name or its outline level."""

import re
from dataclasses import dataclass
from functools import cached_property

from lxml.etree import _Element

from annotations.imports.readers.document import Kind
from annotations.imports.readers.docx.names import attribute, child, children, is_on, value

DEEPEST = 30  # styles that a style may be based on, one on another
BODY_LEVEL = 9  # the outline level of plain text
CONTENTS = re.compile(r"^(?:toc\b|table of (?:contents|figures)|contents heading)")
# Word keeps the English names of built-in styles in documents of every language.
KINDS: tuple[tuple[str, Kind], ...] = (
    (r"title", "title"),
    (r"sub-?title", "subtitle"),
    (r"heading\b.*|überschrift\b.*|заголовок\b.*|titre \d|título \d|nagłówek \d", "heading"),
    (r"caption|figure caption|table caption|название объекта|beschriftung|legend[ae]?", "caption"),
    (r"(?:intense )?quot(?:e|ation)s?|block text|citation.*|цитата.*|zitat.*", "quote"),
    (r"list (?:bullet|number)\b.*", "list_item"),
    (r"html preformatted|preformatted text|code|source code|plain text code|verbatim", "preformatted"),
)  # fmt: skip
BY_NAME = tuple((re.compile(f"^(?:{pattern})$"), kind) for pattern, kind in KINDS)


@dataclass(frozen=True)
class Style:
    """A style with what it takes from those it is based on.

    Attributes:
        name: in lower case.
        properties: of its paragraphs and of its letters, nearest first.
    """

    name: str
    paragraph: tuple[_Element, ...] = ()
    letters: tuple[_Element, ...] = ()

    @cached_property
    def kind(self) -> Kind | None:
        """What its paragraphs are, or None."""
        named = next((kind for pattern, kind in BY_NAME if pattern.match(self.name)), None)
        if named is None and self.outline_level < BODY_LEVEL:
            return "heading"
        return named

    @cached_property
    def is_contents(self) -> bool:
        """Whether its paragraphs list what is in the document."""
        return bool(CONTENTS.match(self.name))

    @cached_property
    def outline_level(self) -> int:
        """0 for the highest heading; `BODY_LEVEL` for text."""
        level = next((v for p in self.paragraph if (v := value(p, "outlineLvl"))), "")
        return int(level) if level.isdigit() else BODY_LEVEL

    @cached_property
    def is_numbered(self) -> bool:
        """Whether its paragraphs are items of a list."""
        number = next((v for p in self.paragraph if (v := value(p, "numPr", "numId"))), "")
        return number not in {"", "0"}

    @cached_property
    def is_bold(self) -> bool:
        """Whether its letters are bold."""
        return any(is_on(p, "b") for p in self.letters[:1])

    @cached_property
    def size(self) -> int:
        """Of its letters in half points, or 0."""
        return next((int(v) for p in self.letters if (v := value(p, "sz")).isdigit()), 0)


class Styles:
    """All styles of a document.

    Args:
        root: of the part `styles.xml`, or None.
    """

    def __init__(self, root: _Element | None) -> None:
        self.found: dict[str, _Element] = {}
        self.default = ""
        for style in children(root, "style"):
            identity = attribute(style, "styleId")
            self.found[identity] = style
            if attribute(style, "type") == "paragraph" and attribute(style, "default") in {
                "1",
                "true",
            }:
                self.default = identity
        self.known: dict[str, Style] = {}
        defaults = child(root, "docDefaults", "rPrDefault", "rPr")
        size = value(defaults, "sz")
        self.size = int(size) if size.isdigit() else 20  # ten points, as the standard says
        self.language = value(defaults, "lang")

    def of(self, identity: str) -> Style:
        """The style of this name, or the default one."""
        identity = identity if identity in self.found else self.default
        if identity not in self.known:
            self.known[identity] = self._made(identity)
        return self.known[identity]

    def _made(self, identity: str) -> Style:
        name = value(self.found.get(identity), "name").lower()
        paragraph, letters = [], []
        for _ in range(DEEPEST):
            element = self.found.get(identity)
            if element is None:
                break
            paragraph.append(child(element, "pPr"))
            letters.append(child(element, "rPr"))
            identity = value(element, "basedOn")
        return Style(
            name,
            tuple(p for p in paragraph if p is not None),
            tuple(r for r in letters if r is not None),
        )
