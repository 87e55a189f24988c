"""In which order the queue stands, and what of it is asked for.

A claim without deadline or priority has its article's. Each order is one text of digits, so that a place in the
queue is one value: pages by keys need no more than `place > …`, whatever the order is made of.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import F, Func, Q, QuerySet, TextField
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from annotations.models import Claim, DeskKind, User
from annotations.review.taking import taken_now

_SUNDAY = 6


class _Moment(Func):
    """A time as 18 digits (microseconds since 1970), so that texts sort as times do; none comes last."""

    template = (
        "coalesce(lpad((extract(epoch FROM %(expressions)s) * 1000000)::bigint::text, 18, '0'),"
        " '999999999999999999')"
    )
    output_field = TextField()


class _Newest(Func):
    """As `_Moment`, the latest first."""

    template = "lpad((999999999999999999 - (extract(epoch FROM %(expressions)s) * 1000000)::bigint)::text, 18, '0')"
    output_field = TextField()


class _Urgency(Func):
    """A priority as one digit, the most urgent first."""

    template = "(2 - %(expressions)s)::text"
    output_field = TextField()


class _Joined(Func):
    """Texts one after the other."""

    template = "%(expressions)s"
    arg_joiner = " || "
    output_field = TextField()


_URGENCY = _Urgency(F("priority_now"))
_DEADLINE = _Moment(F("deadline_now"))
_WAITING = _Moment(F("waiting_since"))
ORDERS: dict[str, Any] = {
    "urgent": _Joined(_URGENCY, _DEADLINE, _WAITING),
    "deadline": _Joined(_DEADLINE, _URGENCY, _WAITING),
    "waiting": _Joined(_WAITING),
    "newest": _Joined(_Newest(F("waiting_since"))),
    "article": _Joined(Cast("article", TextField()), _WAITING),
}
ORDER_WORDS = {
    "urgent": _("Most urgent first"),
    "deadline": _("Nearest deadline first"),
    "waiting": _("Longest waiting first"),
    "newest": _("Last come first"),
    "article": _("Article by article"),
}
DUE = {"overdue": _("Over"), "today": _("By tonight"), "week": _("By Sunday night")}
WHOSE = {
    "asked": _("Asked of me"),
    "taken": _("Taken by me"),
    "free": _("Nobody reviews it yet"),
    "own": _("My own work"),
}
NONE = "none"


@dataclass(frozen=True, slots=True)
class Asked:
    """What of the queue is asked for; empty means all of it.

    Attributes:
        desk: a desk's slug, or `none`.
        topic: a topic's slug.
        due: a key of DUE; what is over counts as due today and this week, too.
        priority: a value of Priority as text.
        language: of the article.
        whose: a key of WHOSE.
    """

    desk: str = ""
    topic: str = ""
    due: str = ""
    priority: str = ""
    language: str = ""
    whose: str = ""


def with_plan(rows: "QuerySet[Claim]") -> "QuerySet[Claim]":
    """Add what the claim has of its article where it has none: `priority_now`, `deadline_now`."""
    return rows.annotate(
        priority_now=Coalesce("priority", "article__priority"),
        deadline_now=Coalesce("deadline_at", "article__deadline_at"),
    )


def with_people(rows: "QuerySet[Claim]") -> "QuerySet[Claim]":
    """With all that a line of the queue tells, so that nothing is asked for row by row."""
    return (
        rows.select_related(
            *("article__desk", "verdict__rating", "reviewer", "taken_by", "submitted_by"),
            "first_approval",
        )
        .prefetch_related("article__topics")
        .defer("search", "article__search", "first_approval__content")
    )


def in_order(rows: "QuerySet[Claim]", order: str) -> "QuerySet[Claim]":
    """In one of ORDERS, by `place` and id, both ascending; with `with_plan`."""
    planned = with_plan(rows.filter(waiting_since__isnull=False))
    return planned.annotate(place=ORDERS[order]).order_by("place", "id")


def after(rows: "QuerySet[Claim]", place: str, pk: UUID) -> "QuerySet[Claim]":
    """Those that stand behind a place of `in_order`."""
    return rows.filter(Q(place__gte=place) & (Q(place__gt=place) | Q(pk__gt=pk)))


def fitting(
    rows: "QuerySet[Claim]", asked: Asked, person: User, *, now: datetime | None = None
) -> "QuerySet[Claim]":
    """Those of `rows` (see `with_plan`) that are asked for."""
    now = now or timezone.now()
    if asked.desk == NONE:
        rows = rows.filter(article__desk__isnull=True)
    elif asked.desk:
        rows = rows.filter(article__desk__slug=asked.desk, article__desk__kind=DeskKind.DESK)
    if asked.topic:
        rows = rows.filter(article__topics__slug=asked.topic, article__topics__kind=DeskKind.TOPIC)
    if asked.due:
        rows = rows.filter(Q(("deadline_now__lt", until(asked.due, now))))
    if asked.priority:
        rows = rows.filter(Q(("priority_now", int(asked.priority))))
    if asked.language:
        rows = rows.filter(article__language=asked.language)
    return rows.filter(_whose(asked.whose, person, now)) if asked.whose else rows


def until(due: str, now: datetime) -> datetime:
    """The moment before which a deadline is `due`: now, the end of the day, of the week (Sunday)."""
    if due == "overdue":
        return now
    today = timezone.localdate(now)
    days = 1 if due == "today" else _SUNDAY - today.weekday() + 1
    return timezone.make_aware(datetime.combine(today + timedelta(days=days), time()))


def _whose(whose: str, person: User, now: datetime) -> Q:
    if whose == "own":
        return Q(contributors__contains=[person.pk])
    if whose == "free":
        return Q(
            pk__in=Claim.objects.awaiting_review().order_by().exclude(taken_now(now)).values("pk")
        )
    if whose == "taken":
        return Q(taken_by=person) & taken_now(now)
    by_article = Claim.objects.awaiting_review().order_by().filter(article__reviewers=person)
    return Q(reviewer=person) | Q(reviewer__isnull=True, pk__in=by_article.values("pk"))
