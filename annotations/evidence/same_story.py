"""Which archived texts are one story: the same words, or what the newsroom knows to be published elsewhere too."""

import hashlib
from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q

from annotations.models import Article, KinDecision, Kinship, Likeness

_OF_NOTHING = frozenset({hashlib.sha256(b"").hexdigest()})
_SAME_WORDS = (Likeness.TEXT, Likeness.SYNDICATED, Likeness.IDENTIFIER)


class SameStory:
    """Articles in groups; those that were never joined are on their own."""

    def __init__(self) -> None:
        """Nothing is joined."""
        self._above: dict[UUID, UUID] = {}

    def join(self, one: UUID, other: UUID) -> None:
        """Say that two articles are one story."""
        a, b = self._first(one), self._first(other)
        if a != b:
            self._above[max(a, b)] = min(a, b)

    def key(self, article: UUID | None) -> str:
        """The name of the article's group; empty for none."""
        return str(self._first(article)) if article else ""

    def _first(self, article: UUID) -> UUID:
        while (above := self._above.get(article)) is not None:
            article = above
        return article


def stories_of(articles: Iterable[UUID]) -> SameStory:
    """Join those of the articles that are one story; three queries at most.

    They are where one was merged into the other, where their words are the same, and where they are a known pair
    that nobody parted (see `annotations.kinship`); through a third article too.
    """
    found, ids = SameStory(), set(articles)
    if len(ids) < 2:  # noqa: PLR2004 - one alone is like none
        return found
    pairs = list(Article.objects.filter(pk__in=ids).values_list("pk", "merged_into"))
    either = Q(article__in=ids) | Q(other__in=ids)
    alike = Q(likeness__in=_SAME_WORDS) | ~Q(decision=KinDecision.OPEN)
    kin = Kinship.objects.filter(either & alike).exclude(decision=KinDecision.APART)
    pairs += kin.values_list("article", "other")
    pairs += _of_same_words(ids)
    for one, other in pairs:
        if other is not None:
            found.join(one, other)
    return found


def _of_same_words(ids: set[UUID]) -> list[tuple[UUID, UUID]]:
    """Pairs whose newest texts have the same words; an archived source has no sketch, but the digest of its text."""
    rows = Article.objects.filter(pk__in=ids, current_revision__isnull=False).values_list(
        "pk", "sketch__words_sha256", "current_revision__text_sha256"
    )
    first: dict[str, UUID] = {}
    return [
        (pk, first.setdefault(digest, pk))
        for pk, *digests in rows
        for digest in digests
        if digest and digest not in _OF_NOTHING
    ]
