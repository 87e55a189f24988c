"""Too many calls in a minute are refused, told beforehand, and counted together by all processes."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import OperationalError
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from annotations.api import counting, limits
from annotations.api.counting import COUNTS, Counts
from annotations.models import ApiToken, ApiUse, Article
from tests.annotations.api.conftest import Caller
from tests.factories import users

NOW = 1_800_000_030.0
"""Half a minute is over."""


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[float]]:
    """A clock that stands, and counts that begin anew."""
    now = [NOW]
    monkeypatch.setattr(limits.time, "time", lambda: now[0])
    COUNTS.forget()
    yield now
    COUNTS.forget()


@pytest.fixture
def few(settings: Settings) -> None:
    """Three calls a minute, two dear ones, two nameless ones."""
    settings.API_LIMITS = {"calls": 3, "costly": 2, "anonymous": 2}


def test_every_answer_says_what_is_left_and_the_one_too_many_how_long_to_wait(
    few: None, editor: Caller, clock: list[float]
) -> None:
    for left in (2, 1, 0):
        response = editor.call("GET", "auth/me/")
        assert response.status_code == 200
        assert response["RateLimit-Policy"] == '"calls";q=3;w=60'
        assert response["RateLimit"] == f'"calls";r={left};t=30'
    refused = editor.call("GET", "auth/me/")
    assert (refused.status_code, refused.json()["code"]) == (429, "rate_limited")
    assert "3 calls" in refused.json()["detail"]
    assert set(refused.json()) == {"code", "detail", "retry_after"}
    assert refused["Retry-After"] == "30"
    assert refused["RateLimit"] == '"calls";r=0;t=30'
    clock[0] += 30
    assert editor.call("GET", "auth/me/").status_code == 200, "a new minute"


def test_a_refused_call_changes_nothing(few: None, editor: Caller, article: Article) -> None:
    for _ in range(3):
        editor.call("GET", "auth/me/")
    sent = editor.call("POST", f"articles/{article.pk}/claims/", {"start": 0, "end": 10})
    assert sent.status_code == 429
    assert not article.claims.exists()


def test_each_token_has_its_own_budget_and_the_dear_calls_another(
    few: None, editor: Caller
) -> None:
    other = Caller(editor.user, scope="read")
    for _ in range(3):
        assert editor.call("GET", "auth/me/").status_code == 200
    assert editor.call("GET", "auth/me/").status_code == 429
    assert other.call("GET", "auth/me/").status_code == 200
    for _ in range(2):
        found = editor.call("GET", "articles/?search=kits")
        assert found["RateLimit-Policy"] == '"costly";q=2;w=60'
    assert editor.call("POST", "matches/", {"text": "kits"}).status_code == 429


def test_calls_without_credentials_and_with_wrong_ones_count_by_address(
    few: None, anonymous: Caller, clock: list[float]
) -> None:
    wrong = Caller()
    wrong.defaults["HTTP_AUTHORIZATION"] = "Token nobodys"
    assert anonymous.call("GET", "auth/me/").status_code == 401
    assert wrong.call("GET", "auth/me/").status_code == 401
    refused = wrong.call("GET", "auth/me/")
    assert (refused.status_code, refused["Retry-After"]) == (429, "30")
    elsewhere = anonymous.get("/api/v1/auth/me/", REMOTE_ADDR="192.0.2.7")
    assert elsewhere.status_code == 401


@pytest.mark.django_db
def test_an_address_of_ipv6_counts_with_its_network(few: None) -> None:
    statuses = [
        Caller().get("/api/v1/auth/me/", REMOTE_ADDR=f"2001:db8::{n}").status_code
        for n in range(1, 4)
    ]
    assert statuses == [401, 401, 429]


def test_without_a_limit_nothing_is_said_and_nothing_refused(
    settings: Settings, editor: Caller
) -> None:
    settings.API_LIMITS = {"calls": 0, "costly": 0, "anonymous": 0}
    response = editor.call("GET", "auth/me/")
    assert response.status_code == 200
    assert "RateLimit" not in response


def test_counting_asks_the_database_nothing(
    few: None, editor: Caller, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        editor.call("GET", "auth/me/")


def test_public_pages_and_the_description_are_not_counted(few: None, anonymous: Caller) -> None:
    for _ in range(4):
        assert anonymous.call("GET", "schema/").status_code == 200
        assert "RateLimit" not in anonymous.get("/factchecks/")


@pytest.mark.django_db
def test_processes_learn_from_each_other_what_was_counted() -> None:
    one, other = Counts(), Counts()
    minute = int(NOW // 60)
    for _ in range(3):
        one.add("token:a:calls", minute, 10)
    other.add("token:a:calls", minute, 10)
    one.share()
    other.share()
    assert ApiUse.objects.get(who="token:a:calls", minute=minute).calls == 4
    assert other.add("token:a:calls", minute, 10) == 5, "it knows of the others"
    one.add("token:a:calls", minute, 10)
    one.share()
    assert one.add("token:a:calls", minute, 10) == 6


@pytest.mark.django_db
def test_what_could_not_be_shared_counts_on_and_is_shared_later(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    counts, minute = Counts(), int(NOW // 60)
    counts.add("token:a:calls", minute, 10)

    def broken(*_args: Any) -> None:
        raise OperationalError

    with monkeypatch.context() as patched:
        patched.setattr(counting, "_write", broken)
        counts.share()
    assert not ApiUse.objects.exists()
    assert counts.add("token:a:calls", minute, 10) == 2
    counts.share()
    assert ApiUse.objects.get().calls == 2


@pytest.mark.django_db
def test_a_token_says_when_it_was_last_used_at_most_once_an_hour() -> None:
    pat = Caller(users.make_editor("pat"))
    pat.call("GET", "auth/me/")
    COUNTS.share()
    token = ApiToken.objects.get()
    assert token.last_used_at is not None
    assert abs((token.last_used_at - timezone.now()).total_seconds()) < 60
    first = token.last_used_at
    COUNTS.forget()
    pat.call("GET", "auth/me/")
    COUNTS.share()
    token.refresh_from_db()
    assert token.last_used_at == first


def test_the_headers_are_those_of_the_draft() -> None:
    told = limits.Spent("calls", 100, 7, 5).headers()
    assert re.fullmatch(r'"[a-z]+";q=\d+;w=\d+', told["RateLimit-Policy"])
    assert re.fullmatch(r'"[a-z]+";r=\d+;t=\d+', told["RateLimit"])
