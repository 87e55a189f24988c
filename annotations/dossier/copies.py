"""What an archived copy is for, and which words of a text are quoted as evidence, as one person may see it."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, FilteredRelation, Q
from django.db.models.functions import Coalesce

from annotations.models import (
    Article,
    ArticleRevision,
    Evidence,
    Highlight,
    HighlightPurpose,
    Source,
    User,
)

_FEW = 5


@dataclass(frozen=True, slots=True)
class Serves:
    """The source that a copy is of, and the first few of the evidence that rests on it, with their claims."""

    source: Source | None = None
    evidence: list[Evidence] = field(default_factory=list)
    has_more: bool = False


def serves(person: User, article: Article) -> Serves:
    """What an archived copy is for; two queries."""
    copied = Q(article=article) | Q(article__isnull=True, archiving__article=article)
    sources = Source.objects.visible_to(person).filter(copied)
    rows = Evidence.objects.visible_to(person).filter(
        removed_at__isnull=True, source__in=sources.values("pk"), claim__deleted_at__isnull=True
    )
    light = rows.select_related("claim").only("pk", "stance", "created_at", "claim__statement")
    found = list(light.order_by("created_at", "id")[: _FEW + 1])
    source = sources.order_by("pk").first()
    return Serves(source, found[:_FEW], len(found) > _FEW)


def quoted_in(person: User, revision: ArticleRevision) -> list[dict[str, Any]]:
    """The passages of a text that evidence which this person may see quotes, in its order; one query.

    Returns:
        `{id, start, end}` each; code points in the text, end exclusive. One without a place there is left out.
    """
    seen = Evidence.objects.visible_to(person).filter(
        removed_at__isnull=True, claim__deleted_at__isnull=True
    )
    quoting = Q(evidence__in=seen.values("pk")) | Q(
        pk__in=seen.filter(passage__isnull=False).values("passage")
    )
    here = FilteredRelation("anchors", condition=Q(anchors__revision=revision.pk))
    rows = (
        Highlight.objects.filter(
            quoting,
            article=revision.article_id,
            purpose=HighlightPurpose.QUOTE,
            retired_at__isnull=True,
        )
        .annotate(here=here)
        .filter(Q(revision=revision.pk) | Q(here__start__isnull=False))
        .annotate(begin=Coalesce("here__start", F("start")), finish=Coalesce("here__end", F("end")))
        .order_by("begin", "finish", "id")
    )
    return [
        {"id": str(pk), "start": begin, "end": finish}
        for pk, begin, finish in rows.values_list("pk", "begin", "finish")
    ]
