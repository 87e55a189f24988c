"""Which sign-offs an article has had, and which one is in force."""

from collections.abc import Iterable
from uuid import UUID

from annotations.models import Article, SignOff


def last_of(articles: Iterable[Article]) -> dict[UUID, SignOff]:
    """The newest sign-off of each article, in force or ended, in one query; those without are left out."""
    rows = SignOff.objects.filter(article__in=[article.pk for article in articles])
    newest = rows.order_by("article", "-created_at", "-id").distinct("article")
    return {
        row.article_id: row
        for row in newest.select_related("by", "revision", "ended_by").defer(*HEAVY)
    }


def sign_offs_of(article: Article) -> list[SignOff]:
    """All of an article's, newest first."""
    rows = SignOff.objects.filter(article=article).order_by("-created_at", "-id")
    return list(rows.select_related("by", "revision", "ended_by").defer(*HEAVY))


HEAVY = (
    "content",
    "revision__text",
    "revision__blocks",
    "revision__set_aside",
    "revision__sentences",
    "revision__document",
)
"""What nobody reads of them."""
