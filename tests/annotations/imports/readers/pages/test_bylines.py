"""Who wrote it."""

import pytest
from lxml.html import document_fromstring

from annotations.imports.readers.pages.bylines import Byline, tidy_name
from annotations.imports.readers.pages.runs import runs_of
from annotations.imports.readers.pages.structured import SelfDescription


def byline(head: str = "", body: str = "", site: str = "The Gazette") -> Byline:
    tree = document_fromstring(f"<html><head>{head}</head><body>{body}<p>x</p></body></html>")
    shown = tree.find("body")
    assert shown is not None
    return Byline(SelfDescription(tree, ""), runs_of(shown), site)


def ld(author: str) -> str:
    return f'<script type="application/ld+json">{{"@type":"NewsArticle","headline":"x","author":{author}}}</script>'


@pytest.mark.parametrize(
    ("author", "expected"),
    [
        ('{"@type":"Person","name":"Anna Bell"}', "Anna Bell"),
        ('[{"name":"Anna Bell"},{"name":"Tom Reed"},{"name":"Anna Bell"}]', "Anna Bell, Tom Reed"),
        ('"By Anna Bell, The Gazette"', "Anna Bell"),
        ('"undefined"', ""),
        ('{"@type":"Person","name":["Anna Bell","Tom Reed"]}', "Anna Bell, Tom Reed"),
        ('{"@type":"Person","name":"admin"}', ""),
        ("12", ""),
    ],
)
def test_it_reads_structured_data(author: str, expected: str) -> None:
    assert byline(ld(author)).text == expected


def test_an_organisation_is_only_a_last_resort() -> None:
    company = ld('{"@type":"Organization","name":"The Gazette"}')
    assert byline(company, '<p class="byline">By Anna Bell</p>').text == "Anna Bell"
    last = byline(company)
    assert (last.text, last.note.confidence) == ("The Gazette", "low")


@pytest.mark.parametrize(
    "markup",
    [
        '<a rel="author" href="/x">Anna Bell</a>',
        '<span class="author-name">Anna Bell</span>',
        '<p class="byline">By <a href="/authors/anna">Anna Bell</a> | 5 March 2024</p>',
        "<p>By Anna Bell</p>",
        '<p itemprop="author">Anna Bell</p>',
    ],
)
def test_it_reads_what_the_page_shows(markup: str) -> None:
    assert byline(body=markup).text == "Anna Bell"


def test_it_does_not_take_a_commenter_for_the_author() -> None:
    assert byline(body='<div class="comments"><span class="author">Troll</span></div>').text == ""


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("Автор: Анна Иванова", "Анна Иванова"),
        ("Von Jörg Müller", "Jörg Müller"),
        ("Anna Bell • Updated 5 May", "Anna Bell"),
        ("https://example.org/anna", ""),
        ("a" * 100, ""),
    ],
)
def test_names_are_tidied(raw: str, name: str) -> None:
    assert tidy_name(raw) == name
