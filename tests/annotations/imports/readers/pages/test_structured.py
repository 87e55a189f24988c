"""What pages say of themselves, broken or not."""

import pytest
from lxml.html import document_fromstring

from annotations.imports.readers.pages.structured import SelfDescription, parse_json


@pytest.mark.parametrize(
    "text",
    [
        '{"a": 1}',
        '<!-- {"a": 1} -->',
        '//<![CDATA[\n{"a": 1}\n//]]>',
        '{"a": 1,}',
        '{"a": 1};',
        "{&quot;a&quot;: 1}",
    ],
)
def test_it_reads_json_as_pages_have_it(text: str) -> None:
    assert parse_json(text) == {"a": 1}


def test_line_breaks_in_strings_are_no_reason_to_give_up() -> None:
    assert parse_json('{"a": "x\ny"}') == {"a": "x\ny"}


@pytest.mark.parametrize("text", ["", "{", "not json", "[" * 100_000])
def test_what_is_no_json_is_nothing(text: str) -> None:
    assert parse_json(text) is None


def test_of_several_articles_it_takes_the_one_that_is_this_page() -> None:
    tree = document_fromstring(
        """<html><head><script type="application/ld+json">[
        {"@type":"NewsArticle","headline":"Other","author":"A","datePublished":"2020-01-01"},
        {"@type":["Thing","NewsArticle"],"headline":"This","mainEntityOfPage":{"@id":"https://e.org/this"}}
        ]</script></head><body><p>x</p></body></html>"""
    )
    assert SelfDescription(tree, "https://e.org/this/").article["headline"] == "This"


def test_links_are_absolute_and_only_web_addresses() -> None:
    tree = document_fromstring(
        '<html><head><link rel="canonical" href="/a"></head><body>x</body></html>'
    )
    page = SelfDescription(tree, "https://e.org/b")
    assert page.link("canonical") == "https://e.org/a"
    assert page.absolute("javascript:alert(1)") == ""
    assert page.absolute("http://[") == ""


def test_what_is_broken_beyond_reading_still_gives_its_plain_strings() -> None:
    tree = document_fromstring(
        """<html><head><script type="application/ld+json">{"@type":"NewsArticle","description":"He said "no" again",
        "headline":"Fire \\u2013 again","datePublished":"2024-03-05T10:00:00Z",}</script></head><body><p>x</p></body></html>"""
    )
    article = SelfDescription(tree, "").article
    assert (article["headline"], article["datePublished"]) == (
        "Fire \u2013 again",
        "2024-03-05T10:00:00Z",
    )


def test_authors_in_a_graph_are_followed_to_their_names() -> None:
    tree = document_fromstring(
        """<html><head><script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","headline":"x","author":{"@id":"#a"}},
        {"@type":"Person","@id":"#a","name":"Anna Bell"}]}</script></head><body><p>x</p></body></html>"""
    )
    page = SelfDescription(tree, "")
    assert page.names(page.article["author"]) == ["Anna Bell"]


def test_an_empty_address_is_none() -> None:
    tree = document_fromstring("<html><body>x</body></html>")
    assert SelfDescription(tree, "https://e.org/b").absolute(" ") == ""
