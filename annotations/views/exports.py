"""Exports: what there is to take away, what its columns mean, and the files with the filters of the list they are of."""

from collections.abc import Callable
from typing import Any, cast

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from annotations import exports as room
from annotations.models import User
from annotations.views.claims import claims_sought
from annotations.views.doors import asked, person_of, private
from annotations.views.history import FILTERS, sought_from
from annotations.views.sources import sources_sought

Rows = Callable[[HttpRequest, User], Any]
_TITLES = {room.CLAIMS: _("Claims"), room.SOURCES: _("Sources"), room.HISTORY: _("History")}


@require_safe
@private
def exports(request: HttpRequest) -> HttpResponse:
    """The exports, with the columns of each; `of` and its filters come from a list."""
    query = request.GET.copy()
    query.pop("of", None)
    shown = request.GET.get("of", "")
    found = [
        {
            "what": what,
            "title": title,
            "columns": room.COLUMNS[what],
            "query": f"{query.urlencode()}&" if what == shown and query else "",
        }
        for what, title in _TITLES.items()
    ]
    context = {"nav": shown, "exports": found, "shown": shown, "end": room.END}
    return render(request, "annotations/exports/exports.html", context)


@require_safe
@private
def export(request: HttpRequest, what: str, ending: str) -> HttpResponse:
    """One file, as the caller may see it, with the list's filters."""
    rows = _ROWS[what](request, person_of(request))
    pieces = room.written(what, ending, rows, bom=asked(request, "bom") == "1")
    headers, kind = room.headers_of(what, ending), room.TYPES[ending]
    # The decorators know one type of answer; what they do to its headers fits a streamed one too.
    return cast("HttpResponse", StreamingHttpResponse(pieces, content_type=kind, headers=headers))


def _history(request: HttpRequest, person: User) -> Any:
    picked = {name: asked(request, name) for name in FILTERS}
    return room.history_exported(person, sought_from(picked).rows())


_ROWS: dict[str, Rows] = {
    room.CLAIMS: lambda request, person: room.claims_exported(
        person, claims_sought(request, person)[0]
    ),
    room.SOURCES: lambda request, person: room.sources_exported(
        person, sources_sought(request, person)[0]
    ),
    room.HISTORY: _history,
}
