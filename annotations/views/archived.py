"""Archived sources as a claim's card shows them."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from annotations.dossier.archives import Archive, Change, archives_of, quotes_of


def add_archives(claims: Sequence[dict[str, Any]]) -> None:
    """Give `archive`, `quoted` and `changed` to the evidence of claims that the reader may see.

    Eight queries at most, however many claims and sources there are.
    """
    seen = [one for claim in claims for one in claim["evidence"] if not one["reserved"]]
    if not seen:
        return
    archives = archives_of({UUID(one["source"]["id"]) for one in seen})
    quotes = quotes_of([UUID(one["id"]) for one in seen])
    for one in seen:
        archive = archives.get(UUID(one["source"]["id"]))
        one["archive"] = archive
        one["quoted"] = quotes.get(UUID(one["id"]))
        one["changed"] = _since(archive, one["created_at"])


def _since(archive: Archive | None, linked_at: Any) -> Change | None:
    """The page's last change, where it is news to whoever linked it."""
    change = archive.change if archive else None
    return change if change and change.at > linked_at else None
