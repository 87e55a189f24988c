"""Passages of other articles and archived sources that bear on a claim: suggested with reasons, never with a stance."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Substr

from annotations.claims.sentence_states import counted_of
from annotations.matching.passages_alike import (
    Alike,
    Traits,
    alike,
    rarity_of,
    stems_in,
    traits_of,
)
from annotations.matching.passages_found import articles_with
from annotations.matching.passages_terms import terms_of, terms_of_deed
from annotations.models import (
    Appearance,
    Article,
    ArticleRevision,
    Claim,
    Evidence,
    Highlight,
    HighlightPurpose,
    Purpose,
    Source,
    User,
)

MOST_ARTICLES = 40
_SEARCHED = 200_000  # code points of a text that are looked at
_PER_ARTICLE = 3


@dataclass(frozen=True, slots=True)
class Bearing:
    """A sentence elsewhere that bears on a claim; code points of the revision's text, end exclusive.

    `stance` is that of the claim's evidence with these words, where it is linked already and the person may see it;
    nothing else ever sets one.
    """

    article: Article
    revision: UUID
    start: int
    end: int
    exact: str
    alike: Alike
    stance: str = ""


@dataclass(frozen=True, slots=True)
class _Sentence:
    article: Article
    revision: UUID
    start: int
    end: int
    exact: str
    stems: frozenset[str]


def passages_for(*, person: User, claim: Claim, words: str = "", most: int = 50) -> list[Bearing]:
    """Find what bears on a claim, best first; seven queries, however many articles there are.

    Looked through are the newest texts of the articles and archived sources that have its rare words: none that the
    claim appears in, none whose source record this person may not see, no copy of our own for a claim about others, and nothing
    that was set aside.

    Args:
        person: who asks.
        claim: what it is about.
        words: to look for instead of the claim's own.
        most: passages at most.
    """
    own = _passages_of(claim)
    looked_for = words.strip() or " ".join([claim.statement, *own])
    wanted = traits_of(words.strip() or claim.statement)
    terms = [*terms_of(looked_for), *terms_of_deed(wanted.counts)]
    candidates = _candidates(person, claim, articles_with(terms))
    best = _best(wanted, list(_sentences(candidates)), most)
    return _with_stance(person, claim, best)


def _passages_of(claim: Claim) -> list[str]:
    found = Highlight.objects.filter(
        appearance__claim=claim,
        appearance__removed_at__isnull=True,
        purpose=HighlightPurpose.CLAIM,
        retired_at__isnull=True,
    )
    return list(found.order_by("id").values_list("exact", flat=True)[:3])


def _candidates(person: User, claim: Claim, ids: Sequence[UUID]) -> list[Article]:
    """The first of these articles that may be shown, with their texts."""
    place = {pk: at for at, pk in enumerate(ids)}
    seen = readable(person).filter(pk__in=ids)
    seen = seen.exclude(
        pk__in=Appearance.objects.filter(claim=claim, removed_at__isnull=True).values("article")
    ).exclude(pk=claim.article_id)
    if claim.article.purpose != Purpose.OWN:
        seen = seen.exclude(purpose=Purpose.OWN)
    kept = sorted(seen.values_list("pk", flat=True), key=place.__getitem__)[:MOST_ARTICLES]
    articles = Article.objects.filter(pk__in=kept).only(
        "id", "role", "title", "site_name", "url", "published_at", "language", "current_revision"
    )
    texts = {revision.article_id: revision for revision in _texts(kept)}
    found = []
    for article in articles:
        if article.pk in texts:
            article.current_revision = texts[article.pk]
            found.append(article)
    return sorted(found, key=lambda article: place[article.pk])


def readable(person: User) -> QuerySet[Article]:
    """The articles and archived sources whose words this person may be shown as evidence.

    An archived source needs a record of it that they may see; an article that only records stand for which they may not see
    is left out, too.
    """
    visible = Source.objects.visible_to(person)
    told = Source.objects.filter(Q(article=OuterRef("pk")) | Q(archiving__article=OuterRef("pk")))
    return (
        Article.objects.visible_to(person)
        .filter(current_revision__isnull=False, merged_into__isnull=True)
        .filter(
            Exists(told.filter(pk__in=visible.values("pk"))) | (Q(role="article") & ~Exists(told))
        )
    )


def _texts(articles: Sequence[UUID]) -> QuerySet[ArticleRevision]:
    """The newest text of each, cut where it is longer than is looked at."""
    return (
        ArticleRevision.objects.filter(article__in=articles, pk=F("article__current_revision"))
        .only("id", "article", "blocks", "sentences", "length")
        .annotate(beginning=Substr("text", 1, _SEARCHED))
    )


def _sentences(articles: Iterable[Article]) -> Iterable[_Sentence]:
    for article in articles:
        revision: Any = article.current_revision
        text, flat = revision.beginning, revision.sentences
        whole = [one for one in range(0, len(flat), 2) if flat[one + 1] <= len(text)]
        flat = flat[: 2 * len(whole)]
        counted = counted_of(text, flat, [b for b in revision.blocks if b["end"] <= len(text)])
        for number, first in enumerate(counted):
            if first == number:
                start, end = flat[2 * number], flat[2 * number + 1]
                exact = text[start:end]
                yield _Sentence(article, revision.pk, start, end, exact, stems_in(exact))


def _best(wanted: Traits, sentences: list[_Sentence], most: int) -> list[Bearing]:
    rarity = rarity_of(one.stems for one in sentences)
    of_article: dict[UUID, list[Bearing]] = {}
    for one in sentences:
        shared = len(wanted.stems & one.stems)
        # The least that `alike` asks for: two words, a word and a number, or a figure of the same thing.
        has_number = any(map(str.isdigit, one.exact))
        if not (shared > 1 or (has_number and (shared or wanted.counts))):
            continue
        found = alike(wanted, traits_of(one.exact), rarity)
        if found.score > 0:
            bearing = Bearing(one.article, one.revision, one.start, one.end, one.exact, found)
            of_article.setdefault(one.article.pk, []).append(bearing)
    kept = [
        one
        for all_of_it in of_article.values()
        for one in sorted(all_of_it, key=_order)[:_PER_ARTICLE]
    ]
    return sorted(kept, key=_order)[:most]


def _order(one: Bearing) -> tuple[float, str, int]:
    return -one.alike.score, str(one.article.pk), one.start


def _with_stance(person: User, claim: Claim, found: list[Bearing]) -> list[Bearing]:
    """Tell of those linked already, as far as this person may see it, with which stance."""
    linked = Evidence.objects.visible_to(person).filter(claim=claim, removed_at__isnull=True)
    rows = linked.filter(passage__isnull=False).order_by("created_at", "id")
    known: dict[UUID, list[tuple[str, str]]] = {}
    for stance, article, exact in rows.values_list("stance", "passage__article", "passage__exact"):
        known.setdefault(article, []).append((_words(exact), stance))
    return [replace(one, stance=_stance(one, known.get(one.article.pk, []))) for one in found]


def _stance(one: Bearing, linked: list[tuple[str, str]]) -> str:
    """The stance of the evidence that quotes words of the sentence, or the sentence among others."""
    own = _words(one.exact)
    return next((stance for exact, stance in linked if exact in own or own in exact), "")


def _words(exact: str) -> str:
    return " ".join(exact.split())
