"""Articles whose text has the rare words of a claim: one statement, fast in a hundred thousand articles.

How often a word occurs is counted on the spot, never beyond a cap, so that no table has to be kept in step; a word that more
articles have than the cap tells nothing and is left out. The CTEs are materialized: without that the planner may walk another
index in the hope of an early match.
"""

from collections.abc import Sequence
from uuid import UUID

from django.db import connection

from annotations.matching.passages_terms import Term

CAP = 1_500
"""Articles with one word that are looked at; of a word in more than these nothing is learned."""
_MOST = 300
_TOGETHER = 3
_SQL = """
    WITH term AS MATERIALIZED (
        SELECT nth, query::tsquery AS query FROM unnest(%s::text[]) WITH ORDINALITY AS t (query, nth)
    ), found AS MATERIALIZED (
        SELECT term.nth, hit.id FROM term CROSS JOIN LATERAL (
            SELECT id FROM annotations_article WHERE search @@ term.query LIMIT %s
        ) AS hit
    ), rare AS MATERIALIZED (
        SELECT nth, ln(1 + 100000.0 / count(*)) AS weight FROM found GROUP BY nth HAVING count(*) < %s
    )
    SELECT found.id FROM found JOIN rare USING (nth)
    GROUP BY found.id ORDER BY sum(rare.weight) DESC, found.id DESC LIMIT %s
"""


def articles_with(terms: Sequence[Term], most: int = _MOST) -> list[UUID]:
    """Ids of articles that have the rarest of the words, those with most of them first; visibility is the caller's to ask.

    The first words together are one more term: where each alone is common, they may tell something together.
    """
    if not terms:
        return []
    queries = [term.query for term in terms]
    if len(terms) > 1:
        queries.append(" & ".join(f"({query})" for query in queries[:_TOGETHER]))
    with connection.cursor() as cursor:
        cursor.execute(_SQL, [queries, CAP, CAP, most])
        return [row[0] for row in cursor.fetchall()]
