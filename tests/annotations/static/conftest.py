"""A page that holds nothing but our scripts, served from the files without any server."""

from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route

STATIC = Path(__file__).parents[3] / "annotations" / "static" / "annotations"
ORIGIN = "http://scripts.test"
TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}


@pytest.fixture
def scripts(browser: Browser) -> Iterator[Page]:
    """A blank page of an origin whose `/js/…` and `/css/…` are the product's own files."""
    page = browser.new_page(viewport={"width": 900, "height": 700})

    def serve(route: Route) -> None:
        path = STATIC / route.request.url.removeprefix(f"{ORIGIN}/")
        if not path.is_file():
            route.fulfill(body="<!doctype html><body></body>", content_type="text/html")
        else:
            kind = TYPES.get(path.suffix, "application/octet-stream")
            route.fulfill(body=path.read_bytes(), content_type=kind)

    page.route("**/*", serve)
    page.goto(f"{ORIGIN}/")
    yield page
    page.close()


@pytest.fixture
def run(scripts: Page) -> Callable[..., Any]:
    """Run the body of an async function with `m`, a module of ours, and `given`."""

    def call(module: str, body: str, given: Any = None) -> Any:
        return scripts.evaluate(
            f"async (given) => {{ const m = await import('/js/{module}'); {body} }}", given
        )

    return call


@pytest.fixture
def article(scripts: Page) -> Callable[[str, list[tuple[int, int]]], None]:
    """Draw a text as the server does: blocks of code point offsets, nothing between them."""

    def draw(text: str, blocks: list[tuple[int, int]]) -> None:
        drawn = "".join(
            f'<p data-block="b{i}" data-start="{start}" data-end="{end}">{escape(text[start:end])}</p>\n'
            for i, (start, end) in enumerate(blocks)
        )
        scripts.evaluate(
            """([html, css]) => {
                document.body.innerHTML = `<div style="position: relative">${html}</div>`;
                const sheet = document.createElement("link");
                sheet.rel = "stylesheet"; sheet.href = css; document.head.append(sheet);
            }""",
            [
                f'<article id="text" data-revision="r1" style="white-space: pre-wrap">{drawn}</article>',
                "/css/workspace.css",
            ],
        )

    return draw
