"""Long lists page by page, by keys instead of offsets, so that page 1,000 costs what page 1 does."""

import base64
import binascii
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest

M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class Paged(Generic[M]):
    """One page: `next_url` and `first_url` are queries to append to the path, or empty."""

    items: list[M]
    next_url: str
    first_url: str


def page_of(
    request: HttpRequest, rows: "QuerySet[M, M]", *, by: str = "-created_at", size: int = 25
) -> Paged[M]:
    """The page of `rows` that the address's `after` names.

    Args:
        request: its query's other words are kept in the links.
        rows: filtered; ordered here by `by` and the id.
        by: a time field that is never null in `rows`, `-` before it for newest first.
        size: rows a page.
    """
    name, is_descending = by.removeprefix("-"), by.startswith("-")
    rows = rows.order_by(by, "-pk" if is_descending else "pk")
    place = _place(request.GET.get("after", ""))
    if place is not None:
        moment, pk = place
        sign = "lt" if is_descending else "gt"
        rows = rows.filter(
            Q(**{f"{name}__{sign}": moment}) | Q(**{name: moment, f"pk__{sign}": pk})
        )
    found = list(rows[: size + 1])
    items = found[:size]
    following = ""
    if len(found) > size:
        following = _link(request, after=_token(getattr(items[-1], name), items[-1].pk))
    return Paged(items, following, _link(request) if place else "")


def _token(moment: datetime, pk: Any) -> str:
    packed = json.dumps([moment.isoformat(), str(pk)]).encode()
    return base64.urlsafe_b64encode(packed).decode().rstrip("=")


def _place(token: str) -> tuple[datetime, UUID] | None:
    """Read a token; a damaged one means the first page."""
    try:
        packed = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
        moment, pk = json.loads(packed)
        when = datetime.fromisoformat(moment)
        return (when, UUID(pk)) if when.tzinfo else None
    except (ValueError, TypeError, AttributeError, binascii.Error):
        return None


def _link(request: HttpRequest, **more: str) -> str:
    kept = {k: v for k, v in request.GET.items() if k != "after" and v}
    return "?" + urlencode({**kept, **more})
