"""Sentences that were called done, and are unread again because a new text changed their words."""

from bisect import bisect_right

from annotations.claims.progress import STANDING, states_of
from annotations.models import Anchor, Article, ArticleRevision, HighlightPurpose


def lapsed_in(article: Article) -> list[tuple[int, int]]:
    """Where sentences stand now that were called done in other words."""
    rows = Anchor.objects.filter(
        revision=article.current_revision_id,
        highlight__purpose=HighlightPurpose.COVERAGE,
        highlight__retired_at__isnull=True,
        start__isnull=False,
    ).exclude(STANDING)
    return [(start or 0, end or 0) for start, end in rows.values_list("start", "end")]


def unread_again(
    revision: ArticleRevision, lapsed: list[tuple[int, int]]
) -> tuple[int, int | None]:
    """How many of these sentences nobody called done again, and where the first begins."""
    places = sorted(lapsed)
    if not places:
        return 0, None
    states, flat = states_of([revision])[revision.pk], revision.sentences
    starts, again = flat[::2], set()
    for start, end in places:
        at = max(0, bisect_right(starts, start) - 1)
        while at < len(starts) and flat[2 * at] < end:
            first = states.counted_as[at]
            if flat[2 * at + 1] > start and first is not None and states.states[first] in "up":
                again.add(first)
            at += 1
    return len(again), flat[2 * min(again)] if again else None
