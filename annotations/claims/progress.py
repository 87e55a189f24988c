"""How far the checking of articles is, in numbers."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Q

from annotations.models import Anchor, Article, Claim, Highlight, HighlightPurpose, State

# Kinds of blocks whose sentences an editor reads.
_READ_KINDS = {"title", "subtitle", "paragraph", "heading", "list_item", "quote", "caption"}


@dataclass(frozen=True, slots=True)
class Progress:
    """Numbers of one article. A repeated or set-aside passage counts in neither of the last two."""

    claims: int
    checked: int
    approved: int
    sentences: int
    unread: int

    def as_json(self) -> dict[str, int]:
        """The contract's `progress` object."""
        return {
            "claims": self.claims,
            "checked": self.checked,
            "approved": self.approved,
            "sentences": self.sentences,
            "unread": self.unread,
        }


def progress_of(articles: Sequence[Article]) -> dict[UUID, Progress]:
    """The progress of each article, in three queries however many they are.

    Args:
        articles: with `current_revision` loaded (its blocks and sentences).
    """
    ids = [article.pk for article in articles]
    counts = {row["article"]: row for row in _counts(ids)}
    marked = _marked([a.current_revision_id for a in articles if a.current_revision_id])
    progress = {}
    for article in articles:
        row = counts.get(article.pk, {})
        total, unread = _sentences(article, marked.get(article.current_revision_id, []))
        progress[article.pk] = Progress(
            claims=row.get("claims", 0),
            checked=row.get("checked", 0),
            approved=row.get("approved", 0),
            sentences=total,
            unread=unread,
        )
    return progress


def _counts(ids: list[UUID]) -> Iterable[Mapping[str, Any]]:
    claims = Claim.objects.filter(article__in=ids, deleted_at__isnull=True)
    return (
        claims.order_by()
        .values("article")
        .annotate(
            claims=Count("id"),
            checked=Count("id", filter=Q(verdict__isnull=False)),
            approved=Count("id", filter=Q(state__in=[State.APPROVED, State.PUBLISHED])),
        )
    )


def _marked(revisions: list[UUID]) -> dict[UUID | None, list[tuple[int, int]]]:
    """Where claims stand in each revision, sorted."""
    wanted = {"purpose": HighlightPurpose.CLAIM, "retired_at__isnull": True}
    claims = Q(appearance__claim__deleted_at__isnull=True, appearance__removed_at__isnull=True)
    confirmed = Highlight.objects.filter(claims, revision__in=revisions, **wanted)
    anchored = Anchor.objects.filter(
        revision__in=revisions,
        start__isnull=False,
        highlight__purpose=HighlightPurpose.CLAIM,
        highlight__retired_at__isnull=True,
        highlight__appearance__removed_at__isnull=True,
        highlight__appearance__claim__deleted_at__isnull=True,
    )
    places: dict[UUID | None, list[tuple[int, int]]] = defaultdict(list)
    for found in (confirmed, anchored):
        for revision, start, end in found.values_list("revision", "start", "end"):
            places[revision].append((int(start or 0), int(end or 0)))
    return {revision: sorted(spans) for revision, spans in places.items()}


def _sentences(article: Article, spans: list[tuple[int, int]]) -> tuple[int, int]:
    revision = article.current_revision
    if revision is None:
        return 0, 0
    blocks = [
        (block["start"], block["end"])
        for block in revision.blocks
        if block["kind"] in _READ_KINDS
        and not block.get("furniture")
        and not block.get("repeat_of")
    ]
    flat = revision.sentences
    starts, total, unread, reach = [s for s, _e in blocks], 0, 0, 0
    covered = _merged(spans)
    cover_starts = [s for s, _e in covered]
    for start, end in zip(flat[::2], flat[1::2], strict=True):
        reach = bisect_left(starts, start + 1) - 1
        if reach < 0 or blocks[reach][1] < end:
            continue
        total += 1
        near = bisect_left(cover_starts, end) - 1
        if near < 0 or covered[near][1] <= start:
            unread += 1
    return total, unread


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
