"""What a feed offers, listed for those who subscribe to it."""

import pytest

from annotations.imports.readers import ReaderError, read, read_feed
from tests.annotations.imports.readers.wire_fixtures import ATOM, NEWSML, NINJS_1, RDF, RSS, content


@pytest.mark.parametrize(
    ("name", "title", "site", "language", "count"),
    [
        (RSS, "The Harbour Gazette & Post", "https://gazette.example/", "en", 3),
        (ATOM, "Notizen aus der Stadt", "https://notizen.example/", "de", 2),
        (RDF, "Bulletin scientifique", "https://bulletin.example/", "fr", 1),
    ],
)
def test_it_lists_all_entries(name: str, title: str, site: str, language: str, count: int) -> None:
    found = read_feed(content(name), url="https://e.example/feed")
    assert (found.recipe, found.title, found.canonical_url) == ("feed-1", title, site)
    assert (found.language, len(found.parts), found.blocks) == (language, count, [])


def test_its_keys_are_those_that_the_story_is_read_by() -> None:
    listed = read_feed(content(RSS)).parts
    assert listed == read(content(RSS)).parts
    assert read(content(RSS), part=listed[2].key).title == listed[2].title
    assert all(part.published_at and part.url.startswith("https://") for part in listed)


def test_at_most_a_thousand_entries_are_listed() -> None:
    items = b"".join(b"<item><title>t</title><guid>%d</guid></item>" % n for n in range(3000))
    found = read_feed(b'<rss version="2.0"><channel><title>t</title>' + items + b"</channel></rss>")
    assert len(found.parts) == 1000


def test_an_empty_feed_is_a_feed() -> None:
    assert read_feed(b'<rss version="2.0"><channel><title>t</title></channel></rss>').parts == []


def test_relative_links_belong_to_the_address_of_the_feed() -> None:
    body = b"<rss><channel><title>t</title><item><title>a</title><link>/news/1</link></item></channel></rss>"
    assert (
        read_feed(body, url="https://e.example/feed.xml").parts[0].url == "https://e.example/news/1"
    )
    assert read_feed(body).parts[0].url == ""


def test_a_page_that_announces_a_feed_says_where_it_is() -> None:
    page = b"""<!doctype html><html><head><base href="https://e.example/deep/"><title>t</title>
        <link rel="alternate" hreflang="de" href="/de"><link rel="stylesheet" href="x.css">
        <link rel="Alternate" type="application/atom+xml; charset=utf-8" href="../atom.xml">
        <link rel="alternate" type="application/rss+xml" href="/rss"></head><body><p>x</p></body></html>"""
    found = read_feed(page, url="https://www.e.example/news")
    assert (found.moved_to, found.parts) == ("https://e.example/atom.xml", [])


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"just words",
        b"<!doctype html><html><head><title>t</title></head><body><p>x</p></body></html>",
        b'<html><head><link rel="alternate" type="application/rss+xml" href="javascript:x()"></head></html>',
        b'{"version": "https://jsonfeed.org/version/1.1", "items": []}',
        content(NEWSML),
        content(NINJS_1),
        b"%PDF-1.4",
        b"<svg></svg>",
    ],
)
def test_what_is_no_feed_is_told_so(body: bytes) -> None:
    with pytest.raises(ReaderError) as caught:
        read_feed(body, url="https://e.example/")
    assert caught.value.code == "not_a_feed"
