"""A demo newsroom for the tutorials, and its people at their browsers."""

import contextlib
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.harness.browser import NARROW, WIDE
from tests.harness.product import Product
from tests.harness.servers import ROOT
from tests.harness.site import LocalSite

PASSWORD = "walk through with me"
ARTICLES = 3
# The page that the editors' tutorial links by its address; the one of the tutorial is outside this machine.
REPORT = "/news/7268927/un-human-rights-chief-belarus/"
QUOTE = "6,000 people have been detained in the last three days"
REPORT_PAGE = f"""<!doctype html><html lang="en"><head><meta charset="utf-8">
<title>UN human rights chief condemns crackdown in Belarus</title>
<meta property="article:published_time" content="2020-08-12"></head><body><main><article>
<h1>UN human rights chief condemns crackdown in Belarus</h1>
<p>“Reports suggest that more than approximately {QUOTE}, including bystanders, as well as minors,”
the United Nations High Commissioner for Human Rights said on Wednesday.</p>
</article></main></body></html>"""


@dataclass
class Newsroom:
    """A running demo; `report` is the address of the page that serves as a source from the web."""

    product: Product
    report: str
    browser: Browser
    contexts: list[BrowserContext] = field(default_factory=list)

    @property
    def address(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.product.port}"

    def open(self, *, phone: bool = False) -> Page:
        """A browser of somebody who has not signed in."""
        context = self.browser.new_context(
            base_url=self.address,
            viewport=NARROW if phone else WIDE,
            device_scale_factor=2 if phone else 1,
            locale="en-GB",
            timezone_id="UTC",
            color_scheme="light",
            reduced_motion="reduce",
        )
        self.contexts.append(context)
        return context.new_page()

    def sign_in(self, username: str, *, phone: bool = False) -> Page:
        """A browser in which `username` has signed in and sees the desk."""
        page = self.open(phone=phone)
        page.goto("/accounts/login/")
        page.locator("[name=login]").fill(username)
        page.locator("[name=password]").fill(PASSWORD)
        page.get_by_role("button", name="Sign in", exact=True).click()
        expect(page.get_by_role("heading", name="What needs you now")).to_be_visible()
        return page

    def command(self, name: str) -> None:
        """Run a command of `manage.py` in it."""
        env = {**self.product.environment(), **self.product.services}
        command = [sys.executable, "manage.py", name]
        subprocess.run(command, cwd=ROOT, env=env, check=True, capture_output=True)

    def close(self) -> None:
        """Close every browser window that it opened."""
        for context in self.contexts:
            context.close()


@contextlib.contextmanager
def newsroom(folder: Path, browser: Browser) -> Iterator[Newsroom]:
    """Start a demo newsroom in `folder` and stop it at the end; its three articles have arrived."""
    with LocalSite() as site:
        report = site.put(REPORT, REPORT_PAGE)
        chosen = {
            "FACTCHECK_DEMO": "1",
            "FACTCHECK_DEMO_PASSWORD": PASSWORD,
            "FACTCHECK_EMBEDDING": "0",
            "FACTCHECK_FETCH_ALLOW": site.netloc,
        }
        product = Product(folder / "data", env=chosen)
        try:
            product.start().wait_until_ready()
            here = Newsroom(product, report, browser)
            _wait_for_articles(here)
            yield here
            here.close()
        finally:
            product.clean_up()


def _wait_for_articles(here: Newsroom) -> None:
    page = here.sign_in("viewer")
    for _second in range(60):
        page.goto("/articles/")
        if page.locator("main a[href^='/articles/']").count() >= ARTICLES:
            return
        page.wait_for_timeout(1000)
    raise AssertionError("the demo articles have not arrived")
