"""The bookmark in a real browser: a page that only that browser can see is looked at and imported."""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from annotations.models import Article, Import, Origin
from tests.browser.test_main_job import assert_accessible
from tests.factories.users import make_user
from tests.harness.processes import Processes
from tests.harness.site import LocalSite

pytestmark = pytest.mark.browser
PageAs = Callable[..., Page]
SECRET = "Only subscribers read that 4,321 people came to the square on Sunday."
SHADOW = "A second paragraph stands in a shadow root, as many web components do it."
HIDDEN = "This was never shown to anybody."
PAYWALLED = f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>The square was full</title>
<meta http-equiv="Content-Type" content="text/html; charset=windows-1251"></head>
<body><article><h1>The square was full</h1><p id="teaser">Sign in to read on.</p></article>
<form><input name="token" value="a-session-token"></form>
<script>
  const story = document.querySelector('article');
  document.getElementById('teaser').textContent = {SECRET!r};
  const host = document.createElement('div');
  host.attachShadow({{ mode: 'open' }}).innerHTML = '<p>{SHADOW}</p><slot></slot>';
  host.innerHTML = '<p>The third paragraph was slotted into it, and it goes on for a while.</p>';
  story.append(host);
  window.leak = '{HIDDEN}';
</script></body></html>"""


@pytest.fixture
def editor() -> str:
    name = f"editor-{uuid4().hex[:8]}"
    make_user(name, "editor", has_password=True)
    return name


def bookmark_of(page: Page) -> str:
    """The program that the bookmark runs, taken from the page it is dragged from."""
    page.goto("/imports/bookmarklet/")
    return unquote(page.locator("#bookmark").get_attribute("href") or "").removeprefix(
        "javascript:"
    )


def click_bookmark(page: Page, code: str) -> Page:
    """The window that opens."""
    with page.expect_popup() as popup:
        page.evaluate(code)
    return popup.value


def test_a_page_behind_a_paywall_is_looked_at_and_imported(
    live_stack: Processes, page_as: PageAs, editor: str, local_site: LocalSite
) -> None:
    page = page_as(editor)
    code = bookmark_of(page)
    assert_accessible(page)
    # On our own page it does nothing but say so.
    page.locator("#bookmark").click()
    expect(page.locator("#bookmark-clicked")).to_be_visible()
    assert page.url.endswith("/imports/bookmarklet/")

    policy = {"Content-Security-Policy": "default-src 'self' 'unsafe-inline'; form-action 'self'"}
    address = local_site.put("/square?from=mail", PAYWALLED, headers=policy)
    page.goto(f"{address}#top")
    window = click_bookmark(page, code)
    shown = window.locator("#sent-words")
    expect(shown).to_contain_text(SECRET)
    expect(shown).to_contain_text(SHADOW)
    expect(shown).not_to_contain_text(HIDDEN)
    expect(window.locator("#sent-url")).to_have_text(address)
    expect(window.locator("#sent-title")).to_have_text("The square was full")
    expect(window.locator("#sent-heading")).to_be_focused()
    assert_accessible(window)
    window.get_by_role("button", name="Import", exact=True).click()
    expect(window).to_have_url(re.compile("/imports/$"))
    row = window.locator("#imports > li").first
    expect(row).to_have_attribute("data-status", "succeeded", timeout=20_000)

    item = Import.objects.filter(requested_by__username=editor).get()
    assert (item.origin, item.given.get("title")) == (Origin.BROWSER, None)
    assert item.article is not None
    text = Article.objects.get(pk=item.article_id).current_revision.text  # type: ignore[union-attr]
    assert SECRET in text
    assert SHADOW in text
    assert text.index(SHADOW) < text.index("The third paragraph was slotted")
    assert item.blob is not None
    kept = item.blob.content.decode()
    assert "a-session-token" not in kept
    assert HIDDEN not in kept
    assert "windows-1251" not in kept
    assert local_site.seen.count("/square?from=mail") == 1, "it was fetched, too"


@pytest.mark.long
def test_a_discarded_page_leaves_nothing(
    page_as: PageAs, editor: str, local_site: LocalSite
) -> None:
    page = page_as(editor)
    code = bookmark_of(page)
    page.goto(local_site.put("/square", PAYWALLED))
    window = click_bookmark(page, code)
    expect(window.locator("#sent")).to_be_visible()
    with window.expect_event("close"):
        window.get_by_role("button", name="Discard").click()
    assert not Import.objects.filter(requested_by__username=editor).exists()


def test_only_the_page_that_opened_the_window_is_heard_and_only_once_and_for_its_own_site(
    page_as: PageAs, editor: str, local_site: LocalSite, live_server_url: str
) -> None:
    page = page_as(editor)
    page.goto(local_site.put("/plain", "<title>Plain</title><p>Nothing to see.</p>"))
    with page.expect_popup() as popup:
        page.evaluate(
            "(address) => { window.taker = open(address, '_blank', 'popup');"
            " addEventListener('message', (e) => { window.said = [e.origin, e.data]; }); }",
            f"{live_server_url}/imports/bookmarklet/receive/",
        )
    window = popup.value
    page.wait_for_function("window.said")
    assert page.evaluate("window.said") == [live_server_url, "factcheck-ready"]

    def send(url: str, words: str, *, by: Page = page, to: str = "taker") -> None:
        message = {"factcheck": {"html": f"<p>{words}</p>", "url": url, "title": words}}
        by.evaluate(f"(message) => {to}.postMessage(message, '*')", message)

    send("https://bank.example/", "forged address")
    send(f"{live_server_url}/x", "from itself", by=window, to="window")
    send("javascript:alert(1)", "no address")
    page.evaluate("taker.postMessage({ factcheck: { html: 5 } }, '*')")
    page.evaluate("taker.postMessage('factcheck', '*')")
    expect(window.locator("#waiting")).to_be_visible()
    expect(window.locator("#sent")).to_be_hidden()
    send(local_site.url("/plain"), "the true one")
    expect(window.locator("#sent-words")).to_have_text("the true one")
    send(local_site.url("/plain"), "a second one")
    page.wait_for_timeout(200)
    expect(window.locator("#sent-words")).to_have_text("the true one")


def test_what_is_sent_is_text_and_runs_nothing(
    page_as: PageAs, editor: str, local_site: LocalSite
) -> None:
    """A page error, a violation of our policy or a request would fail the test at its end."""
    page = page_as(editor)
    code = bookmark_of(page)
    hostile = (
        "<title>&lt;img src=x onerror=alert(1)&gt;</title><p>Words.</p>"
        '<img src="/pixel" onerror="parent.ran = 1"><script>window.ran = 1</script>'
        '<svg onload="window.ran = 1"></svg><iframe srcdoc="<script>top.ran = 1</script>"></iframe>'
    )
    page.goto(local_site.put("/hostile", hostile))
    asked: list[str] = []
    window = click_bookmark(page, code)
    window.on("request", lambda request: asked.append(request.url))
    expect(window.locator("#sent-words")).to_contain_text("Words.")
    expect(window.locator("#sent-title")).to_have_text("<img src=x onerror=alert(1)>")
    assert window.evaluate("window.ran") is None
    assert not [url for url in asked if "pixel" in url]


@pytest.mark.long
def test_a_site_that_keeps_other_windows_out_offers_a_file(
    live_stack: Processes, page_as: PageAs, editor: str, local_site: LocalSite, tmp_path: Path
) -> None:
    page = page_as(editor)
    code = bookmark_of(page)
    severed = {"Cross-Origin-Opener-Policy": "same-origin"}
    page.goto(local_site.put("/severed", PAYWALLED, headers=severed))
    window = click_bookmark(page, code)
    expect(window.locator("#not-sent-why")).to_contain_text("No page came with this window")
    assert_accessible(window)
    offer = page.locator("dialog")
    expect(offer).to_contain_text("this site keeps other windows out")
    with page.expect_download() as download:
        offer.get_by_role("link", name="Save the page as a file").click()
    saved = tmp_path / download.value.suggested_filename
    download.value.save_as(saved)
    assert saved.name == "The square was full.html"
    assert SECRET in saved.read_text()
    offer.get_by_role("button", name="Close").click()
    expect(offer).to_have_count(0)


@pytest.mark.long
def test_a_page_that_is_too_large_is_not_sent(
    page_as: PageAs, editor: str, local_site: LocalSite
) -> None:
    page = page_as(editor)
    code = bookmark_of(page)
    page.goto(local_site.put("/plain", "<title>Plain</title><p id=p>Nothing to see.</p>"))
    page.evaluate("document.getElementById('p').textContent = 'x'.repeat(10485760)")
    page.evaluate(code)
    expect(page.locator("dialog")).to_contain_text("larger than 10 MB")
    assert len(page.context.pages) == 1


@pytest.mark.long
def test_somebody_who_is_not_signed_in_signs_in_and_clicks_again(
    page_as: PageAs, page_at: Callable[..., Page], editor: str, local_site: LocalSite
) -> None:
    code = bookmark_of(page_as(editor))
    page = page_at()
    page.goto(local_site.put("/square", PAYWALLED))
    window = click_bookmark(page, code)
    expect(window).to_have_url(re.compile("/accounts/login/"))
    expect(page.locator("dialog")).to_contain_text("click the bookmark again afterwards")
    window.locator("[name=login]").fill(editor)
    window.locator("[name=password]").fill("correct horse battery staple")
    window.locator("[name=password]").press("Enter")
    expect(window.locator("#not-sent-why")).to_contain_text("click the bookmark again")
    page.locator("dialog").get_by_role("button", name="Close").click()
    again = click_bookmark(page, code)
    expect(again.locator("#sent-words")).to_contain_text(SECRET)
