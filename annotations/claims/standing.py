"""Which passages stand where in a text, before something is done to that text."""

from dataclasses import dataclass
from typing import Any

from django.db.models import F, FilteredRelation, Q
from django.db.models.functions import Coalesce

from annotations.models import ArticleRevision, Evidence, Highlight, HighlightPurpose, User


@dataclass(frozen=True, slots=True)
class Standing:
    """A passage in one text; code points, end exclusive. `is_claim` is false for one quoted as evidence."""

    start: int
    end: int
    is_claim: bool


def standing_in(*, person: User, revision: ArticleRevision) -> list[Standing]:
    """The passages that stand in a text, in its order: of claims, and those that evidence quotes.

    What stands in evidence that this person may not see is not told.
    """
    rows = Highlight.objects.filter(
        _of_claims() | _quoted_to(person), article=revision.article_id, retired_at__isnull=True
    )
    here = FilteredRelation("anchors", condition=Q(anchors__revision=revision.pk))
    placed = rows.annotate(here=here).filter(Q(revision=revision.pk) | Q(here__start__isnull=False))
    values = placed.annotate(
        begin=Coalesce("here__start", F("start")), finish=Coalesce("here__end", F("end"))
    ).order_by("begin", "finish", "id")
    return [
        Standing(begin, finish, purpose == HighlightPurpose.CLAIM)
        for begin, finish, purpose in values.values_list("begin", "finish", "purpose")
    ]


def standing_on(block: dict[str, Any], passages: list[Standing]) -> list[Standing]:
    """Those of the passages that have at least a character in a block (`start`, `end`)."""
    return [one for one in passages if one.start < block["end"] and block["start"] < one.end]


def _of_claims() -> Q:
    return Q(
        purpose=HighlightPurpose.CLAIM,
        appearance__removed_at__isnull=True,
        appearance__claim__deleted_at__isnull=True,
    )


def _quoted_to(person: User) -> Q:
    seen = Evidence.objects.visible_to(person).filter(removed_at__isnull=True)
    return Q(pk__in=seen.filter(passage__isnull=False).values("passage"))
