"""A quantity as a table for spreadsheets (CSV, RFC 4180, UTF-8 with a byte order mark, which Excel asks for)."""

import csv
import io
from collections import Counter
from datetime import date

from annotations.figures.board import Section
from annotations.figures.board_filter import verdict_of
from annotations.figures.relate import AGREE, CONFLICT, DIFFERENT_SCOPE
from annotations.models import Figure
from annotations.workflow.judged import plain

HEADINGS = (
    "figure",
    "quantity",
    "qualifier",
    "low",
    "high",
    "unit",
    "period_from",
    "period_to",
    "period_words",
    "place",
    "population",
    "authority",
    "inferred",
    "confirmed",
    "verdict",
    "claim",
    "statement",
    "article",
    "agrees_with",
    "in_conflict_with",
    "of_other_scope_than",
)
# A spreadsheet takes what begins with one of these for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def table_of(section: Section) -> str:
    """One line a figure, in the board's order; the last columns count its pairs."""
    counted = _counted(section)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADINGS)
    for figure in section.figures:
        pairs = [counted[(figure.pk, str(kind))] for kind in (AGREE, CONFLICT, DIFFERENT_SCOPE)]
        writer.writerow([*_cells(figure, section.quantity.label), *pairs])
    return "\ufeff" + out.getvalue()


def defused(text: str) -> str:
    """A text that no spreadsheet takes for a formula: with an apostrophe before what looks like one."""
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text


def _cells(figure: Figure, quantity: str) -> list[str]:
    claim = figure.claim
    return [
        str(figure.pk),
        defused(quantity),
        str(figure.qualifier),
        plain(figure.low) or "",
        plain(figure.high) or "",
        defused(figure.unit),
        _day(figure.period_from),
        _day(figure.period_to),
        defused(figure.period_words),
        defused(figure.place),
        defused(figure.population),
        defused(figure.authority),
        " ".join(figure.inferred),
        "yes" if figure.confirmed else "no",
        verdict_of(figure),
        str(claim.pk),
        defused(claim.statement),
        defused(claim.article.title),
    ]


def _counted(section: Section) -> Counter[tuple[object, str]]:
    return Counter(
        (figure.pk, pair.relation) for pair in section.pairs for figure in (pair.a, pair.b)
    )


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
