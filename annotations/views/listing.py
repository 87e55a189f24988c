"""Which imports a list shows: its filters, and what has come since the page was made."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest

from annotations.models import (
    Batch,
    Feed,
    HistoryEntry,
    HistoryHead,
    Import,
    ImportStatus,
    Origin,
    User,
)
from annotations.views.doors import chosen

# One look shows no more new ones; the rest come with the next.
MOST_NEW = 25
_COMING = ("import_accepted",)
_CHANGING = (
    "import_accepted",
    "retried",
    "imported",
    "import_failed",
    "earlier_checks_received",
    "annotations_received",
)


def picked_of(request: HttpRequest) -> dict[str, str]:
    """The filters of the address; what is unknown counts as not chosen."""
    return {
        "status": chosen(request, "status", ImportStatus.values),
        "origin": chosen(request, "origin", Origin.values),
        "mine": chosen(request, "mine", ["1"]),
        "batch": _id(request, "batch"),
        "feed": _id(request, "feed"),
    }


def filtered(rows: QuerySet[Import], picked: dict[str, str], person: User) -> QuerySet[Import]:
    """The rows that fit the filters."""
    for name in ("status", "origin"):
        if picked[name]:
            rows = rows.filter(**{name: picked[name]})
    for name in ("batch", "feed"):
        if picked[name]:
            rows = rows.filter(**{f"{name}_id": picked[name]})
    return rows.filter(requested_by=person) if picked["mine"] else rows


def named(picked: dict[str, str], person: User) -> dict[str, Any]:
    """The batch and the feed that the filters name, for their labels."""
    batch, feed = picked["batch"], picked["feed"]
    return {
        "batch": Batch.objects.visible_to(person).filter(pk=batch).first() if batch else None,
        "feed": Feed.objects.filter(pk=feed).first() if feed else None,
    }


def newest_seq() -> int:
    """The number of the newest entry of history: what a page has seen when it is made."""
    return HistoryHead.objects.values_list("seq", flat=True).get(pk=1)


def come_since(seq: int, picked: dict[str, str]) -> list[UUID]:
    """Ids of imports that may belong on top of a list made at `seq`, newest first.

    History numbers are in the order of commits, so that none slips through between two looks. A list
    of one status also gets those that have changed into it.
    """
    verbs = _CHANGING if picked["status"] else _COMING
    entries = HistoryEntry.objects.filter(seq__gt=seq, object_type="import", verb__in=verbs)
    ids = entries.order_by("-seq").values_list("object_id", flat=True)[: 4 * MOST_NEW]
    return [UUID(text) for text in dict.fromkeys(ids)]


def _id(request: HttpRequest, name: str) -> str:
    try:
        return str(UUID(request.GET.get(name, "")))
    except ValueError:
        return ""
