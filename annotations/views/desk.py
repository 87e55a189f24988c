"""The desk: what needs this person now."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, NullIf
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from annotations.claims import progress_of
from annotations.discussion import unseen_mentions
from annotations.history.noting import problems
from annotations.models import (
    Alert,
    AlertKind,
    Approval,
    Article,
    Claim,
    DecisionKind,
    Import,
    ImportStatus,
    Mention,
    ReviewDecision,
    SecondVerdict,
    Stage,
    State,
    User,
)
from annotations.permissions import can_administer, can_edit, can_review
from annotations.review import (
    articles_near,
    claims_near,
    comments_overdue,
    waiting_for,
    without_a_reviewer,
)
from annotations.views.alerts import FEW, entries_of, light
from annotations.views.arrivals import shown, with_names
from annotations.views.doors import person_of, private

ROWS = 8
# So many of the newest alerts are looked through for those that touch what readers see.
_ALERTS = 40
_RECENT = timedelta(days=7)
_NAME = Coalesce(NullIf("decided_by__full_name", Value("")), "decided_by__username")


@require_safe
@private
def desk(request: HttpRequest) -> HttpResponse:
    """Calls of me, sent back or gone stale, what happened at the publishers, waiting for me, my drafts, imports, unread."""
    person = person_of(request)
    alerts = alerts_for(person)
    context: dict[str, Any] = {
        "nav": "desk",
        "called": list(calls_of(person)[: ROWS + 1]),
        "returned": _rows(returned_to(person)),
        "unnamed": _rows(without_a_reviewer(person)) if can_edit(person) else [],
        "stale": _rows(gone_stale(person)) if can_edit(person) else [],
        "publishers": by_article(alerts[:ROWS]),
        "publishers_more": len(alerts) > ROWS,
        "overdue": list(comments_overdue(person, timezone.now())[: ROWS + 1]),
        "due": due_for(person),
        "drafts": _rows(drafts_of(person)),
        "waiting": _rows(waiting_for(person)) if can_review(person) else [],
        "publishable": _rows(publishable_by(person)) if can_review(person) else [],
        "imports": shown(list(with_names(_imports(person))[:ROWS])),
        "unread": unread_articles(person),
        "has_articles": Article.objects.visible_to(person).listed().exists(),
        "may": {"edit": can_edit(person), "review": can_review(person)},
        "head_problems": problems() if can_administer(person) else [],
    }
    listed = ("returned", "unnamed", "stale", "drafts", "waiting", "publishable")
    SecondVerdict.objects.hide_from(person, [row for name in listed for row in context[name]])
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


def gone_stale(person: User) -> QuerySet[Claim]:
    """Approved claims of this person's whose approval went stale, newest first.

    Whoever may decide on one again finds it among what waits for them, and not here as well.
    """
    mine = Q(contributors__contains=[person.pk])
    if not can_review(person):
        mine |= Q(approval_decision__authors__contains=[person.pk])
    stale = Claim.objects.visible_to(person).filter(
        mine, approval=Approval.STALE, state__in=[State.APPROVED, State.PUBLISHED]
    )
    return stale.order_by("-stale_at", "-id")


def due_for(person: User) -> dict[str, Any]:
    """Articles and claims whose deadline is near or over and which this person works on or reviews; two queries."""
    now, mine = timezone.now(), Q(assignees=person) | Q(reviewers=person)
    articles = articles_near(now).filter(mine).defer("search").distinct()
    claims = claims_near(now).filter(Q(assignee=person) | Q(reviewer=person))
    return {"articles": list(articles[: ROWS + 1]), "claims": _rows(claims)}


def alerts_for(person: User) -> list[dict[str, Any]]:
    """What nobody has dealt with: first what touches published checks and stale approvals, then the newest.

    At most `_ALERTS`, as `views.alerts.entries_of` tells them.
    """
    waiting = light(Alert.objects.visible_to(person).waiting())[:_ALERTS]
    entries = entries_of(person, list(waiting), most=FEW)
    return sorted(entries, key=lambda entry: not entry["is_grave"])


def by_article(entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Alerts of one article under it, in the order of its first one: `{article, entries}`.

    What happened to the page as a whole touches the same claims each time: they are named once (`is_same`).
    """
    groups: dict[UUID, dict[str, Any]] = {}
    for entry in entries:
        group = groups.setdefault(
            entry["article"].pk, {"article": entry["article"], "entries": [], "names_all": False}
        )
        is_whole = entry["alert"].kind != AlertKind.EDITED
        entry["is_same"] = is_whole and group["names_all"]
        group["names_all"] |= is_whole
        group["entries"].append(entry)
    return list(groups.values())


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
    return (
        Import.objects.visible_to(person)
        .listed()
        .filter(mine | under_way)
        .order_by("-created_at", "-id")
    )


def _rows(claims: QuerySet[Claim]) -> list[Claim]:
    """One more than is shown, so that the template knows that there are more."""
    slim = claims.select_related("article", "verdict__rating", "created_by").defer(
        "search", "article__search"
    )
    return list(slim[: ROWS + 1])
