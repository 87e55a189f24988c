"""Ending an import before it arrived, and queueing it again."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations.history import record
from annotations.imports.queued import KIND, queue_work
from annotations.models import Import, ImportStage, ImportStatus, Work
from annotations.permissions import Actor, require_editor
from annotations.refusals import Conflict, Missing


@transaction.atomic
def retry(*, actor: Actor, import_id: UUID) -> Import:
    """Queue a failed import again.

    Raises:
        Conflict: `not_failed`. Missing: `not_found`.
    """
    require_editor(actor)
    item = take(import_id)
    if item.status != ImportStatus.FAILED:
        raise Conflict(
            "not_failed", _("Only a failed import can be tried again."), status=item.status
        )
    item.status, item.stage = ImportStatus.QUEUED, ImportStage.ACCEPTED
    item.error_code = item.error_detail = ""
    item.finished_at, item.attempts = None, 0
    item.requests += 1
    item.save()
    queue_work([item])
    record(actor, "retried", item, article=item.article)
    return item


@transaction.atomic
def cancel(*, actor: Actor, import_id: UUID) -> Import:
    """End an import that has not finished; it counts as failed, code `cancelled`.

    Raises:
        Conflict: `already_finished`. Missing: `not_found`.
    """
    require_editor(actor)
    lock_work([import_id])
    item = take(import_id)
    if item.is_finished:
        raise Conflict("already_finished", _("This import has ended already."), status=item.status)
    fail(actor, item, "cancelled", cancelled_by(actor))
    return item


def cancelled_by(actor: Actor) -> str:
    """Why a cancelled import failed."""
    return _("Cancelled by %(name)s.") % {"name": actor.person.name}


def lock_work(import_ids: list[UUID]) -> None:
    """Hold the open work of imports before the imports themselves, as the worker does.

    Whoever takes the two in the other order waits for a worker that waits for them.
    """
    waiting = Work.objects.filter(kind=KIND, subject__in=import_ids, done_at__isnull=True)
    list(waiting.select_for_update().order_by("pk").values_list("pk"))


def take(import_id: UUID) -> Import:
    """Lock an import.

    Raises:
        Missing: `not_found`.
    """
    item = (
        Import.objects.select_for_update(of=("self",))
        .select_related("article")
        .filter(pk=import_id)
        .first()
    )
    if item is None:
        raise Missing("not_found", _("There is no such import."))
    return item


def fail(actor: Actor, item: Import, code: str, detail: str) -> None:
    """End a locked, unfinished import as failed, with its work."""
    item.status = ImportStatus.FAILED
    item.error_code, item.error_detail = code, detail
    item.finished_at = timezone.now()
    item.save(update_fields=["status", "error_code", "error_detail", "finished_at"])
    Work.objects.filter(kind=KIND, subject=item.pk, done_at__isnull=True).update(
        done_at=timezone.now()
    )
    record(actor, "import_failed", item, article=item.article, code=code, detail=detail)
