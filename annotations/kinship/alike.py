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
# A look-up for each hash, bounded: a sentence below every article of an agency costs no more than another.
# The planner takes each hash for a common one, and would read the whole table for it; the statement is
# planned before it allows that again.
_FORBID = "SELECT set_config('enable_seqscan', 'off', true)"
_FOUND = """
WITH asked AS (SELECT unnest(%(hashes)s::bigint[]) AS hash), near AS (
    SELECT n.article_id, count(*) AS shared FROM asked CROSS JOIN LATERAL (
        SELECT s.article_id FROM annotations_textsketch s
        WHERE s.hashes @> ARRAY[asked.hash] AND s.article_id <> %(article)s LIMIT 50
    ) n GROUP BY n.article_id HAVING count(*) >= %(least)s ORDER BY 2 DESC, 1 LIMIT 24
), equal AS (
    SELECT article_id FROM annotations_textsketch
    WHERE words_sha256 = %(words)s AND article_id <> %(article)s LIMIT 50
)
SELECT article_id, shared FROM near
UNION ALL SELECT article_id, NULL FROM equal
UNION ALL SELECT NULL, length(set_config('enable_seqscan', 'on', true))
"""


def alike(
    sketch: TextSketch, revision: ArticleRevision, others: QuerySet[Article]
) -> dict[UUID, tuple[Likeness, float]]:
    """Articles with the same words as one, or nearly the same, with the share that is.

    Args:
        sketch: the article's, kept.
        revision: its text.
        others: which may be named.
    """
    if not sketch.hashes:
        return {}
    equal, near = _found(sketch)
    like = dict.fromkeys(_named(equal, others), (Likeness.TEXT, 1.0))
    candidates = [other for other in _candidates(near, others) if other.pk not in like]
    words = words_of(body_of(revision)) if candidates else []
    if len(words) < FEWEST_WORDS:
        return like
    own = sequences_of(words)
    for other in candidates:
        if (share := _share(own, other)) >= NEARLY:
            like[other.pk] = (Likeness.SYNDICATED, round(share, 3))
    return like


def _found(sketch: TextSketch) -> tuple[list[UUID], list[UUID]]:
    """Whose words are the same, and whose texts share hashes, the likeliest first."""
    asked: dict[str, Any] = {
        "hashes": sketch.hashes,
        "words": sketch.words_sha256,
        "article": sketch.article_id,
        "least": min(_SHARED, len(sketch.hashes)),
    }
    with connection.cursor() as cursor:
        cursor.execute(_FORBID)
        cursor.execute(_FOUND, asked)
        rows = [row for row in cursor.fetchall() if row[0] is not None]
    near = sorted((-shared, pk) for pk, shared in rows if shared is not None)
    return [pk for pk, shared in rows if shared is None], [pk for _shared, pk in near]


def _named(equal: list[UUID], others: QuerySet[Article]) -> list[UUID]:
    """Those of the equal ones that may be named."""
    return list(others.filter(pk__in=equal).values_list("pk", flat=True)[:MOST]) if equal else []


def _share(own: set[int], other: Article) -> float:
    assert other.current_revision is not None  # noqa: S101 - a sketch is of a text
    words = words_of(body_of(other.current_revision))
    return share_of(own, sequences_of(words)) if len(words) >= FEWEST_WORDS else 0.0


def _candidates(near: list[UUID], others: QuerySet[Article]) -> list[Article]:
    """Articles whose texts are worth comparing word by word, the likeliest first."""
    if not near:
        return []
    heavy = ("search", "current_revision__document", "current_revision__sentences")
    found = others.filter(pk__in=near).select_related("current_revision").defer(*heavy)
    return sorted(found, key=lambda other: near.index(other.pk))[:MOST]
