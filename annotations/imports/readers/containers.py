"""ZIP containers, opened without trust: nothing is unpacked that has not been counted first.

What a container declares of its parts is only a hint; what comes out is counted while it is unpacked
(see the zip bombs of Fifield, "A better zip bomb", WOOT 2019, which lie about both).
"""

import io
import lzma
import re
import struct
import zipfile
import zlib

from lxml import etree
from lxml.etree import _Element

from annotations.imports.readers.document import ReaderError

MAX_PARTS = 5000
MAX_DECLARED = 400 * 1024 * 1024  # bytes of all parts; pictures are not unpacked at all
MAX_PART = 32 * 1024 * 1024  # of one part that is read; its tree takes eight times as much
MAX_READ = 64 * 1024 * 1024  # of all parts that are read
MAX_RATIO = 300  # times its packed size, where a part is large; XML seldom packs to a fiftieth
LARGE = 8 * 1024 * 1024
CHUNK = 256 * 1024
IS_ENCRYPTED = 0x1
ENTRY = b"PK\x01\x02"  # begins each entry of the list of parts
TRICK = re.compile(r"^[/\\]|^[A-Za-z]:|(?:^|[/\\])\.\.(?:[/\\]|$)|\x00")
BROKEN = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, NotImplementedError, EOFError, OSError,
    ValueError, struct.error, KeyError, IndexError, OverflowError,
)  # fmt: skip


class Container:
    """A checked container.

    Args:
        body: the bytes of the file.

    Raises:
        ReaderError: `damaged_file`, `encrypted_file`, `zip_bomb`, `unsafe_document`.
    """

    def __init__(self, body: bytes) -> None:
        if body.count(ENTRY) > 2 * MAX_PARTS:
            raise ReaderError("zip_bomb")  # the list of parts alone would fill the memory
        try:
            self.zip = zipfile.ZipFile(io.BytesIO(body))
            parts = self.zip.infolist()
        except BROKEN:
            raise ReaderError("damaged_file") from None
        self.parts = {part.filename: part for part in parts}
        self.left = MAX_READ
        if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_DECLARED:
            raise ReaderError("zip_bomb")
        for part in parts:
            _refuse(part)

    def has(self, name: str) -> bool:
        """Whether there is such a part."""
        return name in self.parts

    def read(self, name: str) -> bytes:
        """A part's bytes, or b"" where there is no such part.

        Raises:
            ReaderError: `damaged_file`, `zip_bomb`.
        """
        if name not in self.parts:
            return b""
        found = bytearray()
        try:
            with self.zip.open(name) as stream:
                while chunk := stream.read(CHUNK):
                    found += chunk
                    self.left -= len(chunk)
                    if self.left < 0 or len(found) > MAX_PART:
                        raise ReaderError("zip_bomb")
        except BROKEN:
            raise ReaderError("damaged_file") from None
        except RuntimeError:
            raise ReaderError("encrypted_file") from None
        return bytes(found)

    def tree(self, name: str) -> _Element | None:
        """A part as a tree; None where there is no such part.

        Raises:
            ReaderError: as `read`; `unsafe_document` where the part declares a document type or
                entities, `too_deep`.
        """
        data = self.read(name)
        return parsed(data) if data else None


def _refuse(part: zipfile.ZipInfo) -> None:
    if part.flag_bits & IS_ENCRYPTED:
        raise ReaderError("encrypted_file")
    if TRICK.search(part.filename):
        raise ReaderError("unsafe_document")
    if part.file_size > LARGE and part.file_size > MAX_RATIO * max(1, part.compress_size):
        raise ReaderError("zip_bomb")


def parsed(data: bytes) -> _Element:
    """The tree of an XML part: no entity is resolved, nothing is fetched.

    Raises:
        ReaderError: `unsafe_document`, `too_deep`, `damaged_file`.
    """
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser=parser)
    except etree.XMLSyntaxError as error:
        if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
            raise ReaderError("unsafe_document") from None
        raise ReaderError("too_deep" if "depth" in str(error) else "damaged_file") from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise ReaderError("unsafe_document")
    return root
