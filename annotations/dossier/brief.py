"""Claims as the workspace draws them: one short row each, built by PostgreSQL in one query.

An article may carry thousands of claims; opening it needs where they stand and how they look, and a
card's whole content only when it is opened.
"""

from uuid import UUID

from django.db import connection

_BRIEF = """
SELECT coalesce(json_agg(json_build_object(
    'id', c.id, 'statement', c.statement, 'state', c.state, 'approval', c.approval,
    'version', c.version, 'look', r.look, 'label', r.label, 'passages', p.passages
) ORDER BY p.start NULLS LAST, c.id), '[]')::text
FROM (
    SELECT ap.claim_id,
           min(CASE WHEN an.id IS NULL THEN h.start ELSE an.start END) AS start,
           json_agg(json_build_array(h.id,
               CASE WHEN an.id IS NULL THEN h.start ELSE an.start END,
               CASE WHEN an.id IS NULL THEN h."end" ELSE an."end" END,
               coalesce(an.state, 'anchored')) ORDER BY h.start, h.id) AS passages
    FROM annotations_highlight h
    JOIN annotations_appearance ap ON ap.id = h.appearance_id AND ap.removed_at IS NULL
    JOIN annotations_article a ON a.id = h.article_id
    LEFT JOIN annotations_anchor an
        ON an.highlight_id = h.id AND an.revision_id = a.current_revision_id
    WHERE h.article_id = %s AND h.purpose = 'claim' AND h.retired_at IS NULL
    GROUP BY ap.claim_id
) p
JOIN annotations_claim c ON c.id = p.claim_id AND c.deleted_at IS NULL
LEFT JOIN annotations_verdict v ON v.id = c.verdict_id
LEFT JOIN annotations_rating r ON r.id = v.rating_id
"""


def brief_json(article_id: UUID) -> str:
    """The claims that appear in an article, in text order, as a JSON array.

    Each has `id`, `statement`, `state`, `approval`, `version`, `look` and `label` of its verdict (null
    where not checked) and `passages`: ``[id, start, end, state]`` in this article, code points, end
    exclusive, null where the passage has no place. Nothing of it is confidential.
    """
    with connection.cursor() as cursor:
        cursor.execute(_BRIEF, [article_id])
        row = cursor.fetchone()
    return str(row[0]) if row else "[]"
