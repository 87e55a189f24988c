"""The card of a check in somebody else's page, in a frame that allows nothing."""

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.factories.articles import make_article
from tests.factories.claims import published_claim
from tests.factories.users import make_editor, make_reviewer

pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page without the scripts that other tests bring along: in such a frame none may run."""
    opened = browser.new_page()
    yield opened
    opened.close()


@pytest.fixture
def theirs() -> Iterator[Callable[[str], str]]:
    """Another site: put a body there, get its address."""
    bodies: list[bytes] = []

    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(bodies[-1])

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, args=[0.02], daemon=True).start()

    def put(body: str) -> str:
        bodies.append(body.encode())
        return f"http://localhost:{server.server_address[1]}/story"

    yield put
    server.shutdown()
    server.server_close()


def test_a_card_is_drawn_in_a_frame_that_allows_nothing(
    page: Page, theirs: Callable[[str], str], live_server_url: str
) -> None:
    editor = make_editor(f"editor-{uuid4().hex[:8]}")
    article = make_article(by=editor, url=f"https://news.example/{uuid4().hex}")
    reviewer = make_reviewer(f"reviewer-{uuid4().hex[:8]}")
    claim = published_claim(article, editor, reviewer)
    card = f"{live_server_url}/factchecks/{claim.slug}/embed/"
    frame_of = f'<!doctype html><iframe sandbox="" width="300" height="320" src="{card}"></iframe>'
    page.goto(theirs(frame_of))
    frame = page.frame_locator("iframe")
    expect(frame.locator("h1")).to_have_text(claim.statement)
    expect(frame.locator(".ruling")).to_have_text("True")
    # Its style came, although the frame has no origin of its own; and it fits 300 pixels.
    shape = frame.locator(".ruling svg").bounding_box()
    assert shape is not None
    assert 10 < shape["width"] < 30
    main = frame.locator("main").bounding_box()
    assert main is not None
    assert main["width"] <= 300
