"""A receiver of webhooks on this machine that takes messages, or misbehaves; it verifies as the rules tell receivers to."""

import base64
import hashlib
import hmac
import json
import threading
import time
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

_TOLERANCE = 300


@dataclass(frozen=True)
class Got:
    """One request as it arrived; header names in lower case."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def told(self) -> Any:
        """The message."""
        return json.loads(self.body)

    @property
    def id(self) -> str:
        """What the message is known by."""
        return self.headers["webhook-id"]


class Receiver:
    """Requests, oldest first, are in `got`.

    Attributes:
        status: what is answered.
        answers: headers of the answer.
        words: its body.
        slow: seconds until it answers.
        hangs_up: closes instead of answering.
    """

    def __init__(self) -> None:
        self.got: list[Got] = []
        self.status, self.words, self.slow, self.hangs_up = 200, b"thanks", 0.0, False
        self.answers: dict[str, str] = {}
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                outer.take(self)

            def do_GET(self) -> None:
                outer.take(self)

            def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base's name
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.netloc = f"127.0.0.1:{self._server.server_address[1]}"
        self.url = f"http://{self.netloc}/told"
        self._thread = threading.Thread(target=self._server.serve_forever, args=[0.02], daemon=True)

    def take(self, request: BaseHTTPRequestHandler) -> None:
        """Keep a request, then answer as told."""
        body = request.rfile.read(int(request.headers.get("Content-Length", 0)))
        headers = {name.lower(): value for name, value in request.headers.items()}
        self.got.append(Got(request.path, headers, body))
        time.sleep(self.slow)
        if self.hangs_up:
            request.close_connection = True
            return
        request.send_response(self.status)
        for name, value in self.answers.items():
            request.send_header(name, value)
        request.send_header("Content-Length", str(len(self.words)))
        request.end_headers()
        try:
            request.wfile.write(self.words)
        except OSError:
            return

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._server.server_close()


def verify(got: Got, secret: str, *, now: float | None = None) -> None:
    """What the rules of Standard Webhooks ask of a receiver, written without a line of the sender's.

    Raises:
        ValueError: the message is too old, too new, or not signed with this secret.
    """
    at = int(got.headers["webhook-timestamp"])
    if abs((now or time.time()) - at) > _TOLERANCE:
        raise ValueError("timestamp")
    key = base64.b64decode(secret.split("_", 1)[1])
    content = f"{got.id}.{at}.{got.body.decode()}".encode()
    right = base64.b64encode(hmac.new(key, content, hashlib.sha256).digest())
    for one in got.headers["webhook-signature"].split(" "):
        version, _, given = one.partition(",")
        if version == "v1" and hmac.compare_digest(right, given.encode()):
            return
    raise ValueError("signature")
