"""Single sign-on: who may come in, and what no issuer may tell us."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from cryptography.hazmat.primitives.asymmetric import rsa
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from annotations.accounts.invitations import invite
from annotations.accounts.issuer_session import is_safe_address
from annotations.models import HistoryEntry, User
from tests.annotations.views.conftest import text
from tests.factories.users import actor_of, make_admin, make_editor
from tests.harness.oidc import Provider, openid_provider

pytestmark = pytest.mark.django_db
ADDRESS = "ira@news.example"
CONFIRMED = {"email": ADDRESS, "email_verified": True, "name": "Ira K"}


@pytest.fixture
def provider(settings: Settings) -> Iterator[Provider]:
    with openid_provider() as found:
        settings.OIDC_ISSUER = found.issuer
        app = {
            "provider_id": "newsroom",
            "name": "Newsroom ID",
            "client_id": "us",
            "secret": "hush",
            "settings": {"server_url": found.issuer, "oauth_pkce_enabled": True},
        }
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
        found.claims = dict(CONFIRMED)
        yield found


@pytest.fixture
def ira() -> User:
    person = make_editor("ira")
    person.email = ADDRESS
    person.save()
    EmailAddress.objects.create(user=person, email=ADDRESS, verified=True, primary=True)
    return person


def come(provider: Provider, client: Client | None = None, **wrong: Any) -> HttpResponse:
    """Go to the issuer and come back; `wrong` overrides what it then says or what the browser brings."""
    client = client or Client()
    sent = client.get("/accounts/oidc/newsroom/login/")
    asked = parse_qs(urlsplit(sent.headers["Location"]).query)
    provider.claims = {"nonce": asked["nonce"][0], **provider.claims}
    state = wrong.get("state", asked["state"][0])
    return client.get("/accounts/oidc/newsroom/login/callback/", {"code": "c", "state": state})


def is_in(client: Client) -> bool:
    return client.get("/account/").status_code == 200


def test_an_account_with_this_confirmed_address_comes_in_and_the_link_is_recorded(
    provider: Provider, ira: User
) -> None:
    client = Client()
    assert "Sign in with Newsroom ID" in text(client.get("/accounts/login/"))
    assert come(provider, client).status_code == 302
    assert is_in(client)
    assert HistoryEntry.objects.get().verb == "single_sign_on_linked"
    assert "code_verifier" in provider.forms[0]
    provider.claims = {**CONFIRMED, "email": "changed@news.example"}
    again = Client()
    come(provider, again)
    assert is_in(again), "known by the issuer's subject from now on"
    assert HistoryEntry.objects.count() == 1


def test_somebody_invited_comes_in_with_the_invitations_role(provider: Provider) -> None:
    invite(actor=actor_of(make_admin()), email=ADDRESS, role="reviewer")
    provider.claims["role"] = "admin"
    client = Client()
    come(provider, client)
    assert is_in(client)
    person = User.objects.get(email=ADDRESS)
    assert (person.username, person.role, person.name) == ("ira", "reviewer", "Ira K")
    assert not person.has_usable_password()


@pytest.mark.parametrize(
    ("claims", "code"),
    [
        ({"email_verified": False}, "email_unverified"),
        ({"email_verified": "true"}, "email_unverified"),
        ({"email_verified": ...}, "email_unverified"),
        ({"email": "stranger@news.example"}, "no_account"),
    ],
)
def test_others_are_refused_in_words_and_no_account_is_made(
    claims: dict[str, Any], code: str, provider: Provider, ira: User
) -> None:
    provider.claims |= claims
    client = Client()
    answer = come(provider, client)
    assert answer.status_code == 403
    assert "mail address" in text(answer)
    assert not is_in(client)
    assert (User.objects.count(), SocialAccount.objects.count()) == (1, 0), code


def test_an_address_that_nobody_confirmed_here_lets_nobody_in(
    provider: Provider, ira: User
) -> None:
    EmailAddress.objects.update(verified=False)
    assert come(provider).status_code == 403


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "another"},
        {"nonce": ...},
        {"aud": "them"},
        {"aud": ["us", "them"], "azp": "them"},
        {"iss": "https://elsewhere.example"},
        {"exp": 1},
        {"sub": ...},
    ],
)
def test_an_id_token_for_another_purpose_is_refused(
    claims: dict[str, Any], provider: Provider, ira: User
) -> None:
    provider.claims |= claims
    client = Client()
    assert "did not work" in text(come(provider, client))
    assert not is_in(client)


def test_a_wrong_state_a_foreign_signature_and_another_issuer_are_refused(
    provider: Provider, ira: User
) -> None:
    assert "did not work" in text(come(provider, state="x"))
    provider.signing_key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    assert "did not work" in text(come(provider))
    provider.signing_key = provider.key
    for config in (
        {"issuer": "https://elsewhere.example"},
        {"token_endpoint": "http://news.example/token"},
    ):
        provider.config = config
        assert "did not work" in text(Client().get("/accounts/oidc/newsroom/login/"))


def test_an_address_left_out_of_the_token_is_asked_for_of_the_same_subject_only(
    provider: Provider, ira: User
) -> None:
    provider.claims = {"sub": "s-1"}
    provider.userinfo = {**CONFIRMED, "sub": "s-2"}
    client = Client()
    come(provider, client)
    assert not is_in(client)
    provider.claims, provider.userinfo["sub"] = {"sub": "s-1"}, "s-1"
    come(provider, client)
    assert is_in(client)


def test_a_closed_account_stays_out(provider: Provider, ira: User) -> None:
    come(provider)
    User.objects.update(is_active=False)
    client = Client()
    come(provider, client)
    assert not is_in(client)


def test_nothing_is_offered_where_no_issuer_is_named() -> None:
    assert "/accounts/oidc/" not in text(Client().get("/accounts/login/"))
    assert Client().get("/accounts/oidc/newsroom/login/").status_code == 404


@pytest.mark.parametrize(
    ("address", "place", "outcome"),
    [
        ("https://id.example/", "production", "safe"),
        ("http://id.example/", "development", "refused"),
        ("http://localhost:9/", "development", "safe"),
        ("http://localhost:9/", "production", "refused"),
        (None, "development", "refused"),
    ],
)
def test_secrets_go_by_https_only(
    address: object, place: str, outcome: str, settings: Settings
) -> None:
    settings.IS_PRODUCTION = place == "production"
    assert is_safe_address(address) is (outcome == "safe")
