"""Taking one's own verdict back."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations import workflow
from annotations.history import record
from annotations.models import Claim, State, Verdict
from annotations.permissions import Actor, require_editor
from annotations.refusals import Conflict


@transaction.atomic
def take_back(*, actor: Actor, claim_id: UUID, expected: str | None = None) -> Claim:
    """Take this person's standing verdict back; the last one of the others stands again, or none.

    Who rated stays a contributor.

    Args:
        actor: an editor or above.
        claim_id: which claim.
        expected: the claim's ETag that was read (If-Match).

    Returns:
        The claim; unchanged where this person has no standing verdict on it.

    Raises:
        Conflict: `correct_first` where the check is published or withdrawn; `not_allowed_now` where it
        is in review or approved, which needs a verdict. Missing, OutOfDate, Forbidden.
    """
    person = require_editor(actor)
    claim = workflow.take(actor, claim_id, expected=expected)
    standing = Verdict.objects.filter(claim=claim, superseded_at__isnull=True)
    own = standing.filter(person=person).select_related("rating").first()
    if own is None:
        return claim
    if claim.state in {State.IN_REVIEW, State.APPROVED}:
        raise Conflict(
            "not_allowed_now",
            _("A claim in review or approved needs its verdict. Take it back from review first."),
            state=claim.state,
        )
    workflow.open_for_edit(claim, person)
    Verdict.objects.filter(pk=own.pk).update(superseded_at=timezone.now())
    claim.verdict = standing.exclude(pk=own.pk).select_related("rating").order_by("-id").first()
    workflow.save(claim, "verdict")
    record(
        actor,
        "verdict_taken_back",
        claim,
        claim=claim,
        before=_facts(own),
        after=_facts(claim.verdict),
    )
    return claim


def _facts(verdict: Verdict | None) -> dict[str, str] | None:
    if verdict is None:
        return None
    return {"verdict": verdict.rating.slug, "explanation": verdict.explanation}
