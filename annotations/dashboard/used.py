"""Sources most used, and imports by how they ended."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncWeek
from django.urls import reverse
from django.utils.translation import gettext as _

from annotations.dashboard.tables import Cell, Row, Table, Week, over_time, peak_of
from annotations.models import Evidence, Import, ImportStatus, Source, Stance, User

MOST = 20


def sources(person: User) -> Table:
    """The sources that most claims rest on, as far as this person may see them."""
    linked = (
        Evidence.objects.visible_to(person)
        .filter(removed_at__isnull=True, claim__deleted_at__isnull=True)
        .filter(source__in=Source.objects.visible_to(person))
    )
    counted = (
        linked.order_by()
        .values("source")
        .annotate(
            many=Count("claim", distinct=True),
            **{
                stance: Count("claim", filter=_stance(stance), distinct=True)
                for stance in Stance.values
            },
        )
        .order_by("-many", "source")[:MOST]
    )
    found = cast("list[dict[str, Any]]", list(counted))
    known = Source.objects.in_bulk([row["source"] for row in found])
    rows = []
    for row in found:
        source = known[row["source"]]
        url = reverse("source", args=[source.pk])
        numbers = [row["many"], *(row[stance] for stance in Stance.values)]
        rows.append(
            Row(
                str(source.pk),
                source.title or source.publisher or source.url,
                [Cell(n, str(n), url=url) for n in numbers],
                url=url,
            )
        )
    columns = [_("claims"), *(Stance(stance).label for stance in Stance.values)]
    return Table("sources", _("Sources most used"), columns, rows)


def imports(person: User, weeks: Sequence[Week]) -> Table:
    """Imports by the week in which they were asked for, and how they ended."""
    counted = (
        Import.objects.visible_to(person)
        .listed()
        .filter(created_at__gte=weeks[0].start)
        .annotate(week=TruncWeek("created_at"))
        .order_by()
        .values_list("status", "week")
        .annotate(many=Count("pk"))
    )
    numbers = {(status, week.date()): many for status, week, many in counted}
    rows = over_time(
        [(status, str(ImportStatus(status).label), "", "") for status in ImportStatus.values],
        numbers,
        weeks,
    )
    return Table(
        "imports",
        _("Imports"),
        [*(week.day for week in weeks), _("in all")],
        rows,
        is_over_time=True,
        peak=peak_of(rows),
    )


def that_arrived(person: User, status: str, since: datetime, until: datetime) -> QuerySet[Import]:
    """The imports that `imports` counts."""
    rows = Import.objects.visible_to(person).listed()
    return rows.filter(status=status, created_at__gte=since, created_at__lt=until)


def _stance(stance: str) -> Q:
    return Q(stance=stance)
