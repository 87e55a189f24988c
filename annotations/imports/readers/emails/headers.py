"""Headers of a message: recognised, decoded whatever they claim to be, and never trusted in length."""

import re
from datetime import datetime
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses

from annotations.imports.readers.charsets import decode, normal_name
from annotations.imports.readers.dates import machine_date
from annotations.imports.readers.document import ReaderError
from annotations.imports.readers.drafts import on_one_line
from annotations.imports.readers.emails.history import PASSED_ON, plain_subject
from annotations.imports.readers.source import Source

SNIFFED = 64 * 1024
MAX_HEADERS = (
    256 * 1024
)  # bytes of all headers; a long way through many hands has some ten thousand
MAX_VALUE = 10_000  # characters of one value
MOST_SENDERS = 10
LINE = re.compile(rb"[!-9;-~]{1,80}:")
BLANK = re.compile(rb"\r?\n[ \t]*\r?\n|\r\r")
MAILBOX_LINE = re.compile(rb"\A>?From \S[^\r\n]*\r?\n")
KNOWN = frozenset(
    {
        b"from", b"to", b"cc", b"subject", b"date", b"message-id", b"mime-version", b"received",
        b"return-path", b"content-type", b"delivered-to", b"reply-to", b"dkim-signature", b"sender",
        b"x-mailer", b"in-reply-to", b"references", b"list-id", b"list-unsubscribe", b"sent",
        b"content-transfer-encoding", b"authentication-results", b"arc-seal", b"x-received", b"bcc",
    }
)  # fmt: skip
SENDERS = frozenset({b"from", b"received", b"return-path", b"sender"})
TRACES = frozenset({b"date", b"message-id", b"received", b"mime-version", b"sent"})
TYPES = frozenset({"message/rfc822", "application/mbox", "message/global"})
HALVES = re.compile("[\udc80-\udcff]")
COMMENT = re.compile(r"\([^()]*\)")


def is_email(source: Source) -> bool:
    """Whether the bytes begin with the headers of a message."""
    if source.kind_hint is not None:
        return False
    head = start_of_message(source.body[:SNIFFED])
    if not LINE.match(head):
        return False  # nearly everything that is no message, and cheaper than looking for its end
    if not BLANK.search(head) and len(source.body) > SNIFFED:
        head = head.rpartition(b"\n")[0]
    names = _names(BLANK.split(head, maxsplit=1)[0])
    if names is None:
        return False
    is_named = source.media_type in TYPES or (source.filename or "").lower().endswith(".eml")
    fewest = 2 if is_named else 3
    return len(names & KNOWN) >= fewest and bool(names & SENDERS) and bool(names & TRACES)


def start_of_message(body: bytes) -> bytes:
    """The bytes without a mark, blank lines, or the line of a mailbox before the headers."""
    return MAILBOX_LINE.sub(b"", body.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n"))


def _names(head: bytes) -> set[bytes] | None:
    """The names of the headers, in lower case; None where a line is no header."""
    names = set()
    for number, line in enumerate(head.splitlines()):
        if line[:1] in b" \t" and number:
            continue
        found = LINE.match(line)
        if found is None:
            return None
        names.add(found[0][:-1].lower())
    return names


def refuse_long(body: bytes) -> None:
    """Refuse a message whose headers have no end.

    Raises:
        ReaderError: `headers_too_long`.
    """
    if not BLANK.search(body, 0, MAX_HEADERS) and len(body) > MAX_HEADERS:
        raise ReaderError("headers_too_long")


class Headers:
    """The headers of a message or a part, decoded."""

    def __init__(self, message: Message) -> None:
        self.charset = _charset(message)
        self.values: dict[str, str] = {}
        for name, value in message.raw_items():
            self.values.setdefault(name.lower(), str(value)[:MAX_VALUE])

    def raw(self, name: str) -> str:
        """As it stands, unfolded, bytes that are not ASCII as half characters."""
        return re.sub(r"[\r\n]+[ \t]*", " ", self.values.get(name, ""))

    def text(self, name: str) -> str:
        """Decoded, on one line."""
        return on_one_line(decoded(self.raw(name), self.charset))

    @property
    def subject(self) -> str:
        """Without the signs of forwarding and answering."""
        return plain_subject(self.text("subject"))

    @property
    def is_forwarded(self) -> bool:
        """Whether the subject says that it forwards something."""
        return bool(PASSED_ON.match(self.text("subject")))

    @property
    def senders(self) -> str:
        """Names of those who sent it; addresses where they give no name."""
        try:
            found = getaddresses([self.raw("from")])[:MOST_SENDERS]
        except (ValueError, IndexError, AttributeError):
            return self.text("from")
        names = [on_one_line(decoded(name, self.charset) or address) for name, address in found]
        return ", ".join(dict.fromkeys(name.strip("'\" ") for name in names if name))

    @property
    def sent(self) -> datetime | None:
        """When it was sent, with zone."""
        return machine_date(COMMENT.sub("", self.text("date")).strip())

    @property
    def identifier(self) -> str:
        """Its Message-ID without brackets."""
        return self.text("message-id").strip("<> ")[:500]


def _charset(message: Message) -> str | None:
    """The first charset that a part names."""
    try:
        return next(filter(None, message.get_charsets()), None)
    except (ValueError, LookupError, TypeError, AttributeError):
        return None


def decoded(value: str, charset: str | None = None) -> str:
    """A header's value with its encoded words (RFC 2047) decoded, raw bytes too.

    Args:
        value: unfolded.
        charset: of the message, for words that name none.
    """
    text = _as_text(value, charset)
    try:
        words = decode_header(text)
    except (ValueError, LookupError, IndexError, AssertionError):
        return text
    return "".join(w if isinstance(w, str) else _decoded_word(w, named) for w, named in words)


def _as_text(value: str, charset: str | None) -> str:
    """A value whose bytes were not ASCII, which the parser keeps as half characters."""
    if not HALVES.search(value):
        return value
    return decode(value.encode("utf-8", "surrogateescape"), charset)[0]


def _decoded_word(word: bytes, charset: str | None) -> str:
    if charset and charset != "unknown-8bit":
        try:
            return word.decode(normal_name(charset))
        except (LookupError, UnicodeError):
            return decode(word, charset)[0]
    return decode(word)[0]
