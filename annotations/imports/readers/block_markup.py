"""HTML from outside cut down to the elements that make blocks, in one pass over its characters.

Parsers of HTML take time out of proportion to what is left unclosed, to attributes of one element
(200,000 take half a minute) and to inline elements that reach over paragraphs. None of that says
anything of the text, so it is taken out before a parser sees it.
"""

import re
from dataclasses import dataclass, field
from html import escape, unescape

from annotations.imports.readers.cleaning import address_of
from annotations.imports.readers.document import ReaderError

MAX_CHARACTERS = 5_000_000
MAX_TAGS = 100_000
MAX_ATTRIBUTES = 300_000
MAX_OPEN = 200  # levels; the parser behind it keeps 255
BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "br", "caption", "center", "dd", "details", "div",
    "dl", "dt", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header",
    "hr", "li", "main", "nav", "ol", "p", "pre", "section", "span", "summary", "table", "tbody",
    "td", "tfoot", "th", "thead", "tr", "ul",
})  # fmt: skip
# What a parser closes by itself, or what has no end: not counted as a level.
UNCOUNTED = frozenset({
    "br", "dd", "dt", "hr", "li", "p", "tbody", "td", "tfoot", "th", "thead", "tr",
})  # fmt: skip
UNREAD = frozenset({
    "applet", "audio", "button", "canvas", "datalist", "dialog", "head", "iframe", "map", "math",
    "noembed", "noframes", "noscript", "object", "option", "script", "select", "style", "svg",
    "template", "textarea", "title", "video", "xmp",
})  # fmt: skip
OPENING = re.compile(r"<(?:(?P<end>/?)(?P<name>[A-Za-z][^\s/>]*+)|(?P<other>[!?]))")
# As the HTML standard reads attributes (13.2.5.32 and on): a quote counts only behind "=".
ATTRIBUTE = re.compile(
    r"""[\s/]*+(?P<name>[^\s/>][^\s/>=]*+)
    (?:\s*+=\s*+(?:"(?P<double>[^"]*+)"|'(?P<single>[^']*+)'|(?P<unclosed>["'])|(?P<bare>[^\s>]*+)))?""",
    re.VERBOSE,
)
TAG_END = re.compile(r"[\s/]*+>")
KEPT = frozenset({"class", "style", "hidden", "aria-hidden"})
MOST_VALUE = 400  # characters; what is looked for in a class or style stands at its beginning


@dataclass(slots=True)
class BlockMarkup:
    """What came of some HTML.

    Attributes:
        html: elements that make blocks, balanced, with at most four attributes each.
        images: http(s) addresses of images, in document order.
    """

    html: str = ""
    images: list[str] = field(default_factory=list)


def only_blocks(html: str, base: str = "") -> BlockMarkup:
    """Cut HTML down to its blocks.

    Args:
        html: a fragment or a whole page; nothing about it is believed.
        base: the address that relative ones belong to.

    Raises:
        ReaderError: `text_too_long`, `too_many_tags`, `too_deep`.
    """
    if len(html) > MAX_CHARACTERS:
        raise ReaderError("text_too_long")
    return _Pass(html, base).made()


class _Pass:
    def __init__(self, html: str, base: str) -> None:
        self.html, self.base = html, base
        self.pieces: list[str] = []
        self.images: list[str] = []
        self.open: list[str] = []
        self.tags = self.attributes = 0

    def made(self) -> BlockMarkup:
        position = 0
        while (found := OPENING.search(self.html, position)) is not None:
            self._text(position, found.start())
            self.tags += 1
            if self.tags > MAX_TAGS:
                raise ReaderError("too_many_tags")
            position = self._comment(found) if found["other"] else self._tag(found)
        self._text(position, len(self.html))
        self.pieces += [f"</{_written(name)}>" for name in reversed(self.open)]
        return BlockMarkup("".join(self.pieces), self.images)

    def _text(self, start: int, end: int) -> None:
        self.pieces.append(self.html[start:end].replace("<", "&lt;"))

    def _comment(self, found: re.Match[str]) -> int:
        mark = "-->" if self.html.startswith("<!--", found.start()) else ">"
        end = self.html.find(mark, found.end())
        return len(self.html) if end < 0 else end + len(mark)

    def _tag(self, found: re.Match[str]) -> int:
        name = found["name"].lower()
        attributes, position = self._attributes(found.end())
        if found["end"]:
            self._close(name)
        elif name in UNREAD:
            return self._behind(name, position)
        elif name == "img":
            image = address_of(attributes.get("src"), self.base)
            self.images += [image] if image else []
        elif name in BLOCKS or _is_hidden(attributes):
            self._begin(name, attributes)
        return position

    def _attributes(self, position: int) -> tuple[dict[str, str], int]:
        """Those that are kept, and the place behind the tag; the end where it breaks off within."""
        found: dict[str, str] = {}
        while (end := TAG_END.match(self.html, position)) is None:
            match = ATTRIBUTE.match(self.html, position)
            if match is None or match["unclosed"]:
                return found, len(self.html)
            self.attributes += 1
            if self.attributes > MAX_ATTRIBUTES:
                raise ReaderError("too_many_tags")
            position, name = match.end(), match["name"][:20].lower()
            if name in KEPT or name == "src":
                value = match["double"] or match["single"] or match["bare"] or ""
                found.setdefault(name, unescape(value))
        return found, end.end()

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        kept = [
            f' {key}="{escape(value[:MOST_VALUE])}"'
            for key, value in attributes.items()
            if key in KEPT
        ]
        self.pieces.append(f"<{_written(name)}{''.join(kept)}>")
        if name in UNCOUNTED:
            return
        self.open.append(name)
        if len(self.open) > MAX_OPEN:
            raise ReaderError("too_deep")

    def _close(self, name: str) -> None:
        """End an element with all that was left open in it; an end without a beginning is nothing."""
        if name in {"br", "hr"}:
            return  # XML writes them with an end, which a parser of HTML takes for another one
        if name in UNCOUNTED:
            self.pieces.append(f"</{name}>")
        elif name in self.open:
            while (inner := self.open.pop()) != name:
                self.pieces.append(f"</{_written(inner)}>")
            self.pieces.append(f"</{_written(name)}>")

    def _behind(self, name: str, position: int) -> int:
        end = re.compile(rf"</{re.escape(name)}[\s/>]", re.IGNORECASE).search(self.html, position)
        return len(self.html) if end is None else end.start()


def _written(name: str) -> str:
    return name if name in BLOCKS else "span"


def _is_hidden(attributes: dict[str, str]) -> bool:
    """An inline element that a browser would not show: it must stay told apart from the text."""
    style = attributes.get("style", "").lower()
    return (
        "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or "none" in style
        or "hidden" in style
    )
