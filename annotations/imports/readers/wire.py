"""How a request and its answer travel between a worker and its reader process.

A frame is its length in four bytes, then as many bytes. A request is a frame of JSON and a frame of
raw bytes; an answer is one frame of JSON. Nothing that is received is ever executed.
"""

import json
from dataclasses import fields
from datetime import date, datetime
from typing import Any

from annotations.imports.readers.document import Check, Document, FieldNote, Part, ReadBlock

# Named once: `asdict` looks at every value of every block, to copy what is plain already.
_NAMES = {
    kind: tuple(field.name for field in fields(kind))
    for kind in (Check, Document, FieldNote, Part, ReadBlock)
}
HEADER = 4
MAX_FRAME = 512 * 1024 * 1024
_DAYS = ("claimed_on", "reviewed_on")


def frame(data: bytes) -> bytes:
    """The bytes with their length before them."""
    return len(data).to_bytes(HEADER, "big") + data


def request(verb: str, options: dict[str, Any], body: bytes) -> bytes:
    """Both frames of a request."""
    return frame(json.dumps({"verb": verb, "options": options}).encode()) + frame(body)


def answer(document: Document, *, memory: int) -> bytes:
    """The frame of a document, with the most memory the reader ever held (in KiB)."""
    # ASCII escapes carry lone surrogates too, should a reader let one through.
    found = json.dumps({"document": document, "memory": memory}, default=_plain)
    return frame(found.encode("ascii"))


def _plain(value: Any) -> Any:
    """What JSON does not know: the values of a reader's own kinds, and moments."""
    if isinstance(value, date):
        return value.isoformat()
    return {name: getattr(value, name) for name in _NAMES[type(value)]}


def refusal(code: str, *, memory: int, trace: str = "") -> bytes:
    """The frame of a refusal; `trace` is for the worker's log where nobody foresaw it."""
    return frame(json.dumps({"error": code, "memory": memory, "trace": trace}).encode())


def document_of(found: dict[str, Any]) -> Document:
    """The document in an answer."""
    moments = {
        name: datetime.fromisoformat(found[name]) if found[name] else None
        for name in ("published_at", "updated_at")
    }
    blocks = [ReadBlock(**block) for block in found["blocks"]]
    fields = {name: FieldNote(**note) for name, note in found["fields"].items()}
    parts = [_part(part) for part in found["parts"]]
    checks = [_check(check) for check in found["checks"]]
    made = {"blocks": blocks, "fields": fields, "parts": parts, "checks": checks}
    return Document(**{**found, **moments, **made})


def _part(found: dict[str, Any]) -> Part:
    moment = found["published_at"]
    return Part(**{**found, "published_at": datetime.fromisoformat(moment) if moment else None})


def _check(found: dict[str, Any]) -> Check:
    days = {name: date.fromisoformat(found[name]) if found[name] else None for name in _DAYS}
    return Check(**{**found, **days})
