"""How long checking and reviewing take, by the week in which they ended."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import connection
from django.db.models import QuerySet
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from annotations.dashboard.tables import Cell, Row, Table, Week
from annotations.models import Claim, User

CHECKED, REVIEWED = "checked", "reviewed"
_MINUTE, _HOUR, _DAY = 1 / 60, 1.0, 24.0
# From marking a claim to its first submission.
_CHECKED = """
SELECT claim_id AS claim, min(at) AS ended, c.created_at AS began FROM annotations_historyentry h
JOIN annotations_claim c ON c.id = h.claim_id AND c.deleted_at IS NULL
WHERE h.verb = 'submitted' GROUP BY claim_id, c.created_at HAVING min(at) >= %(since)s
"""
# From the last submission before a decision (of one that went stale: from that moment) to the decision.
_REVIEWED = """
SELECT d.claim_id AS claim, d.created_at AS ended, (
    SELECT max(at) FROM annotations_historyentry h
    WHERE h.claim_id = d.claim_id AND h.at <= d.created_at AND h.verb IN ('submitted', 'approval_stale')
) AS began FROM annotations_reviewdecision d
JOIN annotations_claim c ON c.id = d.claim_id AND c.deleted_at IS NULL
WHERE d.created_at >= %(since)s
"""
_SPENT = """
SELECT date_trunc('week', ended AT TIME ZONE 'UTC')::date, count(*),
    percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM ended - began)) / 3600,
    percentile_cont(0.9) WITHIN GROUP (ORDER BY extract(epoch FROM ended - began)) / 3600
FROM ({spans}) spans WHERE began IS NOT NULL GROUP BY 1
"""
_IDS = "SELECT claim FROM ({spans}) spans WHERE began IS NOT NULL AND ended < %(until)s"


def spent(weeks: Sequence[Week]) -> Table:
    """Median and 90th percentile of the time to check and to review, in hours, and of how many claims."""
    rows = []
    for key, spans, label in (
        (CHECKED, _CHECKED, _("Time to check")),
        (REVIEWED, _REVIEWED, _("Time to review")),
    ):
        found = _by_week(spans, weeks[0].start)
        for nth, name in ((1, _("half of them within")), (2, _("nine in ten within"))):
            cells = [_cell(found.get(week.day), nth, week) for week in weeks]
            rows.append(Row(key, f"{label}: {name}", cells))
    peak = max((cell.value for row in rows for cell in row.cells), default=0.0)
    return Table(
        "times",
        _("How long it takes"),
        [week.day for week in weeks],
        rows,
        _(
            "From marking a claim to its first submission, and from a submission to the decision, by the week in which it ended. Hours in the CSV."
        ),
        is_over_time=True,
        peak=peak,
    )


def that_took(person: User, key: str, since: datetime, until: datetime) -> QuerySet[Claim]:
    """The claims whose checking or reviewing ended then."""
    spans = _CHECKED if key == CHECKED else _REVIEWED
    with connection.cursor() as cursor:
        cursor.execute(_IDS.format(spans=spans), {"since": since, "until": until})
        ids = {row[0] for row in cursor.fetchall()}
    return Claim.objects.visible_to(person).filter(pk__in=ids)


def _by_week(spans: str, since: datetime) -> dict[date, tuple[int, float, float]]:
    with connection.cursor() as cursor:
        cursor.execute(_SPENT.format(spans=spans), {"since": since})
        return {
            day: (many, float(half), float(most)) for day, many, half, most in cursor.fetchall()
        }


def _cell(found: tuple[int, float, float] | None, nth: int, week: Week) -> Cell:
    if found is None:
        return Cell(0.0, "", week.key)
    hours = found[nth]
    return Cell(hours, in_words(hours), week.key, has_list=True)


def in_words(hours: float) -> str:
    """A span as people say it: 40 min, 3.5 h, 2 d."""
    if hours < _MINUTE:
        return _("under a minute")
    if hours < _HOUR:
        return _("%(n)d min") % {"n": round(hours * 60)}
    if hours < 2 * _DAY:
        return _("%(n)s h") % {"n": _tenths(hours)}
    return _("%(n)s d") % {"n": _tenths(hours / _DAY)}


def _tenths(value: float) -> str:
    return number_format(f"{value:.1f}".removesuffix(".0"))
