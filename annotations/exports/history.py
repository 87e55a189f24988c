"""The record, a row an entry."""

import json
from collections.abc import Iterator
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, NullIf

from annotations.dossier.redaction_rows import readable
from annotations.exports.claims import CHUNK
from annotations.history import erased_by
from annotations.models import HistoryEntry, HistoryPayload, User

_NAMES = {
    "seq": "seq",
    "at": "at",
    "actor": "actor_id",
    "actor_name": "named",
    "door": "door",
    "verb": "verb",
    "object": "object_type",
    "object_id": "object_id",
    "article": "article_id",
    "claim": "claim_id",
    "details": "body",
    "hash": "hash",
}


def history_exported(person: User, rows: "QuerySet[HistoryEntry]") -> Iterator[dict[str, Any]]:
    """What this person may read of the record, oldest first: one statement, read by a cursor, however many.

    Args:
        person: who reads.
        rows: what is asked for, before anybody's eyes are considered.
    """
    erased = erased_by()
    payload = HistoryPayload.objects.filter(seq=OuterRef("seq"))
    told = readable(person, rows).annotate(
        body=Subquery(payload.values("body")),
        named=Coalesce(NullIf("actor__full_name", Value("")), "actor__username", Value("system")),
    )
    values = told.order_by("seq").values_list(*_NAMES.values()).iterator(chunk_size=CHUNK)
    return (_row(dict(zip(_NAMES, row, strict=True)), erased) for row in values)


def _row(row: dict[str, Any], erased: Any) -> dict[str, Any]:
    body = row["details"]
    row["details"] = json.loads(body) if body is not None else None
    row["erased_by"] = erased.get(row["seq"]) if body is None else None
    row["hash"] = bytes(row["hash"]).hex()
    return row
