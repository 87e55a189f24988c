"""Claims as the workspace draws them: one short row each, built by PostgreSQL in one query.

An article may carry thousands of claims; opening it needs where they stand and how they look, and a
card's whole content only when it is opened.
"""

from uuid import UUID

from django.db import connection
from django.utils.translation import get_language

from annotations.models import User

# Each table is reached by its index, row by row, from the article's own passages: the cost is that of the
# article's claims, whatever else the newsroom keeps. (Joined plainly, PostgreSQL reads whole tables.)
_BRIEF = """
SELECT coalesce(json_agg(json_build_object(
    'id', c.id, 'statement', c.statement, 'state', c.state, 'approval', c.approval,
    'version', c.version, 'look', r.look, 'label', coalesce(r.labels ->> %(language)s, r.label), 'passages', p.passages,
    'assignee', c.assignee_id, 'mine', %(user)s::uuid = ANY (c.contributors) OR c.created_by_id = %(user)s,
    'needs_evidence', CASE WHEN r.id IS NULL THEN e.stances IS NULL
        WHEN r.needs_evidence = 'attempts' THEN NOT EXISTS (
            SELECT 1 FROM annotations_attempt x
            WHERE x.claim_id = c.id AND x.removed_at IS NULL
              AND (x.visibility = 'everyone' OR x.created_by_id = %(user)s OR EXISTS (
                  SELECT 1 FROM annotations_attempt_shared_with w
                  WHERE w.attempt_id = x.id AND w.user_id = %(user)s)))
        ELSE r.needs_evidence <> '' AND NOT coalesce(r.needs_evidence = ANY (e.stances), false) END,
    'threads', t.open,
    'risks', c.risks
) ORDER BY p.start NULLS LAST, c.id), '[]')::text
FROM (
    SELECT ap.claim_id,
           min(CASE WHEN an.id IS NULL THEN h.start ELSE an.start END) AS start,
           json_agg(json_build_array(h.id,
               CASE WHEN an.id IS NULL THEN h.start ELSE an.start END,
               CASE WHEN an.id IS NULL THEN h."end" ELSE an."end" END,
               coalesce(an.state, 'anchored')) ORDER BY h.start, h.id) AS passages
    FROM annotations_highlight h
    CROSS JOIN LATERAL (
        SELECT claim_id FROM annotations_appearance
        WHERE id = h.appearance_id AND removed_at IS NULL OFFSET 0
    ) ap
    LEFT JOIN annotations_anchor an ON an.highlight_id = h.id AND an.revision_id = (
        SELECT current_revision_id FROM annotations_article WHERE id = %(article)s)
    WHERE h.article_id = %(article)s AND h.purpose = 'claim' AND h.retired_at IS NULL
    GROUP BY ap.claim_id
) p
CROSS JOIN LATERAL (
    SELECT * FROM annotations_claim WHERE id = p.claim_id AND deleted_at IS NULL OFFSET 0
) c
LEFT JOIN annotations_verdict v ON v.id = c.verdict_id AND NOT EXISTS (
    SELECT 1 FROM annotations_secondverdict b WHERE b.claim_id = c.id AND b.person_id = %(user)s
      AND b.given_at IS NULL AND b.handed_back_at IS NULL)
LEFT JOIN annotations_rating r ON r.id = v.rating_id
LEFT JOIN LATERAL (
    SELECT array_agg(e.stance) AS stances
    FROM annotations_evidence e JOIN annotations_source s ON s.id = e.source_id
    WHERE e.claim_id = c.id AND e.removed_at IS NULL
      AND (e.visibility = 'everyone' OR e.created_by_id = %(user)s OR EXISTS (
          SELECT 1 FROM annotations_evidence_shared_with w
          WHERE w.evidence_id = e.id AND w.user_id = %(user)s))
      AND (s.visibility = 'everyone' OR s.created_by_id = %(user)s OR EXISTS (
          SELECT 1 FROM annotations_source_shared_with w
          WHERE w.source_id = s.id AND w.user_id = %(user)s))
      AND NOT EXISTS (
          SELECT 1 FROM annotations_appearance o JOIN annotations_article oa ON oa.id = o.article_id
          WHERE o.claim_id = e.claim_id AND o.removed_at IS NULL
            AND (o.article_id = s.article_id
                 OR e.cited_url <> '' AND e.cited_url IN (oa.url, oa.canonical_url)))
      AND NOT (c.asserts = 'so' AND c.origin_id IS NOT NULL
               AND coalesce(e.origin_id, s.origin_id) IS NOT DISTINCT FROM c.origin_id)
) e ON r.id IS NULL OR r.needs_evidence IN ('corroborates', 'contradicts')
CROSS JOIN LATERAL (
    SELECT count(*) AS open FROM annotations_thread
    WHERE claim_id = c.id AND resolved_at IS NULL
) t
"""


def brief_json(article_id: UUID, user: User) -> str:
    """The claims that appear in an article, in text order, as a JSON array.

    Each has `id`, `statement`, `state`, `approval`, `version`, `look` and `label` of its verdict (null
    where not checked; the label in the reader's language where the newsroom has it) and `passages`: ``[id, start, end, state]`` in this article, code points, end
    exclusive, null where the passage has no place. `mine` tells whether `user` wrote in it, `needs_evidence`
    whether what its verdict asks for, a source or an attempt, is lacking (before a verdict: any evidence) among what `user` may see, `threads` how many discussions are open.
    """
    with connection.cursor() as cursor:
        language = get_language() or ""
        cursor.execute(_BRIEF, {"article": article_id, "user": user.pk, "language": language})
        row = cursor.fetchone()
    return str(row[0]) if row else "[]"
