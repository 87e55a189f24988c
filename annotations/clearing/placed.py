"""The passages of an article's claims as they stand in its newest text."""

from dataclasses import dataclass
from uuid import UUID

from annotations.models import Anchor, AnchorState, Article, Claim, Highlight, HighlightPurpose


@dataclass(frozen=True, slots=True)
class Standing:
    """A passage in the newest text.

    Attributes:
        claim: whose.
        start: code points in the newest text; None where its words are no longer there.
        exact: the words there; where they are gone, as they were last confirmed.
        sentence: the sentences that they touch; empty where it is not known.
    """

    claim: UUID
    start: int | None
    exact: str
    sentence: str


def claims_in(article: Article) -> list[Claim]:
    """The claims that appear in an article, with verdict and rating, in the order they were made."""
    here = Claim.objects.filter(
        appearances__article=article, appearances__removed_at__isnull=True, deleted_at__isnull=True
    )
    rows = Claim.objects.filter(pk__in=here.values("pk"))
    return list(rows.select_related("verdict__rating").defer("search").order_by("pk"))


def placed_in(article: Article) -> list[Standing]:
    """Their passages in text order, those that are gone last; in two queries."""
    passages = Highlight.objects.filter(
        article=article,
        purpose=HighlightPurpose.CLAIM,
        retired_at__isnull=True,
        appearance__removed_at__isnull=True,
        appearance__claim__deleted_at__isnull=True,
    ).select_related("appearance")
    rows = list(passages.order_by("id"))
    anchored = Anchor.objects.filter(
        revision=article.current_revision_id, highlight__in=[row.pk for row in rows]
    )
    anchors = {anchor.highlight_id: anchor for anchor in anchored}
    found = [_standing(row, anchors.get(row.pk)) for row in rows]
    return sorted(found, key=lambda one: (one.start is None, one.start or 0))


def _standing(row: Highlight, anchor: Anchor | None) -> Standing:
    assert row.appearance is not None  # noqa: S101 - a claim's passage always has one
    claim = row.appearance.claim_id
    if anchor is None:
        return Standing(claim, row.start, row.exact, row.sentence)
    if anchor.state == AnchorState.ORPHANED:
        return Standing(claim, None, row.exact, row.sentence)
    return Standing(claim, anchor.start, anchor.exact, anchor.sentence)
