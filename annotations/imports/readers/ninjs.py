"""The reader of ninjs, the news in JSON of the IPTC, versions 1.x, 2.x and 3.x.

1.x names its texts `body_text`, `body_xhtml`; 2.x and 3.x have lists (`bodies`, `headlines`) with a
role and a content type; 3.x writes names in camel case. Names are compared in lower case here.
Schemas: https://iptc.org/std/ninjs/.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from annotations.imports.readers.cleaning import address_of, clean, one_line
from annotations.imports.readers.document import Document
from annotations.imports.readers.ninjs_bodies import (
    Item,
    body_of,
    description_of,
    entries,
    lower,
)
from annotations.imports.readers.plain_words import words_of
from annotations.imports.readers.source import Source
from annotations.imports.readers.stories import (
    Candidate,
    Story,
    names_in,
    part_of,
    status_of,
    unlike,
)
from annotations.imports.readers.story_documents import document_of
from annotations.imports.readers.wire_dates import first_moment

RECIPE = "ninjs-1"
MARKS = frozenset({
    "bodies", "headline", "headlines", "versioncreated", "firstcreated", "pubstatus",
    "descriptions", "byline", "by", "associations", "representationtype",
})  # fmt: skip
SUBTITLES = frozenset({"sub", "subhead", "subheadline", "subtitle", "secondary", "deck", "dek"})
AUTHORS = frozenset({"author", "byline", "by", "creator", "writer", "reporter"})
PICTURES = frozenset({"picture", "graphic", "video", "image", ""})


def read_ninjs(value: Any, source: Source, charset: str) -> Document:
    """Read the items in a JSON value that `items_of` finds.

    Raises:
        ReaderError: `no_story_found`, `part_missing`, `wire_canceled`, `text_too_long`,
            `too_many_tags`, `too_deep`, and what a NITF body may raise.
    """
    found = [_candidate(item, number) for number, item in enumerate(items_of(value))]
    return document_of(unlike(found), source.part, recipe=RECIPE, charset=charset)


def items_of(value: Any) -> list[Item]:
    """The ninjs items that a value is, lists, or holds under one of its names, as services send them."""
    if is_item(value):
        return [lower(value)]
    lists = [value] if isinstance(value, list) else []
    if isinstance(value, dict):
        lists = [inner for inner in value.values() if isinstance(inner, list)]
    return [lower(item) for items in lists for item in items if is_item(item)]


def is_item(value: Any) -> bool:
    """Whether a JSON value is a ninjs item: it has a `uri`, and something of news."""
    if not isinstance(value, dict) or not isinstance(value.get("uri"), str):
        return False
    names = {name.lower() for name in value}
    return bool(names & MARKS) or any(n.startswith(("body_", "description_")) for n in names)


def _candidate(item: Item, number: int) -> Candidate:
    published = first_moment(item.get("firstcreated"), item.get("versioncreated"))
    part = part_of(one_line(item["uri"]), _title(item), "", published, position=number)
    return Candidate(part, lambda: _story(item))


def _story(item: Item) -> Story:
    first, latest = first_moment(item.get("firstcreated")), first_moment(item.get("versioncreated"))
    line = _byline(item)
    pictures = list(_pictures(item))
    body, inner = body_of(item)
    return Story(
        origin="ninjs",
        identifier=one_line(item["uri"]),
        title=_title(item) or inner.title,
        subtitles=_subtitles(item) or inner.subtitles,
        byline=names_in(line, _provider(item)) or inner.byline,
        byline_line=line or inner.byline_line,
        dateline=_value(item.get("dateline")) or inner.dateline,
        abstract=inner.abstract,
        body=body,
        captions=[text for text in map(description_of, pictures) if text],
        notes=[one_line(item.get("ednote")), *inner.notes],
        taglines=inner.taglines,
        site_name=_provider(item),
        published_at=first or latest,
        updated_at=latest if first and latest and latest > first else None,
        language=one_line(item.get("language")) or inner.language,
        is_language_sure=bool(item.get("language")),
        image_url=next(filter(None, map(_image, pictures)), ""),
        wire=_wire(item),
    )


def _title(item: Item) -> str:
    main = [
        h for h in entries(item, "headlines") if one_line(h.get("role")).lower() not in SUBTITLES
    ]
    ranked = sorted(main, key=lambda h: one_line(h.get("role")).lower() not in {"main", "headline"})
    found = [item.get("headline"), *(h.get("value") for h in ranked), item.get("title")]
    return next(filter(None, map(words_of, found)), "")


def _subtitles(item: Item) -> list[str]:
    listed = [
        h.get("value")
        for h in entries(item, "headlines")
        if one_line(h.get("role")).lower() in SUBTITLES
    ]
    named = [item.get(name) for name in ("subheadline", "headline_sub", "headline_subheadline")]
    return [text for text in map(words_of, [*named, *listed]) if text]


def _byline(item: Item) -> str:
    people = [*entries(item, "authors"), *entries(item, "people"), *entries(item, "person")]
    named = [
        words_of(person.get("name"))
        for person in people
        if person in entries(item, "authors") or _roles(person) & AUTHORS
    ]
    line = words_of(item.get("byline")) or words_of(item.get("by"))
    return line or ", ".join(dict.fromkeys(filter(None, named)))


def _roles(person: Item) -> set[str]:
    return {one_line(person.get(name)).lower() for name in ("role", "rel")}


def _pictures(item: Item) -> Iterator[Item]:
    return (
        entry
        for entry in entries(item, "associations")
        if one_line(entry.get("type")).lower() in PICTURES
    )


def _image(picture: Item) -> str:
    """The largest of its renditions that the web can show."""

    def width(rendition: Item) -> float:
        value = rendition.get("width")
        return float(value) if isinstance(value, int | float) and value < 10**6 else 0.0

    shown = sorted(entries(picture, "renditions"), key=width, reverse=True)
    return next(filter(None, (address_of(rendition.get("href")) for rendition in shown)), "")


def _provider(item: Item) -> str:
    sources = [entry.get("name") for entry in entries(item, "infosources")]
    found: Iterable[Any] = (
        item.get("provider"),
        item.get("source"),
        *sources,
        item.get("copyrightholder"),
    )
    return next(filter(None, map(_value, found)), "")


def _value(value: Any) -> str:
    """A string, or the name or text of an object that some senders put in its place."""
    if isinstance(value, dict):
        value = value.get("name") or value.get("text")
    return words_of(value)


def _wire(item: Item) -> dict[str, str]:
    said = {
        "version": item.get("version"),
        "pubstatus": status_of(one_line(item.get("pubstatus"))),
        "embargoed": item.get("embargoed") or item.get("embargoeduntil"),
        "located": _value(item.get("located")),
        "urgency": item.get("urgency"),
        "slugline": item.get("slugline"),
        "usageterms": item.get("usageterms"),
        "copyright": item.get("copyrightnotice") or item.get("copyrightholder"),
    }
    found = {name: words_of(value) for name, value in said.items()}
    note = item.get("ednote")
    return {**found, "ednote": clean(note) if isinstance(note, str) else ""}
