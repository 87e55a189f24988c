"""Whoever owes a second factor may set one up, and nothing else: at pages, fragments, API and with tokens."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from annotations.models import Newsroom, User
from tests.annotations.api.conftest import Caller
from tests.annotations.views.conftest import HTMX, text
from tests.factories.users import PASSWORD, make_admin, make_user

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


@pytest.fixture(autouse=True)
def cheap_hashes(settings: Settings) -> None:
    """What is tested here is not the hash."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def is_asked(db: None) -> None:
    Newsroom.objects.update(second_factor_roles=["reviewer", "admin"])


@pytest.mark.usefixtures("is_asked")
def test_a_page_leads_to_setting_one_up_and_that_page_opens(
    reviewer: User, as_user: SignIn
) -> None:
    client = as_user(reviewer)
    for path in ("/", "/review/", "/people/", "/account/", "/account/tokens/"):
        assert client.post(path).headers["Location"] == "/accounts/2fa/", path
    assert client.get("/admin/").headers["Location"] == "/accounts/2fa/"
    assert "Add a passkey" in text(client.get("/accounts/2fa/"))
    fragment = client.get("/review/", headers=HTMX)
    assert fragment.status_code == 403
    assert "mfa_setup_required" in text(fragment)


@pytest.mark.usefixtures("is_asked")
def test_the_api_refuses_session_and_token_alike(reviewer: User, as_user: SignIn) -> None:
    for answer in (
        as_user(reviewer).get("/api/v1/articles/"),
        Caller(reviewer).call("GET", "articles/"),
    ):
        assert (answer.status_code, answer.json()["code"]) == (403, "mfa_setup_required")


@pytest.mark.usefixtures("is_asked")
def test_other_roles_public_pages_and_those_who_have_one_go_on(
    reviewer: User, editor: User, as_user: SignIn
) -> None:
    assert as_user(editor).get("/").status_code == 200
    assert as_user(reviewer).get("/factchecks/").status_code == 200
    Authenticator.objects.create(user=reviewer, type="totp", data={"secret": "A"})
    assert as_user(reviewer).get("/").status_code == 200
    assert Caller(reviewer).call("GET", "articles/").status_code == 200


def test_what_is_asked_costs_no_query(
    reviewer: User, as_user: SignIn, queries_of: Callable[..., int]
) -> None:
    client = as_user(reviewer)
    before = queries_of(client, "/accounts/2fa/")
    Newsroom.objects.update(second_factor_roles=["editor"])
    assert queries_of(client, "/accounts/2fa/") == before


def test_an_administrator_without_one_cannot_ask_their_own_role_for_it(as_user: SignIn) -> None:
    admin = make_admin()
    client = as_user(admin)
    page = client.get("/admin/annotations/newsroom/1/change/")
    form = page.context["adminform"].form
    given = {name: form[name].value() for name in form.fields}
    given = {name: value for name, value in given.items() if value not in (None, False)}
    answer = client.post(
        "/admin/annotations/newsroom/1/change/", {**given, "second_factor_roles": ["admin"]}
    )
    assert "no second factor yourself" in text(answer)
    assert Newsroom.current().second_factor_roles == []
    client.post(
        "/admin/annotations/newsroom/1/change/", {**given, "second_factor_roles": ["reviewer"]}
    )
    assert Newsroom.current().second_factor_roles == ["reviewer"]


def test_when_a_session_was_last_seen_is_written_down_now_and_then() -> None:
    make_user("pat", has_password=True)
    client = Client()
    client.post("/accounts/login/", {"login": "pat", "password": PASSWORD})
    long_ago = timezone.now() - timedelta(hours=1)
    UserSession.objects.update(last_seen_at=long_ago)
    client.get("/account/")
    assert UserSession.objects.get().last_seen_at == long_ago
    session = client.session
    session["seen_at"] -= 400
    session.save()
    client.get("/account/")
    assert UserSession.objects.get().last_seen_at > long_ago
