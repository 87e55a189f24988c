"""The demo pages carry the seed texts whole, and nothing about them that the texts do not give."""

import re

import pytest
from lxml import html

from factcheck.demo.overlay import SEEDS, SLUGS
from factcheck.demo.pages import page


def words(text: str) -> list[str]:
    return re.findall(r"\S+", text)


def seed(slug: str) -> str:
    return (SEEDS / f"{slug}.txt").read_text(encoding="utf-8")


def body_words(slug: str) -> list[str]:
    body = html.document_fromstring(page(slug, seed(slug))).find("body")
    return [word for part in body.itertext() for word in words(part)]


@pytest.mark.parametrize("slug", SLUGS)
def test_every_word_of_the_text_stands_in_the_page_in_its_order(slug: str) -> None:
    shown = iter(body_words(slug))
    missing = [word for word in words(seed(slug)) if word not in shown]
    assert missing == []


def test_the_first_article_has_its_lede_twice_and_no_headline() -> None:
    source = page("red-cross-hygiene-kits", seed("red-cross-hygiene-kits"))
    assert source.count("more than 4,000 hygiene kits") == 3
    assert "<h1" not in source


def test_the_second_article_is_dated_by_its_caption_only() -> None:
    source = page("belarus-frees-detainees", seed("belarus-frees-detainees"))
    assert re.findall(r"20\d\d", source) == ["2020"]
    assert "published_time" not in source
    assert html.document_fromstring(source).findtext(".//figcaption").endswith("(AP Photo)")


def test_the_third_article_gives_its_date_as_its_text_does() -> None:
    document = html.document_fromstring(
        page("viasna-first-quarter-2024", seed("viasna-first-quarter-2024"))
    )
    assert document.xpath("string(//meta[@property='article:published_time']/@content)") == (
        "2024-04-26T09:58:01+0300"
    )
    assert document.xpath("string(//figcaption)").startswith("Марш Адзінства")
