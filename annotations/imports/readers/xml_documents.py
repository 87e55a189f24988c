"""XML that is not a web page: told by its root element, and handed to the reader of its format."""

import re
from dataclasses import dataclass

from annotations.imports.readers.document import Document, ReaderError
from annotations.imports.readers.feed_stories import read_entry
from annotations.imports.readers.newsml import read_newsml
from annotations.imports.readers.nitf import read_nitf
from annotations.imports.readers.source import Source
from annotations.imports.readers.syndication import ROOTS as FEEDS
from annotations.imports.readers.xml_input import DOCTYPE, ROOT, guarded, parsed, root_at

SNIFFED = 64 * 1024  # bytes; a licence may stand above the root element
NEWSML = frozenset({
    "newsItem", "newsMessage", "packageItem", "planningItem", "conceptItem", "knowledgeItem",
    "catalogItem",
})  # fmt: skip
KNOWN = FEEDS | NEWSML | {"nitf", "NewsML", "svg", "urlset", "sitemapindex", "opml"}
# Roots of pages and of pieces of them, with or without an XML declaration.
OF_PAGES = frozenset({
    "html", "head", "body", "div", "article", "section", "main", "p", "span", "table", "ul", "ol",
    "h1", "h2", "h3", "h4", "title", "meta",
})  # fmt: skip
MARKS = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
WITHOUT_MARK = ((b"<\x00", "utf-16-le"), (b"\x00<", "utf-16-be"))
DECLARATION = re.compile(r"\s*<\?xml\s")


@dataclass(frozen=True, slots=True)
class Root:
    """The root element of some XML: its local `name` ("" where none is seen), and what is above it."""

    name: str
    is_declared: bool
    doctype: str


def is_xml(source: Source) -> bool:
    """XML that is no page: by its root, its declaration or its document type.

    A page in XHTML is a page; a picture in SVG is not. What a person called HTML or text is that.
    """
    if source.kind_hint:
        return False
    root = root_of(source.body)
    if root is None or root.doctype.lower() == "html" or root.name.lower() in OF_PAGES:
        return False
    return root.is_declared or bool(root.doctype) or root.name in KNOWN


def read_xml(source: Source) -> Document:
    """Read NewsML-G2, NITF, RSS or Atom.

    Raises:
        ReaderError: `unknown_xml`, `xml_entities`, `broken_xml`, `xml_too_large`, `too_many_tags`,
            `too_deep`, and those of the format's own reader.
    """
    root = root_of(source.body)
    if root is not None and root.name in FEEDS:
        return read_entry(source)
    text, charset = guarded(source.body, source.charset)
    found = ROOT.match(text)
    name = found["name"] if found else ""
    if name in NEWSML:
        return read_newsml(parsed(text), source, charset)
    if name == "nitf":
        return read_nitf(parsed(text), source, charset)
    raise ReaderError("unknown_xml")


def root_of(body: bytes) -> Root | None:
    """What stands at the beginning of the bytes, or None where that is no XML or HTML."""
    start = _start(body)
    is_declared = bool(DECLARATION.match(start))
    position, has_declarations = root_at(start)
    found = ROOT.match(start, position)
    if has_declarations and (doctype := DOCTYPE.match(start, position)) is not None:
        return Root("", is_declared, doctype["name"])
    if found is None and not is_declared:
        return None
    above = DOCTYPE.search(start[:position])
    return Root(found["name"] if found else "", is_declared, above["name"] if above else "")


def _start(body: bytes) -> str:
    for mark, name in (*MARKS, *WITHOUT_MARK):
        if body.startswith(mark):
            return body[:SNIFFED].decode(name, "replace").removeprefix("\ufeff")
    return body[:SNIFFED].removeprefix(b"\xef\xbb\xbf").decode("latin-1").lstrip()
