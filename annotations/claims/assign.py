"""Who works on a claim next. Assigning is no edit: state, approval, authors and version stay."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from annotations import typed, workflow
from annotations.history import record
from annotations.models import Claim, User
from annotations.permissions import Actor, can_edit, require_editor
from annotations.refusals import Invalid


@transaction.atomic
def assign(*, actor: Actor, claim_id: UUID, person_id: Any) -> Claim:
    """Say who works on a claim next; the same person again changes nothing.

    Args:
        actor: an editor or above.
        claim_id: which claim, in any state.
        person_id: the account's id; None for nobody.

    Raises:
        Missing: `not_found`. Forbidden: `role_required`. Invalid: `id_invalid`, `unknown_person`.
    """
    require_editor(actor)
    claim = workflow.take(actor, claim_id)
    person = _person(person_id)
    before, after = claim.assignee_id, person.pk if person else None
    if before == after:
        return claim
    claim.assignee = person
    claim.save(update_fields=["assignee"])
    record(
        actor,
        "assigned",
        claim,
        claim=claim,
        before=str(before) if before else None,
        after=str(after) if after else None,
    )
    return claim


def _person(given: Any) -> User | None:
    if given is None:
        return None
    person = User.objects.filter(pk=typed.id_of(given, "person"), is_active=True).first()
    if person is None or not can_edit(person):
        raise Invalid(
            "unknown_person",
            _("Choose somebody who may work on claims: an editor or a reviewer."),
            field="person",
        )
    return person
