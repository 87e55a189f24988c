"""A publisher under the test's control: feeds that grow, say 304, move, break and refuse."""

import hashlib
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self
from xml.sax.saxutils import escape

Answer = tuple[int, Mapping[str, str], bytes]
XML = "application/rss+xml; charset=utf-8"


@dataclass(frozen=True)
class Asked:
    """One request: its path, and its headers by lower-case name."""

    path: str
    headers: dict[str, str]


@dataclass(frozen=True)
class Entry:
    """An entry of an RSS feed; what is empty is left out."""

    title: str = "A story"
    link: str = ""
    guid: str = ""
    published: str = ""
    content: str = ""

    def xml(self) -> str:
        parts = {
            "title": self.title,
            "link": self.link,
            "pubDate": self.published,
            "content:encoded": self.content,
        }
        words = "".join(f"<{n}>{escape(v)}</{n}>" for n, v in parts.items() if v)
        guid = f'<guid isPermaLink="false">{escape(self.guid)}</guid>' if self.guid else ""
        return f"<item>{words}{guid}</item>"


def rss(*entries: Entry, title: str = "The Daily", link: str = "", more: str = "") -> bytes:
    """A feed as publishers write it: newest entry first."""
    items = "".join(entry.xml() for entry in entries)
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"'
        ' xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>{escape(title)}</title><link>{escape(link)}</link>{more}{items}</channel></rss>"
    ).encode()


@dataclass
class Publisher:
    """Serves what it is told to on a free loopback port; every request is in `seen`."""

    answers: dict[str, Callable[[Asked], Answer]] = field(default_factory=dict)
    seen: list[Asked] = field(default_factory=list)

    def __post_init__(self) -> None:
        publisher = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                asked = Asked(self.path, {k.lower(): v for k, v in self.headers.items()})
                publisher.seen.append(asked)
                status, headers, body = publisher.answers.get(self.path, _missing)(asked)
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *arguments: object) -> None:
                """Say nothing among the tests' dots."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        serve = self._server.serve_forever
        self._thread = threading.Thread(target=serve, args=(0.01,), daemon=True)

    @property
    def netloc(self) -> str:
        return f"127.0.0.1:{self._server.server_address[1]}"

    def url(self, path: str) -> str:
        return f"http://{self.netloc}{path}"

    def paths(self) -> list[str]:
        """What was asked for, in order."""
        return [asked.path for asked in self.seen]

    def put(
        self,
        path: str,
        body: str | bytes = b"",
        *,
        status: int = 200,
        content_type: str = "text/html; charset=utf-8",
        **headers: str,
    ) -> str:
        """Answer `path` like this from now on; header names are written with underscores."""
        raw = body.encode() if isinstance(body, str) else body
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        answer = (status, {"Content-Type": content_type, **named}, raw)
        self.answers[path] = lambda _asked: answer
        return self.url(path)

    def robots(self, words: str, *, status: int = 200) -> None:
        self.put("/robots.txt", words, status=status, content_type="text/plain")

    def feed(self, *entries: Entry, path: str = "/feed", **headers: str) -> str:
        """Serve these entries at `path`, and 304 to those who have them already."""
        body = rss(*entries, link=self.url("/"))
        etag = f'W/"{hashlib.sha256(body).hexdigest()[:12]}"'
        named = {name.replace("_", "-"): value for name, value in headers.items()}

        def answer(asked: Asked) -> Answer:
            if asked.headers.get("if-none-match") == etag:
                return 304, {"ETag": etag, **named}, b""
            return 200, {"Content-Type": XML, "ETag": etag, **named}, body

        self.answers[path] = answer
        return self.url(path)

    def story(self, number: int, **more: str) -> Entry:
        """An entry that points to a page of this publisher."""
        given = {"guid": f"story-{number}", "link": self.url(f"/stories/{number}"), **more}
        return Entry(title=f"Story {number}", **given)

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


def _missing(_asked: Asked) -> Answer:
    return 404, {"Content-Type": "text/plain"}, b"nothing here"
