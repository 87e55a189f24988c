"""The parts of a message, sorted: what is its body, what is attached, what was forwarded with it."""

from email import message_from_bytes
from email.message import Message

from annotations.imports.readers.document import ReaderError
from annotations.imports.readers.drafts import on_one_line
from annotations.imports.readers.emails.headers import (
    Headers,
    decoded,
    refuse_long,
    start_of_message,
)
from annotations.imports.readers.emails.parts import Attached, Contents, Text

MAX_PARTS = 200
MAX_DEPTH = 10
MAX_NAMES = 4 * MAX_PARTS  # of content types in the bytes; more are refused before they are parsed
UNNAMED = "attachment"
LONGEST_NAME = 200
ENCRYPTED = frozenset({"multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"})


def parsed(body: bytes) -> Message:
    """The message in some bytes.

    Raises:
        ReaderError: `headers_too_long`, `too_many_parts`.
    """
    body = start_of_message(body)
    refuse_long(body)
    lower = body.lower()
    if lower.count(b"content-type:") > MAX_NAMES or lower.count(b"boundary=") > MAX_PARTS:
        raise ReaderError("too_many_parts")
    try:
        return message_from_bytes(body)
    except RecursionError:
        raise ReaderError("too_many_parts") from None


def contents_of(message: Message) -> Contents:
    """Sort the parts of a message.

    Raises:
        ReaderError: `too_many_parts`, `encrypted_message`.
    """
    found = Contents(Headers(message))
    _Sorter(found).sort(message, depth=0)
    return found


class _Sorter:
    def __init__(self, found: Contents) -> None:
        self.found, self.count = found, 0

    def sort(self, part: Message, *, depth: int) -> None:
        self._count(depth)
        kind = part.get_content_type()
        if kind in ENCRYPTED:
            raise ReaderError("encrypted_message")
        if kind == "multipart/alternative":
            self._alternatives(part, depth)
        elif kind in {"multipart/related", "multipart/signed"}:
            self._first(part, depth)
        elif part.is_multipart() and kind.startswith("multipart/"):
            for inner in _inner(part):
                self.sort(inner, depth=depth + 1)
        elif kind == "message/rfc822" and part.is_multipart():
            self.found.forwarded += _inner(part)
        elif _is_body(part, kind):
            self.found.bodies.append([_text(part, kind)])
        else:
            self._attach(part, kind)

    def _count(self, depth: int) -> None:
        self.count += 1
        if depth > MAX_DEPTH or self.count > MAX_PARTS:
            raise ReaderError("too_many_parts")

    def _alternatives(self, part: Message, depth: int) -> None:
        """Forms of the same text: kept together, to choose one."""
        outer, self.found.bodies = self.found.bodies, []
        for inner in _inner(part):
            self.sort(inner, depth=depth + 1)
        forms = [text for piece in self.found.bodies for text in piece]
        self.found.bodies = [*outer, forms] if forms else outer

    def _first(self, part: Message, depth: int) -> None:
        """A text with what it shows, or with its signature: the pictures of a text are no attachments."""
        for number, inner in enumerate(_inner(part)):
            kind = inner.get_content_type()
            if number == 0 or inner.is_multipart():
                self.sort(inner, depth=depth + 1)
            elif (
                _is_attachment(inner) and not kind.startswith("image/") and "signature" not in kind
            ):
                self._count(depth)
                self._attach(inner, kind)

    def _attach(self, part: Message, kind: str) -> None:
        data = _data(part)
        name = on_one_line(decoded(_filename(part)), LONGEST_NAME)
        if data.strip():
            self.found.attached.append(Attached(name or UNNAMED, kind, data))


def _inner(part: Message) -> list[Message]:
    payload = part.get_payload()
    return (
        [inner for inner in payload if isinstance(inner, Message)]
        if isinstance(payload, list)
        else []
    )


def _is_attachment(part: Message) -> bool:
    return "attachment" in _disposition(part) or bool(_filename(part))


def _is_body(part: Message, kind: str) -> bool:
    is_text = kind in {"text/plain", "text/html", "text/enriched"} or (
        kind.startswith("text/")
        and not _filename(part)
        and kind not in {"text/calendar", "text/vcard"}
    )
    return is_text and not _is_attachment(part)


def _disposition(part: Message) -> str:
    return str(part.get("content-disposition", "")).lower()


def _filename(part: Message) -> str:
    try:
        return part.get_filename("") or ""
    except (ValueError, LookupError, TypeError, AttributeError):
        return UNNAMED


def _data(part: Message) -> bytes:
    try:
        payload = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError):
        payload = None
    return payload if isinstance(payload, bytes) else b""


def _text(part: Message, kind: str) -> Text:
    return Text(
        is_html=kind == "text/html",
        data=_data(part),
        charset=_parameter(part, "charset"),
        is_flowed=_parameter(part, "format").lower() == "flowed",
        deletes_space=_parameter(part, "delsp").lower() == "yes",
    )


def _parameter(part: Message, name: str) -> str:
    try:
        value = part.get_param(name)
    except (ValueError, LookupError, TypeError, AttributeError):
        return ""
    if isinstance(value, tuple):
        value = value[2]
    return str(value)[:80] if value else ""
