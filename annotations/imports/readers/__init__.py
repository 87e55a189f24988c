"""Readers: from bytes or pasted text to a `Document`. Pure: no Django, no network, no database."""

from annotations.imports.readers.choosing import read
from annotations.imports.readers.document import Document, FieldNote, ReadBlock, ReaderError
from annotations.imports.readers.plain_text import read_text

__all__ = ["Document", "FieldNote", "ReadBlock", "ReaderError", "read", "read_text"]
