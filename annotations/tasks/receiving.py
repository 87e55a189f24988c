"""The last step of an import of earlier checks: they are kept, and the import ends."""

from django.db import transaction
from django.utils import timezone

from annotations import earlier
from annotations.imports.readers.document import Document
from annotations.models import Import, ImportStage, ImportStatus, Work
from annotations.permissions import SYSTEM
from annotations.tasks import leases


@transaction.atomic
def receive_checks(work: Work, item: Import, document: Document) -> None:
    """Keep the checks that a document holds and end the import, in one transaction."""
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
