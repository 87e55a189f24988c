"""The pairs that an article is part of, as doors show them."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from annotations.models import Article, KinDecision, Kinship


@dataclass(frozen=True, slots=True)
class Relative:
    """One pair, seen from one of its two articles.

    Attributes:
        kinship: the pair.
        article: the other one of the two.
        is_earlier: whether the other one was here first, so that this one may be its newer version.
    """

    kinship: Kinship
    article: Article
    is_earlier: bool

    @property
    def is_open(self) -> bool:
        """Whether it waits for a person's word."""
        return self.kinship.decision == KinDecision.OPEN

    @property
    def percent(self) -> int:
        """The share of the shorter text that stands in the longer one, in per cent, rounded down."""
        return int(self.kinship.score * 100)


def relatives_of(article_ids: Collection[UUID]) -> dict[UUID, list[Relative]]:
    """For each article the pairs that it is part of, open ones first; one query for all."""
    ids = set(article_ids)
    if not ids:
        return {}
    pairs = Kinship.objects.filter(Q(article__in=ids) | Q(other__in=ids)).exclude(
        decision=KinDecision.APART
    )
    heavy = [f"{end}__{name}" for end in ("article", "other") for name in ("search", "field_notes")]
    found: dict[UUID, list[Relative]] = defaultdict(list)
    pairs = pairs.filter(article__deleted_at__isnull=True, other__deleted_at__isnull=True)
    for pair in pairs.select_related("article", "other").defer(*heavy).order_by("-id"):
        if pair.article_id in ids:
            found[pair.article_id].append(Relative(pair, pair.other, is_earlier=True))
        if pair.other_id in ids:
            found[pair.other_id].append(Relative(pair, pair.article, is_earlier=False))
    for relatives in found.values():
        relatives.sort(key=lambda relative: not relative.is_open)
    return dict(found)
