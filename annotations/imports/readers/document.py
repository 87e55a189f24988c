"""What every reader gives back, whatever the format, and why one may refuse."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

Kind = Literal[
    "title",
    "subtitle",
    "byline",
    "dateline",
    "paragraph",
    "heading",
    "list_item",
    "quote",
    "caption",
    "preformatted",
]
Confidence = Literal["high", "low"]
TEXT_LIMIT = 2_000_000  # code points, as the contract says


@dataclass(frozen=True, slots=True)
class FieldNote:
    """Where the value of a metadata field came from, and whether it may be relied on.

    Attributes:
        origin: a stable word such as ``json-ld``, ``meta``, ``heading``, ``dateline``, ``caption``.
    """

    origin: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class ReadBlock:
    """One block of a document, in reading order.

    Attributes:
        text: plain text; a single newline is a line break within the block.
        furniture: belongs to the site, not to the story.
        reason: why it is furniture, a stable word such as ``navigation``; None for the story.
        start, end: code points in `Document.verbatim_text`, end exclusive; None where the reader
            made the text (pages), so that offsets come from joining the kept blocks.
        page: the page of a paged document on which the block begins, counted from 1.
    """

    kind: Kind
    text: str
    furniture: bool = False
    reason: str | None = None
    start: int | None = None
    end: int | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One of several stories in the same bytes (a feed, a wire message).

    Attributes:
        key: names it within these bytes, the same each time they are read (at most 200 characters).
        title: its headline, for a list.
        url: where it stands, or "".
        published_at: with zone.
    """

    key: str
    title: str
    url: str = ""
    published_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """A fact-check of somebody else's, as its ClaimReview says (schema.org).

    Attributes:
        url: the address of the check, which is its identity.
        rating_label: `reviewRating.alternateName`, in the publisher's own words.
        rating_value, rating_best, rating_worst: numbers of the publisher's scale, where it has any.
        claimed_on, reviewed_on: days.
        original: the object as it was found.
    """

    url: str
    claim_reviewed: str
    publisher: str
    publisher_url: str = ""
    title: str = ""
    rating_label: str = ""
    rating_value: float | None = None
    rating_best: float | None = None
    rating_worst: float | None = None
    claimant: str = ""
    claimed_on: date | None = None
    reviewed_on: date | None = None
    language: str = ""
    appearances: list[str] = field(default_factory=list)
    original: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Document:
    """What a reader made of some bytes.

    Attributes:
        published_at, updated_at: with zone; a date without a time is midnight UTC.
        language: ISO 639-1 where there is one, or "".
        fields: for each metadata field that has a value, where it came from.
        verbatim_text: the whole text word for word (with plain newlines) where nothing was cut out
            of it; None for pages.
        charset: how the bytes were decoded.
        recipe: name and version of the reader; the same bytes and recipe give the same document.
        moved_to: the address at which the story stands (meta refresh, or the AMP page of one that
            shows nothing without scripts), or "".
        identifier: what the publisher's system calls the story (a ninjs `uri`, a NewsML-G2 `guid`, a
            feed entry's id): the same again is the same story.
        wire: what else an agency says of it: `version`, `pubstatus` (usable, withheld, canceled),
            `ednote`, `embargoed`, `located`, as text.
        parts: all stories in the same bytes, this one too, where there are several; else empty.
        checks: fact-checks of others that the bytes hold.
    """

    recipe: str
    blocks: list[ReadBlock]
    title: str = ""
    subtitle: str = ""
    byline: str = ""
    site_name: str = ""
    published_at: datetime | None = None
    updated_at: datetime | None = None
    language: str = ""
    canonical_url: str = ""
    image_url: str = ""
    fields: dict[str, FieldNote] = field(default_factory=dict)
    verbatim_text: str | None = None
    charset: str = ""
    moved_to: str = ""
    identifier: str = ""
    wire: dict[str, str] = field(default_factory=dict)
    parts: list[Part] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)


def gettext_noop(sentence: str) -> str:
    """Mark a sentence for the translators; readers know no Django, doors translate it."""
    return sentence


# Every refusal of a reader with its sentence.
SENTENCES = {
    "not_text": gettext_noop(
        "This file is not text that can be read here. Upload the page or a text file."
    ),
    "unsupported_format": gettext_noop(
        "Files of this kind cannot be read yet. Paste the text instead."
    ),
    "empty_text": gettext_noop("There is no text in it. Paste the text of the article."),
    "text_too_long": gettext_noop(
        "The text has more than 2,000,000 characters. Import the part you need."
    ),
    "nul_in_text": gettext_noop(
        "The text contains NUL characters. Save it as plain text and try again."
    ),
    "lone_surrogates": gettext_noop(
        "The text contains broken characters. Copy it again from its source."
    ),
    "too_deep": gettext_noop("The page is nested too deeply to be read. Paste its text instead."),
    "too_many_tags": gettext_noop(
        "The page has too many elements to be read. Paste its text instead."
    ),
    "no_article_found": gettext_noop(
        "No article was found on this page. It may need a login or build itself in the browser: "
        "open it there and paste its text."
    ),
    "reader_timeout": gettext_noop(
        "Reading took too long and was stopped. Paste the text of the article."
    ),
    "reader_died": gettext_noop(
        "Reading used too much memory and was stopped. Paste the text of the article."
    ),
    "reader_failed": gettext_noop(
        "This document could not be read. Paste the text of the article."
    ),
}


class ReaderError(Exception):
    """A document could not be read.

    Attributes:
        code: stable name of the reason, a key of `SENTENCES`.
        detail: a sentence for the editor that says what to do, in English.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
        self.detail = SENTENCES[code]

    def __str__(self) -> str:
        return f"{self.code}: {self.detail}"
