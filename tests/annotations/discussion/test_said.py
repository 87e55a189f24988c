"""Links and calls in a plain text."""

import unicodedata

import pytest

from annotations.discussion.said import Part, names_in, parts_of


def calls(text: str, *usernames: str) -> list[str]:
    known = {name.lower(): name for name in usernames}
    return [part.username for part in parts_of(text, known) if part.username]


def links(text: str) -> list[str]:
    return [part.url for part in parts_of(text, {}) if part.url]


@pytest.mark.parametrize(
    "text",
    [
        "@nina look",
        "Look, @nina!",
        "(@nina)",
        "Ask @nina.",
        "@nina's table",
        "@Nina",
        "line\n@nina",
        "@nina-",
        "see https://a.example/ @nina",
    ],
)
def test_a_name_after_an_at_sign_calls_that_person(text: str) -> None:
    assert calls(text, "nina") == ["nina"]


@pytest.mark.parametrize(
    "text",
    [
        "nina",
        "write to joe@nina",
        "joe.b+x@nina.example",
        "@ninas",
        "@nina.b",
        "@nina@press.example",
        "https://social.example/@nina",
        "https://user@nina/",
        "e\u0301@nina",
        "й@nina",
    ],
)
def test_a_part_of_another_word_or_an_address_calls_nobody(text: str) -> None:
    assert calls(text, "nina") == []


def test_names_of_any_script_and_form_are_found() -> None:
    for name in ("алёна", "ана-мария", "李雷", "o.b+c@press.example"):
        assert calls(f"Спросите @{name}, пожалуйста", name) == [name]
    decomposed = unicodedata.normalize("NFD", "йося")
    assert calls(f"Спросите @{decomposed}", "йося") == ["йося"]


def test_each_name_is_looked_up_once() -> None:
    assert names_in("@nina and @NINA and @pavel.") == ["nina", "pavel.", "pavel"]


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("See https://a.example/x.", "https://a.example/x"),
        ("(https://a.example/x)", "https://a.example/x"),
        ("https://a.example/x_(1)", "https://a.example/x_(1)"),
        ("„https://a.example/“", "https://a.example/"),
        ("HTTP://A.example/?q=1&r=2#s", "HTTP://A.example/?q=1&r=2#s"),
        ("на https://пример.example/статья, там", "https://пример.example/статья"),
    ],
)
def test_a_web_address_becomes_a_link_without_the_sentences_punctuation(
    text: str, url: str
) -> None:
    assert links(text) == [url]


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://a.example/",
        "https://",
        "http://[::1",
        "https://user:secret@a.example/",
        "//a.example",
    ],
)
def test_nothing_else_becomes_a_link(text: str) -> None:
    assert links(text) == []


@pytest.mark.parametrize(
    "text", ["", "a\n\n b  ", "@nina https://a.example/ @pavel.\n<b>", "https://a.example/..."]
)
def test_the_parts_together_are_the_text_again(text: str) -> None:
    parts = parts_of(text, {"nina": "nina", "pavel": "pavel"})
    assert "".join(part.text for part in parts) == text
    assert all(isinstance(part, Part) and part.text for part in parts)
