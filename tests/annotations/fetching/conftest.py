"""A site that misbehaves to order, on this machine, for the tests of fetching."""

import contextlib
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest

Behaviour = Callable[["Caller"], None]


@dataclass
class Caller:
    """One connection as the site sees it."""

    connection: socket.socket
    request: str

    def say(self, data: bytes | str) -> None:
        self.connection.sendall(data if isinstance(data, bytes) else data.encode())

    def answer(self, body: bytes, *, status: str = "200 OK", headers: str = "") -> None:
        self.say(f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\n{headers}\r\n")
        self.say(body)

    def drip(self, piece: str, pause: float = 0.05) -> None:
        """Say it again and again until the other side has enough."""
        while True:
            self.say(piece)
            time.sleep(pause)


@dataclass
class Site:
    """Answers each path with a behaviour; remembers what it was asked."""

    port: int
    paths: dict[str, Behaviour] = field(default_factory=dict)
    requests: list[str] = field(default_factory=list)

    def on(self, path: str, behaviour: Behaviour) -> str:
        self.paths[path] = behaviour
        return self.url(path)

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    @property
    def allow(self) -> frozenset[str]:
        return frozenset({f"127.0.0.1:{self.port}"})

    def serve(self, connection: socket.socket) -> None:
        with connection, contextlib.suppress(OSError):
            connection.settimeout(5)
            request = connection.recv(65536).decode("latin-1")
            self.requests.append(request)
            path = request.split(" ")[1] if " " in request else ""
            if path in self.paths:
                self.paths[path](Caller(connection, request))


@pytest.fixture
def site() -> Iterator[Site]:
    listener = socket.create_server(("127.0.0.1", 0))
    found = Site(port=listener.getsockname()[1])

    def accept() -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _ = listener.accept()
                threading.Thread(target=found.serve, args=(connection,), daemon=True).start()

    thread = threading.Thread(target=accept, daemon=True)
    thread.start()
    yield found
    listener.shutdown(socket.SHUT_RDWR)
    listener.close()
    thread.join(2)
