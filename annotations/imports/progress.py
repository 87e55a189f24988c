"""How a batch stands: counted from its imports, with the time left at its own pace."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from annotations.imports.queued import KIND
from annotations.models import Batch

# Too few endings say nothing of the pace.
_PACE_LEAST = 3
# The pace counts what has ended since the oldest work that is still open was written, so that a retry
# a day later is not slowed by the night between. Materialised: before the first ANALYZE the planner
# takes 500 rows for one and would look for it once per import.
_SQL = """
    WITH still_open AS MATERIALIZED (
        SELECT i.batch_id, min(w.created_at) AS since
        FROM annotations_import i
        JOIN annotations_work w ON w.kind = %s AND w.subject = i.id AND w.done_at IS NULL
        WHERE i.batch_id = ANY(%s) AND i.status IN ('queued', 'running')
        GROUP BY i.batch_id
    )
    SELECT i.batch_id, count(*),
        count(*) FILTER (WHERE i.status = 'queued'),
        count(*) FILTER (WHERE i.status = 'running'),
        count(*) FILTER (WHERE i.status = 'succeeded'),
        count(*) FILTER (WHERE i.status = 'failed'),
        count(*) FILTER (WHERE i.status = 'failed' AND i.error_code = 'cancelled'),
        count(*) FILTER (WHERE i.finished_at >= o.since),
        extract(epoch FROM clock_timestamp() - o.since)::float8,
        max(i.finished_at)
    FROM annotations_import i LEFT JOIN still_open o USING (batch_id)
    WHERE i.batch_id = ANY(%s)
    GROUP BY i.batch_id, o.since
"""
# A retry waits since it was asked for, not since the import was made; what nobody has leased waits.
# No join, for the reason above.
_UNDER_WAY = """
    SELECT count(*) FILTER (WHERE status = 'running'), count(*) FILTER (WHERE status = 'queued'),
        (SELECT extract(epoch FROM clock_timestamp() - min(created_at))::float8
         FROM annotations_work
         WHERE kind = %s AND done_at IS NULL AND lease_until IS NULL)
    FROM annotations_import
    WHERE status IN ('queued', 'running') AND article_role = 'article'
"""


@dataclass(frozen=True, slots=True)
class Progress:
    """How a batch stands.

    Attributes:
        failed: with those that somebody cancelled.
        cancelled: those of the failed.
        seconds_left: at the pace of this batch; None where nothing is left, or nobody can say yet.
        started_at: when it was accepted.
        finished_at: when the last of it ended; None until then.
    """

    total: int
    queued: int
    running: int
    succeeded: int
    failed: int
    cancelled: int
    seconds_left: float | None
    started_at: datetime
    finished_at: datetime | None

    @property
    def ended(self) -> int:
        """How many came to an end, one way or the other."""
        return self.succeeded + self.failed

    @property
    def unfinished(self) -> int:
        """How many are still to come."""
        return self.queued + self.running

    @property
    def broken(self) -> int:
        """How many failed without anybody wanting it."""
        return self.failed - self.cancelled

    @property
    def share(self) -> float:
        """How much has ended, from 0 to 1."""
        return self.ended / self.total if self.total else 1.0


def progress_of(batch: Batch) -> Progress:
    """How one batch stands, in one query."""
    return progress_of_each([batch])[batch.pk]


def progress_of_each(batches: Iterable[Batch]) -> dict[UUID, Progress]:
    """How several batches stand, by id, in one query."""
    by_id = {batch.pk: batch for batch in batches}
    found = {pk: Progress(0, 0, 0, 0, 0, 0, None, b.created_at, None) for pk, b in by_id.items()}
    with connection.cursor() as cursor:
        cursor.execute(_SQL, [KIND, list(by_id), list(by_id)])
        rows = cursor.fetchall()
    for pk, total, queued, running, succeeded, failed, cancelled, ended, seconds, last in rows:
        left = queued + running
        found[pk] = Progress(
            total=total,
            queued=queued,
            running=running,
            succeeded=succeeded,
            failed=failed,
            cancelled=cancelled,
            seconds_left=_left(left, ended, seconds),
            started_at=by_id[pk].created_at,
            finished_at=None if left else last,
        )
    return found


def _left(left: int, ended: int, seconds: float | None) -> float | None:
    if not left or seconds is None or ended < _PACE_LEAST:
        return None
    return left * seconds / ended


@dataclass(frozen=True, slots=True)
class UnderWay:
    """What the whole newsroom waits for.

    Attributes:
        oldest: seconds that the longest waiting import waits; None where none does.
    """

    running: int
    queued: int
    oldest: float | None


def under_way() -> UnderWay:
    """Counts all imports of the lists that have not ended, in one query that reads only those."""
    with connection.cursor() as cursor:
        cursor.execute(_UNDER_WAY, [KIND])
        running, queued, oldest = cursor.fetchone() or (0, 0, None)
    return UnderWay(running, queued, oldest if queued else None)
