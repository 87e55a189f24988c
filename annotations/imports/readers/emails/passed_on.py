"""What a mail passes on: a mail that is copied into its text, or a document that is attached."""

import re
from collections.abc import Sequence
from dataclasses import replace

from annotations.imports.readers.dates import machine_date, written_date
from annotations.imports.readers.document import Document, ReaderError
from annotations.imports.readers.docx.reader import is_container, read_docx
from annotations.imports.readers.drafts import Draft, on_one_line
from annotations.imports.readers.emails import history
from annotations.imports.readers.emails.parts import Contents
from annotations.imports.readers.emails.plain_bodies import Piece
from annotations.imports.readers.pdf.reader import is_pdf, read_pdf
from annotations.imports.readers.source import Source

ADDRESS = re.compile(r"\s*(?:<[^<>]*>|\[mailto:[^\[\]]*\])\s*")
Copied = tuple[list[Piece], dict[str, str], list[Piece]]
"""What stands above, the head that was copied, and the text below."""


def copied(pieces: Sequence[Piece], *, is_forwarded: bool) -> Copied | None:
    """The mail that is copied into a text, or None.

    Args:
        pieces: of the body.
        is_forwarded: the subject says so; where nothing does, only a text without words of its own
            passes one on.
    """
    start = next((n for n, piece in enumerate(pieces) if piece.head), None)
    if start is None:
        return None
    is_said = is_forwarded or "forwarded" in pieces[start].head
    if not is_said and any(piece.reason is None for piece in pieces[:start]):
        return None
    story = [*pieces[start:]]
    end = next((n for n, piece in enumerate(story) if n and not _is_of_head(piece)), len(story))
    if not any(map(str.isalnum, "".join(piece.text for piece in story[end:]))):
        return None
    named = [replace(piece, reason="metadata") for piece in story[:end]]
    own = [replace(p, reason=None) if p.reason == "quoted_history" else p for p in story[end:]]
    return list(pieces[:start]), dict(pieces[start].head), [*named, *own]


def _is_of_head(piece: Piece) -> bool:
    return all(
        history.FROM.match(line) or history.OTHER.match(line) or history.FORWARDED.match(line)
        for line in piece.text.split("\n")
    )


def declare_copied(draft: Draft, head: dict[str, str]) -> None:
    """Set what the head of a copied mail says."""
    draft.declare("title", history.plain_subject(on_one_line(head.get("subject", ""))), "subject")
    sender = on_one_line(ADDRESS.sub("", head.get("from", "")) or head.get("from", ""), 200)
    draft.declare("byline", sender.strip("\"' "), "from", "low")
    said = on_one_line(head.get("date", ""), 200)
    moment = machine_date(said[:60]) or written_date(said)
    draft.declare("published_at", moment, "date", "low")


def attached(contents: Contents, *, is_needed: bool) -> Document | None:
    """The first attached PDF or DOCX that can be read, or None.

    Args:
        contents: of the mail.
        is_needed: the mail has no text at all.

    Raises:
        ReaderError: why the first of them cannot be read, where the mail has nothing else.
    """
    refusal: ReaderError | None = None
    for file in contents.attached:
        source = Source(file.data, media_type=file.media_type, filename=file.name)
        try:
            if is_pdf(source):
                return read_pdf(source)
            if is_container(source):
                return read_docx(source)
        except ReaderError as error:
            refusal = refusal or (error if error.code != "unsupported_format" else None)
    if refusal is not None and is_needed:
        raise refusal
    return None
