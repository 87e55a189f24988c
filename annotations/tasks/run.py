"""Which function does which kind of work."""

import logging
from collections.abc import Callable
from uuid import UUID

from annotations.models import Work
from annotations.tasks import (
    dossiers,
    importing,
    leases,
    notices,
    polling,
    proofs,
    publishing,
    reusing,
    watching,
    webhooks,
)

_log = logging.getLogger(__name__)

KINDS: dict[str, Callable[[Work], None]] = {
    dossiers.KIND: dossiers.run,
    importing.KIND: importing.run,
    notices.KIND: notices.run,
    polling.KIND: polling.run,
    proofs.KIND: proofs.run,
    publishing.KIND: publishing.run,
    reusing.KIND: reusing.run,
    watching.KIND: watching.run,
    webhooks.KIND: webhooks.run,
}


def do_work(work_id: UUID) -> None:
    """Take one work row and do it; a second message for the same row does nothing."""
    work = leases.lease(work_id)
    if work is None:
        return
    try:
        KINDS[work.kind](work)
    except Exception:  # noqa: BLE001 - whatever went wrong, the row must be tried again
        _log.exception("work %s (%s) failed, attempt %s", work.pk, work.kind, work.attempts)
        leases.postpone(work)
