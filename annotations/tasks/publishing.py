"""The conductor of a planned publication: one transaction, so that a killed worker leaves nothing half done."""

from django.db import transaction

from annotations.claims.scheduling import KIND
from annotations.models import Work
from annotations.publishing import publish_scheduled
from annotations.tasks import leases

__all__ = ["KIND", "run"]


@transaction.atomic
def run(work: Work) -> None:
    """Publish the claim, or keep it and alert. Where another time was set meanwhile, nothing is due."""
    if not leases.is_held(work):
        return
    is_last = work.attempts >= leases.MOST_ATTEMPTS
    publish_scheduled(claim_id=work.subject, code="internal" if is_last else "")
    leases.finish(work)
