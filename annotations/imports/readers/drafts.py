"""What the readers of files share: a draft of a document, and what its first lines tell of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from annotations.imports.readers.cleaning import clean
from annotations.imports.readers.dates import written_date
from annotations.imports.readers.document import (
    TEXT_LIMIT,
    Confidence,
    Document,
    FieldNote,
    ReadBlock,
    ReaderError,
)
from annotations.imports.readers.pages.headlines import guess_from
from annotations.reading.languages import language_of

SURE = 0.9
HEAD_BLOCKS = 10
LINE = 100  # code points; a longer block is text, not a line about the text
DATE_WORDS = 8  # of a line with place and date
LEDES = 2  # paragraphs that may begin with place and date
BYLINE = re.compile(
    r"^(?i:by|von|par|por|автор(?:ы)?:?|аўтар:?|текст:?|text:?)\s+(?P<names>[A-ZÀ-ÞĀ-ŽА-ЯЁЎІЇЄ].{2,78})$"
)
DATELINE = re.compile(r"^(?P<before>[^.!?\n]{4,60}?)\s?[–—-]\s")
SENTENCE_STOP = re.compile(r"""[.!?…؟۔。！？]["'”’»›)\]⁰¹²³⁴⁵⁶⁷⁸⁹]*$""")
CONTROLS = re.compile("[\x80-\x84\x86-\x9f]")  # left over from a wrong charset
HINTS = re.compile("[\u00ad\u200b\u2060\ufeff]")  # where a line may end: no part of the words


SUPERSCRIPTS = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")


def raised(text: str) -> str:
    """Figures of a small font above the line (a note's number, a power) as raised characters."""
    return text.translate(SUPERSCRIPTS)


def fit(text: str) -> str:
    """Text with plain newlines and without characters that cannot be stored."""
    return CONTROLS.sub("", clean(text.replace("\u2028", "\n").replace("\x0c", "\n")))


def on_one_line(text: str, limit: int = 1000) -> str:
    """A value such as a title: fit, on one line, not longer than `limit`."""
    return " ".join(HINTS.sub("", fit(text)).split())[:limit]


@dataclass(slots=True)
class Draft:
    """A document under way; what is declared first stands.

    Attributes:
        recipe: name and version of the reader.
        blocks: in reading order.
        values: fields of `Document` that have a value.
        notes: where each came from.
    """

    recipe: str
    blocks: list[ReadBlock]
    values: dict[str, Any] = field(default_factory=dict)
    notes: dict[str, FieldNote] = field(default_factory=dict)

    def declare(self, name: str, value: Any, origin: str, confidence: Confidence = "high") -> None:
        """Set a field, unless it is set or there is nothing to set."""
        if value and not self.values.get(name):
            self.values[name] = value
            self.notes[name] = FieldNote(origin, confidence)

    @property
    def story(self) -> list[ReadBlock]:
        """The blocks that are not set aside."""
        return [block for block in self.blocks if not block.furniture]

    def document(self, *, language: str = "", **more: Any) -> Document:
        """The finished document.

        Args:
            language: as the file declares it; the text decides.
            more: fields of `Document` that need no note.

        Raises:
            ReaderError: `empty_text`, `text_too_long`.
        """
        story = self.story
        _refuse_size(self.blocks, story)
        if not story:
            raise ReaderError("empty_text")
        self.look_at_head()
        text = "\n\n".join(block.text for block in story[:200])
        found, confidence = language_of(text, language or None)
        if found != "und":
            self.declare("language", found, "text", "high" if confidence >= SURE else "low")
        self.declare("title", guess_from(story[0].text), "first-words", "low")
        return Document(
            recipe=self.recipe, blocks=self.blocks, fields=self.notes, **{**self.values, **more}
        )

    def look_at_head(self) -> None:
        """Take title, byline and date as the first blocks show them."""
        head = self.story[:HEAD_BLOCKS]
        for kind in ("title", "subtitle"):
            shown = next((block.text for block in head if block.kind == kind), "")
            self.declare(kind, on_one_line(shown), "heading")
        byline = next((block for block in head if block.kind == "byline"), None)
        if byline is not None:
            named = BYLINE.match(byline.text)
            self.declare("byline", named["names"] if named else byline.text, "byline", "low")
        moment, origin = written_in(head)
        self.declare("published_at", moment, origin, "low")


def _refuse_size(blocks: Sequence[ReadBlock], story: Sequence[ReadBlock]) -> None:
    """What is set aside may be put back, but nobody reads as much of it again."""
    longest = sum(len(block.text) + 2 for block in story)
    if longest > TEXT_LIMIT + 2 or sum(len(block.text) for block in blocks) > 2 * TEXT_LIMIT:
        raise ReaderError("text_too_long")


def written_in(head: Sequence[ReadBlock]) -> tuple[datetime | None, str]:
    """The first date in a short line, or in "MINSK, 14 August 2020 – ...", and where it stood."""
    for block in head:
        if len(block.text) <= LINE and (moment := written_date(block.text)):
            return moment, "short-line"
    for block in [block for block in head if len(block.text) > LINE][:LEDES]:
        place = DATELINE.match(block.text)
        if place and (moment := written_date(place["before"])):
            return moment, "dateline"
    return None, ""


def with_head_kinds(blocks: list[ReadBlock]) -> list[ReadBlock]:
    """Lines near the beginning that are a byline or a dateline, called so."""
    found = list(blocks)
    for number, block in enumerate(found[:HEAD_BLOCKS]):
        if block.furniture or block.kind not in {"paragraph", "heading"} or len(block.text) > LINE:
            continue
        if BYLINE.match(block.text) and not block.text.endswith("."):
            found[number] = replace(block, kind="byline")
        elif (
            written_date(block.text)
            and len(block.text.split()) <= DATE_WORDS
            and block.text[-1] not in ".:!?"
        ):
            found[number] = replace(block, kind="dateline")
    return found
