"""The text of a ninjs item: which of its bodies is read, and as what."""

from collections.abc import Iterator
from typing import Any

from annotations.imports.readers.cleaning import one_line
from annotations.imports.readers.document import ReadBlock, ReaderError
from annotations.imports.readers.markup import (
    blocks_of_runs,
    blocks_of_text,
    is_marked_up,
    runs_in_html,
)
from annotations.imports.readers.nitf import story_of_nitf
from annotations.imports.readers.plain_words import words_of
from annotations.imports.readers.stories import Story
from annotations.imports.readers.xml_input import guarded, parsed

Item = dict[str, Any]
TEXTS = frozenset({"text", "composite", ""})
PREFERRED = ("html", "nitf", "text")  # a body with structure before one without
NOTHING = Story(origin="ninjs")
SNIFFED = 400


def lower(item: Item) -> Item:
    """The object with its names in lower case."""
    return {name.lower(): value for name, value in item.items()}


def entries(item: Item, name: str) -> list[Item]:
    """A list of objects; 1.x has objects by name in places where later versions have lists."""
    value = item.get(name)
    if isinstance(value, dict):
        value = list(value.values())
    found = value if isinstance(value, list) else []
    return [lower(entry) for entry in found if isinstance(entry, dict)]


def description_of(item: Item) -> str:
    """What an item says of itself: of a picture, its caption."""
    named = [value for name, value in item.items() if name.startswith("description_")]
    listed = [entry.get("value") for entry in entries(item, "descriptions")]
    texts = [item.get("caption"), *named, *listed, item.get("body_text")]
    return next(filter(None, map(words_of, texts)), "")


def body_of(item: Item) -> tuple[list[ReadBlock], Story]:
    """The blocks of the best body, and what a body that is a document of its own (NITF) says besides.

    Raises:
        ReaderError: `text_too_long`, `too_many_tags`, `too_deep`.
    """
    for kind, text in sorted(_bodies(item), key=lambda pair: PREFERRED.index(pair[0])):
        inner = _nitf(text) if kind == "nitf" else NOTHING
        blocks = list(inner.body) if kind == "nitf" else _blocks(kind, text)
        if blocks:
            return blocks, inner
    is_text = one_line(item.get("type")).lower() in TEXTS
    return (blocks_of_text(description_of(item)) if is_text else []), NOTHING


def _nitf(text: str) -> Story:
    """Of a broken one there is nothing; the item may have its text in another body."""
    try:
        return story_of_nitf(parsed(guarded(text.encode("utf-8", "replace"))[0]))
    except ReaderError:
        return NOTHING


def _blocks(kind: str, text: str) -> list[ReadBlock]:
    return blocks_of_runs(runs_in_html(text).runs) if kind == "html" else blocks_of_text(text)


def _bodies(item: Item) -> Iterator[tuple[str, str]]:
    named = [
        (name.removeprefix("body_"), value)
        for name, value in item.items()
        if name.startswith("body_")
    ]
    listed = [
        (f"{one_line(body.get('contenttype'))} {one_line(body.get('role'))}", body.get("value"))
        for body in entries(item, "bodies")
    ]
    for said, value in [*named, *listed]:
        if isinstance(value, str) and value.strip():
            kind = _kind(said.strip().lower(), value)
            if kind in PREFERRED:
                yield kind, value


def _kind(said: str, value: str) -> str:
    start = value.lstrip()[:SNIFFED]
    if "<nitf" in start:
        return "nitf"
    if "html" in said:
        return "html"
    if "xml" in said or "nitf" in said or start.startswith("<?xml"):
        return "other"  # a format of the agency's own
    if "plain" in said or said == "text":
        return "text"
    return "html" if is_marked_up(value) else "text"
