"""What of the queue an address asks for: filters, order, and the page by its place."""

import base64
import binascii
import json
from dataclasses import asdict
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from annotations.models import Article, Claim, Desk, DeskKind, Priority
from annotations.review.queue_order import (
    DUE,
    NONE,
    ORDER_WORDS,
    ORDERS,
    WHOSE,
    Asked,
    after,
    in_order,
)
from annotations.views.doors import chosen
from annotations.views.paging import Paged
from annotations.views.shown import language_name

LINES = "lines"


def choices() -> dict[str, list[tuple[Any, Any]]]:
    """What each filter offers, as value and words; three queries."""
    desks = [(desk.slug, desk.name) for desk in Desk.objects.offered()]
    topics = [(desk.slug, desk.name) for desk in Desk.objects.offered(DeskKind.TOPIC)]
    codes = Article.objects.listed().order_by().values_list("language", flat=True).distinct()
    return {
        "desk": [*desks, (NONE, _("no desk"))] if desks else [],
        "topic": topics,
        "due": list(DUE.items()),
        "priority": [(str(value), words) for value, words in reversed(Priority.choices)],
        "language": [(code, language_name(code)) for code in sorted(codes) if code],
        "whose": list(WHOSE.items()),
        "order": list(ORDER_WORDS.items()),
    }


def asked_of(request: HttpRequest, offered: dict[str, list[tuple[Any, Any]]]) -> Asked:
    """The filters of the address; what is not offered counts as not chosen."""
    names = asdict(Asked())
    return Asked(
        **{
            name: chosen(request, name, [value for value, _words in offered[name]])
            for name in names
        }
    )


def order_of(request: HttpRequest) -> str:
    """The order that the address asks for, else the most urgent first."""
    return chosen(request, "order", list(ORDERS)) or "urgent"


def page_of(request: HttpRequest, rows: "QuerySet[Claim]", order: str, size: int) -> Paged[Claim]:
    """The page of `rows` in this order that the address's `after` names."""
    ordered, place = in_order(rows, order), _place(request.GET.get("after", ""), order)
    found = list((after(ordered, *place) if place else ordered)[: size + 1])
    items, following = found[:size], ""
    if len(found) > size:
        last: dict[str, Any] = items[-1].__dict__
        following = _link(request, after=_token(order, last["place"], items[-1].pk))
    return Paged(items, following, _link(request) if place else "")


def _token(order: str, place: str, pk: UUID) -> str:
    packed = json.dumps([order, place, str(pk)]).encode()
    return base64.urlsafe_b64encode(packed).decode().rstrip("=")


def _place(token: str, order: str) -> tuple[str, UUID] | None:
    """Read a token; a damaged one, or one of another order, means the first page."""
    try:
        packed = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
        of, place, pk = json.loads(packed)
        is_sound = of == order and isinstance(place, str) and len(place) < 100  # noqa: PLR2004 - digits
        return (place, UUID(pk)) if is_sound and place.isascii() and "\x00" not in place else None
    except (ValueError, TypeError, AttributeError, RecursionError, binascii.Error):
        return None


def _link(request: HttpRequest, **more: str) -> str:
    kept = {name: value for name, value in request.GET.items() if name != "after" and value}
    return "?" + urlencode({**kept, **more})
