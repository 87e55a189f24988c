"""The steps of an import of annotations: each becomes a draft claim, and the import ends."""

from django.db import transaction
from django.utils import timezone

from annotations import elsewhere
from annotations.history import record
from annotations.models import Import, ImportStage, ImportStatus, Work
from annotations.permissions import SYSTEM
from annotations.tasks import leases, steps


def bring_annotations(work: Work, item: Import) -> None:
    """Bring the annotations of a file in and end the import; safe to run again after being killed at any point.

    Raises:
        LostLeaseError: another worker has the work now.
    """
    outcome = elsewhere.bring(item, between=lambda: steps.step(work, item, ImportStage.REVISE))
    _end(work, outcome)


@transaction.atomic
def _end(work: Work, outcome: dict[str, int]) -> None:
    item = steps.hold(work)
    if item is None or item.is_finished:
        if leases.is_held(work):
            leases.finish(work)
        return
    article = item.article
    assert article is not None  # noqa: S101 - an import of annotations has one
    item.status, item.stage = ImportStatus.SUCCEEDED, ImportStage.DONE
    item.revision_id, item.finished_at = article.current_revision_id, timezone.now()
    item.error_code = item.error_detail = ""
    item.outcome = outcome
    item.save()
    leases.finish(work)
    record(SYSTEM, "annotations_received", item, article=article, outcome=outcome)
