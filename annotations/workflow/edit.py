"""Taking a claim to change it: one lock, one version check, one rule for what an edit does."""

from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from annotations.models import Claim, State, User
from annotations.permissions import Actor
from annotations.refusals import Conflict, Missing
from annotations.workflow.etag import refuse_if_stale
from annotations.workflow.move import drop_approval
from annotations.workflow.steps import drop_first


def take(actor: Actor, claim_id: UUID, *, expected: str | None = None) -> Claim:
    """Lock a claim for the rest of the transaction.

    Args:
        actor: who wants to change it.
        claim_id: which.
        expected: the ETag that the caller read (If-Match), or None.

    Raises:
        Missing: `not_found`.
        OutOfDate: `changed_meanwhile` where `expected` is not the current version.
    """
    claims = Claim.objects.visible_to(actor.person).select_related("article")
    claim = claims.select_for_update(of=("self",)).filter(pk=claim_id).first()
    if claim is None:
        raise Missing("not_found", _("There is no such claim. It may have been deleted."))
    refuse_if_stale(claim, actor.person, expected)
    return claim


def open_for_edit(claim: Claim, person: User) -> None:
    """What a person's edit of a judged value does to the workflow. Saves the claim's state.

    Approved goes back to draft; draft, changes requested and in review stay, a first approval of two is given up;
    who edits becomes a contributor.

    Raises:
        Conflict: `correct_first` where the claim is published or withdrawn.
    """
    if claim.state in {State.PUBLISHED, State.WITHDRAWN}:
        raise Conflict(
            "correct_first",
            _(
                "This check was published. Choose “Correct” to open its next version, then edit; readers keep seeing the published version meanwhile."
            ),
            state=claim.state,
        )
    touched = []
    if drop_first(claim):
        claim.version += 1
        touched += ["first_approval", "version"]
    if claim.state == State.APPROVED:
        claim.state = State.DRAFT
        drop_approval(claim)
        # Everyone sees the state: it counts for everyone, whatever was edited.
        claim.version += 1
        touched += ["state", "approval", "approval_decision", "content_sha256", "version"]
    if add_contributor(claim, person):
        touched.append("contributors")
    if touched:
        claim.save(update_fields=touched)


def add_contributor(claim: Claim, person: User) -> bool:
    """Name this person as an author since the last valid approval. Does not save."""
    if person.pk in claim.contributors:
        return False
    claim.contributors = [*claim.contributors, person.pk]
    return True


def save(
    claim: Claim, *fields: str, is_reserved: bool = False, was_or_is_reserved: bool = False
) -> None:
    """Write the named fields and raise the version.

    Args:
        claim: locked by `take`.
        fields: names of the model fields that were set.
        is_reserved: the change is of confidential evidence, so only the reserved version rises; for everyone
            else the claim is as it was, the time of its last change too.
        was_or_is_reserved: what everyone saw is confidential now, or the other way round: both versions rise.
    """
    if was_or_is_reserved:
        claim.reserved_version += 1
        fields = (*fields, "reserved_version")
    elif is_reserved:
        claim.reserved_version += 1
        claim.save(update_fields=[*fields, "reserved_version"])
        return
    claim.version += 1
    claim.changed_at = timezone.now()
    claim.save(update_fields=[*fields, "version", "changed_at"])
