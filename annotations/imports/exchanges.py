"""The requests and answers of a fetch: kept with the import as JSON, then as rows of what it became."""

from typing import Any

from annotations.fetching import Fetched, Hop
from annotations.models import Exchange, Import, Snapshot

# As the model's columns; an address written in percent signs may be longer than the one that was checked.
_URL, _REASON = 4000, 200


def exchanges_of(fetched: Fetched) -> list[dict[str, Any]]:
    """Every hop as JSON, in order. The body of the last is what was fetched; of the others none is known."""
    return [_told(hop) for hop in fetched.hops]


def _told(hop: Hop) -> dict[str, Any]:
    return {
        "at": hop.at.isoformat(),
        "url": hop.url[:_URL],
        "address": hop.address or None,
        "http_version": hop.http_version,
        "status_code": hop.status,
        "reason": hop.reason[:_REASON],
        "request_headers": hop.request_headers,
        "response_headers": hop.response_headers,
    }


def passed_by(item: Import) -> list[dict[str, Any]]:
    """The exchanges that brought a page which only says where the story stands; the last with its bytes.

    Args:
        item: with those bytes.
    """
    *before, last = item.given.get("fetched", {}).get("exchanges") or [{}]
    return [*before, {**last, "blob_id": item.blob_id}] if last else []


def keep_exchanges(snapshot: Snapshot, told: list[dict[str, Any]]) -> None:
    """Write the rows of a new snapshot.

    Args:
        snapshot: with the bytes of the last exchange.
        told: what `exchanges_of` and `passed_by` gave; nothing where the bytes were not fetched.
    """
    rows = [
        Exchange(snapshot=snapshot, position=number, **one) for number, one in enumerate(told, 1)
    ]
    if rows:
        rows[-1].blob_id = snapshot.blob_id
    Exchange.objects.bulk_create(rows)


def copy_exchanges(snapshot: Snapshot, copied: Snapshot) -> None:
    """Give a copy of a snapshot the exchanges of the one that it was copied from."""
    rows = list(snapshot.exchanges.order_by("position"))
    for row in rows:
        row.pk, row.snapshot, row._state.adding = Exchange().pk, copied, True  # noqa: SLF001 - Django's documented way to copy a row
    Exchange.objects.bulk_create(rows)
