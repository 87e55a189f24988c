"""Feeds as they are: RSS 0.9x to 2.0, RSS 1.0 and Atom, well-formed or not.

feedparser reads them, because feeds are as wild as pages. It expands entities and reads addresses
that it is given, so it only ever gets bytes that passed `xml_input` and `feed_tree`.
"""

import io
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import feedparser

from annotations.imports.readers.cleaning import address_of, one_line
from annotations.imports.readers.feed_tree import Details, needed
from annotations.imports.readers.plain_words import words_of
from annotations.imports.readers.wire_dates import first_moment
from annotations.imports.readers.xml_input import guarded

MAX_BYTES = 10 * 1024 * 1024
ROOTS = frozenset({"rss", "feed", "RDF"})
Entry = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed with its entries as feedparser gives them, newest first as most feeds have them.

    Attributes:
        details: for each entry, in the same order.
        base: the address that relative ones belong to.
    """

    title: str
    link: str
    language: str
    entries: list[Entry]
    details: list[Details]
    base: str
    charset: str


def feed_of(body: bytes, declared: str | None, url: str | None) -> Feed:
    """Read a feed.

    Args:
        body: the bytes as they arrived.
        declared: the charset that the transport named.
        url: where they came from.

    Raises:
        ReaderError: `xml_too_large`, `too_many_tags`, `xml_entities`, `broken_xml`, `too_deep`.
    """
    text, charset = guarded(body, declared, most_bytes=MAX_BYTES)
    text, details = needed(text)
    found = feedparser.parse(
        io.BytesIO(text.encode()),
        response_headers={
            "content-type": "application/xml; charset=utf-8",
            "content-location": address_of(url),
        },
        resolve_relative_uris=False,
        sanitize_html=False,
    )
    facts, entries = found.get("feed", {}), list(found.get("entries", []))
    link = address_of(facts.get("link"), url or "")
    return Feed(
        title=words_of(facts.get("title")),
        link=link,
        language=one_line(facts.get("language")),
        entries=entries,
        details=details if len(details) == len(entries) else [Details()] * len(entries),
        base=link or url or "",
        charset=charset,
    )


def identifier_of(entry: Entry) -> str:
    """The entry's own id (guid), or ""."""
    return one_line(entry.get("id"))


def link_of(entry: Entry, base: str) -> str:
    """Where the story stands, or ""."""
    return address_of(entry.get("link"), base)


def title_of(entry: Entry) -> str:
    """The headline as plain text; a text that only looks like markup is left as it is."""
    is_html = "html" in one_line((entry.get("title_detail") or {}).get("type"))
    return words_of(entry.get("title")) if is_html else one_line(entry.get("title"))


def published_of(entry: Entry) -> datetime | None:
    """When it was published, with the zone that the feed gives; else when it was changed."""
    return first_moment(entry.get("published"), entry.get("created"), updated_word(entry))


def updated_of(entry: Entry) -> datetime | None:
    """When it was last changed, where that is later."""
    published, updated = published_of(entry), first_moment(updated_word(entry))
    return updated if published and updated and updated > published else None


def updated_word(entry: Entry) -> Any:
    """What stands under `updated` itself; feedparser's dictionary answers with `published` else."""
    return dict.get(entry, "updated")
