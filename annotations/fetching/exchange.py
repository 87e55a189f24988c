"""One HTTP/1.1 request and its answer over one connection, every step under the deadline."""

import socket
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

import h11

from annotations.fetching.connecting import Deadline
from annotations.fetching.decoding import Body
from annotations.fetching.errors import FetchError
from annotations.fetching.targets import Target

MAX_HEAD = 64 * 1024
MAX_INTERIM = 8
CHUNK = 64 * 1024
REDIRECTS = frozenset({301, 302, 303, 307, 308})


Pairs = list[tuple[str, str]]


@dataclass(frozen=True)
class Hop:
    """One request and the head of its answer, as they went over the wire; bytes are read as latin-1.

    Attributes:
        at: when the request was sent, with zone.
        url: the canonical address that was asked for.
        address: the IP address that answered; empty where it hung up before it could be read.
        http_version: of the answer, for example ``HTTP/1.1``.
        reason: the phrase behind the status; often empty.
        request_headers: name and value in the order and case in which they were sent.
        response_headers: the same of the answer; a repeated header stands there as often.
    """

    at: datetime
    url: str
    address: str
    http_version: str
    status: int
    reason: str
    request_headers: Pairs
    response_headers: Pairs


@dataclass(frozen=True)
class Answer:
    """Status, headers with lower-case names (repeated ones joined by a comma), unpacked body."""

    status: int
    headers: dict[str, str]
    body: bytes
    hop: Hop


def exchange(
    connection: socket.socket,
    target: Target,
    *,
    headers: dict[str, str],
    max_bytes: int,
    deadline: Deadline,
    sent: bytes | None = None,
) -> Answer:
    """Ask for a target with GET, or with POST and the bytes `sent`, and read the answer. The connection is used up.

    The body of a redirect or of an error is not read.

    Raises:
        FetchError: `not_http`, `headers_too_large`, `too_large`, `bad_encoding`, `timeout`,
            `connection_broken`.
    """
    talk = _Talk(connection, deadline)
    try:
        at = datetime.now(UTC)
        request = talk.ask(target, headers, sent)
        response = talk.head()
        found, hop = _headers(response), _hop(connection, target, at, request, response)
        if not is_wanted(response.status_code):
            return Answer(response.status_code, found, b"", hop)
        declared = found.get("content-length", "")
        if declared.isdigit() and int(declared) > max_bytes:
            raise FetchError("too_large", limit=max_bytes // (1024 * 1024) or "<1")
        body = Body(found.get("content-encoding", ""), max_bytes)
        return Answer(response.status_code, found, talk.body(body), hop)
    except h11.LocalProtocolError:
        raise FetchError("url_invalid") from None


def is_wanted(status: int) -> bool:
    """Whether the body of an answer with this status is the page."""
    return 200 <= status < 300  # noqa: PLR2004 (HTTP's classes)


def _headers(response: h11.Response) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in response.headers:
        key, text = name.decode("ascii", "replace").lower(), value.decode("latin-1")
        found[key] = f"{found[key]}, {text}" if key in found else text
    return found


def _hop(
    connection: socket.socket,
    target: Target,
    at: datetime,
    request: h11.Request,
    response: h11.Response,
) -> Hop:
    return Hop(
        at=at,
        url=target.url,
        address=_address_of(connection),
        http_version=f"HTTP/{response.http_version.decode('ascii')}",
        status=response.status_code,
        reason=bytes(response.reason).decode("latin-1"),
        request_headers=_as_written(request.headers.raw_items()),
        response_headers=_as_written(response.headers.raw_items()),
    )


def _address_of(connection: socket.socket) -> str:
    try:
        return str(connection.getpeername()[0]).partition("%")[0]
    except OSError:  # it answered and reset the connection at once
        return ""


def _as_written(headers: Iterable[tuple[bytes, bytes]]) -> Pairs:
    return [(name.decode("latin-1"), value.decode("latin-1")) for name, value in headers]


class _Talk:
    """The state machine of one exchange."""

    def __init__(self, connection: socket.socket, deadline: Deadline) -> None:
        self.connection = connection
        self.deadline = deadline
        self.state = h11.Connection(h11.CLIENT, max_incomplete_event_size=MAX_HEAD)
        self.arrived = 0

    def ask(
        self, target: Target, headers: dict[str, str], sent: bytes | None = None
    ) -> h11.Request:
        length = [] if sent is None else [("Content-Length", str(len(sent)))]
        request = h11.Request(
            method="GET" if sent is None else "POST",
            target=target.path,
            headers=[
                ("Host", target.authority),
                *headers.items(),
                *length,
                ("Connection", "close"),
            ],
        )
        events = [request, *([h11.Data(data=sent)] if sent else []), h11.EndOfMessage()]
        data = b"".join(self.state.send(event) or b"" for event in events)
        try:
            self.connection.settimeout(self.deadline.left())
            self.connection.sendall(data)
        except TimeoutError:
            raise FetchError("timeout") from None
        except OSError:
            raise FetchError("connection_broken") from None
        return request

    def head(self) -> h11.Response:
        """The answer's head, past interim answers (which a hostile site sends for ever)."""
        for _ in range(MAX_INTERIM):
            try:
                event = self._next(limit=MAX_HEAD)
            except h11.RemoteProtocolError as error:
                if self.arrived == 0:
                    raise FetchError("connection_broken") from None
                # 431 is h11's word for a head beyond its limit.
                is_long = error.error_status_hint == 431  # noqa: PLR2004 (see above)
                raise FetchError("headers_too_large" if is_long else "not_http") from None
            if isinstance(event, h11.Response):
                return event
            if not isinstance(event, h11.InformationalResponse):
                raise FetchError("not_http")
        raise FetchError("headers_too_large")

    def body(self, body: Body) -> bytes:
        while True:
            try:
                event = self._next()
            except h11.RemoteProtocolError:
                raise FetchError("connection_broken") from None
            if isinstance(event, h11.Data):
                body.feed(bytes(event.data))
            elif isinstance(event, h11.EndOfMessage):
                return body.finish()
            else:
                raise FetchError("connection_broken")

    def _next(self, *, limit: int | None = None) -> object:
        while (event := self.state.next_event()) is h11.NEED_DATA:
            if limit is not None and self.arrived > limit:
                raise FetchError("headers_too_large")
            self._receive()
        return event

    def _receive(self) -> None:
        try:
            self.connection.settimeout(self.deadline.left())
            data = self.connection.recv(CHUNK)
        except TimeoutError:
            raise FetchError("timeout") from None
        except OSError:
            raise FetchError("connection_broken") from None
        self.arrived += len(data)
        try:
            self.state.receive_data(data)
        except RuntimeError:  # data after the end was announced
            raise FetchError("connection_broken") from None
