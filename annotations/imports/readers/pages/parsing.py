"""From a page's bytes to a tree, within bounds that keep the parser's work small."""

import re

from lxml import etree
from lxml.etree import _Element
from lxml.html import (
    HtmlComment,
    HtmlElement,
    HtmlEntity,
    HtmlProcessingInstruction,
    document_fromstring,
)

from annotations.imports.readers.charsets import decode
from annotations.imports.readers.document import ReaderError

MAX_TAGS = 300_000
# The parser compares each attribute of a tag with all before it: 40,000 take it a minute.
MAX_ATTRIBUTES = 2_000
LONG_TAG = re.compile(rb"<[A-Za-z][^<>]{10000,}")
QUOTED = re.compile(rb"\"[^\"]*\"|'[^']*'")
# A browser goes on reading behind them; the parser would stop there.
ENDS = re.compile(rb"</(?:body|html)\s*>", re.IGNORECASE)
CONTROL = bytes([*range(9), 0x0B, *range(0x0E, 0x20), 0x7F])
# The same as numbers in the markup: "&#1;".
NUMBERED = re.compile(
    rb"&#(?:0*(?:[0-8]|1[1245-9]|2\d|3[01]|127)|[xX]0*(?:[0-8bBcCeEfF]|1[0-9a-fA-F]|7[fF]|[dD][89a-fA-F]..|[fF]{3}[eEfF]))(?:;|(?![0-9a-fA-F]))"
)
NO_CHARACTERS = (b"\xef\xbf\xbe", b"\xef\xbf\xbf")  # U+FFFE and U+FFFF
# All that readers and libraries call is in the one class. That forms have others is looked up in Python
# for each element, again each time the tree is copied or walked.
CLASSES = etree.ElementDefaultClassLookup(
    element=HtmlElement,
    comment=HtmlComment,
    pi=HtmlProcessingInstruction,
    entity=HtmlEntity,
)
OF_THE_HEAD = {"title", "meta", "link", "script", "style", "base", "noscript", "template"}


def parse(body: bytes, declared: str | None) -> tuple[_Element, str]:
    """The tree of a page and the charset that it was decoded with.

    Raises:
        ReaderError: `too_many_tags`, `too_deep`, `empty_text`.
    """
    if body.count(b"<") > MAX_TAGS:
        raise ReaderError("too_many_tags")
    text, charset = decode(body, declared)
    clean = _clean(text)
    if not clean.strip():
        raise ReaderError("empty_text")
    if any(len(QUOTED.sub(b"", t).split()) > MAX_ATTRIBUTES for t in LONG_TAG.findall(clean)):
        raise ReaderError("too_many_tags")
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    parser.set_element_class_lookup(CLASSES)
    try:
        tree = document_fromstring(clean, parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        raise ReaderError("empty_text") from None
    if any("depth" in entry.message for entry in parser.error_log):
        raise ReaderError("too_deep")  # the parser has dropped what lay deeper
    _give_body(tree)
    return tree, charset


def _clean(text: str) -> bytes:
    """UTF-8 without what no page may hold: control characters, lone surrogates, early ends."""
    raw = text.encode("utf-8", "ignore").translate(None, CONTROL)
    for no_character in NO_CHARACTERS:
        raw = raw.replace(no_character, b"")
    return NUMBERED.sub(b"", ENDS.sub(b"", raw.replace(b"\x0c", b" ")))


def _give_body(tree: _Element) -> None:
    """A page that names no body: the parser leaves elements that it does not know in the head."""
    head = tree.find("head")
    if tree.find("body") is not None or head is None:
        return
    body = etree.SubElement(tree, "body")
    strays = [e for e in head if isinstance(e.tag, str) and e.tag not in OF_THE_HEAD]
    body.extend(strays)
