"""The record in a dossier: its entries, the hashes of the chain, and the heads that were noted outside."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import Q

from annotations.dossier.redaction import shown_to
from annotations.legal.contents import Making
from annotations.legal.judged import open_evidence
from annotations.models import (
    Article,
    Attempt,
    Claim,
    Comment,
    Evidence,
    HeadNote,
    HistoryEntry,
    HistoryPayload,
    Note,
    Source,
    Suggestion,
    Thread,
    User,
    Visibility,
)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_BATCH = 1_000
# Deliberation, and what is privileged: of these a dossier for disclosure has the hashes only.
_INTERNAL = frozenset(
    {
        "comment",
        "thread",
        "note",
        "suggestion",
        "secondverdict",
        "backingnote",
        "attempt",
        "user",
        "guardreason",
    }
)
_CONFIDENTIAL: dict[str, Any] = {"source": Source, "note": Note, "attempt": Attempt}
_PINNED: dict[str, tuple[Any, str]] = {
    "thread": (Thread, "evidence"),
    "comment": (Comment, "thread__evidence"),
    "suggestion": (Suggestion, "evidence"),
}
_OF_QUOTES = frozenset({"quote_found", "quote_place_dropped", "quote_changed"})
_PRIVILEGED = frozenset({"legalmatter", "dossier", "erasure"})


def add_record(making: Making, claims: list[Claim], articles: list[Article]) -> None:
    """Write the entries about these claims, articles and their sources, and the chain from the first of them on."""
    rows = _rows(making, claims, articles)
    first = rows.order_by("seq").values_list("seq", flat=True).first()
    names = _names_of_staff() if making.is_redacted and not making.keeps["names"] else []
    entries = (_line(one) for one in _entries(making, rows, names))
    making.package.add_chunks("history/entries.jsonl", entries)
    last = making.dossier.history_seq or 0
    start = max((first or 1) - 1, 1)
    making.package.add_chunks("history/chain.txt", _chain(start, last))
    _add_heads(making, start, last)
    if making.aliases:
        making.package.add_json("history/staff.json", making.aliases)


def _rows(making: Making, claims: list[Claim], articles: list[Article]) -> Any:
    ids = [claim.pk for claim in claims]
    sources = Evidence.objects.visible_to(making.person).filter(claim__in=ids)
    about = Q(claim__in=ids) | Q(article__in=[article.pk for article in articles])
    about |= Q(
        object_type="source",
        object_id__in=[str(pk) for pk in sources.values_list("source", flat=True)],
    )
    if not making.is_redacted:
        about |= Q(object_type="legalmatter", object_id=str(making.dossier.matter_id))
    rows = HistoryEntry.objects.filter(about, seq__lte=making.dossier.history_seq or 0)
    return rows.select_related("actor").order_by("seq")


def _entries(making: Making, rows: Any, names: list[str]) -> Iterator[dict[str, Any]]:
    after = 0
    while found := list(rows.filter(seq__gt=after)[:_BATCH]):
        making.step()
        after = found[-1].seq
        shown = shown_to(making.person, found)
        payloads = HistoryPayload.objects.in_bulk([entry.seq for entry in shown])
        for entry in shown:
            yield _entry(making, entry, payloads.get(entry.seq), names)


def _entry(
    making: Making, entry: HistoryEntry, payload: HistoryPayload | None, names: list[str]
) -> dict[str, Any]:
    """Everything that the hash of the entry is made of; with salt and body where these may be read."""
    reason = _withheld(making, entry, payload, names)
    if reason:
        making.leaves_out(f"history/entries.jsonl#{entry.seq}", "what the entry says", reason)
    is_whole = payload is not None and payload.body is not None and not reason
    actor = entry.actor
    return {
        "seq": entry.seq,
        "at": entry.at.isoformat(),
        "at_microseconds": (entry.at - _EPOCH) // timedelta(microseconds=1),
        "actor": str(entry.actor_id) if entry.actor_id else None,
        "actor_name": (making.who({"id": str(actor.pk), "name": actor.name}) or {})["name"]
        if actor
        else "system",
        "door": entry.door,
        "verb": entry.verb,
        "type": entry.object_type,
        "id": entry.object_id,
        "article": str(entry.article_id) if entry.article_id else None,
        "claim": str(entry.claim_id) if entry.claim_id else None,
        "digest": bytes(entry.digest).hex(),
        "previous_hash": bytes(entry.previous_hash).hex(),
        "hash": bytes(entry.hash).hex(),
        "salt": bytes(payload.salt or b"").hex() if payload and is_whole else None,
        "body": payload.body if payload and is_whole else None,
        "withheld": reason,
    }


def _withheld(
    making: Making, entry: HistoryEntry, payload: HistoryPayload | None, names: list[str]
) -> str | None:
    if payload is None or payload.body is None:
        return "erased"
    if not making.is_redacted:
        return None
    if entry.object_type in _PRIVILEGED:
        return "legal advice"
    if entry.object_type in _INTERNAL and not making.keeps["discussion"]:
        return "internal deliberation"
    if not _is_open(entry):
        return "confidential source"
    return "names of staff" if any(name in payload.body for name in names) else None


def _is_open(entry: HistoryEntry) -> bool:
    """Whether an entry is about something that everyone may see, whoever has the dossier made."""
    if entry.object_type in {"sourceorigin", "attachment", "highlight"}:
        return entry.object_type == "highlight" and entry.verb not in _OF_QUOTES
    pk = entry.object_id
    if entry.object_type in _CONFIDENTIAL:
        rows = _CONFIDENTIAL[entry.object_type].objects.filter(pk=pk)
        return bool(rows.filter(visibility=Visibility.EVERYONE).exists())
    if entry.object_type == "evidence":
        return open_evidence().filter(pk=pk).exists()
    if entry.object_type in _PINNED:
        model, path = _PINNED[entry.object_type]
        on_open = Q(**{f"{path}__in": open_evidence()})
        return bool(model.objects.filter(Q(**{f"{path}__isnull": True}) | on_open, pk=pk).exists())
    return True


def _names_of_staff() -> list[str]:
    """Names and user names as JSON writes them; what is too short to tell would take out half the record."""
    rows = User.objects.values_list("username", "full_name")
    found = {json.dumps(name, ensure_ascii=False)[1:-1] for pair in rows for name in pair}
    return sorted(name for name in found if len(name) > 2)  # noqa: PLR2004 - see the docstring


def _line(value: dict[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode() + b"\n"


def _chain(first: int, last: int) -> Iterator[bytes]:
    """Number and hash of every entry from one to another: of those not in here nothing but that."""
    rows = HistoryEntry.objects.filter(seq__gte=first, seq__lte=last).order_by("seq")
    for seq, digest in rows.values_list("seq", "hash").iterator(chunk_size=5_000):
        yield f"{seq} {bytes(digest).hex()}\n".encode()


def _add_heads(making: Making, first: int, last: int) -> None:
    notes = HeadNote.objects.filter(error="", seq__gte=first, seq__lte=last).order_by("seq", "pk")
    told = []
    for note in notes:
        file = f"history/heads/{note.seq}-{note.pk.hex[-8:]}.tsr" if note.token else None
        if file:
            making.package.add(file, bytes(note.token or b""))
        told.append(
            {
                "seq": note.seq,
                "hash": note.hash,
                "way": note.way,
                "at": note.created_at,
                "file": file,
            }
        )
    making.package.add_json("history/heads.json", told)
