"""Watched pages as people read them: how each stands, when it is looked at, how many claims rest on it."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from annotations import watch as room
from annotations.models import Alert, Appearance, Article, Evidence, Newsroom, User, Watch
from annotations.permissions import can_edit
from annotations.templatetags.marks import ago
from annotations.views.alerts import FEW, entries_of, light

_IN_THE_HEAD = 3


def dressed(person: User, watches: list[Watch]) -> list[Watch]:
    """Set on each what templates show besides the row: `claims` that rest on it, and `next_in` words."""
    rests = resting_on(person, [watch.article_id for watch in watches])
    for watch in watches:
        watch.__dict__["claims"] = rests.get(watch.article_id, 0)
        watch.__dict__["next_in"] = ago(timezone.now() - (watch.next_look_at - timezone.now()))
    return watches


def resting_on(person: User, articles: Collection[UUID]) -> dict[UUID, int]:
    """How many claims stand in each article or rest on it by evidence that this person may see.

    Always two queries.
    """
    found: dict[UUID, set[UUID]] = defaultdict(set)
    standing = {"removed_at__isnull": True, "claim__deleted_at__isnull": True}
    in_text = Appearance.objects.filter(article__in=articles, **standing)
    linked = Evidence.objects.visible_to(person).filter(**standing)
    by_source = linked.annotate(of=Coalesce("passage__article", "source__article"))
    for article, claim in (
        *in_text.values_list("article", "claim"),
        *by_source.filter(of__in=articles).values_list("of", "claim"),
    ):
        found[article].add(claim)
    return {article: len(claims) for article, claims in found.items()}


def slim(watches: "QuerySet[Watch]") -> "QuerySet[Watch]":
    """With the article and who paused it."""
    return watches.select_related("article", "paused_by").defer("article__search")


def line_of(person: User, article: Article) -> dict[str, Any]:
    """What the workspace's head says of the article's page.

    Returns:
        `article`, `watch` (or None), `alerts` (the newest that wait, see `views.alerts.entries_of`), `has_more` of
        those, `reason` (why it is not watched, see `annotations.watch.Watched`), `is_on` (whether the newsroom watches at all), `may`.
    """
    watch = slim(Watch.objects.visible_to(person)).filter(article=article).first()
    open_ones = Alert.objects.visible_to(person).filter(article=article).waiting()
    alerts = entries_of(person, list(light(open_ones)[: _IN_THE_HEAD + 1]), most=FEW)
    if watch:
        dressed(person, [watch])
    return {
        "article": article,
        "watch": watch,
        "alerts": alerts[:_IN_THE_HEAD],
        "has_more": len(alerts) > _IN_THE_HEAD,
        "reason": "" if watch else room.watched(person, article.pk).reason,
        "is_on": Newsroom.current().watch_is_on,
        "may": {"edit": can_edit(person)},
    }
