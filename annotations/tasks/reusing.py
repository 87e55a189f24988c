"""The conductor of what happens when a check that others took over stops being what it was."""

from uuid import UUID

from django.db import transaction

from annotations.models import Work
from annotations.relations import KIND, end_reuses
from annotations.tasks import leases

__all__ = ["KIND", "run"]


@transaction.atomic
def run(work: Work) -> None:
    """End what was taken over, in one transaction with the work; a worker that is killed leaves the row as it was."""
    if not leases.is_held(work):
        return
    leases.finish(work)
    checks = [UUID(one) for one in work.payload.get("checks", [])]
    end_reuses(work.subject, checks=checks)
