"""How fast passages are drawn, beside `@recogito/text-annotator` (BSD-3-Clause) and `<mark>`, in one page.

A text of 50,000 characters in paragraphs, the same passages for every way, some overlapping; each way several
times in turns; milliseconds from the call until what it drew is painted, the middle of the rounds. Ours and
`<mark>` draw all passages; that library draws those in view, and again while the page scrolls.
"""

import statistics
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, Route, sync_playwright

from tests.harness.chromium import find_chromium, launch_flags

ROOT = Path(__file__).parents[2]
STATIC = ROOT / "annotations" / "static" / "annotations"
LIBRARY = ROOT / "node_modules" / "@recogito" / "text-annotator" / "dist"
ORIGIN = "http://drawing.test"
TYPES = {".js": "text/javascript", ".css": "text/css", ".woff2": "font/woff2"}
CHARACTERS = 50_000
NUMBERS = (200, 2_000, 10_000)
ROUNDS = 5
# A way that needs more milliseconds than this is not asked for five times as many passages.
TOO_SLOW = 10_000
# Ours first: the others are told as multiples of it.
WAYS = {
    "ours": "highlights.js",
    "boxes": "its boxes, where the browser lacks the API",
    "recogito": "@recogito/text-annotator",
    "recogito-css": "@recogito/text-annotator, CSS highlights",
    "mark": "<mark> around each",
}
SHEETS = ("tokens", "fonts", "base", "components", "workspace")
PAGE = f"""<!doctype html><html lang="en"><head>
{"".join(f'<link rel="stylesheet" href="/css/{name}.css">' for name in SHEETS)}
<link rel="stylesheet" href="/library/text-annotator.css">
<script>process = {{ env: {{ NODE_ENV: "production" }} }}</script>
<script src="/library/text-annotator.umd.js"></script>
</head><body><div class="desk"><div></div><div class="text-column" id="column"></div></div></body></html>"""


def main() -> None:
    """Print a line for each way and number of passages."""
    ways = list(WAYS)
    if not LIBRARY.is_dir():
        print(
            "\n@recogito/text-annotator is not there to compare with: `make lint` with Node gets it"
        )
        ways = [way for way in ways if not way.startswith("recogito")]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_chromium(playwright), args=launch_flags()
        )
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.route("**/*", _serve)
        for number in NUMBERS:
            found = _timed(page, ways, number)
            _print(number, found)
            ways = [way for way in ways if _middle(found[way], "draw") < TOO_SLOW]
        browser.close()


def _serve(route: Route) -> None:
    path = route.request.url.removeprefix(f"{ORIGIN}/")
    folder, _, name = path.partition("/")
    file = {"library": LIBRARY / name, "drawing.js": Path(__file__).with_name("drawing.js")}.get(
        folder, STATIC / path
    )
    if not path:
        route.fulfill(body=PAGE, content_type="text/html")
    elif file.is_file():
        route.fulfill(body=file.read_bytes(), content_type=TYPES.get(file.suffix, "text/plain"))
    else:
        route.fulfill(status=404)


def _timed(page: Page, ways: list[str], number: int) -> dict[str, list[dict[str, float]]]:
    found: dict[str, list[dict[str, float]]] = {way: [] for way in ways}
    for turn in range(ROUNDS):
        for way in ways if turn % 2 else reversed(ways):
            # Anew each time: live ranges that one way leaves behind would slow the next one down.
            page.goto(ORIGIN)
            spent: dict[str, float] = page.evaluate(
                "async (given) => (await import('/drawing.js')).timed(...given)",
                [way, number, CHARACTERS],
            )
            found[way].append(spent)
    return found


def _print(number: int, found: dict[str, list[dict[str, Any]]]) -> None:
    title = f"{number:,} passages drawn"
    print(f"\n{title:44}{'ms':>9}{'x ours':>9}{'one more':>10}{'x ours':>9}{'find':>9}")
    ours = {part: _middle(found["ours"], part) for part in ("draw", "add")}
    for way, rounds in found.items():
        draw, add, under = (_middle(rounds, part) for part in ("draw", "add", "under"))
        print(
            f"{WAYS[way]:44}{draw:9.1f}{draw / ours['draw']:9.2f}"
            f"{add:10.1f}{add / ours['add']:9.2f}{under:9.3f}",
            flush=True,
        )


def _middle(rounds: list[dict[str, float]], part: str) -> float:
    return statistics.median(spent[part] for spent in rounds)


if __name__ == "__main__":
    main()
