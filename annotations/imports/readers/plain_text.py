"""The reader of plain text: files, and what a person pastes. Every character is kept.

Blocks are ranges of the text. Furniture is only marked, never cut out, because the person chose the
text; what is proposed as title, date and publisher says where it was found.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from annotations.imports.readers.charsets import decode
from annotations.imports.readers.dates import machine_date, written_date
from annotations.imports.readers.document import (
    TEXT_LIMIT,
    Document,
    FieldNote,
    ReadBlock,
    ReaderError,
)
from annotations.imports.readers.pages.headlines import guess_from
from annotations.imports.readers.source import Source
from annotations.imports.readers.text_blocks import (
    HEAD_BLOCKS,
    LONG,
    STAMP,
    Line,
    cut,
    furnished,
    labelled,
)
from annotations.reading.languages import language_of

RECIPE = "text-1"
DATELINE = re.compile(r"^[^.!?\n]{0,60}?\((?P<inside>[^()\n]{6,100})\)")
AGENCY = re.compile(r"^(?P<name>[^\d]{3,60}?)\s*[-–—,]\s*(?=\d|[A-Z][a-z]+ \d)")


def read_plain(source: Source) -> Document:
    """Read a text file.

    Raises:
        ReaderError: as `read_text`, and `not_text`.
    """
    text, charset = decode(source.body, source.charset)
    return replace(read_text(text, url=source.url), charset=charset)


def read_text(text: str, *, title: str = "", url: str | None = None) -> Document:
    """Read text word for word; CR and CRLF become newlines, nothing else changes.

    Args:
        text: as pasted; a byte order mark at its beginning is dropped.
        title: the headline if the person gave one; it is not sought in the text then.
        url: where the person says that it came from.

    Raises:
        ReaderError: `nul_in_text`, `lone_surrogates`, `not_text`, `empty_text`, `text_too_long`.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    refuse_bad(text)
    lines = furnished(labelled(cut(text)), has_title=bool(title))
    story = [line for line in lines if line.is_story]
    fields: dict[str, FieldNote] = {}
    headline = _title(title, story, fields)
    language, confidence = language_of("\n".join(line.text for line in story) or text)
    fields["language"] = FieldNote("text", "high" if confidence >= 0.9 else "low")  # noqa: PLR2004 (sure)
    document = Document(
        recipe=RECIPE,
        blocks=[
            ReadBlock(line.kind, line.text, not line.is_story, line.reason, line.start, line.end)
            for line in lines
        ],
        title=headline,
        byline=_byline(lines, fields),
        site_name=_publisher(story, fields),
        language="" if language == "und" else language,
        canonical_url=url or "",
        fields=fields,
        verbatim_text=text,
        charset="utf-8",
    )
    return _dated(document, lines, fields)


def refuse_bad(text: str) -> None:
    """Refuse what cannot be stored or is no text.

    Raises:
        ReaderError: see `read_text`.
    """
    if len(text) > TEXT_LIMIT:
        raise ReaderError("text_too_long")
    if "\x00" in text:
        raise ReaderError("nul_in_text")
    if re.search("[\ud800-\udfff]", text):
        raise ReaderError("lone_surrogates")
    if not text.strip():
        raise ReaderError("empty_text")
    controls = sum(
        1 for character in text[:100_000] if character < "\t" or "\x0e" <= character < "\x1b"
    )
    if controls > len(text[:100_000]) // 100:
        raise ReaderError("not_text")


def _title(given: str, story: Sequence[Line], fields: dict[str, FieldNote]) -> str:
    if given:
        fields["title"] = FieldNote("person", "high")
        return given
    for line in story:
        if line.kind == "title":
            fields["title"] = FieldNote("first-line", "high")
            return line.text
    fields["title"] = FieldNote("first-words", "low")
    return guess_from(story[0].text) if story else ""


def _byline(lines: Sequence[Line], fields: dict[str, FieldNote]) -> str:
    for line in lines[: HEAD_BLOCKS * 2]:
        if line.kind == "byline":
            origin = "metadata-line" if line.reason else "byline"
            fields["byline"] = FieldNote(origin, "low")
            return line.text if line.reason else line.text.split(maxsplit=1)[1]
    return ""


def _publisher(story: Sequence[Line], fields: dict[str, FieldNote]) -> str:
    """The agency in a dateline: "(UrduPoint News / Sputnik - 18th August, 2020)"."""
    for line in story[:HEAD_BLOCKS]:
        found = DATELINE.match(line.text)
        if found and written_date(found["inside"]) and (agency := AGENCY.match(found["inside"])):
            fields["site_name"] = FieldNote("dateline", "low")
            return agency["name"].strip()
    return ""


def _dated(document: Document, lines: Sequence[Line], fields: dict[str, FieldNote]) -> Document:
    """Propose a date: stamped, in the dateline, in a short line, or (low) in a caption."""
    for line in lines:
        if line.reason == "metadata" and (stamp := STAMP.search(line.text)):
            moment, note = machine_date(stamp[0]), FieldNote("metadata-line", "high")
            break
        found = DATELINE.match(line.text)
        if found and (moment := written_date(found["inside"])):
            note = FieldNote("dateline", "high")
            break
    else:
        short = [line for line in lines[:HEAD_BLOCKS] if len(line.text) <= LONG // 2]
        captions = [line for line in lines if line.kind == "caption"]
        for line, origin in [(s, "short-line") for s in short] + [(c, "caption") for c in captions]:
            if (moment := written_date(line.text)) is not None:
                note = FieldNote(origin, "low")
                break
        else:
            return document
    if moment is None:
        return document
    fields["published_at"] = note
    return replace(document, published_at=moment)
