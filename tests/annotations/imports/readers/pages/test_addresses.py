"""Canonical address and main picture, where they can be believed."""

import pytest
from lxml.html import document_fromstring

from annotations.imports.readers.pages.addresses import canonical_url, image_url
from annotations.imports.readers.pages.structured import SelfDescription

HERE = "https://gazette.example/news/fire?ref=home"


def page(head: str, url: str = HERE) -> SelfDescription:
    return SelfDescription(
        document_fromstring(f"<html><head>{head}</head><body>x</body></html>"), url
    )


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ('<link rel="canonical" href="/news/fire">', "https://gazette.example/news/fire"),
        ('<link rel="canonical" href="https://agency.example/fire">', "https://agency.example/fire"),
        ('<link rel="canonical" href="/">', ""),
        ('<link rel="canonical" href="https://other.example">', ""),
        ('<link rel="canonical" href="/"><meta property="og:url" content="/news/fire">', "https://gazette.example/news/fire"),
        ('<link rel="canonical" href="">', ""),
        ('<link rel="canonical" href="javascript:void(0)">', ""),
        ("", ""),
    ],
)  # fmt: skip
def test_a_front_page_is_no_articles_address(head: str, expected: str) -> None:
    assert canonical_url(page(head)) == expected


def test_an_amp_page_names_the_page_that_it_is_a_version_of() -> None:
    head = '<link rel="canonical" href="https://gazette.example/news/fire">'
    assert canonical_url(page(head, "https://gazette.example/amp/fire")).endswith("/news/fire")


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ('<meta property="og:image" content="/i/fire.jpg">', "https://gazette.example/i/fire.jpg"),
        ('<meta property="og:image" content="data:image/png;base64,AA"><meta name="twitter:image" content="//cdn.example/f.jpg">', "https://cdn.example/f.jpg"),
        ('<script type="application/ld+json">{"@type":"NewsArticle","headline":"x","image":[{"@type":"ImageObject","url":"https://cdn.example/a.jpg"}]}</script>', "https://cdn.example/a.jpg"),
        ("", ""),
    ],
)  # fmt: skip
def test_the_picture_is_a_web_address_or_none(head: str, expected: str) -> None:
    assert image_url(page(head)) == expected
