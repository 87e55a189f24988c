"""Claims, sources and the record as files for other programs, with the filters of their lists."""

from typing import Any

from django.http import StreamingHttpResponse
from drf_spectacular.types import OpenApiTypes
from rest_framework.request import Request

from annotations import exports as room
from annotations.api.archives import FileDoor
from annotations.api.asked import choice_asked, person_of
from annotations.api.claims_found import FOUND_BY as OF_CLAIMS
from annotations.api.claims_found import claims_asked
from annotations.api.described import asked, described
from annotations.api.history import FOUND_BY as OF_HISTORY
from annotations.api.history import sought_in
from annotations.api.sources import FOUND_BY as OF_SOURCES
from annotations.api.sources import sources_found

_BOM = asked("bom", "`1`: a byte order mark before a table, for spreadsheets.", enum=["1"])
_FILE: dict[Any, Any] = {
    (200, media_type.partition(";")[0]): OpenApiTypes.BINARY for media_type in room.TYPES.values()
}
_END = f" The last line says `{room.END}` and how many rows there were; without it the file is cut off."


class _Export(FileDoor):
    is_costly = True

    def _file(self, request: Request, what: str, ending: str, rows: Any) -> StreamingHttpResponse:
        is_marked = choice_asked(request, "bom", ["1"]) == "1"
        pieces = room.written(what, ending, rows, bom=is_marked)
        headers = room.headers_of(what, ending)
        return StreamingHttpResponse(pieces, content_type=room.TYPES[ending], headers=headers)


class ClaimsExport(_Export):
    """`exports/claims.{csv|jsonl}`."""

    @described(
        "exports_claims",
        "Claims as a table or as lines of JSON, newest first." + _END,
        query=(_BOM, *OF_CLAIMS),
        also=_FILE,
    )
    def get(self, request: Request, ending: str) -> StreamingHttpResponse:
        """With the evidence that the caller may see; the other is neither told nor counted."""
        rows = room.claims_exported(person_of(request), claims_asked(request))
        return self._file(request, room.CLAIMS, ending, rows)


class SourcesExport(_Export):
    """`exports/sources.{csv|jsonl}`."""

    @described(
        "exports_sources",
        "Sources as a table or as lines of JSON, newest first." + _END,
        query=(_BOM, *OF_SOURCES),
        also=_FILE,
    )
    def get(self, request: Request, ending: str) -> StreamingHttpResponse:
        """Those whose content the caller may read."""
        rows = room.sources_exported(person_of(request), sources_found(request))
        return self._file(request, room.SOURCES, ending, rows)


class HistoryExport(_Export):
    """`exports/history.{csv|jsonl}`."""

    @described(
        "exports_history",
        "The record as a table or as lines of JSON, oldest first." + _END,
        query=(_BOM, *OF_HISTORY),
        also=_FILE,
    )
    def get(self, request: Request, ending: str) -> StreamingHttpResponse:
        """As far as the caller may read it."""
        rows = room.history_exported(person_of(request), sought_in(request).rows())
        return self._file(request, room.HISTORY, ending, rows)
