"""What the dashboard shows: tables of numbers, each with the list that it counts; and the same as CSV."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from annotations.figures.board_table import defused


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days from a Monday, in UTC; `end` is the next Monday."""

    start: datetime

    @property
    def end(self) -> datetime:
        """Where the next begins."""
        return self.start + timedelta(days=7)

    @property
    def day(self) -> date:
        """Its Monday."""
        return self.start.date()

    @property
    def key(self) -> str:
        """As an address names it: the Monday in ISO 8601."""
        return self.day.isoformat()


@dataclass(frozen=True, slots=True)
class Cell:
    """One number: `value` to draw and to export, `words` to read, `column` the key of what it counts.

    `has_list` tells whether the dashboard has the list of it; `url` where another page has.
    """

    value: float
    words: str = ""
    column: str = ""
    has_list: bool = False
    url: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One line: `look` a verdict's look, `state` a workflow state, where it is one of these."""

    key: str
    label: str
    cells: Sequence[Cell]
    look: str = ""
    state: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns; `is_over_time` where the columns are weeks, with a last one for all of them."""

    key: str
    title: Any
    columns: Sequence[Any]
    rows: Sequence[Row]
    about: Any = ""
    is_over_time: bool = False
    peak: float = field(default=0.0)


def weeks_until(now: datetime, many: int) -> list[Week]:
    """The last so many weeks, the one that runs included, oldest first."""
    monday = (now - timedelta(days=now.weekday())).replace(
        hour=0, minute=0, second=0, microsecond=0
    )
    return [Week(monday - timedelta(days=7 * back)) for back in range(many - 1, -1, -1)]


def over_time(
    rows: Sequence[tuple[str, str, str, str]],
    counted: dict[tuple[str, date], int],
    weeks: Sequence[Week],
) -> list[Row]:
    """Rows of counts by week, with their sum as the last cell.

    Args:
        rows: key, label, look and state of each.
        counted: by the row's key and the week's Monday.
        weeks: the columns.
    """
    made = []
    for key, label, look, state in rows:
        numbers = [counted.get((key, week.day), 0) for week in weeks]
        cells = [
            Cell(number, str(number), week.key, has_list=number > 0)
            for number, week in zip(numbers, weeks, strict=True)
        ]
        total = sum(numbers)
        made.append(
            Row(key, label, [*cells, Cell(total, str(total), "", has_list=total > 0)], look, state)
        )
    return made


def peak_of(rows: Sequence[Row]) -> float:
    """The highest number of any week, to draw all bars of a table by."""
    return max((cell.value for row in rows for cell in row.cells[:-1]), default=0.0)


def as_csv(table: Table) -> str:
    """The table with its headings, in UTF-8 with a byte order mark; no cell is taken for a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["", *(defused(str(column)) for column in table.columns)])
    for row in table.rows:
        writer.writerow([defused(row.label), *(plain(cell.value) for cell in row.cells)])
    return "\ufeff" + out.getvalue()


def plain(value: float) -> str:
    """A number without needless zeros."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
