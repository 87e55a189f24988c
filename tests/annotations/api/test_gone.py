"""What the API says of a deleted article, its description says too."""

import re
from typing import Any
from uuid import uuid4

import pytest

from annotations.imports.remove import remove
from tests.annotations.api.conftest import Caller
from tests.factories.articles import make_article
from tests.factories.users import actor_of, make_admin

pytestmark = pytest.mark.django_db
BODIES = ({}, {"ids": []}, {"ids": [str(uuid4())]}, {"start": 0, "end": 5})


def test_each_call_about_a_deleted_article_answers_with_a_described_status(
    schema: dict[str, Any],
) -> None:
    admin = make_admin()
    article = make_article(by=admin)
    parts = {"article_id": str(article.pk), "revision_id": str(article.current_revision_id)}
    parts["other_id"] = parts["revision_id"]
    remove(actor=actor_of(admin), article_id=article.pk)
    caller, wrong, gone = Caller(admin), [], 0
    for path, method, described in _calls(schema):
        place = re.sub(r"\{(\w+)\}", lambda part: parts.get(part[1], str(uuid4())), path)
        for body in BODIES if method != "get" else (None,):
            response = caller.call(method.upper(), place, body, match="*")
            gone += response.status_code == 410
            if str(response.status_code) not in described:
                wrong.append((method, path, response.status_code))
            if restored := response.status_code < 300 and path.endswith("/restore/"):
                remove(actor=actor_of(admin), article_id=article.pk)
            assert restored or method == "get" or response.status_code >= 400 or "presence" in path
    assert wrong == []
    assert gone > 20


def _calls(schema: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (path.removeprefix("/api/v1/"), method, call["responses"])
        for path, calls in schema["paths"].items()
        if "{article_id}" in path
        for method, call in calls.items()
        if method != "parameters"
    ]
