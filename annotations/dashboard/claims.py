"""Claims by verdict and state, and what was done with them week by week."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncWeek
from django.utils.translation import gettext as _

from annotations.dashboard.tables import Cell, Row, Table, Week, over_time, peak_of
from annotations.models import (
    Approval,
    Claim,
    HistoryEntry,
    Rating,
    SecondVerdict,
    State,
    User,
)

UNRATED, STALE, HELD = "none", "stale", "held"


def deeds() -> dict[str, tuple[str, str]]:
    """By verb of history what it is called, and the state it leads to."""
    return {
        "claimed": (_("marked"), State.DRAFT),
        "submitted": (_("submitted"), State.IN_REVIEW),
        "changes_requested": (_("sent back"), State.CHANGES_REQUESTED),
        "approved": (_("approved"), State.APPROVED),
        "published": (_("published"), State.PUBLISHED),
        "withdrawn": (_("withdrawn"), State.WITHDRAWN),
    }


def by_verdict(person: User, weeks: Sequence[Week]) -> Table:
    """How many claims got the verdict that stands, by the week in which it was given."""
    counted = (
        _rated(person)
        .filter(verdict__created_at__gte=weeks[0].start)
        .annotate(week=TruncWeek("verdict__created_at"))
        .order_by()
        .values_list("verdict__rating__slug", "week")
        .annotate(many=Count("pk"))
    )
    numbers = {(slug, week.date()): many for slug, week, many in counted}
    asked = list(Rating.objects.order_by("-purpose", "position", "-version"))
    scale = {rating.slug: rating for rating in reversed(asked)}
    known = [r for r in asked if scale[r.slug] is r]
    used = {slug for slug, _day in numbers}
    rows = over_time(
        [
            (rating.slug, rating.words, rating.look, "")
            for rating in known
            if rating.slug in used or (rating.retired_at is None and rating.purpose == "others")
        ],
        numbers,
        weeks,
    )
    return Table(
        "verdicts",
        _("Claims by verdict"),
        [*(week.day for week in weeks), _("in all")],
        rows,
        _("By the week in which the verdict that stands was given."),
        is_over_time=True,
        peak=peak_of(rows),
    )


def with_verdict(person: User, slug: str, since: datetime, until: datetime) -> QuerySet[Claim]:
    """The claims that `by_verdict` counts."""
    return _rated(person).filter(
        verdict__rating__slug=slug, verdict__created_at__gte=since, verdict__created_at__lt=until
    )


def by_deed(person: User, weeks: Sequence[Week]) -> Table:
    """How many claims were marked, submitted, sent back, approved, published, withdrawn."""
    entries = HistoryEntry.objects.filter(at__gte=weeks[0].start, claim__deleted_at__isnull=True)
    named = deeds()
    counted = (
        entries.filter(verb__in=[verb for verb in named if verb != "claimed"])
        .annotate(week=TruncWeek("at"))
        .order_by()
        .values_list("verb", "week")
        .annotate(many=Count("claim", distinct=True))
    )
    numbers: dict[tuple[str, date], int] = {(verb, at.date()): many for verb, at, many in counted}
    marked = (
        Claim.objects.visible_to(person)
        .filter(created_at__gte=weeks[0].start)
        .annotate(week=TruncWeek("created_at"))
        .order_by()
        .values_list("week")
        .annotate(many=Count("pk"))
    )
    numbers |= {("claimed", week.date()): many for week, many in marked}
    rows = over_time(
        [(verb, label, "", state) for verb, (label, state) in named.items()], numbers, weeks
    )
    return Table(
        "states",
        _("Claims by what was done"),
        [*(week.day for week in weeks), _("in all")],
        rows,
        _("Each claim counts once a week for each step."),
        is_over_time=True,
        peak=peak_of(rows),
    )


def that_were(person: User, verb: str, since: datetime, until: datetime) -> QuerySet[Claim]:
    """The claims that `by_deed` counts."""
    claims = Claim.objects.visible_to(person)
    if verb == "claimed":
        return claims.filter(created_at__gte=since, created_at__lt=until)
    entries = HistoryEntry.objects.filter(verb=verb, at__gte=since, at__lt=until)
    return claims.filter(pk__in=entries.values("claim"))


def standing(person: User) -> Table:
    """How many claims are in which state now."""
    claims = Claim.objects.visible_to(person).order_by()
    counted = dict(claims.values_list("state").annotate(many=Count("pk")))
    more = claims.aggregate(
        stale=Count("pk", filter=_is_stale()), held=Count("pk", filter=_is_held())
    )
    rows = [
        _now(state, str(State(state).label), counted.get(state, 0), state) for state in State.values
    ]
    rows.append(_now(STALE, _("Approval out of date"), more["stale"], ""))
    rows.append(_now(HELD, _("On hold"), more["held"], ""))
    return Table("now", _("Claims now"), [_("claims")], rows)


def that_are(person: User, key: str) -> QuerySet[Claim]:
    """The claims that `standing` counts."""
    claims = Claim.objects.visible_to(person)
    if key == STALE:
        return claims.filter(_is_stale())
    if key == HELD:
        return claims.filter(_is_held())
    return claims.filter(state=key)


def _now(key: str, label: str, many: int, state: str) -> Row:
    return Row(key, label, [Cell(many, str(many), has_list=many > 0)], state=state)


def _rated(person: User) -> QuerySet[Claim]:
    """Claims with a verdict that this person may read: none that they are rating without seeing it."""
    claims = Claim.objects.visible_to(person).filter(verdict__isnull=False)
    return claims.exclude(pk__in=SecondVerdict.objects.kept_from(person))


def _is_stale() -> Q:
    return Q(approval=Approval.STALE)


def _is_held() -> Q:
    return Q(on_hold=True)
