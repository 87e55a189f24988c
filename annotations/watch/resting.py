"""Which pages claims rest on: those are watched, and only as long as they do.

What confidential evidence rests on is not watched for its sake: that a page is watched is for everybody to see.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from annotations.models import Article, Origin

# Open (draft to approved) or published. A withdrawn claim has nothing public and nobody works on it.
_CLAIM = "c.deleted_at IS NULL AND c.state <> 'withdrawn'"
_OPEN = "e.removed_at IS NULL AND e.visibility = 'everyone' AND s.visibility = 'everyone'"
_APPEARS = f"""
    SELECT x.article_id FROM annotations_appearance x JOIN annotations_claim c ON c.id = x.claim_id
    WHERE x.removed_at IS NULL AND {_CLAIM}"""  # noqa: S608 - made of the words above
_IS_SOURCE = f"""
    SELECT s.article_id FROM annotations_source s
    JOIN annotations_evidence e ON e.source_id = s.id JOIN annotations_claim c ON c.id = e.claim_id
    WHERE s.article_id IS NOT NULL AND {_OPEN} AND {_CLAIM}"""  # noqa: S608 - made of the words above
_IS_QUOTED = f"""
    SELECT h.article_id FROM annotations_evidence e
    JOIN annotations_source s ON s.id = e.source_id JOIN annotations_claim c ON c.id = e.claim_id
    JOIN annotations_highlight h ON h.id = e.passage_id
    WHERE h.retired_at IS NULL AND {_OPEN} AND {_CLAIM}"""  # noqa: S608 - made of the words above
# Only a text that came from the page can be compared with the page.
_FETCHED = """
    a.url <> '' AND a.deleted_at IS NULL AND a.merged_into_id IS NULL AND EXISTS (
        SELECT 1 FROM annotations_articlerevision v JOIN annotations_snapshot n ON n.id = v.snapshot_id
        WHERE v.id = a.current_revision_id AND n.origin = 'fetch'
    )"""
_RESTING = f"""
SELECT a.id FROM annotations_article a
WHERE a.id = ANY(%(articles)s) AND {_FETCHED} AND (
    EXISTS ({_APPEARS} AND x.article_id = a.id)
    OR EXISTS ({_IS_SOURCE} AND s.article_id = a.id)
    OR EXISTS ({_IS_QUOTED} AND h.article_id = a.id)
)
"""  # noqa: S608 - made of the words above
_NEW = f"""
WITH resting AS MATERIALIZED (
    SELECT r.article_id FROM (
        {_APPEARS} AND x.id >= %(since)s
        UNION ALL {_IS_SOURCE} AND e.id >= %(since)s
        UNION ALL {_IS_QUOTED} AND e.id >= %(since)s
    ) r
    WHERE NOT EXISTS (SELECT 1 FROM annotations_watch w WHERE w.article_id = r.article_id)
)
SELECT a.id FROM annotations_article a
WHERE a.id IN (SELECT article_id FROM resting) AND {_FETCHED}
LIMIT %(most)s
"""  # noqa: S608 - made of the words above


def resting_on(article_ids: Collection[UUID]) -> set[UUID]:
    """Those of the articles whose page can be watched and on which open or published claims rest."""
    return _ids(_RESTING, {"articles": list(article_ids)}) if article_ids else set()


def not_watched_yet(most: int, *, since: datetime | None = None) -> set[UUID]:
    """Articles on which claims rest and whose page nobody has begun to watch.

    Args:
        most: at most so many.
        since: only by appearances and evidence made since then, which is cheap; all of them by default.
    """
    moment = int(since.timestamp() * 1000) if since else 0
    # Ids are in the order of making (UUIDv7): their first 48 bits are milliseconds.
    return _ids(_NEW, {"most": most, "since": UUID(int=moment << 80)})


def why_not(article: Article) -> str:
    """Why the page of an article cannot be watched: `merged`, `no_address`, `not_fetched`; empty where it can.

    Args:
        article: with `current_revision__snapshot` loaded.
    """
    if article.merged_into_id is not None:
        return "merged"
    if not article.url:
        return "no_address"
    revision = article.current_revision
    if revision is None or revision.snapshot.origin != Origin.FETCH:
        return "not_fetched"
    return ""


def _ids(sql: str, values: dict[str, Any]) -> set[UUID]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return {row[0] for row in cursor.fetchall()}
