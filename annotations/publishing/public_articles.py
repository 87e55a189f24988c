"""The public annotated article: a text of others with its published checks, all of them from the judged bytes."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import CharField, Exists, OuterRef, Q, Value
from django.db.models.functions import Cast, Concat, StrIndex
from django.db.models.lookups import GreaterThan

from annotations.models import (
    Appearance,
    Article,
    ArticleRevision,
    Newsroom,
    Publication,
    PublicText,
    Purpose,
    ReviewDecision,
)
from annotations.models.article import ArticleQuerySet
from annotations.models.decision import PublicationQuerySet
from annotations.publishing.publicly import Check, check_of, public_checks
from annotations.publishing.quoted import Quoted, placed, places_of
from annotations.publishing.shown_text import shown_of


@dataclass(frozen=True, slots=True)
class Remark:
    """One published check of the article. `number` counts them from 1 in the order of the text."""

    number: int
    check: Check
    passages: tuple[Quoted, ...]
    language: str


@dataclass(frozen=True, slots=True)
class PublicArticle:
    """What everyone may see of an article. `about` is what the newest check says of it, as judged."""

    article: Article
    revision: ArticleRevision
    shows: str
    about: dict[str, Any]
    remarks: list[Remark]

    @property
    def address(self) -> str:
        """The path of its public page."""
        return address_of(self.article.pk)

    @property
    def is_whole(self) -> bool:
        """Whether the whole text is shown: somebody else's, so that search engines are led to its publisher."""
        return self.shows == PublicText.TEXT


def address_of(article_id: UUID | str) -> str:
    """The path of an article's public page."""
    return f"/factchecks/articles/{article_id}/"


def public_articles(newsroom: Newsroom) -> ArticleQuerySet:
    """The articles that have a public page: others' words, in force, shown, and with a live check of them."""
    return _shown_articles(newsroom).filter(Exists(_checks_of(OuterRef("pk"))))


def indexed_articles(newsroom: Newsroom) -> ArticleQuerySet:
    """Those that search engines are led to: not the ones that show somebody else's whole text."""
    return public_articles(newsroom).exclude(_showing(PublicText.TEXT, newsroom))


def newest_said(articles: Collection[Article]) -> dict[UUID, dict[str, Any]]:
    """By the article's id, what the newest live check of it says of it, as judged.

    Two queries; one more for each later check in turn whose next version alone is of one of the articles.
    """
    live = Publication.objects.public().filter(claim__appearances__article__in=articles)
    rows = live.values_list("claim__appearances__article", "decision")
    waiting: dict[UUID, list[UUID]] = {}
    for article, decision in rows:
        waiting.setdefault(article, []).append(decision)
    found: dict[UUID, dict[str, Any]] = {}
    while waiting:
        tried = {article: decisions.pop(0) for article, decisions in waiting.items()}
        judged = ReviewDecision.objects.in_bulk(tried.values())
        for article, decision in tried.items():
            said = json.loads(judged[decision].content)["appearances"]
            here = [one["article"] for one in said if one["article"]["id"] == str(article)]
            found.update((article, one) for one in here)
        waiting = {pk: left for pk, left in waiting.items() if left and pk not in found}
    return found


def pages_of(article_ids: Collection[UUID | str], newsroom: Newsroom) -> dict[str, str]:
    """By the article's id, the path of its public page, of those that have one; one query."""
    found = public_articles(newsroom).filter(pk__in=article_ids).order_by()
    return {str(pk): address_of(pk) for pk in found.values_list("pk", flat=True)}


def public_article(article_id: UUID, newsroom: Newsroom) -> PublicArticle | None:
    """The public page of an article, or None where it has none. Four queries, however many checks it has."""
    rows = _shown_articles(newsroom).select_related("current_revision").defer("search")
    article = rows.filter(pk=article_id).first()
    if article is None or article.current_revision is None:
        return None
    checks = _live_checks(article_id)
    if not checks:
        return None
    revision = article.current_revision
    places = places_of(revision, [check.publication.claim_id for check in checks])
    found = []
    for check in checks:
        here, places_here = _said(check, article_id), places.get(check.publication.claim_id, [])
        passages = [passage for one in here for passage in one["passages"]]
        found.append((check, placed(passages, places_here, revision.text), here[0]))
    return PublicArticle(
        article=article,
        revision=revision,
        shows=shown_of(article, newsroom),
        about=found[0][2]["article"],  # the newest check first
        remarks=[
            Remark(number, check, passages, told["language"])
            for number, (check, passages, told) in enumerate(sorted(found, key=_order), start=1)
        ],
    )


def _live_checks(article_id: UUID) -> list[Check]:
    """The live checks whose judged bytes name the article, the newest first; two queries."""
    claims = Appearance.objects.filter(article=article_id).values_list("claim", flat=True)
    live = public_checks().filter(claim__in=set(claims)).defer("claim__search")
    return [check for check in map(check_of, live) if _said(check, article_id)]


def _shown_articles(newsroom: Newsroom) -> ArticleQuerySet:
    """Others' words that are in force and may be shown, whether or not a check of them is live."""
    rows = Article.objects.listed().filter(purpose=Purpose.OTHERS)
    return rows.exclude(_showing(PublicText.NOTHING, newsroom))


def _showing(what: PublicText, newsroom: Newsroom) -> Q:
    """Articles that show this of their text, by their own setting or by the newsroom's (see `shown_of`)."""
    by_settings = Q(publicly="") if newsroom.shows_articles == what else Q(pk__in=())
    return Q(publicly=what) | by_settings


def _checks_of(article: Any) -> PublicationQuerySet:
    """The live publications whose judged bytes name the article. An edit of the next version changes nothing of it.

    Ids stand in the canonical JSON as `"id":"…"`, which no typed words can imitate: their quotes are escaped there.
    """
    named = Concat(
        Value('"id":"'), Cast(article, CharField()), Value('"'), output_field=CharField()
    )
    # One query further inside.
    same = OuterRef(article) if isinstance(article, OuterRef) else article
    claims = Appearance.objects.filter(article=same, claim=OuterRef("claim"))
    is_named = GreaterThan(StrIndex("decision__content", named), 0)
    return Publication.objects.public().filter(Exists(claims), is_named)


def _said(check: Check, article_id: UUID) -> list[dict[str, Any]]:
    """The check's judged appearances in this article."""
    appearances = check.content["appearances"]
    return [one for one in appearances if one["article"]["id"] == str(article_id)]


def _order(one: tuple[Check, tuple[Quoted, ...], Any]) -> tuple[bool, int, int, str]:
    """In the order of the text; what stands nowhere in it comes last, the oldest first."""
    check, passages, _told = one
    spans = [(p.start, p.end or 0) for p in passages if p.start is not None]
    start, end = min(spans, default=(0, 0))
    return not spans, start, end, check.publication.published_at.isoformat()
