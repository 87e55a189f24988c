"""Lists by cursor: the place of the last row, so that no page gets slower and none skips or repeats."""

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.utils.urls import remove_query_param, replace_query_param

from annotations.refusals import Invalid

DEFAULT_LIMIT, MOST = 25, 100
Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class Order:
    """A total order of rows: by `field`, then by id, both in the same direction.

    `name` is what the cursor remembers, so that a cursor of one order is refused in another.
    """

    name: str
    field: str
    descending: bool
    read: Callable[[str], Any]


def moment(text: str) -> datetime:
    """A time with its zone, as a cursor holds it."""
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError
    return found


def words(text: str) -> str:
    """A text, as a cursor holds it."""
    if "\x00" in text:
        raise ValueError
    text.encode()
    return text


NEWEST = Order("newest", "created_at", descending=True, read=moment)


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """The rows of one page, and the addresses beside it."""

    rows: list[Row]
    next: str | None
    previous: str | None

    def told(self, results: Sequence[Any]) -> dict[str, Any]:
        """The answer, with the rows as JSON."""
        return {"next": self.next, "previous": self.previous, "results": results}


@dataclass(frozen=True, slots=True)
class _Cursor:
    is_forward: bool
    value: Any
    row_id: UUID


def page_of(request: Request, rows: "QuerySet[Row]", order: Order = NEWEST) -> Page[Row]:
    """The page that the request asks for with `cursor` and `limit` (1 to 100, default 25).

    Raises:
        Invalid: `invalid_cursor`, `invalid_limit`.
    """
    limit, cursor = _limit(request), _cursor(request, order)
    is_forward = cursor is None or cursor.is_forward
    sign = "-" if order.descending == is_forward else ""
    asked = rows.order_by(f"{sign}{order.field}", f"{sign}id")
    if cursor:
        asked = asked.filter(_beyond(cursor, order))
    found = list(asked[: limit + 1])
    has_more, found = len(found) > limit, found[:limit]
    if not is_forward:
        found.reverse()
    has_next = has_more if is_forward else True
    has_previous = cursor is not None if is_forward else has_more
    return Page(
        found,
        _link(request, order, found[-1], is_forward=True) if found and has_next else None,
        _link(request, order, found[0], is_forward=False) if found and has_previous else None,
    )


def whole(results: Sequence[Any]) -> dict[str, Any]:
    """The answer of a list that is given in one piece."""
    return {"next": None, "previous": None, "results": results}


def _beyond(cursor: _Cursor, order: Order) -> Q:
    """After the cursor's row in the direction of reading.

    The first condition alone lets the index start at the right place.
    """
    way = "lt" if order.descending == cursor.is_forward else "gt"
    return Q(**{f"{order.field}__{way}e": cursor.value}) & (
        Q(**{f"{order.field}__{way}": cursor.value}) | Q(**{f"id__{way}": cursor.row_id})
    )


def _limit(request: Request) -> int:
    text = request.query_params.get("limit")
    if text is None:
        return DEFAULT_LIMIT
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(MOST))) or not (
        1 <= int(text) <= MOST
    ):
        raise Invalid("invalid_limit", _("Give a number from 1 to 100."), field="limit")
    return int(text)


def _cursor(request: Request, order: Order) -> _Cursor | None:
    text = request.query_params.get("cursor")
    if text is None:
        return None
    try:
        packed = base64.b64decode(text.encode("ascii"), altchars=b"-_", validate=True)
        name, way, value, row_id = json.loads(packed)
        if name != order.name or way not in {"next", "previous"}:
            raise ValueError  # noqa: TRY301 - one sentence for all that can be wrong with it
        return _Cursor(way == "next", order.read(value), UUID(row_id))
    except (ValueError, TypeError, AttributeError, RecursionError, binascii.Error) as error:
        raise Invalid(
            "invalid_cursor",
            _("This cursor is not one of this list. Begin again without it."),
            field="cursor",
        ) from error


def _link(request: Request, order: Order, row: Model, *, is_forward: bool) -> str:
    value = getattr(row, order.field)
    text = value.isoformat() if isinstance(value, datetime) else value
    packed = json.dumps([order.name, "next" if is_forward else "previous", text, str(row.pk)])
    cursor = base64.b64encode(packed.encode(), altchars=b"-_").decode()
    address = remove_query_param(request.build_absolute_uri(), "cursor")
    return str(replace_query_param(address, "cursor", cursor))
