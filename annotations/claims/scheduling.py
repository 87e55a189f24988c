"""When a claim is to be published, and by whose wish; what is due then is told by a work row."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from annotations import typed
from annotations.models import Claim, Purpose, State, User, Work
from annotations.permissions import Actor, require_reviewer
from annotations.refusals import Conflict, Forbidden, Invalid

KIND = "publish"


def timed(actor: Actor, claim: Claim, given: Any) -> dict[str, Any]:
    """What setting, changing or cancelling (None) the time changes of a locked claim; empty where it is the same.

    Raises:
        Invalid: `date_invalid`, `in_the_past`. Forbidden: `role_required`, `own_work`.
        Conflict: `own_copy`, `not_allowed_now`.
    """
    # An edit in the same transaction may have given the time up.
    claim.refresh_from_db(fields=["publish_at", "publish_by"])
    at = typed.moment_of(given, "publish_at")
    if at == claim.publish_at:
        return {}
    person = require_reviewer(actor)
    if at is None:
        return {"publish_at": None, "publish_by": None}
    _refuse_if_never(claim, person)
    if at <= timezone.now():
        detail = _("This time has passed. Choose a later one, or publish now.")
        raise Invalid("in_the_past", detail, field="publish_at")
    return {"publish_at": at, "publish_by": person, "publish_problem": []}


def publish_then(claim: Claim) -> None:
    """Write the work of a claim whose time was just set; where it is set anew, the earlier row finds nothing due."""
    if claim.publish_at is not None:
        Work.objects.create(kind=KIND, subject=claim.pk, available_at=claim.publish_at)


def _refuse_if_never(claim: Claim, person: User) -> None:
    """Refuse what this person could not publish at its hour, as far as it is known now."""
    if claim.article.purpose == Purpose.OWN:
        raise Conflict("own_copy", _("This is our own copy: nothing of it is made public."))
    if claim.state in {State.PUBLISHED, State.WITHDRAWN}:
        raise Conflict(
            "not_allowed_now",
            _("There is no next version to publish. Choose “Correct it” first."),
            state=claim.state,
        )
    decision = claim.approval_decision
    if person.pk in {*claim.contributors, *(decision.authors if decision else [])}:
        raise Forbidden(
            "own_work", _("You worked on this claim, so somebody else must publish it.")
        )
