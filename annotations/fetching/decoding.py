"""Unpacking a body while it arrives, bounded on both sides."""

import zlib
from typing import Protocol

from annotations.fetching.errors import FetchError

MAX_CODINGS = 2
GZIP_MAGIC = b"\x1f\x8b"
DEFLATE_METHOD = 8


class Unpacker(Protocol):
    """One content coding."""

    def feed(self, data: bytes, limit: int) -> bytes:
        """What `data` unpacks to; more than `limit` bytes mean that there is too much."""

    def finish(self) -> None:
        """Check that nothing is missing."""


class Zlib:
    """gzip (also of several members) and deflate (with its header, as specified, or without)."""

    def __init__(self, coding: str) -> None:
        self.is_gzip = coding == "gzip"
        self.inflater = zlib.decompressobj(31) if self.is_gzip else None
        self.held = b""
        self.is_ended = False

    def feed(self, data: bytes, limit: int) -> bytes:
        """Unpack, at most `limit` + 1 bytes."""
        if self.is_ended:
            return b""  # what follows the end is padding
        data, self.held = self.held + data, b""
        if self.inflater is None:
            if len(data) < 2:  # noqa: PLR2004 (length of the zlib header)
                self.held = data
                return b""
            self.inflater = zlib.decompressobj(15 if _has_zlib_header(data) else -15)
        return self._inflate(self.inflater, data, limit)

    def _inflate(self, inflater: "zlib._Decompress", data: bytes, limit: int) -> bytes:
        out = b""
        while data and len(out) <= limit:
            try:
                out += inflater.decompress(data, limit + 1 - len(out))
            except zlib.error:
                raise FetchError("bad_encoding") from None
            if not inflater.eof:
                data = inflater.unconsumed_tail
                continue
            data = inflater.unused_data
            if not self.is_gzip or not data.startswith(GZIP_MAGIC):
                self.is_ended = True
                break
            self.inflater = inflater = zlib.decompressobj(31)
        return out

    def finish(self) -> None:
        """Refuse a stream that stops in its middle: half a page is not the page."""
        if self.inflater is not None and not self.inflater.eof and not self.is_ended:
            raise FetchError("bad_encoding", is_temporary=True)


def _has_zlib_header(data: bytes) -> bool:
    return data[0] & 0x0F == DEFLATE_METHOD and (data[0] << 8 | data[1]) % 31 == 0


class Body:
    """Collects a body, unpacked, and refuses it as soon as it is more than `limit` bytes.

    Args:
        codings: the Content-Encoding header, for example ``gzip``.
        limit: bytes, for the body as sent and for the body unpacked alike.
    """

    def __init__(self, codings: str, limit: int) -> None:
        names = [name.strip().lower() for name in codings.split(",") if name.strip()]
        names = [name.removeprefix("x-") for name in names if name != "identity"]
        if len(names) > MAX_CODINGS or any(name not in {"gzip", "deflate"} for name in names):
            raise FetchError("bad_encoding")
        self.unpackers: list[Unpacker] = [Zlib(name) for name in reversed(names)]
        self.limit = limit
        self.arrived = 0
        self.chunks: list[bytes] = []
        self.size = 0

    def feed(self, data: bytes) -> None:
        """Take the next bytes as they arrived."""
        self.arrived += len(data)
        room = self.limit - self.size
        for unpacker in self.unpackers:
            data = unpacker.feed(data, room)
        self.chunks.append(data)
        self.size += len(data)
        if self.arrived > self.limit or self.size > self.limit:
            raise FetchError("too_large", limit=self.limit // (1024 * 1024) or "<1")

    def finish(self) -> bytes:
        """The whole body.

        Raises:
            FetchError: `bad_encoding` where it stopped in the middle.
        """
        for unpacker in self.unpackers:
            if self.arrived:
                unpacker.finish()
        return b"".join(self.chunks)
