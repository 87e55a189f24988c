"""The reader is chosen by content, not by name."""

from pathlib import Path

import pytest

from annotations.imports.readers import ReaderError, read
from annotations.imports.readers.web_page import RECIPE as PAGE_RECIPE

FILES = Path(__file__).parent / "fixtures" / "files"
STORY = (
    "The committee met on Monday evening and decided to postpone the vote until the end of June."
)
PAGE = f"<!doctype html><html><body><article><p>{STORY}</p><p>{STORY}</p></article></body></html>"


def test_a_page_is_a_page_whatever_it_is_called() -> None:
    assert read(PAGE.encode(), filename="notes.txt", media_type="text/plain").recipe == PAGE_RECIPE


def test_text_is_text_whatever_it_is_called() -> None:
    assert read(STORY.encode(), filename="page.html", media_type="text/html").recipe == "text-1"


def test_a_text_about_tags_is_text() -> None:
    assert (
        read(b"Use <b> for bold, and 3 < 4 is true. Nothing else is markup here.").recipe
        == "text-1"
    )


def test_a_fragment_of_a_page_is_a_page() -> None:
    assert read(f"<div><p>{STORY}</p><p>{STORY}</p></div>".encode()).recipe == PAGE_RECIPE


@pytest.mark.parametrize(
    ("name", "recipe"),
    [
        ("press-release.pdf", "pdf-1"),
        ("council-letter.docx", "docx-1"),
        ("press-mail.eml", "email-1"),
        ("field-notes.md", "markdown-1"),
    ],
)
def test_every_format_is_told_by_its_content(name: str, recipe: str) -> None:
    body = (FILES / name).read_bytes()
    for said in ({}, {"filename": "page.html", "media_type": "text/html"}, {"filename": "a.txt"}):
        assert read(body, **said).recipe == recipe


def test_a_person_may_say_what_it_is() -> None:
    assert read(PAGE.encode(), kind_hint="text").verbatim_text == PAGE


def test_a_page_in_utf16_is_recognised() -> None:
    assert read(PAGE.encode("utf-16")).recipe == PAGE_RECIPE


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "empty_text"),
        (b" \n\t", "empty_text"),
        (b"%PDF-1.7\n...", "damaged_file"),
        (b"PK\x03\x04...", "damaged_file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1...", "unsupported_format"),
        (b"GIF89a\x01\x00", "unsupported_format"),
        (b"\x89PNG\r\n\x1a\n", "unsupported_format"),
        (b"{\\rtf1 hello}", "unsupported_format"),
        (b'<?xml version="1.0"?><drawing></drawing>', "unknown_xml"),
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


@pytest.mark.parametrize("charset", ["utf-16-le", "utf-16-be"])
def test_a_page_in_utf_16_without_a_mark_is_read(charset: str) -> None:
    story = "<p>Some words stand here, and more of them follow in the sentence.</p>" * 10
    page = f"<html><body><article><h1>A headline of words</h1>{story}</article></body></html>"
    found = read(page.encode(charset))
    assert (found.title, found.charset) == ("A headline of words", charset)


def test_bytes_that_are_no_text_stay_refused() -> None:
    with pytest.raises(ReaderError) as caught:
        read(bytes([0, 1, 2, 3, 0, 200, 0, 7]) * 500)
    assert caught.value.code == "not_text"


def test_a_text_with_a_nul_at_every_other_place_is_not_taken_for_utf_16() -> None:
    with pytest.raises(ReaderError) as caught:
        read(b"a\x00b text" * 50)
    assert caught.value.code == "not_text"
