"""Single records of a WARC file (ISO 28500, WARC/1.1), written by warcio.

Nothing of it depends on the clock, on the machine or on chance: one input, one sequence of bytes.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from uuid import UUID, uuid5

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

# Headers that tell how the body was packed on its way; it is kept unpacked. "X-Crawler-" is what other archives write too.
_OF_THE_WAY = frozenset({"content-encoding", "transfer-encoding", "content-length"})
Pairs = Iterable[tuple[str, str]]


class Head(StatusAndHeaders):  # type: ignore[misc]  # warcio is not typed
    """First line and headers of a request or an answer, byte for byte as they went over the wire."""

    def compute_headers_buffer(self, header_filter: Any = None) -> None:  # noqa: ARG002 - warcio's signature
        """Keep bytes beyond ASCII as they are: warcio would write them as something that nobody sent."""
        self.headers_buff = self.to_bytes(encoding="latin-1")


class _Writer(WARCWriter):  # type: ignore[misc]  # warcio is not typed
    """Gives a payload digest to what has a payload beside its block: requests and responses.

    Of other records the block is all there is, and FastWARC takes a payload digest of theirs for a wrong one.
    """

    NO_PAYLOAD_DIGEST_TYPES = ("warcinfo", "revisit", "resource", "metadata", "conversion")


class Records:
    """Writes records one after the other; `taken` gives what was written since."""

    def __init__(self, namespace: UUID) -> None:
        self._buffer = BytesIO()
        self._writer = _Writer(self._buffer, gzip=True, warc_version="WARC/1.1")
        self._namespace = namespace

    def id_of(self, name: str) -> str:
        """The record id that belongs to a name, always the same one."""
        return f"<urn:uuid:{uuid5(self._namespace, name)}>"

    def taken(self) -> bytes:
        """The bytes of the records written since the last call: whole gzip members."""
        found = self._buffer.getvalue()
        self._buffer.seek(0)
        self._buffer.truncate()
        return found

    def add(
        self,
        kind: str,
        name: str,
        *,
        at: datetime,
        url: str = "",
        content: bytes = b"",
        head: Head | None = None,
        headers: dict[str, str] | None = None,
    ) -> None:
        """Write a record, with the digests of its block and its payload (SHA-1, as every reader knows it).

        Args:
            kind: WARC-Type.
            name: gives its id (see `id_of`).
            at: WARC-Date.
            url: WARC-Target-URI; none of a warcinfo.
            content: the payload, without the head.
            head: of a request or a response.
            headers: further ones of the record; those without a value are left out.
        """
        first = {"WARC-Type": kind, "WARC-Record-ID": self.id_of(name), "WARC-Date": _date(at)}
        more = {name: value for name, value in (headers or {}).items() if value}
        record = self._writer.create_warc_record(
            url,
            kind,
            payload=BytesIO(content),
            length=len(content),
            warc_headers_dict=first | more,
            http_headers=head,
        )
        self._writer.write_record(record)


def fields_of(fields: dict[str, str]) -> bytes:
    """`application/warc-fields`: one line for each; what is empty is left out."""
    return "".join(f"{name}: {value}\r\n" for name, value in fields.items() if value).encode()


def as_kept(headers: Pairs, *, size: int) -> list[tuple[str, str]]:
    """An answer's headers beside a body of `size` bytes from which every coding was taken off.

    What told of the way is kept under another name, so that a reader does not unpack what is unpacked.
    """
    told = list(headers)
    if _fits(told, size):
        return told
    kept = [
        (f"X-Crawler-{name}" if name.lower() in _OF_THE_WAY else name, value)
        for name, value in told
    ]
    return [*kept, ("Content-Length", str(size))]


def _fits(headers: Pairs, size: int) -> bool:
    """Whether they are true of the body as it is."""
    way = [(name.lower(), value) for name, value in headers if name.lower() in _OF_THE_WAY]
    return way == [("content-length", str(size))]


def _date(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
