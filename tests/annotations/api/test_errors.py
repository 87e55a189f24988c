"""Every failure is `{code, detail, field?}` with the right status."""

from typing import Any

import psycopg
import pytest
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.db import DataError, IntegrityError, OperationalError
from django.http import Http404, UnreadablePostError

from annotations.models import Article
from tests.annotations.api.conftest import Caller


def caused(error: Exception, cause: Exception) -> Exception:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (Http404(), 404, "not_found"),
        (PermissionDenied(), 403, "permission_denied"),
        (SuspiciousOperation(), 400, "bad_request"),
        (RequestDataTooBig(), 413, "body_too_large"),
        (UnreadablePostError(), 400, "body_unreadable"),
        (DataError(), 400, "invalid_value"),
        (IntegrityError("duplicate key"), 409, "conflict"),
        (caused(OperationalError(), psycopg.errors.LockNotAvailable()), 503, "busy"),
        (caused(OperationalError(), psycopg.errors.DeadlockDetected()), 503, "busy"),
        (OperationalError("no connection"), 503, "unavailable"),
    ],
)
def test_a_failure_below_becomes_an_answer(
    editor: Caller, monkeypatch: pytest.MonkeyPatch, error: Exception, status: int, code: str
) -> None:
    def fail(*_args: Any, **_kwargs: Any) -> None:
        raise error

    monkeypatch.setattr("annotations.api.sources.page_of", fail)
    response = editor.call("GET", "sources/")
    assert (response.status_code, response.json()["code"]) == (status, code)
    assert response.json()["detail"]
    assert ("Retry-After" in response) == (status == 503)


def test_an_error_of_ours_is_500_in_json_and_reaches_the_log(
    editor: Caller, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("annotations.api.sources.page_of", lambda *_args: 1 / 0)
    editor.raise_request_exception = False
    response = editor.call("GET", "sources/")
    assert (response.status_code, response.json()["code"]) == (500, "internal")
    assert "ZeroDivisionError" in caplog.text


def test_unknown_addresses_methods_and_formats_are_told_in_json(
    editor: Caller, anonymous: Caller
) -> None:
    for caller in (editor, anonymous):
        for method in ("GET", "POST", "DELETE", "OPTIONS"):
            for path in (
                "",
                "nothing/",
                "articles",
                "articles/x/",
                "claims/%00/",
                "legal/a%0Ab/close/",
            ):
                response = caller.call(method, path)
                assert (response.status_code, response.json()["code"]) == (404, "not_found"), path
    wrong = editor.call("PUT", "sources/")
    assert (wrong.status_code, wrong.json()["code"]) == (405, "method_not_allowed")
    assert "POST" in wrong["Allow"]
    assert editor.call("OPTIONS", "sources/").status_code == 405
    html = editor.call("GET", "sources/", Accept="text/html")
    assert (html.status_code, html.json()["code"]) == (406, "not_acceptable")
    named = editor.call("GET", "sources/?format=html")
    assert (named.status_code, named.json()["code"]) == (400, "unknown_parameter")


def test_nul_in_the_address_is_refused(editor: Caller, article: Article) -> None:
    for path in (
        "sources/?search=%00",
        "claims/?x%00=1",
        "articles/?assignee=a%00",
        "claims/?verdict=%00",
    ):
        response = editor.call("GET", path)
        assert (response.status_code, response.json()["code"]) == (400, "bad_characters"), path


def test_odd_words_are_searched_for_without_harm(editor: Caller, article: Article) -> None:
    for words in ("'", '"', '"open', "-", "a:*", "%25", "_", "\\", "OR", "x" * 500, "é" * 200, "🕊️"):
        for path in ("articles", "claims", "sources"):
            assert editor.call("GET", f"{path}/?search={words}").status_code == 200, (path, words)
    assert editor.call("GET", f"articles/?search={'x' * 501}").json()["code"] == "too_long"


def test_a_concurrent_duplicate_is_a_conflict_and_not_a_crash(
    editor: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    def duplicate(**_given: Any) -> None:
        raise caused(IntegrityError("x"), psycopg.errors.UniqueViolation())

    monkeypatch.setattr("annotations.evidence.add_source", duplicate)
    response = editor.call("POST", "sources/", {"title": "T"})
    assert (response.status_code, response.json()["code"]) == (409, "conflict")
