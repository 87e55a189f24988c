"""Who may knock at the JSON door."""

from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from annotations.models import ApiToken, Article, HistoryEntry, Newsroom
from tests.annotations.api.conftest import Caller
from tests.factories import users


@pytest.fixture(autouse=True)
def cheap_hashes(settings: Settings) -> None:
    """What is tested here is not the hash."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def sign_in(caller: Caller, **more: object) -> HttpResponse:
    return caller.call(
        "POST", "auth/token/", {"username": "pat", "password": users.PASSWORD, **more}
    )


def test_without_credentials_every_call_but_the_description_is_401(anonymous: Caller) -> None:
    for path in ("articles/", "claims/", "imports/", "sources/", "ratings/", "auth/me/"):
        response = anonymous.call("GET", path)
        assert (response.status_code, response.json()["code"]) == (401, "not_authenticated"), path
        assert response["WWW-Authenticate"] == "Token"
    assert anonymous.call("GET", "schema/").status_code == 200


@pytest.mark.django_db
def test_a_token_is_told_once_kept_as_a_hash_and_lets_its_person_in() -> None:
    pat = users.make_user("pat", has_password=True)
    made = sign_in(Caller(), name="laptop")
    assert made.status_code == 201, made.content
    assert "no-store" in made["Cache-Control"]
    secret = made.json()["token"]
    kept = ApiToken.objects.get(person=pat)
    assert secret not in (kept.digest, kept.name)
    assert kept.digest == ApiToken.digest_of(secret)
    caller = Caller()
    caller.defaults["HTTP_AUTHORIZATION"] = f"Token {secret}"
    me = caller.get_json("auth/me/")
    assert (me["username"], me["role"], me["token"]["name"]) == ("pat", "editor", "laptop")
    assert HistoryEntry.objects.filter(verb="token_issued", actor=pat).count() == 1


@pytest.mark.django_db
def test_a_name_in_another_case_and_an_address_sign_in_too() -> None:
    pat = users.make_user("pat", has_password=True)
    pat.email = "pat@news.example"
    pat.save()
    assert sign_in(Caller(), username="PAT").status_code == 201
    assert sign_in(Caller(), username="pat@news.example").status_code == 201


@pytest.mark.django_db
def test_one_person_may_have_several_tokens_and_revokes_the_present_one() -> None:
    pat = users.make_user("pat")
    first, second = Caller(pat), Caller(pat, scope="read")
    assert first.call("DELETE", "auth/token/").status_code == 204
    again = first.call("GET", "auth/me/")
    assert (again.status_code, again.json()["code"]) == (401, "token_invalid")
    assert second.call("GET", "auth/me/").status_code == 200
    assert second.call("DELETE", "auth/token/").status_code == 204
    assert second.call("GET", "auth/me/").status_code == 401


def test_a_token_of_scope_read_reads_and_does_not_write(editor: Caller, article: Article) -> None:
    reading = Caller(editor.user, scope="read")
    assert reading.call("GET", f"articles/{article.pk}/").status_code == 200
    for method, path in (
        ("POST", "imports/"),
        ("PATCH", f"articles/{article.pk}/"),
        ("POST", f"articles/{article.pk}/claims/"),
    ):
        response = reading.call(method, path, {})
        assert (response.status_code, response.json()["code"]) == (403, "scope_read_only")


def test_an_expired_token_and_one_of_a_closed_account_are_refused(editor: Caller) -> None:
    ApiToken.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert editor.call("GET", "auth/me/").json()["code"] == "token_expired"
    ApiToken.objects.update(expires_at=timezone.now() + timedelta(days=1))
    editor.user.is_active = False
    editor.user.save()
    response = editor.call("GET", "auth/me/")
    assert (response.status_code, response.json()["code"]) == (401, "account_inactive")


@pytest.mark.django_db
@pytest.mark.parametrize("header", ["Token", "Token a b", "Token é", "Token x\x7f"])
def test_a_broken_header_is_401(header: str) -> None:
    caller = Caller()
    caller.defaults["HTTP_AUTHORIZATION"] = header
    assert caller.call("GET", "auth/me/").status_code == 401


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"password": "wrong"}, 401, "invalid_credentials"),
        ({"username": "nobody"}, 401, "invalid_credentials"),
        ({"username": ""}, 400, "required"),
        ({"username": 5}, 400, "not_text"),
        ({"password": None}, 400, "required"),
        ({"password": "x" * 1001}, 400, "too_long"),
        ({"scope": "everything"}, 400, "unknown_choice"),
        ({"expires_in": 0}, 400, "number_invalid"),
        ({"expires_in": 10**12}, 400, "number_invalid"),
    ],
)
def test_wrong_credentials_and_wishes_are_told_apart(
    body: dict[str, Any], status: int, code: str
) -> None:
    users.make_user("pat", has_password=True)
    response = sign_in(Caller(), **body)
    assert (response.status_code, response.json()["code"]) == (status, code)
    assert not ApiToken.objects.exists()


@pytest.mark.django_db
def test_a_closed_account_gets_no_token() -> None:
    users.make_user("pat", has_password=True, is_active=False)
    assert sign_in(Caller()).json()["code"] == "account_inactive"


@pytest.mark.django_db
def test_guessing_is_locked_out_also_for_the_right_password(settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "100/m/ip,2/300s/key"}
    users.make_user("pat", has_password=True)
    for _time in range(2):
        assert sign_in(Caller(), password="wrong").status_code == 401
    locked = sign_in(Caller())
    assert (locked.status_code, locked.json()["code"]) == (429, "too_many_attempts")
    assert 290 <= int(locked["Retry-After"]) <= 301


@pytest.mark.django_db
def test_failures_at_the_sign_in_page_count_at_this_door(settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "100/m/ip,2/300s/key"}
    users.make_user("pat", has_password=True)
    for _time in range(2):
        page = Client()
        page.post("/accounts/login/", {"login": "pat", "password": "wrong"})
    assert sign_in(Caller()).status_code == 429


def test_a_session_reads_and_writes_only_with_the_pages_token(
    editor: Caller, article: Article
) -> None:
    page = Caller()
    page.force_login(editor.user)
    assert page.call("GET", "auth/me/").json()["username"] == "ann"
    refused = page.call("POST", "imports/", {"text": "Words."})
    assert (refused.status_code, refused.json()["code"]) == (403, "csrf_failed")
    page.cookies["factcheck_csrf"] = "a" * 32
    sent = {"X-CSRFToken": "a" * 32}
    assert page.call("POST", "imports/", {"text": "Words."}, **sent).status_code == 202
    assert page.call("DELETE", "auth/token/", **sent).json()["code"] == "no_token"


def test_a_token_takes_one_query(
    editor: Caller, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        assert editor.call("GET", "auth/me/").status_code == 200


def test_answers_are_not_for_shared_caches(editor: Caller) -> None:
    response = editor.call("GET", "auth/me/")
    assert "private" in response["Cache-Control"]
    assert {"Authorization", "Cookie"} <= {part.strip() for part in response["Vary"].split(",")}


def app_of(person: Any) -> str:
    """Give somebody an authenticator app; its secret."""
    secret = generate_totp_secret()
    Authenticator.objects.create(user=person, type="totp", data={"secret": secret})
    return secret


def code_of(secret: str, step: int = 1) -> str:
    return format_hotp_value(hotp_value(secret, list(yield_hotp_counters_from_time())[step]))


@pytest.mark.django_db
def test_where_a_second_factor_is_due_its_code_is_asked_for_and_works_once() -> None:
    secret = app_of(users.make_user("pat", has_password=True))
    due = sign_in(Caller())
    assert (due.status_code, due.json()["code"]) == (401, "mfa_required")
    code = code_of(secret)
    wrong = sign_in(Caller(), otp="000000" if code != "000000" else "111111")
    assert (wrong.status_code, wrong.json()["code"]) == (401, "otp_invalid")
    assert sign_in(Caller(), otp=code).status_code == 201
    assert sign_in(Caller(), otp=code).json()["code"] == "otp_invalid", "used already"
    assert ApiToken.objects.count() == 1


@pytest.mark.django_db
def test_a_recovery_code_works_as_well_once() -> None:
    pat = users.make_user("pat", has_password=True)
    app_of(pat)
    code = RecoveryCodes.activate(pat).get_unused_codes()[0]
    assert sign_in(Caller(), otp=code).status_code == 201
    assert sign_in(Caller(), otp=code).json()["code"] == "otp_invalid"


@pytest.mark.django_db
def test_who_has_a_passkey_only_is_told_where_to_make_a_token() -> None:
    pat = users.make_user("pat", has_password=True)
    Authenticator.objects.create(user=pat, type="webauthn", data={"name": "k", "credential": {}})
    due = sign_in(Caller())
    assert due.json()["code"] == "mfa_required"
    assert "account page" in due.json()["detail"]


@pytest.mark.django_db
def test_who_must_have_a_second_factor_and_has_none_gets_no_token() -> None:
    users.make_user("pat", has_password=True)
    Newsroom.objects.update(second_factor_roles=["editor"])
    refused = sign_in(Caller())
    assert (refused.status_code, refused.json()["code"]) == (403, "mfa_setup_required")
    assert not ApiToken.objects.exists()


def locked_out() -> int:
    return HistoryEntry.objects.filter(verb="locked_out").count()


@pytest.mark.django_db
def test_wrong_codes_lock_page_and_api_together_and_the_lockout_is_recorded_once(
    settings: Settings,
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "100/m/ip,2/300s/key"}
    secret = app_of(users.make_user("pat", has_password=True))
    page = Client()
    page.post("/accounts/login/", {"login": "pat", "password": users.PASSWORD})
    for _ in range(2):
        page.post("/accounts/2fa/authenticate/", {"code": "x"})
    right = code_of(secret)
    answer = page.post("/accounts/2fa/authenticate/", {"code": right})
    assert "Too many" in answer.content.decode()
    locked = sign_in(Caller(), otp=right)
    assert (locked.status_code, locked.json()["code"]) == (429, "too_many_attempts")
    assert locked_out() == 1


@pytest.mark.django_db
def test_wrong_passwords_at_the_page_lock_the_account_and_only_its_start_is_recorded(
    settings: Settings,
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "100/m/ip,2/300s/key"}
    users.make_user("pat", has_password=True)
    page = Client()
    for name in ("pat", "nobody"):
        for _ in range(3):
            page.post("/accounts/login/", {"login": name, "password": "wrong"})
    answer = page.post("/accounts/login/", {"login": "pat", "password": users.PASSWORD})
    assert "Too many failed" in answer.content.decode()
    assert sign_in(Caller()).json()["code"] == "too_many_attempts"
    assert locked_out() == 1, "not for a name that nobody has"


@pytest.mark.django_db
def test_passkey_attempts_are_limited_by_address(settings: Settings) -> None:
    settings.MFA_RATE_LIMITS = {"webauthn_login": "2/m/ip"}
    page = Client()
    tries = [page.post("/accounts/2fa/webauthn/login/", {"credential": "{}"}) for _ in range(3)]
    assert [answer.status_code for answer in tries] == [302, 302, 429]
    assert "_auth_user_id" not in page.session
