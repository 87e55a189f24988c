"""Where a claim stands in its article: the sentence in its paragraph, with the words marked."""

from itertools import pairwise
from typing import Any
from uuid import UUID

from annotations.models import ArticleRevision


def place_shown(claim: dict[str, Any]) -> dict[str, Any] | None:
    """The paragraph around a claim's first passage, in parts; None where the words stand in the text no more.

    Returns:
        `article`, `passage` (ids for a link) and `parts`, each `{text, is_claim, is_sentence}`.
    """
    anchor = claim["anchor"]
    if anchor is None or anchor["start"] is None:
        return None
    revision = (
        ArticleRevision.objects.filter(pk=UUID(anchor["revision"]))
        .only("text", "blocks", "sentences", "article")
        .first()
    )
    if revision is None:
        return None
    start, end = anchor["start"], anchor["end"]
    low, high = _paragraph(revision, start, end)
    first, last = _sentences(revision, start, end, low, high)
    edges = sorted({low, first, start, end, last, high})
    parts = [
        {
            "text": revision.text[a:b],
            "is_claim": start <= a < end,
            "is_sentence": first <= a < last,
        }
        for a, b in pairwise(edges)
    ]
    return {"article": str(revision.article_id), "passage": anchor["id"], "parts": parts}


def _paragraph(revision: ArticleRevision, start: int, end: int) -> tuple[int, int]:
    """The blocks that the passage touches, from the first one's start to the last one's end."""
    touched = [
        (b["start"], b["end"]) for b in revision.blocks if b["start"] < end and start < b["end"]
    ]
    return (
        min((low for low, _high in touched), default=start),
        max((high for _low, high in touched), default=end),
    )


def _sentences(
    revision: ArticleRevision, start: int, end: int, low: int, high: int
) -> tuple[int, int]:
    flat = revision.sentences
    pairs = zip(flat[::2], flat[1::2], strict=False)
    touched = [(a, b) for a, b in pairs if a < end and start < b]
    first = min((a for a, _b in touched), default=start)
    last = max((b for _a, b in touched), default=end)
    return max(low, min(first, start)), min(high, max(last, end))
