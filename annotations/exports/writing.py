"""Rows as CSV or JSON Lines, piece by piece, with a last line by which a reader knows that nothing is missing."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import islice
from typing import Any
from uuid import UUID

from django.utils import timezone

from annotations.exports.columns import COLUMNS
from annotations.figures.board_table import defused

Row = dict[str, Any]
END = "END OF EXPORT"
"""The first cell of the last line of every table, before the number of rows. Without it the file is not whole."""
TYPES = {
    "csv": "text/csv; charset=utf-8; header=present",
    "jsonl": "application/jsonl; charset=utf-8",
}
ENDINGS = tuple(TYPES)
_PIECE = 200  # rows; some hundred kilobytes at most


def written(what: str, ending: str, rows: Iterable[Row], *, bom: bool = False) -> Iterator[bytes]:
    """The file, piece by piece.

    Args:
        what: of `COLUMNS`.
        ending: `csv` or `jsonl`.
        rows: each with the columns' names.
        bom: of a table, whether a byte order mark stands first: some spreadsheets need it to know UTF-8.
    """
    return _tables(what, rows, bom=bom) if ending == "csv" else _lines(what, rows)


def headers_of(what: str, ending: str) -> dict[str, str]:
    """The headers with which a door hands out an export."""
    name = f"{what}-{timezone.now():%Y%m%d-%H%M%S}.{ending}"
    return {
        "Content-Disposition": f'attachment; filename="{name}"',
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
        # A proxy that waited for the end before it sends on would hold it all.
        "X-Accel-Buffering": "no",
    }


def moment(at: datetime | None) -> str | None:
    """A time as RFC 3339 in UTC, or None."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z") if at else None


def _tables(what: str, rows: Iterable[Row], *, bom: bool) -> Iterator[bytes]:
    names = [column.name for column in COLUMNS[what]]
    yield b"\xef\xbb\xbf" * bom + _table([names])

    def cells(row: Row) -> list[Any]:
        return [_cell(row[name]) for name in names]

    many = 0
    for piece in _pieces(rows):
        many += len(piece)
        yield _table([cells(row) for row in piece])
    yield _table([[END, many, *[""] * (len(names) - 2)]])


def _lines(what: str, rows: Iterable[Row]) -> Iterator[bytes]:
    names, many = [column.name for column in COLUMNS[what]], 0
    for piece in _pieces(rows):
        many += len(piece)
        yield b"".join(
            _line({"type": what, **{name: row[name] for name in names}}) for row in piece
        )
    yield _line({"type": "end", "of": what, "rows": many})


def _pieces(rows: Iterable[Row]) -> Iterator[list[Row]]:
    all_of_them = iter(rows)
    while piece := list(islice(all_of_them, _PIECE)):
        yield piece


def _table(rows: list[list[Any]]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


def _cell(value: Any) -> Any:
    """A value as a spreadsheet takes it: no text is a formula, whoever wrote it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float | Decimal):
        return value
    if isinstance(value, list):
        return defused("\n".join(" | ".join(_flat(one)) for one in value))
    if isinstance(value, dict):
        return defused(_text(value))
    return defused(str(_plain(value)))


def _flat(one: Any) -> list[str]:
    parts = one.values() if isinstance(one, dict) else [one]
    return [" ".join(str(part).split()) for part in parts if part not in {None, ""}]


def _line(value: Row) -> bytes:
    return _text(value).encode() + b"\n"


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    return float(value) if isinstance(value, Decimal) else str(value)


_text: Callable[[Any], str] = json.JSONEncoder(
    ensure_ascii=False, separators=(",", ":"), default=_plain
).encode
