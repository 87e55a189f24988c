"""The standing cast of the pages' tests."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from annotations.models import Article, User
from tests.factories.articles import make_article
from tests.factories.users import make_editor, make_reviewer, make_viewer

HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def static_folder() -> None:
    """WhiteNoise warns where there is none, and warnings are errors here."""
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)


@pytest.fixture
def editor(db: None) -> User:
    return make_editor("nina")


@pytest.fixture
def reviewer(db: None) -> User:
    return make_reviewer("ruth")


@pytest.fixture
def viewer(db: None) -> User:
    return make_viewer("pavel")


@pytest.fixture
def article(editor: User) -> Article:
    day = datetime(2020, 8, 18, tzinfo=UTC)
    return make_article(by=editor, url="https://news.example/kits", published_at=day)


@pytest.fixture
def as_user() -> Callable[[User], Client]:
    """A browser in which this person is signed in."""

    def sign_in(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="annotations.accounts.backend.Backend")
        return client

    return sign_in


@pytest.fixture
def queries_of() -> Callable[..., int]:
    """How many queries a GET takes, once everything is warm."""

    def count(client: Client, url: str, **extra: Any) -> int:
        assert client.get(url, **extra).status_code == 200
        with CaptureQueriesContext(connection) as captured:
            client.get(url, **extra)
        return len(captured)

    return count


def text(response: HttpResponse) -> str:
    return response.content.decode()
