"""How often terms occur: counted again at night, and when an import has made many more texts."""

from django.db import connection, transaction

from annotations.matching.terms import ALL

# So much more than at the last count is worth counting again.
GROWTH = 1.2
_LOCK = 7_208_001
_TEXTS = """SELECT terms FROM annotations_earliercheck UNION ALL SELECT terms FROM annotations_claim
WHERE verdict_id IS NOT NULL AND deleted_at IS NULL"""
_NOW = f"SELECT count(*) FROM ({_TEXTS}) texts"  # noqa: S608 - made of the words above
_REFRESH = """
WITH counted AS MATERIALIZED (
    SELECT word AS term, ndoc AS texts FROM ts_stat(%(texts)s) WHERE length(word) BETWEEN 1 AND 200
    UNION ALL SELECT '', %(all)s
), gone AS (
    DELETE FROM annotations_termcount c WHERE NOT EXISTS (
        SELECT 1 FROM counted WHERE counted.term = c.term)
)
INSERT INTO annotations_termcount AS kept (term, texts) SELECT term, texts FROM counted
ON CONFLICT (term) DO UPDATE SET texts = EXCLUDED.texts WHERE kept.texts <> EXCLUDED.texts
"""


def count_if_grown() -> bool:
    """Count the terms again where there are notably more texts than at the last count."""
    with connection.cursor() as cursor:
        cursor.execute(_NOW)
        now = cursor.fetchone()[0]
        cursor.execute("SELECT texts FROM annotations_termcount WHERE term = %s", [ALL])
        row = cursor.fetchone()
    return now > (row[0] * GROWTH if row else 0) and count_terms()


@transaction.atomic
def count_terms() -> bool:
    """Count all terms; False where another process is at it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        if not cursor.fetchone()[0]:
            return False
        cursor.execute(_NOW)
        cursor.execute(_REFRESH, {"texts": _TEXTS, "all": cursor.fetchone()[0]})
    return True
