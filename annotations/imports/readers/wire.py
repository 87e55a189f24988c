"""How a request and its answer travel between a worker and its reader process.

A frame is its length in four bytes, then as many bytes. A request is a frame of JSON and a frame of
raw bytes; an answer is one frame of JSON. Nothing that is received is ever executed.
"""

import json
from dataclasses import asdict
from datetime import datetime
from typing import Any

from annotations.imports.readers.document import Document, FieldNote, ReadBlock

HEADER = 4
MAX_FRAME = 512 * 1024 * 1024


def frame(data: bytes) -> bytes:
    """The bytes with their length before them."""
    return len(data).to_bytes(HEADER, "big") + data


def request(verb: str, options: dict[str, Any], body: bytes) -> bytes:
    """Both frames of a request."""
    return frame(json.dumps({"verb": verb, "options": options}).encode()) + frame(body)


def answer(document: Document, *, memory: int) -> bytes:
    """The frame of a document, with the most memory the reader ever held (in KiB)."""
    found = asdict(document)
    for name in ("published_at", "updated_at"):
        moment = found[name]
        found[name] = moment.isoformat() if moment else None
    # ASCII escapes carry lone surrogates too, should a reader let one through.
    return frame(json.dumps({"document": found, "memory": memory}).encode("ascii"))


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
    return Document(**{**found, **moments, "blocks": blocks, "fields": fields})
