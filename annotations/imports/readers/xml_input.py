"""The one entrance for XML from outside: no document type is obeyed, and everything is bounded.

The prolog is read here and cut off, so that no parser behind this door ever meets a DOCTYPE. One
that declares anything of its own (entities, attributes) is refused: that is how a small file grows
without end or reaches for files of this machine.
"""

import re
from collections.abc import Callable
from html import escape
from html.entities import html5

from lxml import etree
from lxml.etree import _Element

from annotations.imports.readers.charsets import decode
from annotations.imports.readers.cleaning import UNSTORABLE
from annotations.imports.readers.document import ReaderError

MAX_BYTES = 25 * 1024 * 1024
MAX_TAGS = 500_000
SPACE = re.compile(r"\s*+")
DOCTYPE = re.compile(r"<!DOCTYPE\s++(?P<name>[\w:.-]++)", re.IGNORECASE)
REST_OF_DOCTYPE = re.compile(
    r"""(?:\s*+(?:PUBLIC|SYSTEM|"[^"]*+"|'[^']*+'))*+\s*+(?:\[\s*+\]\s*+)?>""", re.IGNORECASE
)
ROOT = re.compile(r"<(?:[A-Za-z_][\w.-]*:)?(?P<name>[A-Za-z_][\w.-]*)")
ENTITY = re.compile(r"&(?:(?P<name>[A-Za-z][A-Za-z0-9]{1,31};)|#(?P<number>x[0-9A-Fa-f]+|[0-9]+);)")
END_OF_UNICODE = 0x110000
OF_XML = frozenset({"amp;", "lt;", "gt;", "quot;", "apos;"})
BARE = re.compile(r"&(?!#\d{1,7};|#x[0-9A-Fa-f]{1,6};|(?:amp|lt|gt|quot|apos);)")
OF_SIZE = ("Excessive depth", "limit exceeded", "too long", "too large")  # libxml2's own words
CDATA = ("<![CDATA[", "]]>")
WITHOUT_MARK = ((b"<\x00?\x00", "utf-16-le"), (b"\x00<\x00?", "utf-16-be"))  # XML 1.0, appendix F


def guarded(
    body: bytes, declared: str | None = None, *, most_bytes: int = MAX_BYTES
) -> tuple[str, str]:
    """The text of an XML document from its root element on, and the charset of its bytes.

    Args:
        body: the bytes as they arrived.
        declared: the charset that the transport named.
        most_bytes: more are refused before they are looked at.

    Returns:
        Text without prolog, with named characters of HTML (`&nbsp;`) in place of their names, as
        agencies write them without declaring them.

    Raises:
        ReaderError: `xml_too_large`, `too_many_tags`, `xml_entities`, `broken_xml`.
    """
    if len(body) > most_bytes:
        raise ReaderError("xml_too_large")
    text, charset = decoded(body, declared)
    text = UNSTORABLE.sub("", text)
    if text.count("<") > MAX_TAGS:
        raise ReaderError("too_many_tags")
    start, has_declarations = root_at(text)
    if has_declarations:
        raise ReaderError("xml_entities")
    if ROOT.match(text, start) is None:
        raise ReaderError("broken_xml")
    return outside_cdata(text[start:], lambda part: ENTITY.sub(_character, part)), charset


def decoded(body: bytes, declared: str | None = None) -> tuple[str, str]:
    """Text and charset; UTF-16 is told by its first two characters where it has no mark."""
    for start, name in WITHOUT_MARK:
        if body.startswith(start):
            return body.decode(name, "replace"), name
    return decode(body, declared)


def root_at(text: str) -> tuple[int, bool]:
    """Where the root element begins; or the DOCTYPE, and True, where it declares anything itself."""
    position = 0
    while True:
        position = SPACE.match(text, position).end()  # type: ignore[union-attr]
        if text.startswith("\ufeff", position):
            position += 1
        elif text.startswith("<?", position):
            position = _behind(text, "?>", position)
        elif text.startswith("<!--", position):
            position = _behind(text, "-->", position + 4)
        elif (found := DOCTYPE.match(text, position)) is not None:
            rest = REST_OF_DOCTYPE.match(text, found.end())
            if rest is None:
                return position, True
            position = rest.end()
        else:
            return position, False


def parsed(text: str) -> _Element:
    """The tree of a text that `guarded` gave; it must be well-formed, but for a bare ampersand.

    A story that breaks off is no story: unlike a feed, it is never read as far as it goes.

    Raises:
        ReaderError: `broken_xml`, `too_deep` (256 levels), `xml_too_large` (10 MB in one place).
    """
    try:
        return _strict(text)
    except etree.XMLSyntaxError as error:
        if any(hint in str(error) for hint in OF_SIZE):
            code = "too_deep" if "depth" in str(error) else "xml_too_large"
            raise ReaderError(code) from None
    try:
        return _strict(outside_cdata(text, lambda part: BARE.sub("&amp;", part)))
    except etree.XMLSyntaxError:
        raise ReaderError("broken_xml") from None


def outside_cdata(text: str, change: Callable[[str], str]) -> str:
    """The text with `change` applied to all but its CDATA sections."""
    opening, closing = CDATA
    pieces: list[str] = []
    position = 0
    while (start := text.find(opening, position)) >= 0:
        end = text.find(closing, start)
        if end < 0:
            break
        pieces += (change(text[position:start]), text[start : end + len(closing)])
        position = end + len(closing)
    return "".join([*pieces, change(text[position:])])


def _strict(text: str) -> _Element:
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    return etree.fromstring(text.encode(), parser)


def _behind(text: str, mark: str, position: int) -> int:
    found = text.find(mark, position)
    return len(text) if found < 0 else found + len(mark)


def _character(match: re.Match[str]) -> str:
    """A named character for its name; nothing for a number that is no character of XML."""
    name, number = match["name"], match["number"]
    if number:
        code = int(number[1:][:8], 16) if number.startswith("x") else int(number[:8])
        is_one = code < END_OF_UNICODE and not UNSTORABLE.match(chr(code))
        return match[0] if is_one else ""
    return escape(html5[name]) if name in html5 and name not in OF_XML else match[0]
