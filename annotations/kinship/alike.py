"""Which articles have the same words, or nearly the same."""

from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from annotations.imports.revise import body_of
from annotations.models import Article, ArticleRevision, Likeness, TextSketch
from annotations.reading.sketches import sequences_of, share_of, words_of

NEARLY = 0.7
"""The share of the shorter text's word sequences from which on two texts are one story, syndicated."""

FEWEST_WORDS = 40
"""A shorter text is a headline or a brief: likeness of a few words says nothing."""

MOST = 8
"""How many articles are named, and how many are compared word by word."""

_SHARED = 6
_EQUAL = 50
# A look-up for each hash, bounded: a sentence below every article of an agency costs no more than another.
_CANDIDATES = """
WITH asked AS (SELECT unnest(%(hashes)s::bigint[]) AS hash)
SELECT n.article_id FROM asked CROSS JOIN LATERAL (
    SELECT s.article_id FROM annotations_textsketch s
    WHERE s.hashes @> ARRAY[asked.hash] AND s.article_id <> %(article)s LIMIT 50
) n GROUP BY n.article_id HAVING count(*) >= %(least)s ORDER BY count(*) DESC, n.article_id LIMIT 24
"""
# The planner takes each hash for a common one, and would read the whole table for it.
_PLAN = "SELECT set_config('enable_seqscan', %s, true)"


def alike(
    article: Article, revision: ArticleRevision, others: QuerySet[Article]
) -> dict[UUID, tuple[Likeness, float]]:
    """Articles with the same words as one, or nearly the same, with the share that is.

    Args:
        article: whose sketch is kept.
        revision: its text.
        others: which may be named.
    """
    sketch = TextSketch.objects.get(article=article)
    if not sketch.hashes:
        return {}
    like = dict.fromkeys(_equal(sketch, others), (Likeness.TEXT, 1.0))
    words = words_of(body_of(revision))
    if len(words) < FEWEST_WORDS:
        return like
    near = [other for other in _candidates(article, sketch, others) if other.pk not in like]
    own = sequences_of(words) if near else set()
    for other in near:
        if (share := _share(own, other)) >= NEARLY:
            like[other.pk] = (Likeness.SYNDICATED, round(share, 3))
    return like


def _equal(sketch: TextSketch, others: QuerySet[Article]) -> list[UUID]:
    """Articles of the same words; two steps, or the planner begins with every article there is."""
    same = TextSketch.objects.filter(words_sha256=sketch.words_sha256)
    ids = list(same.exclude(pk=sketch.pk).values_list("article_id", flat=True)[:_EQUAL])
    return list(others.filter(pk__in=ids).values_list("pk", flat=True)[:MOST]) if ids else []


def _share(own: set[int], other: Article) -> float:
    assert other.current_revision is not None  # noqa: S101 - a sketch is of a text
    words = words_of(body_of(other.current_revision))
    return share_of(own, sequences_of(words)) if len(words) >= FEWEST_WORDS else 0.0


def _candidates(article: Article, sketch: TextSketch, others: QuerySet[Article]) -> list[Article]:
    """Articles whose texts are worth comparing word by word, the likeliest first."""
    asked: dict[str, Any] = {
        "hashes": sketch.hashes,
        "article": article.pk,
        "least": min(_SHARED, len(sketch.hashes)),
    }
    with connection.cursor() as cursor:
        cursor.execute(_PLAN, ["off"])
        cursor.execute(_CANDIDATES, asked)
        ids = [row[0] for row in cursor.fetchall()]
        cursor.execute(_PLAN, ["on"])
    if not ids:
        return []
    heavy = ("search", "current_revision__document", "current_revision__sentences")
    near = others.filter(pk__in=ids).select_related("current_revision").defer(*heavy)
    return sorted(near, key=lambda other: ids.index(other.pk))[:MOST]
