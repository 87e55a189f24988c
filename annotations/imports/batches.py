"""Many imports in one go: accepted together, watched together, cancelled and tried again together."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations import typed
from annotations.history import record
from annotations.history.record_each import record_each
from annotations.imports.ending import cancelled_by, lock_work
from annotations.imports.lines import addresses_of
from annotations.imports.progress import Progress, progress_of, progress_of_each
from annotations.imports.queued import KIND, queue, queue_work
from annotations.imports.sent_files import SentFile, check_files, keep_files
from annotations.models import Batch, Import, ImportStage, ImportStatus, Origin, Purpose, Work
from annotations.models.work import ImportQuerySet
from annotations.permissions import Actor, require_editor
from annotations.refusals import Invalid, Missing

__all__ = [
    "Progress",
    "SentFile",
    "cancel_all",
    "import_many",
    "progress_of",
    "progress_of_each",
    "retry_failed",
]


@transaction.atomic
def import_many(
    *,
    actor: Actor,
    urls: Any = None,
    files: Sequence[SentFile] = (),
    purpose: Any = None,
    label: Any = "",
) -> Batch:
    """Accept a list of addresses, several files, or both: all of them or none.

    Statements do not grow with the number of imports (files go in loads of some megabytes).

    Args:
        actor: an editor or above.
        urls: up to 500: a text parted by white space, or a list of texts; the same twice is one.
        files: up to 100 of 25 MB, 200 MB together; the same bytes twice are one.
        purpose: of every one: `others` (default) or `own`.
        label: what the batch is called, if anything.

    Raises:
        Invalid: `nothing_to_import`, `bad_lines`, `bad_files`, or naming the field.
        TooLarge: `too_many_urls`, `too_many_files`, `files_too_large`.
    """
    person = require_editor(actor)
    chosen = typed.choice_of(purpose or Purpose.OTHERS, "purpose", Purpose.values)
    name = typed.text_of(label, "label", 200)
    addresses = addresses_of(urls)
    check_files(files)
    if not addresses.urls and not files:
        raise Invalid(
            "nothing_to_import", _("Give at least one address, or choose a file."), field="urls"
        )
    kept = keep_files(files)
    merged = addresses.merged + len(files) - len(kept)
    batch = Batch.objects.create(label=name, merged=merged, requested_by=person)
    every: dict[str, Any] = {"batch": batch, "purpose": chosen, "requested_by": person}
    items = [Import(origin=Origin.FETCH, url=url, **every) for url in addresses.urls]
    items += [
        Import(
            origin=Origin.FILE,
            blob_id=file.digest,
            filename=file.filename,
            media_type=file.media_type,
            **every,
        )
        for file in kept
    ]
    queue(actor, items)
    record(actor, "batch_accepted", batch, imports=len(items), merged=merged)
    return batch


@transaction.atomic
def cancel_all(*, actor: Actor, batch_id: UUID) -> int:
    """End whatever of a batch has not finished; each counts as failed, code `cancelled`.

    Returns:
        How many; 0 where everything had ended already.

    Raises:
        Missing: `not_found`.
    """
    require_editor(actor)
    unfinished = _imports_of(batch_id).unfinished()
    lock_work(list(unfinished.values_list("pk", flat=True)))
    items = _locked(unfinished)
    code, detail, now = "cancelled", cancelled_by(actor), timezone.now()
    ids = [item.pk for item in items]
    Import.objects.filter(pk__in=ids).update(
        status=ImportStatus.FAILED, error_code=code, error_detail=detail, finished_at=now
    )
    Work.objects.filter(kind=KIND, subject__in=ids, done_at__isnull=True).update(done_at=now)
    facts = {"code": code, "detail": detail}
    record_each(actor, "import_failed", [(item, item.article_id, facts) for item in items])
    return len(items)


@transaction.atomic
def retry_failed(*, actor: Actor, batch_id: UUID, cancelled: bool = False) -> int:
    """Queue the failed imports of a batch again.

    Args:
        actor: an editor or above.
        batch_id: which batch.
        cancelled: also those that somebody cancelled.

    Returns:
        How many; 0 where none had failed, or somebody else was faster.

    Raises:
        Missing: `not_found`.
    """
    require_editor(actor)
    failed = _imports_of(batch_id).filter(status=ImportStatus.FAILED)
    items = _locked(failed if cancelled else failed.exclude(error_code="cancelled"))
    Import.objects.filter(pk__in=[item.pk for item in items]).update(
        status=ImportStatus.QUEUED,
        stage=ImportStage.ACCEPTED,
        error_code="",
        error_detail="",
        finished_at=None,
        attempts=0,
        requests=F("requests") + 1,
    )
    queue_work(items)
    record_each(actor, "retried", [(item, item.article_id, {}) for item in items])
    return len(items)


def _imports_of(batch_id: UUID) -> ImportQuerySet:
    if not Batch.objects.filter(pk=batch_id).exists():
        raise Missing("not_found", _("There is no such batch."))
    return Import.objects.filter(batch_id=batch_id)


def _locked(rows: ImportQuerySet) -> list[Import]:
    """Those of the rows that are still so when the lock is had, in an order that all lock in."""
    return list(rows.select_for_update().order_by("pk").only("pk", "article_id"))
