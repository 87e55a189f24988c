"""The last step of an import of earlier checks: they are kept, and the import ends."""

import contextlib

from django.db import transaction
from django.utils import timezone

from annotations import earlier, typed
from annotations.earlier.cleaning import CLAIM_LIMIT
from annotations.imports.readers.document import Document
from annotations.matching.embedding import keep_vectors
from annotations.models import Import, ImportStage, ImportStatus, Work
from annotations.permissions import SYSTEM
from annotations.refusals import Invalid
from annotations.tasks import leases

# As many as one call may bring: their vectors are there when the import has succeeded. Those of a larger file
# are made in the background.
MOST_VECTORS = 1_000


def receive_checks(work: Work, item: Import, document: Document) -> None:
    """Keep the checks that a document holds and end the import.

    Raises:
        LostLeaseError: another worker has the work now.
    """
    if len(document.checks) <= MOST_VECTORS:
        keep_vectors(_claims_of(document), between=lambda: leases.renew(work))
    _keep(work, item, document)


def _claims_of(document: Document) -> list[str]:
    """The claims as they will be kept; those that will be refused are left out."""
    claims = []
    for check in document.checks:
        with contextlib.suppress(Invalid):
            claims.append(typed.text_of(check.claim_reviewed, "claimReviewed", CLAIM_LIMIT))
    return claims


@transaction.atomic
def _keep(work: Work, item: Import, document: Document) -> None:
    if not leases.is_held(work):
        return
    item = Import.objects.select_for_update(of=("self",)).get(pk=item.pk)
    if item.is_finished:
        leases.finish(work)
        return
    item.status, item.stage = ImportStatus.SUCCEEDED, ImportStage.DONE
    item.finished_at = timezone.now()
    item.error_code = item.error_detail = ""
    item.outcome = {}
    item.save()
    leases.finish(work)
    # Last: it writes history, which holds a lock until the end.
    earlier.receive(actor=SYSTEM, item=item, checks=document.checks)
