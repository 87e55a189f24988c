"""Containers of old Office files (OLE): not read, but told apart, so that the editor knows what to do."""

from annotations.imports.readers.document import Document, ReaderError
from annotations.imports.readers.source import Source

SIGN = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Names of streams within, by what they tell (MS-OFFCRYPTO, MS-OXMSG, MS-DOC).
CODES = (
    ("EncryptedPackage", "encrypted_file"),
    ("__substg1.0_", "outlook_message"),
    ("WordDocument", "old_word_file"),
)


def is_old_office(source: Source) -> bool:
    """Whether the bytes are such a container."""
    return source.body.startswith(SIGN)


def refuse_old_office(source: Source) -> Document:
    """Say what it is.

    Raises:
        ReaderError: `encrypted_file`, `outlook_message`, `old_word_file`, else `unsupported_format`.
    """
    for name, code in CODES:
        if name.encode("utf-16-le") in source.body:
            raise ReaderError(code)
    raise ReaderError("unsupported_format")
