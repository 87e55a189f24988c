"""From the stories in some bytes to the document of the one that is wanted."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from annotations.imports.readers.cleaning import UNSTORABLE, clean, one_line
from annotations.imports.readers.document import (
    TEXT_LIMIT,
    Document,
    FieldNote,
    Kind,
    ReadBlock,
    ReaderError,
)
from annotations.imports.readers.pages.headlines import guess_from
from annotations.imports.readers.stories import Candidate, Story
from annotations.reading.languages import language_of

NEAR = 8  # blocks at the beginning of a body that may repeat the headline
LEDES = 3  # paragraphs at the beginning of a body that may repeat dateline and abstract
SURE = 0.9


def document_of(
    candidates: Sequence[Candidate], wanted: str | None, *, recipe: str, charset: str
) -> Document:
    """Read the story that is wanted, or the first.

    Args:
        candidates: all stories in some bytes, each with a name of its own.
        wanted: a `Part.key`; None for the first.
        recipe: the reader's.
        charset: how the bytes were decoded.

    Raises:
        ReaderError: `no_story_found`, `part_missing`, `wire_canceled`, `text_too_long`.
    """
    if not candidates:
        raise ReaderError("no_story_found")
    chosen = next((c for c in candidates if wanted in {None, c.part.key}), None)
    if chosen is None:
        raise ReaderError("part_missing")
    parts = [c.part for c in candidates] if len(candidates) > 1 else []
    return replace(_document(chosen.read(), recipe, charset), parts=parts)


def _document(story: Story, recipe: str, charset: str) -> Document:
    blocks = _blocks(story)
    _refuse_empty(story, blocks)
    text = "\n\n".join(block.text for block in blocks if not block.furniture)
    if sum(len(block.text) for block in blocks) > TEXT_LIMIT:
        raise ReaderError("text_too_long")
    language, note = _language(story, text)
    title = one_line(story.title)
    found = Document(
        recipe=recipe,
        blocks=blocks,
        title=title or guess_from(text),
        subtitle=next((b.text for b in blocks if b.kind == "subtitle"), ""),
        byline=one_line(story.byline),
        site_name=one_line(story.site_name),
        published_at=story.published_at,
        updated_at=story.updated_at,
        language=language,
        canonical_url=story.canonical_url,
        image_url=story.image_url,
        charset=charset,
        identifier=one_line(story.identifier),
        wire={name: said for name, value in story.wire.items() if (said := clean(value).strip())},
    )
    return replace(found, fields=_notes(story, found, note))


def _blocks(story: Story) -> list[ReadBlock]:
    subtitles = _unlike_others(story.subtitles, [story.title])
    body = _without_heads(story.body, [story.title, *subtitles, story.byline_line])
    dateline = one_line(story.dateline)
    words = [_plain(block.text) for block in body if not block.furniture]
    if any(first.startswith(_plain(dateline)) for first in words[:LEDES]):
        dateline = ""  # the body begins with it
    abstract = [a for a in map(one_line, story.abstract) if a and _plain(a) not in words]
    abstract = [a for a in abstract if not any(_plain(a) in first for first in words[:LEDES])]
    captions = [c for c in map(one_line, story.captions) if c and _plain(c) not in words]
    found = [
        *_as("title", [story.title]),
        *_as("subtitle", subtitles),
        *_as("byline", [story.byline_line]),
        *_as("subtitle", _unlike_others(abstract, subtitles)),
        *_as("dateline", [dateline]),
        *body,
        *_as("caption", dict.fromkeys(captions)),
        *_as("paragraph", story.taglines, "tagline"),
        *_as("paragraph", story.notes, "ednote"),
    ]
    return [replace(block, text=_storable(block.text)) for block in found if block.text.strip()]


def _as(kind: Kind, texts: Iterable[str], reason: str | None = None) -> list[ReadBlock]:
    return [ReadBlock(kind, clean(text).strip(), bool(reason), reason) for text in texts]


def _storable(text: str) -> str:
    return UNSTORABLE.sub("", text)


def _plain(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


def _unlike_others(texts: Iterable[str], others: Iterable[str]) -> list[str]:
    seen = {_plain(other) for other in others}
    found = {_plain(line): line for line in map(one_line, texts) if line}
    return [line for words, line in found.items() if words and words not in seen]


def _without_heads(body: Sequence[ReadBlock], heads: Sequence[str]) -> list[ReadBlock]:
    """The body without a headline or byline of its own where the metadata give the same."""
    known = {_plain(head) for head in heads if head.strip()}
    return [b for number, b in enumerate(body) if number >= NEAR or _plain(b.text) not in known]


def _refuse_empty(story: Story, blocks: Sequence[ReadBlock]) -> None:
    """A headline alone is a flash of an agency; of a feed, or withdrawn, it is nothing to read."""
    is_canceled = story.wire.get("pubstatus") == "canceled"
    texts = {block.kind for block in blocks if not block.furniture} - {"caption", "byline"}
    needed = texts - {"title", "subtitle", "dateline"}
    if not needed and is_canceled:
        raise ReaderError("wire_canceled")
    if not needed and ("title" not in texts or story.origin == "feed"):
        raise ReaderError("no_story_found")


def _language(story: Story, text: str) -> tuple[str, FieldNote]:
    declared = story.language.replace("_", "-").split("-")[0].strip().lower()
    if story.is_language_sure and len(declared) in {2, 3} and declared.isalpha():
        return declared, FieldNote(story.origin, "high")
    code, confidence = language_of(text, story.language or None)
    return "" if code == "und" else code, FieldNote("text", "high" if confidence >= SURE else "low")


def _notes(story: Story, found: Document, language: FieldNote) -> dict[str, FieldNote]:
    said = FieldNote(story.origin, "high")
    names = (
        "title", "subtitle", "byline", "site_name", "published_at", "updated_at", "canonical_url",
        "image_url",
    )  # fmt: skip
    notes = {name: said for name in names if getattr(found, name)}
    if found.title and not one_line(story.title):
        notes["title"] = FieldNote("first-words", "low")
    if found.language:
        notes["language"] = language
    if story.is_summary:
        notes["text"] = FieldNote("summary", "low")
    return notes
