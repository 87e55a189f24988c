"""A small news site on this machine: ``python -m factcheck.demo.publisher PORT DATA_FOLDER``.

It serves the demo articles, so that they come in through the ordinary import of an address.
"""

import hashlib
import signal
import sys
from datetime import UTC, datetime
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from factcheck.demo.overlay import SLUGS, article_text, is_gone, overlay_folder
from factcheck.demo.pages import headline, page, published

HTML = "text/html; charset=utf-8"
STYLE = """body { max-width: 42rem; margin: 2rem auto; padding: 0 1rem; }
body { font: 1.1rem/1.6 Georgia, serif; }
nav ul, .share { display: flex; gap: 1rem; list-style: none; padding: 0; font-size: .9rem; }
.slogan, .brand { font-weight: bold; } img { width: 100%; height: auto; }
figcaption, .meta, .byline { color: #555; font-size: .9rem; }
"""
PHOTO = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 360">'
    '<rect width="640" height="360" fill="#cdd3da"/></svg>'
)

Answer = tuple[int, str, str]


def article_path(slug: str) -> str:
    """Return the path that the article `slug` is served at."""
    return f"/articles/{slug}/"


def answer(path: str, *, base: str, data_folder: Path) -> Answer:
    """Return status, content type and body for a GET of `path`; `base` is the site's address."""
    fixed: dict[str, Answer] = {
        "/site.css": (200, "text/css; charset=utf-8", STYLE),
        "/photo.svg": (200, "image/svg+xml", PHOTO),
        "/robots.txt": (200, "text/plain; charset=utf-8", "User-agent: *\nAllow: /\n"),
    }
    if path in fixed:
        return fixed[path]
    if path == "/":
        return 200, HTML, _front_page(data_folder)
    if path == "/feed.atom":
        return 200, "application/atom+xml; charset=utf-8", _feed(base, data_folder)
    for slug in SLUGS:
        if path.rstrip("/") == article_path(slug).rstrip("/"):
            if is_gone(slug, data_folder):
                return 410, HTML, "<!doctype html><title>Gone</title><p>This article is gone.</p>"
            return 200, HTML, page(slug, article_text(slug, data_folder))
    return 404, HTML, "<!doctype html><title>Not found</title><p>There is nothing here.</p>"


def serve(port: int, data_folder: Path) -> None:
    """Serve until the process is told to end."""
    base = f"http://127.0.0.1:{port}"

    class Handler(BaseHTTPRequestHandler):
        server_version, sys_version = "demo-publisher", ""
        protocol_version = "HTTP/1.1"
        timeout = 10

        def do_GET(self) -> None:
            status, kind, text = answer(
                self.path.partition("?")[0], base=base, data_folder=data_folder
            )
            body = text.encode()
            tag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
            is_known = status == 200 and self.headers.get("If-None-Match") == tag  # noqa: PLR2004 - HTTP's OK
            self.send_response(304 if is_known else status)
            self.send_header("ETag", tag)
            self.send_header("Cache-Control", "no-cache")
            if not is_known:
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if not is_known and self.command != "HEAD":
                self.wfile.write(body)

        do_HEAD = do_GET  # noqa: N815 - the name that http.server looks for

        def log_message(self, *arguments: object) -> None:
            """Say nothing of ordinary visits."""

    with ThreadingHTTPServer(("127.0.0.1", port), Handler) as server:
        server.daemon_threads = True
        server.serve_forever(poll_interval=0.2)


def _front_page(data_folder: Path) -> str:
    items = "".join(
        f'<li><a href="{article_path(slug)}">{escape(_title(slug, data_folder))}</a></li>\n'
        for slug in SLUGS
    )
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>Demo publisher</title>'
        '<link rel="stylesheet" href="/site.css"></head>\n'
        f"<body><h1>Demo publisher</h1>\n<ul>\n{items}</ul></body></html>\n"
    )


def _title(slug: str, data_folder: Path) -> str:
    return headline(slug, article_text(slug, data_folder))


def _feed(base: str, data_folder: Path) -> str:
    shown = [slug for slug in SLUGS if not is_gone(slug, data_folder)]
    entries = "".join(_entry(slug, base, data_folder) for slug in shown)
    newest = max((_updated(slug, data_folder) for slug in shown), default=_stamp(0))
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
        f"<id>{base}/</id><title>Demo publisher</title><updated>{newest}</updated>\n"
        f'<link rel="self" href="{base}/feed.atom"/>\n{entries}</feed>\n'
    )


def _entry(slug: str, base: str, data_folder: Path) -> str:
    link = base + article_path(slug)
    date = published(slug, article_text(slug, data_folder))
    stated = f"<published>{date}</published>" if date else ""
    return (
        f"<entry><id>{link}</id><title>{escape(_title(slug, data_folder))}</title>"
        f'<link href="{link}"/>{stated}<updated>{_updated(slug, data_folder)}</updated></entry>\n'
    )


def _updated(slug: str, data_folder: Path) -> str:
    # When this site last changed the entry; Atom asks for it, and the second text gives no date.
    edited = overlay_folder(data_folder) / f"{slug}.txt"
    path = edited if edited.exists() else Path(__file__)
    return _stamp(path.stat().st_mtime)


def _stamp(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    signal.signal(signal.SIGINT, lambda *_: sys.exit(0))
    serve(int(sys.argv[1]), Path(sys.argv[2]))
