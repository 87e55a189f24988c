"""The conductor of making a dossier."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from annotations import legal
from annotations.history import record
from annotations.legal.making import make
from annotations.legal.packing import spooled
from annotations.models import Blob, Dossier, Work
from annotations.permissions import Actor
from annotations.tasks import leases

KIND = legal.KIND
# A dossier that broke three workers breaks the fourth.
MOST_ATTEMPTS = 3
_PIECE = 1024 * 1024


def run(work: Work) -> None:
    """Make it, keep its bytes, and say so; a worker that is killed leaves it to the next."""
    dossier = Dossier.objects.select_related("matter", "made_by").get(pk=work.subject)
    if dossier.finished_at is None and work.attempts > MOST_ATTEMPTS:
        _end(work, dossier.pk, error="too_many_attempts")
        return
    if dossier.finished_at is None:
        _make(work, dossier)
        return
    with transaction.atomic():
        if leases.is_held(work):
            leases.finish(work)


def _make(work: Work, dossier: Dossier) -> None:
    keeps = {**legal.CHOICES, **work.payload}
    with spooled() as target:
        making = make(dossier, target, keeps, lambda: leases.renew(work))
        dossier.redactions = making.redactions
        target.seek(0)
        _end(work, dossier.pk, pieces=iter(lambda: target.read(_PIECE), b""), made=dossier)


@transaction.atomic
def _end(
    work: Work,
    dossier_id: UUID,
    *,
    pieces: Iterable[bytes] = (),
    made: Dossier | None = None,
    error: str = "",
) -> None:
    if not leases.is_held(work):
        return
    leases.finish(work)
    dossier = Dossier.objects.select_for_update().get(pk=dossier_id)
    dossier.finished_at, dossier.error = timezone.now(), error
    if made:
        dossier.blob = Blob.keep_pieces(pieces)
        dossier.redactions = made.redactions
        dossier.history_seq, dossier.history_hash = made.history_seq, made.history_hash
    dossier.save()
    actor = Actor(dossier.made_by, "task")
    verb = "dossier_made" if made else "dossier_failed"
    record(
        actor,
        verb,
        dossier,
        matter=str(dossier.matter_id),
        sha256=dossier.blob_id,
        redactions=len(dossier.redactions),
    )
