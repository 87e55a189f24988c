"""One's own account: name, tokens, devices, password; sensitive steps ask who it is."""

import re
from collections.abc import Callable

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from allauth.usersessions.models import UserSession
from django.core import mail
from django.test import Client
from pytest_django import Settings

from annotations.models import ApiToken, HistoryEntry, HistoryPayload, Newsroom, User
from annotations.views.devices import device_of
from tests.annotations.api.conftest import Caller
from tests.annotations.views.conftest import text
from tests.factories.users import PASSWORD, make_user

pytestmark = pytest.mark.django_db
NEW = "an even better battery staple"


@pytest.fixture(autouse=True)
def cheap_hashes(settings: Settings) -> None:
    """What is tested here is not the hash."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def pat() -> User:
    return make_user("pat", has_password=True)


@pytest.fixture
def browser(pat: User) -> Client:
    return signed_in()


def signed_in(agent: str = "Mozilla/5.0 (Windows NT 10.0) Firefox/130.0") -> Client:
    client = Client(HTTP_USER_AGENT=agent)
    client.post("/accounts/login/", {"login": "pat", "password": PASSWORD})
    return client


def confirm(client: Client) -> None:
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})


def verbs() -> list[str]:
    return list(HistoryEntry.objects.order_by("seq").values_list("verb", flat=True))


def test_a_new_name_is_kept_and_recorded_once(browser: Client, pat: User) -> None:
    for _ in range(2):
        browser.post("/account/name/", {"full_name": "Pat Q"})
    assert User.objects.get(pk=pat.pk).name == "Pat Q"
    assert verbs() == ["account_changed"]
    assert browser.post("/account/name/", {"full_name": "x" * 151}).status_code == 400


def test_a_token_is_made_after_confirming_who_asks_shown_once_and_revoked(browser: Client) -> None:
    given = {"name": "laptop", "scope": "read", "days": "30"}
    asked = browser.post("/account/tokens/", given)
    assert asked.headers["Location"].startswith("/accounts/reauthenticate/")
    assert not ApiToken.objects.exists()
    confirm(browser)
    made = browser.post("/account/tokens/", given)
    secret = re.search(r'id="secret"[^>]*value="([^"]+)"', text(made))
    assert secret is not None
    assert secret[1] not in text(browser.get("/account/"))
    caller = Caller()
    caller.defaults["HTTP_AUTHORIZATION"] = f"Token {secret[1]}"
    assert caller.get_json("auth/me/")["token"]["scope"] == "read"
    browser.post(f"/account/tokens/{ApiToken.objects.get().pk}/end/")
    assert caller.call("GET", "auth/me/").status_code == 401
    assert verbs() == ["token_issued", "token_revoked"]
    assert not HistoryPayload.objects.filter(body__contains=secret[1]).exists()


@pytest.mark.parametrize(
    ("field", "value"), [("name", ""), ("scope", "all"), ("days", "9999"), ("days", "x")]
)
def test_a_token_that_cannot_be_made_keeps_what_was_typed(
    field: str, value: str, browser: Client
) -> None:
    confirm(browser)
    answer = browser.post(
        "/account/tokens/", {"name": "laptop", "scope": "read", "days": "30", field: value}
    )
    assert answer.status_code == 400
    assert not ApiToken.objects.exists()


def test_somebody_elses_token_and_session_are_not_there(browser: Client) -> None:
    other = make_user("other", has_password=True)
    theirs = Client()
    theirs.post("/accounts/login/", {"login": "other", "password": PASSWORD})
    Caller(other)
    row = UserSession.objects.get(user=other)
    assert browser.post(f"/account/sessions/{row.pk}/end/").status_code == 404
    assert browser.post(f"/account/tokens/{ApiToken.objects.get().pk}/end/").status_code == 404
    assert theirs.get("/account/").status_code == 200


def test_devices_are_listed_and_ended_at_once(browser: Client, pat: User) -> None:
    phone = signed_in("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604.1")
    page = text(browser.get("/account/"))
    assert "Firefox on Windows" in page
    assert "Safari on iPhone" in page
    row = UserSession.objects.get(user_agent__contains="iPhone")
    browser.post(f"/account/sessions/{row.pk}/end/")
    assert phone.get("/account/").status_code == 302
    signed_in(), signed_in()
    browser.post("/account/sessions/end/")
    assert UserSession.objects.filter(user=pat).count() == 1
    assert browser.get("/account/").status_code == 200
    assert verbs() == ["session_ended", "sessions_ended"]


def test_a_new_password_ends_every_other_session_and_is_recorded_without_it(
    browser: Client,
) -> None:
    other = signed_in()
    given = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    browser.post("/accounts/password/change/", given)
    assert browser.get("/account/").status_code == 200
    assert other.get("/account/").status_code == 302
    assert verbs() == ["password_changed"]
    assert not HistoryPayload.objects.filter(body__contains=NEW).exists()


def test_another_address_counts_once_its_link_was_used(browser: Client, pat: User) -> None:
    confirm(browser)
    browser.post("/accounts/email/", {"action_add": "1", "email": "pat@news.example"})
    assert User.objects.get(pk=pat.pk).email == ""
    link = re.search(r"/accounts/confirm-email/\S+/", mail.outbox[0].body)
    assert link is not None
    browser.get(link[0])
    browser.post(link[0])
    assert User.objects.get(pk=pat.pk).email == "pat@news.example"
    assert EmailAddress.objects.get(user=pat).verified
    assert verbs() == ["email_asked", "email_confirmed"]


def test_second_factors_ask_who_it_is_and_are_recorded(browser: Client, pat: User) -> None:
    answer = browser.get("/accounts/2fa/totp/activate/")
    assert answer.headers["Location"].startswith("/accounts/reauthenticate/")
    confirm(browser)
    secret = browser.get("/accounts/2fa/totp/activate/").context["form"].secret
    browser.post("/accounts/2fa/totp/activate/", {"code": code(secret)})
    assert Authenticator.objects.filter(user=pat, type="totp").exists()
    codes = browser.get("/accounts/2fa/recovery-codes/")
    assert "Shown this once" in text(codes)
    assert "cannot be shown again" in text(browser.get("/accounts/2fa/recovery-codes/"))
    Newsroom.objects.update(second_factor_roles=["editor"])
    browser.post("/accounts/2fa/totp/deactivate/")
    assert Authenticator.objects.filter(user=pat, type="totp").exists(), "the role needs one"
    Newsroom.objects.update(second_factor_roles=[])
    browser.post("/accounts/2fa/recovery-codes/generate/")
    browser.post("/accounts/2fa/totp/deactivate/")
    assert not Authenticator.objects.filter(user=pat).exists()
    assert verbs() == ["second_factor_added", "recovery_codes_made", "second_factor_removed"]
    assert not HistoryPayload.objects.filter(body__contains=secret).exists()


def code(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, list(yield_hotp_counters_from_time())[1]))


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit Chrome/130 Safari/537", "Chrome on Linux"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15) Safari/605", "Safari on macOS"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/130 Safari/537 Edg/130", "Edge on Windows"),
        ("curl/8", "Unknown device"),
        ("", "Unknown device"),
    ],
)
def test_a_device_is_called_what_its_owner_calls_it(agent: str, words: str) -> None:
    assert device_of(agent) == words


def test_the_page_takes_the_same_queries_for_many_as_for_few(
    browser: Client, queries_of: Callable[..., int]
) -> None:
    few = queries_of(browser, "/account/")
    for _ in range(3):
        signed_in()
    assert queries_of(browser, "/account/") == few
