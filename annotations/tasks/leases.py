"""Who has which work: compare-and-set, with an owner and the database's clock."""

import os
import random
import socket
from datetime import timedelta
from uuid import UUID, uuid4

from django.conf import settings
from django.db.models.functions import Now

from annotations.models import Work

MOST_ATTEMPTS = 5
LONGEST_WAIT = 300.0
_LEASE = """
UPDATE annotations_work
SET lease_owner = %s, lease_until = statement_timestamp() + make_interval(secs => %s),
    attempts = attempts + 1
WHERE id = %s AND done_at IS NULL AND available_at <= statement_timestamp()
    AND (lease_until IS NULL OR lease_until < statement_timestamp())
RETURNING *
"""


def lease(work_id: UUID) -> Work | None:
    """Take a work row.

    Returns:
        The row with this caller as owner, or None where it is done, not due, or in other hands.
    """
    owner = f"{socket.gethostname()[:40]}-{os.getpid()}-{uuid4().hex[:12]}"
    taken = Work.objects.raw(_LEASE, [owner, settings.WORK_LEASE_SECONDS, work_id])
    return next(iter(taken), None)


def _lease_time() -> timedelta:
    """Longer than any one step of any work: each step begins by renewing."""
    return timedelta(seconds=settings.WORK_LEASE_SECONDS)


class LostLeaseError(Exception):
    """Another worker has the work now; whoever sees this stops without a trace."""


def renew(work: Work) -> None:
    """Begin a step with a whole lease ahead.

    Raises:
        LostLeaseError: the work is done or in other hands.
    """
    mine = Work.objects.filter(pk=work.pk, lease_owner=work.lease_owner, done_at__isnull=True)
    if not mine.update(lease_until=Now() + _lease_time()):
        raise LostLeaseError


def is_held(work: Work) -> bool:
    """Whether the lease is still this owner's; locks the row until the transaction ends."""
    held = Work.objects.select_for_update().filter(
        pk=work.pk, lease_owner=work.lease_owner, done_at__isnull=True
    )
    return held.exists()


def finish(work: Work) -> None:
    """Say that the work is done; in the transaction that did it."""
    Work.objects.filter(pk=work.pk).update(done_at=Now(), lease_until=None)


def postpone(work: Work, *, at_least: float = 0) -> None:
    """Give the work back, to be tried again later: longer after each attempt, with jitter.

    Args:
        work: what this worker holds.
        at_least: seconds that somebody asked to wait (Retry-After); at most `LONGEST_WAIT` are.
    """
    wait = max(2.0**work.attempts, min(at_least, LONGEST_WAIT))
    wait = min(LONGEST_WAIT, wait) * random.uniform(1.0, 1.5)  # noqa: S311 - spreads load, guards nothing
    Work.objects.filter(pk=work.pk, lease_owner=work.lease_owner, done_at__isnull=True).update(
        available_at=Now() + timedelta(seconds=wait),
        lease_owner="",
        lease_until=None,
        dispatched_at=None,
    )


def sweep() -> int:
    """Make work due again whose lease ran out.

    Returns:
        How many rows.
    """
    return Work.objects.lost().update(lease_owner="", lease_until=None, dispatched_at=None)
