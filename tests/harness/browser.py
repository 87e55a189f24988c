"""Fixtures: a real Chromium against the live web server."""

import os
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.harness.chromium import find_chromium, launch_flags

WIDE = {"width": 1440, "height": 900}
NARROW = {"width": 390, "height": 844}
# The one of `tests.factories.users`, which cannot be imported before Django is set up.
PASSWORD = "correct horse battery staple"

# Runs before any script of the page, so that no violation is missed.
RECORD_VIOLATIONS = """
document.addEventListener('securitypolicyviolation', (event) =>
    console.error(`CSP: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile ?? ''}`));
"""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A Chromium of this worker; without one the tests fail saying how to get it."""
    # Playwright's loop runs in this thread, and Django takes that for an async view.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    # A machine that builds something else at the same time is no reason to fail.
    expect.set_options(timeout=10_000)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=find_chromium(playwright), args=launch_flags()
        )
        yield chromium
        chromium.close()


@pytest.fixture
def page_at(browser: Browser, live_server_url: str) -> Iterator[Callable[..., Page]]:
    """Open a page for somebody new: ``page_at(width=390)``; cookies are its own.

    At the end the test fails if any page met an error of its scripts or of its policy.
    """
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def open_page(*, width: int = 1440) -> Page:
        context = browser.new_context(
            base_url=live_server_url,
            viewport=WIDE if width == WIDE["width"] else {**NARROW, "width": width},
            locale="en-GB",
            timezone_id="UTC",
        )
        context.add_init_script(RECORD_VIOLATIONS)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(f"{page.url}: {error}"))
        page.on(
            "console",
            lambda said: (
                errors.append(f"{page.url}: {said.text}")
                if said.type == "error" and _is_ours(said.text)
                else None
            ),
        )
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert errors == [], "errors in the browser"


def _is_ours(text: str) -> bool:
    # Chromium logs every answer of 400 and above; tests of refusals ask for those.
    return not text.startswith("Failed to load resource")


@pytest.fixture
def page(page_at: Callable[..., Page]) -> Page:
    """A wide page of somebody who has not signed in."""
    return page_at()


@pytest.fixture
def page_as(page_at: Callable[..., Page]) -> Callable[..., Page]:
    """Sign in through the form: ``page_as("editor")``, ``page_as("editor", width=390)``.

    The account must exist in the live database with `password`.
    """

    def sign_in(username: str, *, password: str = PASSWORD, width: int = 1440) -> Page:
        page = page_at(width=width)
        page.goto("/accounts/login/")
        page.locator("[name=login]").fill(username)
        page.locator("[name=password]").fill(password)
        page.locator("[name=password]").press("Enter")
        expect(page).not_to_have_url("**/accounts/login/**")
        return page

    return sign_in
