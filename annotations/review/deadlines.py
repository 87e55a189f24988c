"""Deadlines that warn: what is due soon or over, and nobody has finished."""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from annotations.models import (
    Article,
    Claim,
    CommentOutcome,
    Newsroom,
    RequestForComment,
    Stage,
    State,
    User,
)

OPEN_STATES = (State.DRAFT, State.IN_REVIEW, State.CHANGES_REQUESTED)


def claims_near(now: datetime, *, hours: int | None = None) -> "QuerySet[Claim]":
    """Unfinished claims with a deadline of their own that is near or over, the nearest first.

    Args:
        now: the moment to look from.
        hours: how many before the deadline; as the newsroom has it by default.
    """
    return Claim.objects.filter(
        deleted_at__isnull=True, deadline_at__lte=_warned(now, hours), state__in=OPEN_STATES
    ).order_by("deadline_at", "id")


def articles_near(now: datetime, *, hours: int | None = None) -> "QuerySet[Article]":
    """Unfinished articles with a deadline that is near or over, the nearest first."""
    open_ones = Article.objects.listed().exclude(stage=Stage.DONE)
    return open_ones.filter(deadline_at__lte=_warned(now, hours)).order_by("deadline_at", "id")


def comments_overdue(person: User, now: datetime) -> "QuerySet[RequestForComment]":
    """Requests for comment that this person sent, whose time is over without an answer, the oldest first."""
    return (
        RequestForComment.objects.filter(
            created_by=person,
            removed_at__isnull=True,
            outcome=CommentOutcome.WAITING,
            deadline_at__lt=now,
            claim__deleted_at__isnull=True,
        )
        .select_related("claim__article")
        .defer("claim__search", "claim__article__search")
        .order_by("deadline_at", "id")
    )


def _warned(now: datetime, hours: int | None) -> datetime:
    if hours is None:
        hours = Newsroom.current().warns_hours_before
    return now + timedelta(hours=hours)
