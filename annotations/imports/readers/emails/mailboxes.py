"""Mailboxes (mbox): several messages in one file, of which one is read at a time (RFC 4155)."""

import re

from annotations.imports.readers.document import Part, ReaderError
from annotations.imports.readers.emails.headers import Headers, start_of_message
from annotations.imports.readers.emails.sorting import parsed
from annotations.imports.readers.source import Source

MAX_MESSAGES = 500
# A line of its own before the headers of each message but the first.
BETWEEN = re.compile(rb"(?:\r?\n){2}(?=From [^\r\n]{3,200}\d{4}[^\r\n]{0,40}\r?\n[!-9;-~]{1,80}:)")
FIRST = b"From "
TITLE = 1000


def chosen_message(source: Source) -> tuple[bytes, list[Part]]:
    """The bytes of the message that is wanted, and all messages where there are several.

    Raises:
        ReaderError: `too_many_parts`, `part_missing`.
    """
    messages = _messages(source.body)
    if len(messages) == 1:
        return messages[0], []
    if len(messages) > MAX_MESSAGES:
        raise ReaderError("too_many_parts")
    parts = [_part(number, message) for number, message in enumerate(messages, start=1)]
    wanted = source.part or parts[0].key
    place = next((n for n, part in enumerate(parts) if part.key == wanted), None)
    if place is None:
        raise ReaderError("part_missing")
    return messages[place], parts


def _messages(body: bytes) -> list[bytes]:
    if not body.lstrip(b"\r\n").startswith(FIRST):
        return [body]
    return [part.replace(b"\n>From ", b"\nFrom ") for part in BETWEEN.split(body)]


def _part(number: int, message: bytes) -> Part:
    """Named by its Message-ID, which stays the same when the mailbox grows."""
    head = re.split(rb"\r?\n\r?\n", start_of_message(message), maxsplit=1)[0]
    headers = Headers(parsed(head + b"\n\n"))
    return Part(
        key=(headers.identifier or str(number))[:200],
        title=headers.subject[:TITLE],
        published_at=headers.sent,
    )
