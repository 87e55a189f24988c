"""The pages of the bench, 13 languages and layouts: what is right is known."""

from typing import Any

import pytest

from tests.annotations.imports.readers.evaluation_adapter import for_evaluation, story_only
from tests.bench.reading import own_pages, quality

PAGES = own_pages()
NAMES = [right["url"].split("/")[2] for _, right in PAGES]


@pytest.mark.parametrize(("html", "right"), PAGES, ids=NAMES)
def test_the_story_is_found_paragraph_by_paragraph(html: bytes, right: dict[str, Any]) -> None:
    found = story_only(html, right["url"])["text"].split("\n\n")
    wrong = {line for line in found if line not in right["paragraphs"]}
    assert [line for line in right["paragraphs"] if line not in found] == []
    assert wrong <= {"(mit Material der dpa)"}


@pytest.mark.parametrize(("html", "right"), PAGES, ids=NAMES)
def test_the_page_says_who_when_and_in_what_language(html: bytes, right: dict[str, Any]) -> None:
    found = for_evaluation(html, right["url"])
    assert found["title"].split() == right["title"].split()
    assert found["byline"] == right["author"]
    assert found["published_at"][:10] == right["date"]
    assert found["language"] == right["language"]


def test_headline_and_captions_are_part_of_the_text() -> None:
    kinds = {
        block[0] for html, right in PAGES for block in for_evaluation(html, right["url"])["blocks"]
    }
    assert {"title", "caption", "subtitle"} <= kinds


def test_the_bench_measures_what_it_says() -> None:
    html, right = PAGES[0]
    assert quality([(html, right)], lambda *_: right).text().f1 == 1
    half = right | {"text": right["text"][: len(right["text"]) // 2]}
    assert 0.6 < quality([(html, right)], lambda *_: half).text().f1 < 0.7
