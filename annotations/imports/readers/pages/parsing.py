"""From a page's bytes to a tree, within bounds that keep the parser's work small."""

import re

from lxml import etree
from lxml.etree import _Element
from lxml.html import HTMLParser, document_fromstring

from annotations.imports.readers.charsets import decode
from annotations.imports.readers.document import ReaderError

MAX_TAGS = 300_000
MAX_DEPTH = 1000  # a cheap guess before parsing; the parser itself stops at 255
NUL = "\x00"
CONTROL = re.compile("[\x01-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
OF_THE_HEAD = {"title", "meta", "link", "script", "style", "base", "noscript", "template"}
# Elements that a parser closes by itself, so that their number says nothing of depth.
NESTING = re.compile(
    r"<(/?)(div|span|section|article|table|blockquote|ul|ol|dl|font|center|b|i|em|strong|form|a)\b",
    re.IGNORECASE,
)


def parse(body: bytes, declared: str | None) -> tuple[_Element, str]:
    """The tree of a page and the charset that it was decoded with.

    Raises:
        ReaderError: `too_many_tags`, `too_deep`, `empty_text`.
    """
    if body.count(b"<") > MAX_TAGS:
        raise ReaderError("too_many_tags")
    text, charset = decode(body, declared)
    text = CONTROL.sub("", text.replace(NUL, ""))
    if not text.strip():
        raise ReaderError("empty_text")
    _refuse_depth(text)
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = document_fromstring(text.encode(), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        raise ReaderError("empty_text") from None
    if any("depth" in entry.message for entry in parser.error_log):
        raise ReaderError("too_deep")  # the parser has dropped what lay deeper
    _give_body(tree)
    return tree, charset


def _give_body(tree: _Element) -> None:
    """A page that names no body: the parser leaves elements that it does not know in the head."""
    head = tree.find("head")
    if tree.find("body") is not None or head is None:
        return
    body = etree.SubElement(tree, "body")
    strays = [e for e in head if isinstance(e.tag, str) and e.tag not in OF_THE_HEAD]
    body.extend(strays)


def _refuse_depth(text: str) -> None:
    depth = 0
    for match in NESTING.finditer(text):
        depth = max(0, depth - 1) if match[1] else depth + 1
        if depth > MAX_DEPTH:
            raise ReaderError("too_deep")
