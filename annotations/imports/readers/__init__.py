"""Readers: from bytes or pasted text to a `Document`. Pure: no Django, no network, no database."""

from annotations.imports.readers.choosing import read
from annotations.imports.readers.document import (
    Check,
    Document,
    FieldNote,
    Part,
    ReadBlock,
    ReaderError,
)
from annotations.imports.readers.feeds import read_feed
from annotations.imports.readers.plain_text import read_text
from annotations.imports.readers.published_checks import read_checks

__all__ = [
    "Check",
    "Document",
    "FieldNote",
    "Part",
    "ReadBlock",
    "ReaderError",
    "read",
    "read_checks",
    "read_feed",
    "read_text",
]
