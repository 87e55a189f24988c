"""The examples of the guide do what it says."""

import json
import re
from dataclasses import dataclass
from typing import Any

import pytest
from django.conf import settings
from pytest_django import Settings

from tests.annotations.api.conftest import Caller
from tests.factories import users
from tests.factories.articles import make_article

GUIDE = settings.BASE_DIR / "docs" / "api.md"
_BLOCK = re.compile(r"```http\n(.*?)\n```", re.DOTALL)
_NAME = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Example:
    """One call as the guide writes it, and what it says of the answer."""

    method: str
    path: str
    headers: dict[str, str]
    body: Any
    status: int
    answer: Any


def examples() -> list[Example]:
    """All of them, in the order of the guide."""
    return [_read(block) for block in _BLOCK.findall(GUIDE.read_text())]


def _read(block: str) -> Example:
    sent, _arrow, told = block.partition("\n→ ")
    first, *more = sent.splitlines()
    method, path = first.split()
    bodies = [line for line in more if line.startswith("{")]
    headers = dict(line.split(": ", 1) for line in more if not line.startswith("{"))
    status, _newline, answer = told.partition("\n")
    body = json.loads(bodies[0]) if bodies else None
    return Example(
        method, path.removeprefix("/api/v1/"), headers, body, int(status), json.loads(answer)
    )


def fits(said: Any, told: Any, kept: dict[str, str]) -> bool:
    """Whether the answer has all that the guide shows; `{name}` keeps what stands there, or must be what was kept."""
    if isinstance(said, dict):
        return isinstance(told, dict) and all(
            name in told and fits(one, told[name], kept) for name, one in said.items()
        )
    if isinstance(said, list):
        return (
            isinstance(told, list)
            and len(told) == len(said)
            and all(fits(one, other, kept) for one, other in zip(said, told, strict=True))
        )
    if isinstance(said, str) and (name := _NAME.fullmatch(said)):
        return bool(kept.setdefault(name.group(1), told) == told)
    return bool(said == told)


@pytest.mark.django_db
def test_every_example_of_the_guide_is_answered_as_it_says(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    ann = users.make_user("ann", has_password=True)
    make_article(by=ann)
    caller, kept = Caller(), dict[str, str]()
    found = examples()
    assert len(found) > 12
    for example in found:
        path = _NAME.sub(lambda name: kept[name.group(1)], example.path)
        headers = {
            name: _NAME.sub(lambda found: kept[found.group(1)], value)
            for name, value in example.headers.items()
        }
        response = caller.call(example.method, path, example.body, **headers)
        assert response.status_code == example.status, (example, response.content)
        told = response.json()
        assert fits(example.answer, told, kept), (example, told)
        if "token" in kept:
            caller.defaults["HTTP_AUTHORIZATION"] = f"Token {kept['token']}"


def test_the_guide_names_every_scope_budget_and_setting() -> None:
    text = GUIDE.read_text()
    for name in (
        "`read`",
        "`annotate`",
        "`write`",
        "`costly`",
        "`anonymous`",
        "FACTCHECK_API_LIMIT",
    ):
        assert name in text, name
