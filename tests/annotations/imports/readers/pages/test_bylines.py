"""Who wrote it."""

import pytest
from lxml.html import document_fromstring

from annotations.imports.readers.pages.bylines import Byline
from annotations.imports.readers.pages.names import split_names, tidy_name
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


@pytest.mark.parametrize(
    ("author", "expected"),
    [
        ('{"@type":"Person","name":"Anna Bell und Tom Reed"}', "Anna Bell, Tom Reed"),
        ('{"@type":"Person","name":"Анна Белова и Том Рид"}', "Анна Белова, Том Рид"),
        ('{"@type":"Person","name":"Anna Bell, MD"}', "Anna Bell, MD"),
        ('{"@type":"Person","name":"Jane Marshall"}', "Jane Marshall"),
        ('{"@type":"Person","name":"q7admin"}', ""),
        ('{"@type":"Person","name":"gazettenews"}', ""),
        ('{"@type":"Person","name":"https://gazette.example/anna"}', ""),
        (
            '[{"@type":"Person","name":"Anna Bell"},{"@type":"Organization","name":"The Gazette"}]',
            "Anna Bell",
        ),
        ('{"@type":"Organization","name":"dpa"}', "dpa"),
    ],
)
def test_it_reads_names_as_they_are_declared(author: str, expected: str) -> None:
    assert byline(ld(author)).text == expected


def test_the_publisher_in_a_meta_element_is_not_the_author() -> None:
    assert byline('<meta name="author" content="The Gazette">').text == ""


def test_the_publisher_that_json_ld_names_is_not_the_author() -> None:
    publisher = '"author":"Gazette Media Group","publisher":{"name":"Gazette Media Group"}'
    found = byline(
        f'<script type="application/ld+json">{{"@type":"NewsArticle","headline":"x",{publisher}}}</script>',
        '<span class="author">Anna Bell</span>',
    )
    assert found.text == "Anna Bell"


@pytest.mark.parametrize(
    ("language", "line", "expected"),
    [
        ("de", "Von Anna Bell und Tom Reed", "Anna Bell, Tom Reed"),
        ("fr", "Par Luc Perrin", "Luc Perrin"),
        ("es", "Por Jaime Soler", "Jaime Soler"),
        ("it", "Di Paolo Riva", "Paolo Riva"),
        ("nl", "Door Jan de Wit", "Jan de Wit"),
        ("ru", "Автор: Ирина Котова", "Ирина Котова"),
        ("be", "Аўтар: Павел Ясень", "Павел Ясень"),
        ("zh", "2019-10-08　来源：河口日报　作者：王小明", "王小明"),
        ("en", "Door County", ""),
        ("en", "By December", ""),
        ("en", "By Anna Bell December 3, 2025", "Anna Bell"),
        ("en", "Written by Anna Bell", "Anna Bell"),
    ],
)
def test_it_reads_the_line_below_the_headline(language: str, line: str, expected: str) -> None:
    tree = document_fromstring(
        f"<html lang={language}><body><h1>Head</h1><p>{line}</p><p>x</p></body></html>"
    )
    shown = tree.find("body")
    assert shown is not None
    assert Byline(SelfDescription(tree, ""), runs_of(shown), "The Gazette", 0).text == expected


def test_a_line_far_from_the_headline_is_no_byline() -> None:
    filler = "".join(f"<p>Line {n}</p>" for n in range(30))
    assert byline(body=f"<h1>Head</h1>{filler}<p>By Ann Other</p>").text == ""


def test_a_link_to_an_authors_page_is_a_byline() -> None:
    assert (
        byline(body='<p><a href="/blog/author/anna-bell">Anna Bell</a> 5 March</p>').text
        == "Anna Bell"
    )
    assert byline(body='<p><a href="/profile/login">Member Login</a></p>').text == ""


@pytest.mark.parametrize(
    ("raw", "names"),
    [
        ("By Anna Bell, Senior Political Correspondent", ["Anna Bell"]),
        ("Anna Bell, Tom Reed and Kim Ode", ["Anna Bell", "Tom Reed", "Kim Ode"]),
        ("Anna Bell | The Gazette", ["Anna Bell"]),
        ("Anna Bell, The Gazette", ["Anna Bell"]),
        ("Anna Bell - Gazette Newsroom", ["Anna Bell"]),
        ("Dana A. Ford, James S.A. Corey, Chien-Ming Wang and Tom Watkins",
         ["Dana A. Ford", "James S.A. Corey", "Chien-Ming Wang", "Tom Watkins"]),
        ("Reuters Staff", ["Reuters Staff"]),
        ("AP", ["AP"]),
        ("Politics", []),
        ("@anna", []),
        ("anna@gazette.example", []),
    ],
)  # fmt: skip
def test_names_are_told_apart(raw: str, names: list[str]) -> None:
    assert split_names(raw, "the gazette") == names
