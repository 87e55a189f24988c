"""Where an import stands: its row and the lease on its work change together, in one statement each.

In each the work row is locked before the import's, as whoever cancels does. A statement that finds the
work done or in other hands changes nothing.
"""

from typing import Any

from django.conf import settings
from django.db import connection

from annotations.models import Import, ImportStage, ImportStatus, Work
from annotations.tasks.leases import LostLeaseError

_BEGIN = """
WITH mine AS (
    UPDATE annotations_work
    SET lease_until = statement_timestamp() + make_interval(secs => %(seconds)s)
    WHERE id = %(work)s AND lease_owner = %(owner)s AND done_at IS NULL
    RETURNING subject
)
UPDATE annotations_import i
SET status = 'running', attempts = %(attempts)s,
    stage = CASE WHEN i.origin = 'fetch' AND i.blob_id IS NULL THEN 'fetch' ELSE 'read' END
FROM mine WHERE i.id = mine.subject AND i.status IN ('queued', 'running')
RETURNING i.*
"""
_STEP = """
WITH mine AS (
    UPDATE annotations_work
    SET lease_until = statement_timestamp() + make_interval(secs => %(seconds)s)
    WHERE id = %(work)s AND lease_owner = %(owner)s AND done_at IS NULL
    RETURNING subject
), told AS (
    UPDATE annotations_import i SET stage = %(stage)s
    FROM mine WHERE i.id = mine.subject AND i.status IN ('queued', 'running')
)
SELECT 1 FROM mine
"""
_HOLD = """
WITH mine AS MATERIALIZED (
    SELECT subject FROM annotations_work
    WHERE id = %(work)s AND lease_owner = %(owner)s AND done_at IS NULL FOR UPDATE
)
SELECT i.* FROM annotations_import i JOIN mine ON i.id = mine.subject FOR UPDATE OF i
"""
_END = """
WITH done AS (
    UPDATE annotations_work SET done_at = statement_timestamp(), lease_until = NULL
    WHERE id = %(work)s
)
UPDATE annotations_import
SET status = 'succeeded', stage = 'done', finished_at = statement_timestamp(), error_code = '',
    error_detail = '', part = %(part)s, article_id = %(article)s, snapshot_id = %(snapshot)s,
    revision_id = %(revision)s
WHERE id = %(item)s
"""


def begin(work: Work) -> Import | None:
    """Mark the import as running, at its first stage and with a whole lease ahead.

    Returns:
        The import; None where it has ended, or the work is no longer this owner's.
    """
    return _first(_BEGIN, {**_mine(work), "attempts": work.attempts})


def step(work: Work, item: Import, stage: ImportStage) -> None:
    """Say at which stage the import is, for whoever watches, with a whole lease ahead.

    Raises:
        LostLeaseError: the work is done or in other hands.
    """
    with connection.cursor() as cursor:
        cursor.execute(_STEP, {**_mine(work), "stage": stage})
        if cursor.fetchone() is None:
            raise LostLeaseError
    item.stage = stage


def hold(work: Work) -> Import | None:
    """Lock the work, then its import, until the transaction ends; None where it is in other hands."""
    return _first(_HOLD, _mine(work))


def end(work: Work, item: Import) -> None:
    """Write that an import which the caller holds has succeeded, and that its work is done.

    Args:
        work: held.
        item: held, with the article, snapshot and revision that it became.
    """
    values: dict[str, Any] = {
        "work": work.pk,
        "item": item.pk,
        "part": item.part,
        "article": item.article_id,
        "snapshot": item.snapshot_id,
        "revision": item.revision_id,
    }
    with connection.cursor() as cursor:
        cursor.execute(_END, values)
    item.status, item.stage = ImportStatus.SUCCEEDED, ImportStage.DONE


def _mine(work: Work) -> dict[str, Any]:
    seconds = settings.WORK_LEASE_SECONDS
    return {"work": work.pk, "owner": work.lease_owner, "seconds": seconds}


def _first(sql: str, values: dict[str, Any]) -> Import | None:
    return next(iter(Import.objects.raw(sql, values)), None)
