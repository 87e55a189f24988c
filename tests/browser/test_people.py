"""A passkey is added, signs in alone, is the second factor; people are invited; every page holds at both widths."""

import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from annotations.models import User
from tests.browser.test_main_job import assert_accessible
from tests.factories.users import PASSWORD, make_user
from tests.harness.passkeys import give_passkeys

pytestmark = pytest.mark.browser
PageAt = Callable[..., Page]


@pytest.fixture
def person(db: None) -> User:
    return make_user(f"pat-{uuid4().hex[:8]}", "editor", has_password=True)


@pytest.fixture
def admin(db: None) -> User:
    return make_user(f"ada-{uuid4().hex[:8]}", "admin", has_password=True)


def at_localhost(address: str) -> str:
    return re.sub(r"//127\.0\.0\.1", "//localhost", address)


def holds(page: Page) -> None:
    """At both widths nothing is cut off and axe finds nothing."""
    for width in (1440, 390):
        page.set_viewport_size({"width": width, "height": 900})
        assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1"), width
    page.set_viewport_size({"width": 1440, "height": 900})


def sign_in(page: Page, base: str, person: User) -> None:
    page.goto(f"{base}/accounts/login/")
    page.locator("[name=login]").fill(person.username)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[name=password]").press("Enter")


def add_passkey(page: Page, base: str) -> None:
    page.goto(f"{base}/account/")
    page.get_by_role("link", name="Add a passkey").press("Enter")
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Go on").press("Enter")
    page.get_by_label("Name of the device or key").fill("Work laptop")
    page.get_by_role("button", name="Add the passkey").press("Enter")
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()


def test_a_passkey_is_added_and_signs_in_alone_and_as_second_factor(
    page_at: PageAt, live_server_url: str, person: User
) -> None:
    base, page = at_localhost(live_server_url), page_at()
    give_passkeys(page)
    sign_in(page, base, person)
    add_passkey(page, base)
    expect(page.locator(".codes li")).to_have_count(10)
    page.get_by_role("link", name="I have kept them").press("Enter")
    expect(page.locator("#main")).to_contain_text("Work laptop")
    page.context.clear_cookies()
    page.goto(f"{base}/accounts/login/")
    page.get_by_role("button", name="Sign in with a passkey").press("Enter")
    expect(page).to_have_url(f"{base}/")
    page.context.clear_cookies()
    sign_in(page, base, person)
    expect(page.get_by_role("heading", name="One more step")).to_be_visible()
    holds(page)
    page.get_by_role("button", name="Use your passkey instead").press("Enter")
    expect(page).to_have_url(f"{base}/")
    page.goto(f"{base}/account/")
    holds(page)


@pytest.mark.long
def test_at_a_number_passkeys_say_where_they_work(page_at: PageAt, live_server_url: str) -> None:
    page = page_at()
    page.goto("/accounts/login/")
    link = page.get_by_role("link", name="Open this page at localhost")
    expect(link).to_have_attribute("href", f"{at_localhost(live_server_url)}/accounts/login/")
    expect(page.get_by_role("button", name="Sign in with a passkey")).to_be_disabled()
    holds(page)


@pytest.mark.long
def test_a_passkey_that_is_not_there_says_so_and_nothing_changes(
    page_at: PageAt, live_server_url: str
) -> None:
    base, page = at_localhost(live_server_url), page_at()
    session, key = give_passkeys(page)
    session.send("WebAuthn.setUserVerified", {"authenticatorId": key, "isUserVerified": False})
    page.goto(f"{base}/accounts/login/")
    page.get_by_role("button", name="Sign in with a passkey").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Nothing has changed")


@pytest.mark.long
def test_an_administrator_invites_and_the_guest_chooses_a_name(
    page_at: PageAt, page_as: PageAt, admin: User
) -> None:
    page = page_as(admin.username)
    page.goto("/people/")
    page.get_by_label("Mail address").fill(f"{uuid4().hex[:8]}@news.example")
    page.get_by_label("Name", exact=True).fill("Ira K")
    page.get_by_label("Mail address").press("Enter")
    link = page.locator("#link").input_value()
    holds(page)
    guest = page_at()
    guest.goto(link[link.index("/invitation/") :])
    holds(guest)
    name = f"ira-{uuid4().hex[:8]}"
    guest.get_by_label("User name").fill(name)
    guest.get_by_label("Password").fill(PASSWORD)
    guest.get_by_label("Password").press("Enter")
    expect(guest.get_by_role("heading", name="Your account")).to_be_visible()
    page.goto(f"/people/?search={name}")
    page.get_by_role("link", name="Ira K").press("Enter")
    expect(page.get_by_role("heading", name="Ira K")).to_be_visible()
    holds(page)
    page.get_by_role("button", name="Close the account").press("Enter")
    expect(page.locator("#main")).to_contain_text("closed")
    guest.reload()
    expect(guest).to_have_url(re.compile("/accounts/login/"))
