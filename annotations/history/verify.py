"""Proving that history is whole."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from annotations.models import HistoryEntry, HistoryHead, HistoryPayload

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Broken:
    """The first entry that does not fit, and why."""

    seq: int
    reason: str


def head() -> tuple[int, str]:
    """Number and hash (hex) of the newest entry; note it elsewhere to detect a cut tail later."""
    row = HistoryHead.objects.get(pk=1)
    return row.seq, bytes(row.hash).hex()


def verify(expected_head: tuple[int, str] | None = None) -> Broken | None:
    """Check every entry's number, hash, link and payload.

    Args:
        expected_head: a number and hash noted earlier (see `head`).

    Returns:
        The first broken entry, or None when all is whole.
    """
    seq, previous = 0, b""
    erased = erased_by()
    for entry, payload in _rows():
        seq += 1
        broken = _fault(entry, payload, seq, previous) or _gap(payload, erased)
        if broken:
            return Broken(seq, broken)
        previous = bytes(entry.hash)
        if expected_head and expected_head[0] == seq and previous.hex() != expected_head[1]:
            return Broken(seq, "is not the entry that was noted as head")
    found = head()
    if found != (seq, previous.hex()):
        return Broken(seq + 1, f"is missing: the head says {found[0]} entries, there are {seq}")
    if expected_head and expected_head[0] > seq:
        return Broken(
            seq + 1, f"is missing: {expected_head[0]} entries were noted, there are {seq}"
        )
    return None


def erased_by() -> dict[int, int]:
    """For each entry whose payload was erased, the number of the entry that tells who did it and why.

    Read from the payloads of those entries, which the chain covers like any other: no other table is trusted.
    """
    told = HistoryEntry.objects.filter(verb="erased", object_type="erasure").values("seq")
    found: dict[int, int] = {}
    for payload in HistoryPayload.objects.filter(seq__in=told).order_by("seq"):
        for seq in json.loads(payload.body or "{}").get("entries", []):
            if seq < payload.seq:
                found.setdefault(seq, payload.seq)
    return found


def _gap(payload: HistoryPayload | None, erased: Mapping[int, int]) -> str | None:
    """What is wrong with a payload that is not whole."""
    if payload is None or (payload.salt is not None and payload.body is not None):
        return None
    if payload.salt is not None or payload.body is not None:
        return "was altered: only a part of its payload is left"
    return None if payload.seq in erased else "was emptied, and no later entry says who erased it"


def _rows() -> Iterator[tuple[HistoryEntry, HistoryPayload | None]]:
    payloads = HistoryPayload.objects.order_by("seq").iterator(chunk_size=2000)
    payload = next(payloads, None)
    for entry in HistoryEntry.objects.order_by("seq").iterator(chunk_size=2000):
        while payload is not None and payload.seq < entry.seq:
            payload = next(payloads, None)
        yield entry, payload if payload is not None and payload.seq == entry.seq else None


def _fault(
    entry: HistoryEntry, payload: HistoryPayload | None, seq: int, previous: bytes
) -> str | None:
    if entry.seq != seq:
        return f"is missing: the next entry is {entry.seq}"
    if bytes(entry.previous_hash) != previous:
        return "does not follow the entry before it"
    if _hash(entry) != bytes(entry.hash):
        return "was altered: its hash does not fit its fields"
    if payload is None:
        return "has lost its payload"
    if payload.salt is not None and payload.body is not None:
        digest = hashlib.sha256(bytes(payload.salt) + payload.body.encode()).digest()
        if digest != bytes(entry.digest):
            return "was altered: its payload does not fit its digest"
    return None


def _hash(entry: HistoryEntry) -> bytes:
    """The same bytes as the database function factcheck_history_hash makes."""
    micros = (entry.at - _EPOCH) // timedelta(microseconds=1)
    fields: list[Any] = [
        entry.seq,
        micros,
        entry.actor_id,
        entry.door,
        entry.verb,
        entry.object_type,
        entry.object_id,
        entry.article_id,
        entry.claim_id,
    ]
    text = "\x1f".join("-" if field is None else str(field) for field in fields)
    return hashlib.sha256(
        text.encode() + b"\x1e" + bytes(entry.digest) + bytes(entry.previous_hash)
    ).digest()
