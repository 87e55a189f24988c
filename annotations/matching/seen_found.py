"""Candidates for "seen before": rows that share rare terms with a text, and rows whose vectors are near."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import connection

from annotations.matching import embedding
from annotations.matching.embedding_near import HELD, cosines_of
from annotations.matching.terms import Wanted, Words

if TYPE_CHECKING:
    from annotations.matching.embedding_model import Array

CANDIDATES = 100
# Of a text whose rarest term is a common one not all rows are scored that have it.
MOST_ROWS = 20_000
NEAREST = 60
# BM25 (Robertson and Zaragoza 2009): how soon a repeated term tells no more, and how much a long text counts less.
SATURATION, LENGTH = 1.2, 0.3
USUAL_LENGTH = 12.0
_ROWS = """
    SELECT 'check' AS kind, id, terms, claim_reviewed AS said FROM annotations_earliercheck WHERE {check}
    UNION ALL
    SELECT 'claim', id, terms, statement FROM annotations_claim
    WHERE {claim} AND verdict_id IS NOT NULL AND deleted_at IS NULL AND id IS DISTINCT FROM %(but)s
"""
_SCORED = """
WITH wanted AS MATERIALIZED (
    SELECT * FROM unnest(%(terms)s::text[], %(weights)s::float8[]) w (term, weight)
), found AS MATERIALIZED (SELECT * FROM ({rows}) any_of LIMIT %(rows)s), scored AS (
    SELECT kind, id, coalesce(sum(weight * tf * (%(k)s + 1) / (tf + %(k)s * (
        1 - %(b)s + %(b)s * length / %(usual)s))), 0) AS score
    FROM (SELECT kind, id, length(terms) AS length, u.lexeme, cardinality(u.positions)::float8 AS tf
        FROM found, unnest(terms) u) said JOIN wanted ON term = lexeme
    GROUP BY kind, id ORDER BY score DESC, id LIMIT %(most)s
)
SELECT kind, id, found.said, coalesce(score, 0),
    array(SELECT lexeme FROM unnest(terms) WHERE 'A' = ANY (weights)), tsvector_to_array(terms)
FROM found {join} scored USING (kind, id) ORDER BY 4 DESC, id
"""
_BY_TERMS = _SCORED.format(
    rows=_ROWS.format(check="terms @@ %(query)s::tsquery", claim="terms @@ %(query)s::tsquery"),
    join="JOIN",
)
_BY_VECTOR = _SCORED.format(
    rows=_ROWS.format(
        check="factcheck_sha256(claim_reviewed) = ANY (%(keys)s)",
        claim="factcheck_sha256(statement) = ANY (%(keys)s)",
    ),
    join="LEFT JOIN",
)


@dataclass(slots=True)
class Candidate:
    """A row that may say the same: BM25 in units of the rarest term, and the cosine, where it is known.

    `stated` are the terms of the claim itself, `terms` those of its title too.
    """

    kind: str
    pk: UUID
    said: str
    words: float
    stated: frozenset[str]
    terms: frozenset[str]
    cosine: float | None = None


def candidates(words: Words, wanted: Wanted, but: UUID | None, rarest: float) -> list[Candidate]:
    """Rows that share terms or are near, with both figures as far as they are known."""
    asked = {
        "terms": list(wanted.weights),
        "weights": list(wanted.weights.values()),
        "query": wanted.query,
        "but": but,
        "most": CANDIDATES,
        "rows": MOST_ROWS,
        "k": SATURATION,
        "b": LENGTH,
        "usual": USUAL_LENGTH,
    }
    found = _rows(_BY_TERMS, asked, rarest) if wanted.weights else {}
    vector = embedding.vector_of(words.whole) if words.text else None
    if vector is not None:
        _add_near(found, asked, vector, rarest)
    return list(found.values())


def _add_near(
    found: dict[tuple[str, UUID], Candidate],
    asked: dict[str, Any],
    vector: "Array",
    rarest: float,
) -> None:
    """Add what is near and no shared word has found; then give all their cosines."""
    cosines = HELD.near(vector, NEAREST)
    have = {embedding.sha256_of(one.said) for one in found.values()}
    new = [key for key in cosines if key not in have]
    if new:
        found.update(_rows(_BY_VECTOR, {**asked, "keys": new}, rarest, known=found))
    _give_cosines(found.values(), cosines, vector)


def _give_cosines(found: Iterable[Candidate], cosines: dict[str, float], vector: "Array") -> None:
    keys = {embedding.sha256_of(one.said): one for one in found}
    missing = [key for key in keys if key not in cosines]
    cosines = {**cosines, **(cosines_of(missing, vector) if missing else {})}
    for one in found:
        one.cosine = cosines.get(embedding.sha256_of(one.said))


def _rows(
    sql: str,
    asked: dict[str, Any],
    rarest: float,
    known: Iterable[tuple[str, UUID]] = (),
) -> dict[tuple[str, UUID], Candidate]:
    with connection.cursor() as cursor:
        cursor.execute(sql, asked)
        rows = cursor.fetchall()
    return {
        (kind, pk): Candidate(kind, pk, said, score / rarest, frozenset(stated), frozenset(terms))
        for kind, pk, said, score, stated, terms in rows
        if (kind, pk) not in known
    }
