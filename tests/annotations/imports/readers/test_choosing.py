"""The reader is chosen by content, not by name."""

import pytest

from annotations.imports.readers import ReaderError, read

STORY = (
    "The committee met on Monday evening and decided to postpone the vote until the end of June."
)
PAGE = f"<!doctype html><html><body><article><p>{STORY}</p><p>{STORY}</p></article></body></html>"


def test_a_page_is_a_page_whatever_it_is_called() -> None:
    assert read(PAGE.encode(), filename="notes.txt", media_type="text/plain").recipe == "html-1"


def test_text_is_text_whatever_it_is_called() -> None:
    assert read(STORY.encode(), filename="page.html", media_type="text/html").recipe == "text-1"


def test_a_text_about_tags_is_text() -> None:
    assert (
        read(b"Use <b> for bold, and 3 < 4 is true. Nothing else is markup here.").recipe
        == "text-1"
    )


def test_a_fragment_of_a_page_is_a_page() -> None:
    assert read(f"<div><p>{STORY}</p><p>{STORY}</p></div>".encode()).recipe == "html-1"


def test_a_person_may_say_what_it_is() -> None:
    assert read(PAGE.encode(), kind_hint="text").verbatim_text == PAGE


def test_a_page_in_utf16_is_recognised() -> None:
    assert read(PAGE.encode("utf-16")).recipe == "html-1"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "empty_text"),
        (b" \n\t", "empty_text"),
        (b"%PDF-1.7\n...", "unsupported_format"),
        (b"PK\x03\x04...", "unsupported_format"),
        (b"\x89PNG\r\n\x1a\n", "unsupported_format"),
        (b"{\\rtf1 hello}", "unsupported_format"),
        (
            b'<?xml version="1.0"?><rss version="2.0"><channel></channel></rss>',
            "unsupported_format",
        ),
        (b"\x00\x01\x02\x03" * 100, "not_text"),
        (STORY.encode() * 3 + b"\x00", "nul_in_text"),
        (b"<div>" * 5000 + b"x", "too_deep"),
        (b"<p>x" * 300_001, "too_many_tags"),
        (b"<html><body></body></html>", "no_article_found"),
    ],
)
def test_each_bad_kind_is_refused_with_its_code(body: bytes, code: str) -> None:
    with pytest.raises(ReaderError) as caught:
        read(body)
    assert caught.value.code == code
    assert caught.value.detail.endswith(".")


def test_twenty_megabytes_of_text_are_refused() -> None:
    with pytest.raises(ReaderError) as caught:
        read(b"word " * 4_000_000)
    assert caught.value.code == "text_too_long"
    with pytest.raises(ReaderError) as caught:
        read(b"<html><body>" + b"<p>" + b"word " * 500_000 + b"</p></body></html>")
    assert caught.value.code == "text_too_long"
