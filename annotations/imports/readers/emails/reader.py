"""The reader of e-mail: a mail's own text; what it quotes, its signature and its files set aside.

Where somebody only passes something on ("FYI"), the story is what was passed on: a message that was
attached or copied into the text, or an attached PDF or DOCX.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from email.message import Message

from annotations.imports.readers.document import Document, ReadBlock, ReaderError
from annotations.imports.readers.drafts import Draft, with_head_kinds
from annotations.imports.readers.emails import passed_on
from annotations.imports.readers.emails.choice import chosen, letters
from annotations.imports.readers.emails.headers import Headers
from annotations.imports.readers.emails.mailboxes import chosen_message
from annotations.imports.readers.emails.parts import Contents, names_of
from annotations.imports.readers.emails.plain_bodies import Piece
from annotations.imports.readers.emails.sorting import MAX_DEPTH, contents_of, parsed
from annotations.imports.readers.pages.headlines import key
from annotations.imports.readers.source import Source

RECIPE = "email-1"
STUB = 150  # letters; a shorter text with something attached only passes it on
EARLY = 5  # blocks among which the subject may be repeated


def read_email(source: Source) -> Document:
    """Read a message (RFC 5322), or one of a mailbox.

    Raises:
        ReaderError: `too_many_parts`, `part_missing`, `headers_too_long`, `encrypted_message`, `too_deep`,
            `too_many_tags`, `empty_text`, `text_too_long`; of an attached file that would be the story,
            whatever its reader raises.
    """
    message, parts = chosen_message(source)
    return replace(_read(parsed(message), 0), parts=parts)


def _read(message: Message, depth: int) -> Document:
    if depth > MAX_DEPTH:
        raise ReaderError("too_many_parts")
    contents = contents_of(message)
    pieces = [piece for forms in contents.bodies for piece in chosen(forms)]
    if letters(pieces) < STUB:
        found = _passed_on(contents, pieces, depth)
        if found is not None:
            return found
    if not any(piece.reason is None for piece in pieces):
        pieces = [replace(p, reason=None) if p.reason == "quoted_history" else p for p in pieces]
    if letters(pieces) == 0:
        raise ReaderError("empty_text")  # a subject alone tells no story
    return _own(contents, pieces)


def _passed_on(contents: Contents, pieces: Sequence[Piece], depth: int) -> Document | None:
    """What a mail without much text of its own passes on, or None."""
    for number, message in enumerate(contents.forwarded):
        try:
            inner = _read(message, depth + 1)
        except ReaderError as error:
            if error.code != "empty_text":
                raise
            continue
        rest = [*contents.forwarded[:number], *contents.forwarded[number + 1 :]]
        return replace(inner, blocks=[*_note(pieces), *inner.blocks, *_attachments(contents, rest)])
    copied = passed_on.copied(pieces, is_forwarded=contents.headers.is_forwarded)
    if copied is not None:
        note, head, story = copied
        return _own(contents, story, head=head, before=list(_note(note)))
    attached = passed_on.attached(contents, is_needed=letters(pieces) == 0)
    if attached is None:
        return None
    return _with_file(contents, pieces, attached)


def _own(
    contents: Contents,
    pieces: Sequence[Piece],
    *,
    head: dict[str, str] | None = None,
    before: Sequence[ReadBlock] = (),
) -> Document:
    """A mail's text as a document."""
    draft = Draft(RECIPE, [])
    if head:
        passed_on.declare_copied(draft, head)
    _declare(draft, contents.headers)
    blocks = with_head_kinds(list(_titled(pieces, str(draft.values.get("title", "")))))
    attachments = _attachments(contents, contents.forwarded)
    draft.blocks = [*before, *_metadata(contents.headers), *blocks, *attachments]
    return draft.document(language=contents.headers.text("content-language"))


def _declare(draft: Draft, headers: Headers) -> None:
    draft.declare("title", headers.subject, "subject")
    draft.declare("byline", headers.senders, "from", "low" if "@" in headers.senders else "high")
    draft.declare("published_at", headers.sent, "date")
    draft.declare("site_name", headers.text("organization"), "organization", "low")
    draft.declare("identifier", headers.identifier, "message-id")


def _titled(pieces: Sequence[Piece], title: str) -> Iterator[ReadBlock]:
    """The blocks of a body below its title, which stands there once."""
    own = [number for number, piece in enumerate(pieces) if piece.reason is None][:EARLY]
    shown = next((n for n in own if title and key(pieces[n].text) == key(title)), None)
    if title and shown is None:
        yield ReadBlock("title", title)
    for number, piece in enumerate(pieces):
        kind = "title" if number == shown else piece.kind
        yield ReadBlock(kind, piece.text, furniture=piece.reason is not None, reason=piece.reason)


def _metadata(headers: Headers) -> Iterator[ReadBlock]:
    """Who sent it and when, as the headers say."""
    for kind, name in (("byline", "From"), ("dateline", "Date")):
        if value := headers.text(name.lower()):
            yield ReadBlock(kind, f"{name}: {value}", furniture=True, reason="metadata")  # type: ignore[arg-type]


def _note(pieces: Sequence[Piece]) -> Iterator[ReadBlock]:
    """What was written above something that is passed on."""
    for piece in pieces:
        yield ReadBlock(
            piece.kind, piece.text, furniture=True, reason=piece.reason or "covering_note"
        )


def _attachments(contents: Contents, messages: Sequence[Message]) -> Iterator[ReadBlock]:
    names = [
        *names_of(contents.attached),
        *(Headers(m).text("subject") or "message" for m in messages),
    ]
    for name in names:
        yield ReadBlock("paragraph", name, furniture=True, reason="attachment")


def _with_file(contents: Contents, pieces: Sequence[Piece], found: Document) -> Document:
    """An attached document as the story, with the mail's facts where it has none that are sure."""
    draft = Draft(f"{RECIPE}/{found.recipe}", [])
    if found.fields.get("title") and found.fields["title"].confidence == "high":
        draft.declare("title", found.title, found.fields["title"].origin)
    _declare(draft, contents.headers)
    note = [*_metadata(contents.headers), *_note(pieces)]
    draft.blocks = [*note, *found.blocks, *_attachments(contents, contents.forwarded)]
    return draft.document(language=found.language)
