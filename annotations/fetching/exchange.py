"""One HTTP/1.1 request and its answer over one connection, every step under the deadline."""

import socket
from dataclasses import dataclass

import h11

from annotations.fetching.connecting import Deadline
from annotations.fetching.decoding import Body
from annotations.fetching.errors import FetchError
from annotations.fetching.targets import Target

MAX_HEAD = 64 * 1024
MAX_INTERIM = 8
CHUNK = 64 * 1024
REDIRECTS = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True)
class Answer:
    """Status, headers with lower-case names (repeated ones joined by a comma), unpacked body."""

    status: int
    headers: dict[str, str]
    body: bytes


def exchange(
    connection: socket.socket,
    target: Target,
    *,
    headers: dict[str, str],
    max_bytes: int,
    deadline: Deadline,
) -> Answer:
    """Ask for a target with GET and read the answer. The connection is used up.

    The body of a redirect or of an error is not read.

    Raises:
        FetchError: `not_http`, `headers_too_large`, `too_large`, `bad_encoding`, `timeout`,
            `connection_broken`.
    """
    talk = _Talk(connection, deadline)
    try:
        talk.ask(target, headers)
        response = talk.head()
        found = _headers(response)
        if not is_wanted(response.status_code):
            return Answer(response.status_code, found, b"")
        declared = found.get("content-length", "")
        if declared.isdigit() and int(declared) > max_bytes:
            raise FetchError("too_large", limit=max_bytes // (1024 * 1024) or "<1")
        body = Body(found.get("content-encoding", ""), max_bytes)
        return Answer(response.status_code, found, talk.body(body))
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


class _Talk:
    """The state machine of one exchange."""

    def __init__(self, connection: socket.socket, deadline: Deadline) -> None:
        self.connection = connection
        self.deadline = deadline
        self.state = h11.Connection(h11.CLIENT, max_incomplete_event_size=MAX_HEAD)
        self.arrived = 0

    def ask(self, target: Target, headers: dict[str, str]) -> None:
        request = h11.Request(
            method="GET",
            target=target.path,
            headers=[("Host", target.authority), *headers.items(), ("Connection", "close")],
        )
        data = (self.state.send(request) or b"") + (self.state.send(h11.EndOfMessage()) or b"")
        try:
            self.connection.settimeout(self.deadline.left())
            self.connection.sendall(data)
        except TimeoutError:
            raise FetchError("timeout") from None
        except OSError:
            raise FetchError("connection_broken") from None

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
