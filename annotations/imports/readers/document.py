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
        "Files of this kind cannot be imported. Save it as PDF, DOCX, HTML, Markdown, e-mail (.eml) or "
        "plain text (unpack an archive first), or paste the text."
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
    "too_deep": gettext_noop("This is nested too deeply to be read. Paste its text instead."),
    "too_many_tags": gettext_noop("This has too many elements to be read. Paste its text instead."),
    "no_article_found": gettext_noop(
        "No article was found on this page. It may need a login or build itself in the browser: "
        "open it there and paste its text."
    ),
    "damaged_file": gettext_noop(
        "This file is damaged or incomplete. Ask for it again, or open it, save it anew and import that."
    ),
    "encrypted_pdf": gettext_noop(
        "This PDF is protected by a password. Save a copy without the password and import that."
    ),
    "scanned_pdf": gettext_noop(
        "This PDF holds only images of its pages, no text. Run text recognition (OCR) on it and import "
        "the result, or paste the text."
    ),
    "pdf_without_letters": gettext_noop(
        "This PDF draws letters without saying which they are, so no text can be taken from it. Run text "
        "recognition (OCR) on it and import the result, or paste the text."
    ),
    "too_many_pages": gettext_noop(
        "This PDF has more than 2,000 pages. Save the pages you need as a PDF of their own and import that."
    ),
    "pdf_too_complex": gettext_noop(
        "A page of this PDF has too many parts to be read; it is probably a drawing. Paste the text instead."
    ),
    "zip_bomb": gettext_noop(
        "This file unpacks to far more than a document holds, so it was not opened. Save the document anew "
        "and import that, or paste its text."
    ),
    "encrypted_file": gettext_noop(
        "This file is protected by a password. Save a copy without the password and import that."
    ),
    "old_word_file": gettext_noop(
        "This is a document of an old version of Word (.doc). Save it as DOCX or PDF and import that."
    ),
    "outlook_message": gettext_noop(
        "This is a message in Outlook's own format (.msg). Save it as .eml or HTML and import that."
    ),
    "unsafe_document": gettext_noop(
        "This document holds declarations that documents of Word never hold, so it was not opened. Save it "
        "anew and import that, or paste its text."
    ),
    "too_many_parts": gettext_noop(
        "This message has too many parts, or parts nested too deeply. Import the part you need as a file."
    ),
    "encrypted_message": gettext_noop(
        "This message is encrypted or sealed. Open it in your mail program and save it without, or paste "
        "its text."
    ),
    "headers_too_long": gettext_noop(
        "The headers of this message are too long to be read. Paste its text instead."
    ),
    "unknown_xml": gettext_noop(
        "This is XML of a kind that is not read here. NewsML-G2, NITF, RSS, Atom and web pages can be "
        "imported; save it as one of them, or paste the text."
    ),
    "unknown_json": gettext_noop(
        "This JSON holds no story. News items in ninjs can be imported, and fact-checks of others "
        "(ClaimReview) as earlier checks; else paste the text."
    ),
    "broken_xml": gettext_noop(
        "This XML breaks off or is not well-formed, so a part of the story may be missing. Ask its sender "
        "for it again, or paste the text."
    ),
    "broken_json": gettext_noop(
        "This JSON breaks off or is damaged, so a part of the story may be missing. Ask its sender for it "
        "again, or paste the text."
    ),
    "xml_entities": gettext_noop(
        "This XML brings a document type of its own, which can be used for attacks, so it was not read. Ask "
        "its sender for a file without one, or paste the text."
    ),
    "xml_too_large": gettext_noop(
        "This XML is too large to be read. Ask its sender for the story alone, or paste the text."
    ),
    "json_too_large": gettext_noop(
        "This JSON is too large to be read. Ask its sender for the story alone, or paste the text."
    ),
    "wire_canceled": gettext_noop(
        "The agency has withdrawn this story and sent no text with it. Do not use what it sent before; ask "
        "the agency why."
    ),
    "no_story_found": gettext_noop(
        "There is no story with text in it. If it only links to the story, import that address; if it is a "
        "picture or a plan, there is nothing to check."
    ),
    "part_missing": gettext_noop(
        "The story that was chosen is no longer in it. Read the list of its stories again and choose anew."
    ),
    "not_a_feed": gettext_noop(
        "This address gives no RSS or Atom feed. Look for the feed's address on the site and enter that."
    ),
    "no_checks_found": gettext_noop(
        "There is no fact-check (ClaimReview) in it. Give the address of a fact-check, or of a feed of them."
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
