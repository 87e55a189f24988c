"""Saying that a check stands on its own from now on, whatever becomes of the one it was taken over from."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations import workflow
from annotations.history import record
from annotations.models import Claim, Reuse
from annotations.permissions import Actor, require_editor
from annotations.refusals import Missing


@transaction.atomic
def let_go(*, actor: Actor, claim_id: UUID, expected: str | None = None) -> Claim:
    """End the tie to the check that was taken over. Verdict and sources stay, and are reviewed anew.

    An approval is given up by it: what was approved rested on the other check.

    Args:
        actor: an editor or above; becomes a contributor.
        claim_id: the claim that took over.
        expected: its ETag that was read.

    Raises:
        Missing: `not_found`, `not_reused`. Conflict: `correct_first`. OutOfDate: `changed_meanwhile`.
    """
    person = require_editor(actor)
    claim = workflow.take(actor, claim_id, expected=expected)
    reuse = Reuse.objects.filter(claim=claim, removed_at__isnull=True).first()
    if reuse is None:
        raise Missing("not_reused", _("This claim took nothing over from another check."))
    workflow.open_for_edit(claim, person)
    reuse.removed_at = timezone.now()
    reuse.save(update_fields=["removed_at"])
    workflow.save(claim)
    record(
        actor,
        "reuse_let_go",
        reuse,
        claim=claim,
        original=str(reuse.original_id) if reuse.original_id else None,
        earlier_check=str(reuse.check_of_others_id) if reuse.check_of_others_id else None,
    )
    return claim
