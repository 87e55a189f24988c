"""The desk: what needs this person now."""

from datetime import timedelta
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, NullIf
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from annotations.claims import progress_of
from annotations.discussion import unseen_mentions
from annotations.models import (
    Approval,
    Article,
    Claim,
    DecisionKind,
    Import,
    ImportStatus,
    Mention,
    ReviewDecision,
    Stage,
    State,
    User,
)
from annotations.permissions import can_edit, can_review
from annotations.views.arrivals import shown, with_names
from annotations.views.doors import person_of, private

ROWS = 8
_RECENT = timedelta(days=7)
_NAME = Coalesce(NullIf("decided_by__full_name", Value("")), "decided_by__username")


@require_safe
@private
def desk(request: HttpRequest) -> HttpResponse:
    """Calls of me, sent back to me, waiting for me, my drafts, imports under way or failed, unread articles."""
    person = person_of(request)
    context: dict[str, Any] = {
        "nav": "desk",
        "called": list(calls_of(person)[: ROWS + 1]),
        "returned": _rows(returned_to(person)),
        "drafts": _rows(drafts_of(person)),
        "waiting": _rows(waiting_for(person)) if can_review(person) else [],
        "publishable": _rows(publishable_by(person)) if can_review(person) else [],
        "imports": shown(list(with_names(_imports(person))[:ROWS])),
        "unread": unread_articles(person),
        "has_articles": Article.objects.visible_to(person).listed().exists(),
        "may": {"edit": can_edit(person), "review": can_review(person)},
    }
    return render(request, "annotations/desk/desk.html", context)


def returned_to(person: User) -> QuerySet[Claim]:
    """Claims sent back to this person, with the reviewer's words, newest first."""
    decisions = ReviewDecision.objects.filter(
        claim=OuterRef("pk"), kind=DecisionKind.REQUEST_CHANGES
    ).order_by("-created_at")
    return (
        Claim.objects.sent_back_to(person)
        .annotate(
            comment=Subquery(decisions.values("comment")[:1]),
            comment_by=Subquery(decisions.annotate(by=_NAME).values("by")[:1]),
            comment_at=Subquery(decisions.values("created_at")[:1]),
        )
        .order_by("-comment_at", "-id")
    )


def calls_of(person: User) -> QuerySet[Mention, Mention]:
    """Where colleagues call this person and they have not looked yet, newest first."""
    with_words = ("comment__author", "comment__thread__claim__article")
    slim = unseen_mentions(person).select_related(*with_words)
    return slim.defer("comment__thread__claim__search", "comment__thread__claim__article__search")


def drafts_of(person: User) -> QuerySet[Claim]:
    """Drafts that this person wrote in, last changed first."""
    mine = Q(created_by=person) | Q(contributors__contains=[person.pk])
    drafts = Claim.objects.visible_to(person).filter(mine, state=State.DRAFT)
    return drafts.order_by("-changed_at", "-id")


def waiting_for(person: User) -> QuerySet[Claim]:
    """What waits for a decision that this person may make, oldest first."""
    return Claim.objects.awaiting_review().exclude(contributors__contains=[person.pk])


def publishable_by(person: User) -> QuerySet[Claim]:
    """Approved claims that this person may publish, oldest first."""
    approved = Claim.objects.visible_to(person).filter(
        state=State.APPROVED, approval=Approval.VALID, article__purpose="others", on_hold=False
    )
    return approved.exclude(approval_decision__authors__contains=[person.pk]).order_by(
        "changed_at", "id"
    )


def unread_articles(person: User) -> list[Article]:
    """The newest articles with sentences that no claim touches; `progress` is set on each."""
    open_ones = Article.objects.visible_to(person).listed().exclude(stage=Stage.DONE)
    slim = open_ones.select_related("current_revision").defer(
        "search",
        "current_revision__text",
        "current_revision__set_aside",
        "current_revision__document",
    )
    articles = list(slim.order_by("-created_at", "-id")[:ROWS])
    progress = progress_of(articles)
    for article in articles:
        article.__dict__["progress"] = progress[article.pk]
    return [article for article in articles if progress[article.pk].unread]


def _imports(person: User) -> QuerySet[Import]:
    since = timezone.now() - _RECENT
    mine = Q(requested_by=person) & Q(status=ImportStatus.FAILED, finished_at__gte=since)
    under_way = Q(status__in=[ImportStatus.QUEUED, ImportStatus.RUNNING])
    return Import.objects.visible_to(person).filter(mine | under_way).order_by("-created_at", "-id")


def _rows(claims: QuerySet[Claim]) -> list[Claim]:
    """One more than is shown, so that the template knows that there are more."""
    slim = claims.select_related("article", "verdict__rating", "created_by").defer(
        "search", "article__search"
    )
    return list(slim[: ROWS + 1])
