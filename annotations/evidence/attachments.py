"""Attaching files to an evidence, and taking them away. They are judged with it, and seen with it."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations import workflow
from annotations.evidence.files import SentFile, keep_files, refuse_bad_files
from annotations.evidence.link import take_evidence
from annotations.evidence.reading import saw_thing
from annotations.history import record
from annotations.models import Attachment, Claim, Evidence, User
from annotations.permissions import Actor, require_editor
from annotations.refusals import Invalid, Missing


def attachments_for(person: User) -> QuerySet[Attachment]:
    """The files of evidence that this person may see, oldest first; none that were taken away."""
    evidence = Evidence.objects.visible_to(person).filter(removed_at__isnull=True)
    kept = Attachment.objects.filter(evidence__in=evidence, removed_at__isnull=True)
    return kept.order_by("created_at", "id")


@transaction.atomic
def attach(
    *, actor: Actor, evidence_id: UUID, files: Sequence[SentFile], expected: str | None = None
) -> tuple[list[Attachment], Claim]:
    """Add files to an evidence: a scan, a recording, a mail.

    Args:
        actor: an editor or above who may see the evidence.
        evidence_id: which.
        files: one or more, each of at most 25 MB.
        expected: the claim's ETag that was read.

    Returns:
        The new attachments, and the claim; its version has risen.

    Raises:
        Missing, Invalid, TooLarge, OutOfDate, Forbidden, Conflict `correct_first`.
    """
    person = require_editor(actor)
    evidence, claim = take_evidence(actor, evidence_id, expected)
    if not files:
        raise Invalid("required", _("Choose a file."), field="file")
    kept = evidence.attachments.filter(removed_at__isnull=True).count()
    refuse_bad_files(files, kept=kept)
    workflow.open_for_edit(claim, person)
    made = keep_files(person, evidence, files)
    workflow.save(claim, is_reserved=not evidence.is_open)
    told = [{"filename": one.filename, "sha256": one.blob_id} for one in made]
    record(actor, "files_attached", evidence, claim=claim, files=told)
    return made, claim


@transaction.atomic
def detach(*, actor: Actor, attachment_id: UUID, expected: str | None = None) -> Claim:
    """Take a file away from its evidence; the record keeps its bytes.

    Returns:
        The claim; its version has risen.

    Raises:
        Missing, OutOfDate, Forbidden, Conflict `correct_first`.
    """
    person = require_editor(actor)
    found = attachments_for(person).filter(pk=attachment_id).first()
    if found is None:
        raise _missing()
    evidence, claim = take_evidence(actor, found.evidence_id, expected)
    # Read again under the claim's lock: somebody may have taken it away meanwhile.
    if not Attachment.objects.filter(pk=attachment_id, removed_at__isnull=True).exists():
        raise _missing()
    workflow.open_for_edit(claim, person)
    found.removed_at = timezone.now()
    found.save(update_fields=["removed_at"])
    workflow.save(claim, is_reserved=not evidence.is_open)
    record(
        actor,
        "file_removed",
        evidence,
        claim=claim,
        filename=found.filename,
        sha256=found.blob_id,
    )
    return claim


def attachment_for(person: User, attachment_id: UUID) -> Attachment:
    """One file with its bytes, of evidence that this person may see.

    Raises:
        Missing: `not_found`.
    """
    found = attachments_for(person).select_related("blob", "evidence__claim", "evidence__source")
    file = found.filter(pk=attachment_id).first()
    if file is None:
        raise _missing()
    saw_thing(person, file.evidence)
    return file


def _missing() -> Missing:
    return Missing("not_found", _("There is no such file. It may have been removed."))
