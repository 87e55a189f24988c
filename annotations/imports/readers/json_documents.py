"""JSON: ninjs items as stories; fact-checks of others have a reader of their own."""

from annotations.imports.readers.document import Document, ReaderError
from annotations.imports.readers.json_input import is_json, parsed_json
from annotations.imports.readers.ninjs import items_of, read_ninjs
from annotations.imports.readers.source import Source

SNIFFED = 4096


def is_json_document(source: Source) -> bool:
    """Whether the bytes are meant as JSON; what a person called HTML or text is that."""
    if source.kind_hint:
        return False
    body = source.body
    is_wide = body.startswith((b"\xff\xfe", b"\xfe\xff"))
    start = body[:SNIFFED].decode("utf-16" if is_wide else "latin-1", "replace")
    return is_json(start.removeprefix("\u00ef\u00bb\u00bf"), source.media_type, source.filename)


def read_json(source: Source) -> Document:
    """Read ninjs.

    Raises:
        ReaderError: `unknown_json`, `broken_json`, `json_too_large`, `too_deep`, and those of
            `read_ninjs`.
    """
    value, charset = parsed_json(source.body, source.charset)
    if not items_of(value):
        raise ReaderError("unknown_json")
    return read_ninjs(value, source, charset)
