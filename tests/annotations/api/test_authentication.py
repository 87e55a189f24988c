"""Who may knock at the JSON door."""

from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from annotations.models import ApiToken, Article, HistoryEntry
from tests.annotations.api.conftest import Caller
from tests.factories import users


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
