"""The reader of feed entries as stories, and the list of the entries of a feed."""

import re
from dataclasses import replace
from html import unescape

from annotations.imports.readers.cleaning import address_of, one_line
from annotations.imports.readers.document import Document, Part, ReadBlock
from annotations.imports.readers.feed_tree import Details
from annotations.imports.readers.markup import (
    Marked,
    blocks_of_runs,
    blocks_of_text,
    is_marked_up,
    runs_in_html,
)
from annotations.imports.readers.source import Source
from annotations.imports.readers.stories import (
    Candidate,
    Story,
    part_of,
    unlike,
)
from annotations.imports.readers.story_documents import document_of
from annotations.imports.readers.syndication import (
    Entry,
    Feed,
    feed_of,
    identifier_of,
    link_of,
    published_of,
    title_of,
    updated_of,
)

RECIPE = "feed-entry-1"
# What publishing systems write below every entry.
TRAILER = re.compile(
    r"^(?:The post|The article|L’article|Der Beitrag|Запись|Сообщение) .{1,400} "
    r"(?:appeared first on|first appeared on|est apparu en premier sur|erschien zuerst auf|"
    r"впервые появил[ао]сь) .{1,200}$",
    re.IGNORECASE,
)
CUT_OFF = re.compile(r"(?:…|\.\.\.|\[&#8230;\]|\[…\])\W*(?:\w+\W+){0,4}$")
TAIL = 200
SHORT = 800  # code points; a longer description that is not cut off is the whole text


def read_entry(source: Source) -> Document:
    """Read the entry of a feed that is wanted, or the first.

    Raises:
        ReaderError: `xml_too_large`, `too_many_tags`, `xml_entities`, `broken_xml`, `too_deep`,
            `no_story_found`, `part_missing`, `text_too_long`.
    """
    feed = feed_of(source.body, source.charset, source.url)
    found = unlike(
        _candidate(feed, entry, details, number)
        for number, (entry, details) in enumerate(zip(feed.entries, feed.details, strict=True))
    )
    return document_of(found, source.part, recipe=RECIPE, charset=feed.charset)


def parts_of(feed: Feed) -> list[Part]:
    """All entries of a feed, at most a thousand, in the feed's order."""
    found = (_candidate(feed, entry, Details(), n) for n, entry in enumerate(feed.entries))
    return [candidate.part for candidate in unlike(found)]


def _candidate(feed: Feed, entry: Entry, details: Details, number: int) -> Candidate:
    part = part_of(
        identifier_of(entry),
        title_of(entry),
        link_of(entry, feed.base),
        published_of(entry),
        position=number,
    )
    return Candidate(part, lambda: _story(feed, entry, details))


def _story(feed: Feed, entry: Entry, details: Details) -> Story:
    value, is_html, is_summary = _text(entry)
    marked = runs_in_html(value, feed.base) if is_html else Marked()
    blocks = blocks_of_runs(marked.runs) if is_html else blocks_of_text(unescape(value))
    images = [*details.images, *_enclosed(entry), *marked.images]
    return Story(
        origin="feed",
        identifier=identifier_of(entry),
        title=title_of(entry),
        byline=", ".join(dict.fromkeys(details.authors)),
        body=[_trailing(block) for block in blocks],
        captions=details.captions,
        site_name=feed.title,
        published_at=published_of(entry),
        updated_at=updated_of(entry),
        language=one_line(entry.get("language")) or feed.language,
        is_language_sure=False,
        is_summary=is_summary,
        canonical_url=link_of(entry, feed.base),
        image_url=next(filter(None, (address_of(image, feed.base) for image in images)), ""),
    )


def _text(entry: Entry) -> tuple[str, bool, bool]:
    """The longest text of an entry, whether it is HTML, and whether it is only a summary."""
    contents = [c.get("value") or "" for c in entry.get("content") or []]
    summary = entry.get("summary") or ""
    content = max(contents, key=len, default="")
    value = content if len(content) >= len(summary) else summary
    is_cut = bool(CUT_OFF.search(value[-TAIL:].rstrip()))
    return value, is_marked_up(value), not content and (is_cut or len(value) < SHORT)


def _enclosed(entry: Entry) -> list[str]:
    """Images that are enclosed with an entry."""
    links = entry.get("links") or []
    return [
        one_line(link.get("href"))
        for link in links
        if link.get("rel") == "enclosure" and one_line(link.get("type")).startswith("image/")
    ]


def _trailing(block: ReadBlock) -> ReadBlock:
    is_trailer = block.kind == "paragraph" and bool(TRAILER.match(block.text))
    return replace(block, furniture=True, reason="tagline") if is_trailer else block
