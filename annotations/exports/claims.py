"""Claims, a row each, with the evidence that one person may see."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from annotations.evidence.reading import Read, saw
from annotations.models import (
    Claim,
    Evidence,
    Highlight,
    HighlightPurpose,
    SecondVerdict,
    Stance,
    User,
    Visibility,
)

CHUNK = 500
_PLAIN = (
    *("id", "article", "purpose", "article_title", "article_url", "article_canonical"),
    *("statement", "passage", "asserts", "attribution", "claimant", "claimant_kind", "claimed_on"),
    *("verdict", "verdict_version", "verdict_label", "verdict_number", "explanation"),
    *("state", "approval", "on_hold", "evidence"),
    *("published_version", "slug", "published_at", "withdrawn_at"),
    *("created_by", "created_at", "changed_at", "version"),
)
_PATHS = (
    *("pk", "article_id", "article__purpose", "article__title", "article__url"),
    *("article__canonical_url", "statement", "first_passage", "asserts", "attribution"),
    *("claimant", "claimant_kind", "claimed_on", "verdict__rating__slug"),
    *("verdict__rating__version", "verdict__rating__label", "verdict__rating__number"),
    *("verdict__explanation", "state", "approval", "on_hold", "seen_evidence"),
    *("publication__version", "publication__slug", "publication__published_at"),
    *("publication__withdrawn_at", "created_by__username", "created_at", "changed_at", "version"),
)
_OF_VERDICT = ("verdict", "verdict_version", "verdict_label", "verdict_number", "explanation")


def claims_exported(person: User, rows: "QuerySet[Claim]") -> Iterator[dict[str, Any]]:
    """Claims in the order of their making, newest first: one statement, read by a cursor, however many.

    What others keep confidential and this person may see is told to have been read before the first row.

    Args:
        person: who reads; evidence that they may not see is neither told nor counted.
        rows: of those visible to them.
    """
    blind = SecondVerdict.objects.kept_from(person)
    seen = Evidence.objects.visible_to(person).filter(removed_at__isnull=True)
    _tell_reading(person, seen, rows)
    told = rows.annotate(
        first_passage=Subquery(
            Highlight.objects.filter(
                appearance__claim=OuterRef("pk"),
                appearance__removed_at__isnull=True,
                purpose=HighlightPurpose.CLAIM,
                retired_at__isnull=True,
            )
            .order_by("appearance", "start", "pk")
            .values("exact")[:1]
        ),
        seen_evidence=ArraySubquery(
            seen.filter(claim=OuterRef("pk"))
            .order_by("created_at", "pk")
            .values(
                told=JSONObject(
                    stance="stance",
                    title="cited_title",
                    publisher="cited_publisher",
                    url="cited_url",
                    quote="quote",
                )
            )
        ),
    ).order_by("-created_at", "-pk")
    return (
        _row(dict(zip(_PLAIN, values, strict=True)), is_blind=values[0] in blind)
        for values in told.values_list(*_PATHS).iterator(chunk_size=CHUNK)
    )


def _row(row: dict[str, Any], *, is_blind: bool) -> dict[str, Any]:
    if is_blind:
        row.update(dict.fromkeys(_OF_VERDICT))
    row["article_url"] = row.pop("article_canonical") or row["article_url"]
    slug = row.pop("slug")
    row["published_url"] = f"{settings.PUBLIC_URL}/factchecks/{slug}/" if slug else None
    stances = [one["stance"] for one in row["evidence"]]
    row |= {stance: stances.count(stance) for stance in Stance.values}
    return row


def _tell_reading(person: User, seen: "QuerySet[Evidence]", rows: "QuerySet[Claim]") -> None:
    everyone = Visibility.EVERYONE
    kept = seen.exclude(visibility=everyone, source__visibility=everyone).exclude(created_by=person)
    kept = kept.filter(claim__in=rows.order_by().values("pk"))
    saw(person, [Read("evidence", *pair) for pair in kept.values_list("pk", "claim")])
