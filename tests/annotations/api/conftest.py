"""Programs at the JSON door, one per person."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from annotations.api.openapi import document
from annotations.models import ApiToken, Article, User
from tests.factories import users
from tests.factories.articles import make_article


class Caller(Client):
    """A client that sends JSON below `/api/v1/`, as one person with a token."""

    def __init__(self, user: User | None = None, scope: str = "write") -> None:
        super().__init__(enforce_csrf_checks=True)
        self.user = user
        if user is not None:
            secret = f"secret of {user.username} to {scope}"
            ApiToken.objects.get_or_create(
                digest=ApiToken.digest_of(secret.replace(" ", "-")),
                defaults={
                    "person": user,
                    "scope": scope,
                    "expires_at": timezone.now() + timedelta(days=1),
                },
            )
            self.defaults["HTTP_AUTHORIZATION"] = f"Token {secret.replace(' ', '-')}"

    def call(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        match: str = "",
        key: str = "",
        **headers: str,
    ) -> HttpResponse:
        """Send one call. `match` is If-Match, `key` Idempotency-Key; a str or bytes body is sent as it is."""
        sent = dict(headers)
        if match:
            sent["If-Match"] = match
        if key:
            sent["Idempotency-Key"] = key
        raw = body if isinstance(body, (str, bytes)) else json.dumps(body)
        content = {} if body is None else {"data": raw, "content_type": "application/json"}
        return self.generic(method, f"/api/v1/{path}", headers=sent, **content)

    def get_json(self, path: str) -> Any:
        """What a GET answers; it must succeed."""
        response = self.call("GET", path)
        assert response.status_code == 200, response.content
        return response.json()


Makes = Callable[..., Caller]


@pytest.fixture
def editor(db: None) -> Caller:
    return Caller(users.make_editor("ann"))


@pytest.fixture
def editor2(db: None) -> Caller:
    return Caller(users.make_editor("eve"))


@pytest.fixture
def reviewer(db: None) -> Caller:
    return Caller(users.make_reviewer("bob"))


@pytest.fixture
def viewer(db: None) -> Caller:
    return Caller(users.make_viewer("vic"))


@pytest.fixture
def admin(db: None) -> Caller:
    return Caller(users.make_admin("ada"))


@pytest.fixture
def anonymous(db: None) -> Caller:
    return Caller()


@pytest.fixture
def article(editor: Caller) -> Article:
    return make_article(by=editor.user)


@pytest.fixture(scope="session")
def schema() -> dict[str, Any]:
    """The description as it is served; making it takes seconds."""
    return document()


def keys_of(schema: dict[str, Any], name: str) -> set[str]:
    """The fields of a described thing."""
    return set(schema["components"]["schemas"][name]["properties"])
