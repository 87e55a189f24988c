"""The dashboard: numbers of the newsroom, each with the list that it counts, each as CSV."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from annotations.dashboard import claims, load, times, used
from annotations.dashboard.tables import Table, Week, as_csv, weeks_until
from annotations.models import Desk, ImportStatus, SecondVerdict, User
from annotations.refusals import Missing
from annotations.views.doors import asked, chosen, person_of, private
from annotations.views.paging import page_of

Span = tuple[datetime, datetime]
SPANS = ("4", "12", "26", "52")
_USUAL = 12

TABLES: dict[str, Callable[[User, Sequence[Week]], Table]] = {
    "now": lambda person, _weeks: claims.standing(person),
    "states": claims.by_deed,
    "verdicts": claims.by_verdict,
    "times": lambda _person, weeks: times.spent(weeks),
    "people": lambda person, _weeks: load.per_person(person),
    "desks": lambda person, _weeks: load.per_desk(person),
    "sources": lambda person, _weeks: used.sources(person),
    "imports": used.imports,
}


@require_safe
@private
def dashboard(request: HttpRequest) -> HttpResponse:
    """Claims by state and verdict, time to check and to review, load, sources, imports."""
    weeks, person = _weeks(request), person_of(request)
    context = {
        "nav": "dashboard",
        "tables": [made(person, weeks) for made in TABLES.values()],
        "weeks": len(weeks),
        "span": str(len(weeks)),
        "spans": [
            (span, ngettext("%(n)s week", "%(n)s weeks", int(span)) % {"n": span}) for span in SPANS
        ],
    }
    return render(request, "annotations/dashboard/dashboard.html", context)


@require_safe
@private
def table(request: HttpRequest, key: str) -> HttpResponse:
    """One of its tables for a spreadsheet."""
    made = TABLES.get(key)
    if made is None:
        raise _nothing()
    return HttpResponse(
        as_csv(made(person_of(request), _weeks(request))),
        content_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{key}.csv"',
            "X-Content-Type-Options": "nosniff",
        },
    )


@require_safe
@private
def counted(request: HttpRequest, key: str) -> HttpResponse:
    """The claims or imports that one number counts, newest first."""
    person, weeks = person_of(request), _weeks(request)
    row, column = asked(request, "row", 60), asked(request, "column", 20)
    since, until = _span(column, weeks)
    shown = TABLES[key](person, weeks) if key in TABLES else None
    found = _rows(person, key, row, column, (since, until))
    label = next((one.label for one in shown.rows if one.key == row), "") if shown else ""
    if shown is None or found is None or not label:
        raise _nothing()
    context = {
        "nav": "dashboard",
        "table": shown,
        "label": label,
        "since": since if shown.is_over_time else None,
        "until": until if shown.is_over_time else None,
        "weeks": len(weeks),
    }
    paged: Any
    if key == "imports":
        paged = page_of(request, found.select_related("article"))
        context["imports"] = paged.items
    else:
        paged = page_of(
            request,
            found.select_related("article", "verdict__rating", "created_by").defer(
                "search", "article__search"
            ),
        )
        SecondVerdict.objects.hide_from(person, paged.items)
        context["claims"] = paged.items
    return render(request, "annotations/dashboard/counted.html", {**context, "page": paged})


def _rows(person: User, key: str, row: str, column: str, span: Span) -> Any:
    """What a number counts, as a QuerySet; None where there is no such number."""
    found = LISTS.get(key)
    return found(person, row, column, span) if found else None


def _done(person: User, row: str, _column: str, span: Span) -> Any:
    return claims.that_were(person, row, *span) if row in claims.deeds() else None


def _took(person: User, row: str, _column: str, span: Span) -> Any:
    is_known = row in {times.CHECKED, times.REVIEWED}
    return times.that_took(person, row, *span) if is_known else None


def _arrived(person: User, row: str, _column: str, span: Span) -> Any:
    return used.that_arrived(person, row, *span) if row in ImportStatus.values else None


def _of_person(person: User, row: str, column: str, _span: Span) -> Any:
    whom = User.objects.filter(pk__in=_ids(row)).first()
    is_known = whom and column in {load.CHECK, load.REVIEW, load.TAKEN, load.BACK}
    return load.claims_of(person, whom, column) if whom and is_known else None


def _of_desk(person: User, row: str, column: str, _span: Span) -> Any:
    desk = None if row == load.NO_DESK else Desk.objects.filter(pk__in=_ids(row)).first()
    is_known = (desk or row == load.NO_DESK) and column in {load.OPEN, load.WAITING, load.LATE}
    return load.claims_at(person, desk, column) if is_known else None


LISTS: dict[str, Callable[[User, str, str, Span], Any]] = {
    "now": lambda person, row, _column, _span: claims.that_are(person, row),
    "verdicts": lambda person, row, _column, span: claims.with_verdict(person, row, *span),
    "states": _done,
    "times": _took,
    "imports": _arrived,
    "people": _of_person,
    "desks": _of_desk,
}


def _weeks(request: HttpRequest) -> list[Week]:
    return weeks_until(timezone.now(), int(chosen(request, "weeks", list(SPANS)) or _USUAL))


def _span(column: str, weeks: Sequence[Week]) -> tuple[datetime, datetime]:
    """The week that a column names; all of them where it names none."""
    for week in weeks:
        if week.key == column:
            return week.start, week.end
    return weeks[0].start, weeks[-1].end


def _ids(text: str) -> list[UUID]:
    """The id that a word is, or none."""
    try:
        return [UUID(text)]
    except ValueError:
        return []


def _nothing() -> Missing:
    return Missing("not_found", _("The dashboard has no such number."))
