"""Noticing that an article that has just arrived may be the story of an earlier one."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from annotations.kinship.alike import MOST, alike
from annotations.models import Article, ArticleRevision, Kinship, Likeness, TextSketch

_LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('factcheck kinship', 7))"


def recognise(
    article: Article, revision: ArticleRevision, sketch: TextSketch | None = None
) -> list[Kinship]:
    """Note which other articles may be the same story.

    Two that arrive at the same moment recognise each other: each searches when the other has committed,
    or before it began.

    Args:
        article: saved, with `revision` in force; locked by the caller.
        revision: its text.
        sketch: the text's, where the caller has it at hand.

    Returns:
        The new kinships; none where all were known. The caller writes history.
    """
    if article.is_source:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_LOCK)
    sketch = sketch or TextSketch.objects.get(article=article)
    like = alike(sketch, revision, _others(article))
    for other, likeness in _by_name(article):
        like[other] = (likeness, like.get(other, (likeness, 0.0))[1])
    return _noted(article, like)


def _by_name(article: Article) -> list[tuple[UUID, Likeness]]:
    """Others of the same agency number or at the same address; the address says more."""
    others = _others(article)  # in no order: the planner would walk all articles by it
    found: list[tuple[UUID, Likeness]] = []
    if article.identifier:
        same = others.filter(identifier=article.identifier)[:MOST]
        found += [(other.pk, Likeness.IDENTIFIER) for other in same.only("pk")]
    if addresses := [a for a in {article.url, article.canonical_url} if a]:
        at = others.filter(Q(url__in=addresses) | Q(canonical_url__in=addresses))[:MOST]
        found += [(other.pk, Likeness.ADDRESS) for other in at.only("pk")]
    return found


def _others(article: Article) -> QuerySet[Article]:
    same = Article.objects.filter(role=article.role, purpose=article.purpose)
    return same.filter(merged_into__isnull=True, deleted_at__isnull=True).exclude(pk=article.pk)


def _noted(article: Article, like: dict[UUID, tuple[Likeness, float]]) -> list[Kinship]:
    """Keep what is new; of two articles the later one asks about the earlier."""
    if not like:
        return []
    paired = Kinship.objects.filter(Q(article=article) | Q(other=article))
    known = {pk for pair in paired.values_list("article_id", "other_id") for pk in pair}
    made = [
        Kinship(
            article_id=max(article.pk, pk),
            other_id=min(article.pk, pk),
            likeness=likeness,
            score=score,
        )
        for pk, (likeness, score) in like.items()
        if pk not in known
    ]
    return Kinship.objects.bulk_create(made) if made else []


def summary_of(kinships: Iterable[Kinship]) -> list[dict[str, Any]]:
    """Kinships as history tells them."""
    return [
        {
            "article": str(kin.article_id),
            "other": str(kin.other_id),
            "likeness": str(kin.likeness),
            "score": kin.score,
        }
        for kin in kinships
    ]
