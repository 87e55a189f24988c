"""Which reader reads these bytes: decided by what they are, not by what they are called.

A new format is one more `Reader` in `READERS`; the first that recognises the bytes reads them.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from annotations.imports.readers.charsets import unmarked_utf16
from annotations.imports.readers.document import Document, ReaderError
from annotations.imports.readers.docx.reader import is_container, read_docx
from annotations.imports.readers.emails.headers import is_email
from annotations.imports.readers.emails.reader import read_email
from annotations.imports.readers.json_documents import is_json_document, read_json
from annotations.imports.readers.markdown import read_markdown
from annotations.imports.readers.markdown_signs import is_markdown
from annotations.imports.readers.old_office import is_old_office, refuse_old_office
from annotations.imports.readers.pdf.reader import is_pdf, read_pdf
from annotations.imports.readers.plain_text import read_plain
from annotations.imports.readers.source import Source
from annotations.imports.readers.web_page import read_page
from annotations.imports.readers.xml_documents import is_xml, read_xml

SNIFFED = 4096
# Formats that are no text, or none that is read here.
SIGNATURES = (
    b"%PDF-", b"PK\x07\x08", b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff",
    b"GIF8", b"RIFF", b"\x1f\x8b", b"BZh", b"7z\xbc\xaf", b"\xfd7zXZ", b"Rar!", b"\x7fELF", b"MZ",
    b"ID3", b"OggS", b"SQLite format", b"<?xpacket", b"%!PS",
)  # fmt: skip
DOCUMENT = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
ELEMENT = re.compile(
    rb"<(?:meta|title|article|main|section|div|p|h[1-6]|table|ul|ol|span|script|style|br|a)\b[^<>]*>",
    re.IGNORECASE,
)
FEW_ELEMENTS = 3
HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})


@dataclass(frozen=True)
class Reader:
    """One format: how to recognise it, and how to read it."""

    name: str
    recognises: Callable[[Source], bool]
    read: Callable[[Source], Document]


def start_of(body: bytes) -> bytes:
    """The first bytes, in one byte per character where they are UTF-16, without a mark."""
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        return body[: 2 * SNIFFED].decode("utf-16", "replace").encode()
    if (wide := unmarked_utf16(body)) is not None:
        return body[: 2 * SNIFFED].decode(wide, "replace").encode().lstrip()
    return body[:SNIFFED].removeprefix(b"\xef\xbb\xbf").lstrip()


def is_foreign(source: Source) -> bool:
    """A format that no reader here knows."""
    return start_of(source.body).startswith(SIGNATURES)


def is_html(source: Source) -> bool:
    """A page or a fragment of one."""
    if source.kind_hint in {"html", "text"}:
        return source.kind_hint == "html"
    start = start_of(source.body)
    if DOCUMENT.search(start):
        return True
    elements = len(ELEMENT.findall(start))
    return elements >= (1 if source.media_type in HTML_TYPES else FEW_ELEMENTS)


def is_markdown_text(source: Source) -> bool:
    """Markdown, which may hold elements, but no page with words that look like Markdown."""
    return not DOCUMENT.search(start_of(source.body)) and is_markdown(source)


def _refuse(source: Source) -> Document:
    raise ReaderError("unsupported_format" if source.body else "empty_text")


def is_binary(source: Source) -> bool:
    """NUL bytes stand in no text but UTF-16 and UTF-32; without a mark only a page shows that it is one."""
    has_mark = source.body.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff"))
    return b"\x00" in source.body[:SNIFFED] and not has_mark


def _refuse_binary(source: Source) -> Document:
    # A text with a stray NUL is told so; what is full of them was never text.
    share = source.body[:SNIFFED].count(b"\x00") / len(source.body[:SNIFFED])
    raise ReaderError("not_text" if share > 0.01 else "nul_in_text")  # noqa: PLR2004 (one in a hundred)


READERS = (
    Reader("pdf", is_pdf, read_pdf),
    Reader("docx", is_container, read_docx),
    Reader("old-office", is_old_office, refuse_old_office),
    Reader("foreign", is_foreign, _refuse),
    Reader("xml", is_xml, read_xml),
    Reader("json", is_json_document, read_json),
    Reader("email", is_email, read_email),
    Reader("markdown", is_markdown_text, read_markdown),
    Reader("html", is_html, read_page),
    Reader("binary", is_binary, _refuse_binary),
    Reader("text", lambda _: True, read_plain),
)


def read(
    body: bytes,
    *,
    media_type: str | None = None,
    charset: str | None = None,
    url: str | None = None,
    filename: str | None = None,
    kind_hint: str | None = None,
    part: str | None = None,
) -> Document:
    """Read a document, whatever it is.

    Args:
        body: the bytes as they arrived.
        media_type: as declared by the site; the bytes are believed first.
        charset: likewise.
        url: where they came from, after redirects.
        filename: as the person's file was called.
        kind_hint: ``html`` or ``text`` where the person said what it is.
        part: which of several stories (`Part.key`); None for the first.

    Raises:
        ReaderError: see `annotations.imports.readers.document.SENTENCES` for the codes.
    """
    source = Source(body, media_type, charset, url, filename, kind_hint, part)
    if not body.strip():
        raise ReaderError("empty_text")
    return next(reader for reader in READERS if reader.recognises(source)).read(source)
