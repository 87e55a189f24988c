"""Requests one after another, and what they cost the server's processes in CPU time."""

import http.client
import json
import statistics
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import psutil


@dataclass(frozen=True)
class Cost:
    """Per request: CPU of the web processes and the wall clock, in milliseconds; size in kB."""

    cpu_ms: float
    wall_ms: float
    kilobytes: float


class Client:
    """One keep-alive connection."""

    def __init__(self, base: str, token: str) -> None:
        self.connection = http.client.HTTPConnection(urlsplit(base).netloc, timeout=60)
        self.headers = {"Authorization": f"Token {token}", "Content-Type": "application/json"}

    def call(self, method: str, path: str, body: Any = None) -> tuple[int, bytes]:
        """The status and body of the answer."""
        raw = json.dumps(body).encode() if body is not None else None
        try:
            return self._exchange(method, path, raw)
        except ConnectionError:
            # The server closed the idle connection between two figures.
            self.connection.close()
            return self._exchange(method, path, raw)

    def _exchange(self, method: str, path: str, raw: bytes | None) -> tuple[int, bytes]:
        self.connection.request(method, path, raw, self.headers)
        answer = self.connection.getresponse()
        return answer.status, answer.read()

    def upload(self, path: str, filename: str, content: bytes) -> None:
        """Send a file; anything but 202 ends the benchmark."""
        kind, body = _form(filename, content)
        self.connection.request("POST", path, body, {**self.headers, "Content-Type": kind})
        answer = self.connection.getresponse()
        said = answer.read()
        if answer.status != 202:
            raise SystemExit(f"{path} answered {answer.status}: {said[:500]!r}")

    def json(self, method: str, path: str, body: Any = None, *, wanted: int = 200) -> Any:
        """The parsed answer; any other status than `wanted` ends the benchmark."""
        status, raw = self.call(method, path, body)
        if status != wanted:
            raise SystemExit(f"{method} {path} answered {status}: {raw[:500]!r}")
        return json.loads(raw)


def _form(filename: str, content: bytes) -> tuple[str, bytes]:
    """Content type and body of a form with one file."""
    edge = "edge-of-the-benchmark"
    head = f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{filename}"\r\n\r\n'
    body = head.encode() + content + f"\r\n--{edge}--\r\n".encode()
    return f"multipart/form-data; boundary={edge}", body


def cost(
    client: Client, web: psutil.Process, method: str, path: str, bodies: list[Any], wanted: int
) -> Cost:
    """Send the requests and measure the web server's CPU and the median wall time."""
    processes = [web, *web.children(recursive=True)]
    walls, size = [], 0
    before = _cpu(processes)
    for body in bodies:
        began = time.perf_counter()
        status, raw = client.call(method, path, body)
        walls.append(time.perf_counter() - began)
        size = len(raw)
        if status != wanted:
            raise SystemExit(f"{method} {path} answered {status}: {raw[:500]!r}")
    spent = _cpu(processes) - before
    return Cost(spent / len(bodies) * 1000, statistics.median(walls) * 1000, size / 1000)


def _cpu(processes: list[psutil.Process]) -> float:
    return sum(sum(process.cpu_times()[:2]) for process in processes)
