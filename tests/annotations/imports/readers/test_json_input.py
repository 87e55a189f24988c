"""The entrance for JSON."""

import json

import pytest

from annotations.imports.readers import ReaderError, read
from annotations.imports.readers.json_input import parsed_json
from tests.annotations.imports.readers.wire_fixtures import DEEP_JSON, NINJS_1, code_of, content


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (content(NINJS_1)[:-200], "broken_json"),
        (b'{"uri": "urn:x", "headline": ', "broken_json"),
        (b'{"uri": "urn:x", "urgency": ' + b"1" * 5000 + b"}", "broken_json"),
        (DEEP_JSON, "too_deep"),
        (b"[" * 100_000 + b"]" * 100_000, "too_deep"),
        (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, "too_deep"),
        (b'{"a": [' + b"{}," * 500_001 + b"{}]}", "json_too_large"),
        (b'{"a": 1}', "unknown_json"),
    ],
)
def test_each_bad_kind_is_refused_with_its_code(body: bytes, code: str) -> None:
    assert code_of(body) == code


@pytest.mark.parametrize(
    "text",
    [
        "[Updated] The committee met on Monday and decided to postpone the vote.",
        "{sic} The committee met on Monday and decided to postpone the vote.",
        '["We will not go," he said.] The committee met on Monday.',
    ],
)
def test_a_text_that_begins_with_a_bracket_is_text(text: str) -> None:
    assert read(text.encode()).verbatim_text == text


def test_what_is_called_json_is_json() -> None:
    assert code_of(b"[1, 2]", filename="a.json") == "unknown_json"
    assert code_of(b"[1, 2", media_type="application/json") == "broken_json"
    assert read(b"[1, 2]").recipe.startswith("text-")


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16"])
def test_its_charset_is_found(charset: str) -> None:
    value = {"uri": "urn:x", "headline": "Голосование отложено"}
    body = json.dumps(value, ensure_ascii=False).encode(charset)
    assert read(body).title == "Голосование отложено"


def test_no_value_holds_what_a_database_cannot() -> None:
    body = b'{"a\\u0000": ["\\ud800x", NaN, Infinity, 1e999, -1e999, 1.5, true, null, {"b": "line\nbreak"}]}'
    assert parsed_json(body)[0] == {
        "a": ["x", None, None, None, None, 1.5, True, None, {"b": "line\nbreak"}]
    }


def test_a_hundred_levels_are_enough() -> None:
    assert parsed_json(b"[" * 100 + b"]" * 100)[0] is not None
    with pytest.raises(ReaderError):
        parsed_json(b"[" * 102 + b"]" * 102)
