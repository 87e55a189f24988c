"""The same creating call twice happens once."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse

from annotations.api.idempotency import lock_number
from annotations.models import Article, Claim, IdempotencyKey, Import
from tests.annotations.api.conftest import Caller

BODY = {"start": 0, "end": 10}


def test_a_repeat_gets_the_first_answer_word_for_word(editor: Caller, article: Article) -> None:
    path = f"articles/{article.pk}/claims/"
    first = editor.call("POST", path, BODY, key="k")
    again = editor.call("POST", path, '{"end": 10,\n "start": 0}', key="k")
    assert first.status_code == again.status_code == 201
    assert again.content == first.content
    assert (again["ETag"], again["Location"]) == (first["ETag"], first["Location"])
    assert (again["Idempotency-Replayed"], "Idempotency-Replayed" in first) == ("true", False)
    assert Claim.objects.count() == 1


def test_another_body_under_the_same_key_is_refused(editor: Caller, article: Article) -> None:
    path = f"articles/{article.pk}/claims/"
    editor.call("POST", path, BODY, key="k")
    response = editor.call("POST", path, {**BODY, "end": 9}, key="k")
    assert (response.status_code, response.json()["code"]) == (422, "idempotency_key_reused")
    assert Claim.objects.count() == 1


def test_a_key_is_one_persons_and_one_addresss(
    editor: Caller, editor2: Caller, article: Article
) -> None:
    path = f"articles/{article.pk}/claims/"
    first = editor.call("POST", path, BODY, key="k").json()["id"]
    assert editor2.call("POST", path, BODY, key="k").json()["id"] != first
    assert editor.call("POST", "sources/", {"title": "T"}, key="k").status_code == 201
    assert Claim.objects.count() == 2


def test_a_refusal_is_not_kept_so_that_the_key_can_be_tried_again(
    editor: Caller, article: Article
) -> None:
    path = f"articles/{article.pk}/claims/"
    assert editor.call("POST", path, {"start": 3, "end": 3}, key="k").status_code == 400
    assert not IdempotencyKey.objects.exists()
    assert editor.call("POST", path, BODY, key="k").status_code == 201


def test_a_crash_between_effect_and_answer_leaves_neither(
    editor: Caller, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*_args: object, **_kwargs: object) -> None:
        raise RuntimeError("the power went")

    monkeypatch.setattr("annotations.api.claims.claim_answer", crash)
    editor.raise_request_exception = False
    response = editor.call("POST", f"articles/{article.pk}/claims/", BODY, key="k")
    assert (response.status_code, response.json()["code"]) == (500, "internal")
    assert not Claim.objects.exists()
    assert not IdempotencyKey.objects.exists()


@pytest.mark.parametrize("key", [" ", "x" * 201])
def test_a_key_has_1_to_200_characters(editor: Caller, key: str) -> None:
    response = editor.call("POST", "sources/", {"title": "T"}, key=key)
    assert (response.status_code, response.json()["code"]) == (400, "idempotency_key_invalid")


def test_files_count_as_part_of_the_body(editor: Caller) -> None:
    def upload(content: bytes) -> HttpResponse:
        file = SimpleUploadedFile("a.txt", content, "text/plain")
        return editor.post("/api/v1/imports/", {"file": file}, headers={"Idempotency-Key": "k"})

    first, again = upload(b"Words."), upload(b"Words.")
    assert first.json() == again.json()
    assert upload(b"Other words.").status_code == 422
    assert Import.objects.count() == 1


@pytest.fixture
def someone_else(databases: Any, db: None) -> Iterator[psycopg.Connection]:
    """A second connection to the test's database, as of another web process."""
    with psycopg.connect(databases.url("unit")) as other:
        yield other


def test_while_the_first_call_runs_a_second_is_told_to_wait(
    editor: Caller, someone_else: psycopg.Connection
) -> None:
    number = lock_number(editor.user, "/api/v1/sources/", "k")
    someone_else.execute("SELECT pg_advisory_xact_lock(%s)", [number])
    response = editor.call("POST", "sources/", {"title": "T"}, key="k")
    assert (response.status_code, response.json()["code"]) == (409, "idempotency_in_progress")
    someone_else.rollback()
    assert editor.call("POST", "sources/", {"title": "T"}, key="k").status_code == 201
