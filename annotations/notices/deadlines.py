"""Deadlines that come near or have passed, told once each: the key names the deadline and which of both it is."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from annotations.models import (
    Article,
    Claim,
    CommentOutcome,
    Newsroom,
    NoticeKind,
    RequestForComment,
    Stage,
    State,
)
from annotations.notices.people import People
from annotations.notices.tell import Tidings, tell

# What has been overdue for longer was told, or was set in the past on purpose.
LOOKED_BACK = timedelta(days=7)
_WITH_EDITORS = (State.DRAFT, State.CHANGES_REQUESTED)


def tell_deadlines() -> int:
    """Tell of every deadline of open articles, claims and requests for comment that is near or has passed.

    Returns:
        How many notices there are of them, those told before included.
    """
    now = timezone.now()
    until = now + timedelta(hours=Newsroom.current().warns_hours_before)
    window = {"deadline_at__gt": now - LOOKED_BACK, "deadline_at__lte": until}
    return tell([*_articles(window, now), *_claims(window, now), *_requests(window, now)])


def _articles(window: dict[str, Any], now: datetime) -> Iterator[Tidings]:
    """Whoever works on it or is to review it; without anybody, who brought it in."""
    rows = Article.objects.listed().filter(**window).exclude(stage=Stage.DONE)
    for article in rows.defer("search").prefetch_related("assignees", "reviewers"):
        people = {one.pk for one in [*article.assignees.all(), *article.reviewers.all()]}
        yield _told(article, people or {article.created_by_id}, now, article_id=article.pk)


def _claims(window: dict[str, Any], now: datetime) -> Iterator[Tidings]:
    """Whoever's turn it is: editors of a draft, the reviewer of what waits for a decision."""
    is_open = Q(state__in=_WITH_EDITORS) | Q(state=State.IN_REVIEW) | Q(state=State.APPROVED)
    rows = Claim.objects.filter(is_open, deleted_at__isnull=True, **window)
    for claim in rows.defer("search"):
        yield _told(claim, _whose_turn(claim), now, article_id=claim.article_id, claim_id=claim.pk)


def _whose_turn(claim: Claim) -> Iterable[Any]:
    if claim.state == State.IN_REVIEW:
        reviewer = claim.taken_by_id or claim.reserved_for_id or claim.reviewer_id
        return {reviewer or claim.assignee_id or claim.created_by_id}
    return {claim.assignee_id} if claim.assignee_id else set(claim.contributors)


def _requests(window: dict[str, Any], now: datetime) -> Iterator[Tidings]:
    """Who asked for the comment, and who works on the claim."""
    rows = RequestForComment.objects.filter(
        outcome=CommentOutcome.WAITING,
        removed_at__isnull=True,
        claim__deleted_at__isnull=True,
        **window,
    )
    for asked in rows.select_related("claim").defer("claim__search"):
        claim = asked.claim
        people = {asked.created_by_id, claim.assignee_id}
        yield _told(asked, people, now, article_id=claim.article_id, claim_id=claim.pk)


def _told(
    of: Article | Claim | RequestForComment, people: Iterable[Any], now: datetime, **about: Any
) -> Tidings:
    at = of.deadline_at
    assert at is not None  # noqa: S101 - the window asks for one
    noun = of._meta.model_name  # noqa: SLF001 - Django's documented model API
    which = "passed" if at <= now else "near"
    named: People = {pk for pk in people if pk is not None}
    return Tidings(
        people=frozenset(named),
        kind=NoticeKind.DEADLINE,
        key=f"deadline:{noun}:{of.pk}:{at:%Y%m%dT%H%M}:{which}",
        body={"verb": f"deadline_{which}", "type": noun, "id": str(of.pk), "at": at.isoformat()},
        **about,
    )
