"""Bodies that are ambiguous or cannot be stored are refused, whatever the call."""

import pytest

from annotations.api.parsers import read_object
from annotations.models import Source
from annotations.refusals import Invalid
from tests.annotations.api.conftest import Caller


@pytest.mark.parametrize(
    ("body", "code", "field"),
    [
        (b"{", "invalid_json", None),
        (b"", "required", "title"),
        (b"nul", "invalid_json", None),
        (b"[]", "invalid_json", None),
        (b'"text"', "invalid_json", None),
        (b"null", "invalid_json", None),
        (b'{"title": NaN}', "invalid_json", None),
        (b'{"title": Infinity}', "invalid_json", None),
        (b'{"title": 1e999}', "invalid_json", None),
        (b'{"title": ' + b"9" * 5000 + b"}", "invalid_json", None),
        (b'{"title": "a", "title": "b"}', "invalid_json", "title"),
        (b'{"x": {"title": "a", "title": "b"}}', "invalid_json", "title"),
        (b'{"title": "\xff"}', "invalid_json", None),
        (b'\xef\xbb\xbf{"title": "T"}', "invalid_json", None),
        ('{"title": "T"}'.encode("utf-16"), "invalid_json", None),
        (b'{"title": "a\x00b"}', "invalid_json", None),
        (b'{"title": "a\\u0000b"}', "bad_characters", "title"),
        (b'{"title": "\\ud83d"}', "bad_characters", "title"),
        (b'{"title": "\\udd4a\\ud83d"}', "bad_characters", "title"),
        (b'{"other": [{"deep": "\\uD800"}]}', "bad_characters", "other"),
        (b'{"\\ud800": 1}', "bad_characters", "?"),
        (b"[" * 100_000, "invalid_json", None),
        (b'{"a":' * 100_000, "invalid_json", None),
    ],
)
def test_a_body_that_is_no_clean_json_object_is_refused(
    editor: Caller, body: bytes, code: str, field: str | None
) -> None:
    response = editor.call("POST", "sources/", body)
    told = response.json()
    assert (response.status_code, told["code"], told.get("field")) == (400, code, field), told
    assert not Source.objects.exists()


def test_a_whole_emoji_in_two_escapes_is_read() -> None:
    assert read_object(b'{"a": "\\ud83d\\udd4a"}') == {"a": "🕊"}


def test_the_first_of_two_equal_names_deep_inside_is_named() -> None:
    with pytest.raises(Invalid) as refusal:
        read_object(b'{"b": [{"c": 1, "c": 2}]}')
    assert refusal.value.field == "c"


@pytest.mark.parametrize(
    "kind",
    ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""],
)
def test_another_kind_of_body_is_415(editor: Caller, kind: str) -> None:
    response = editor.generic("POST", "/api/v1/sources/", b"title=T", content_type=kind)
    assert (response.status_code, response.json()["code"]) == (415, "unsupported_media_type")


def test_a_broken_form_is_refused(editor: Caller) -> None:
    for kind, body in (
        ("multipart/form-data", b"x"),
        ("multipart/form-data; boundary=x", b"--y\r\nz"),
    ):
        response = editor.generic("POST", "/api/v1/imports/", body, content_type=kind)
        assert response.status_code == 400, response.content
        assert response.json()["code"]
