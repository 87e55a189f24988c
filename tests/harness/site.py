"""A small web site under the test's control, for everything that fetches."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self

Answer = tuple[int, Mapping[str, str], bytes]


@dataclass
class LocalSite:
    """Serves what `put` gave it on a free port of `host`; every request's path is in `seen`."""

    answers: dict[str, Callable[[], Answer]] = field(default_factory=dict)
    seen: list[str] = field(default_factory=list)
    host: str = "127.0.0.1"

    def __post_init__(self) -> None:
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.seen.append(self.path)
                status, headers, body = site.answers.get(self.path, _missing)()
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *arguments: object) -> None:
                """Say nothing among the tests' dots."""

        self._server = ThreadingHTTPServer((self.host, 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    @property
    def netloc(self) -> str:
        """The `host:port` for FACTCHECK_FETCH_ALLOW."""
        return f"{self.host}:{self._server.server_address[1]}"

    def url(self, path: str) -> str:
        """Return the absolute address of `path`."""
        return f"http://{self.netloc}{path}"

    def put(
        self,
        path: str,
        body: str | bytes,
        *,
        status: int = 200,
        content_type: str = "text/html; charset=utf-8",
        headers: Mapping[str, str] | None = None,
    ) -> str:
        """Serve `body` at `path` from now on and return its address."""
        raw = body.encode() if isinstance(body, str) else body
        answer = (status, {"Content-Type": content_type, **(headers or {})}, raw)
        self.answers[path] = lambda: answer
        return self.url(path)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._thread.join(5)
        self._server.server_close()


def _missing() -> Answer:
    return 404, {"Content-Type": "text/plain"}, b"nothing here"
