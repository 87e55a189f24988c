"""Publishing at a planned hour: the whole gate again, as the person who planned it."""

from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from annotations import workflow
from annotations.claims import amend
from annotations.claims.scheduling import KIND
from annotations.history import record
from annotations.models import Claim, Work
from annotations.permissions import SYSTEM, Actor, require_reviewer
from annotations.publishing.gate import Kind, gate_of, unmet
from annotations.publishing.publish import publish
from annotations.refusals import Invalid, Refused
from annotations.verdicts import keep_reasons, reasons_asked, tell_reasons
from annotations.verdicts.weighing import stranger

_BLOCKED = ("publish_at", "publish_by", "publish_problem")
# What these say of a claim everyone may know; of the rest only what everyone is told.
_PLAIN = frozenset(
    {
        *("role_required", "sign_in_required", "own_work", "own_copy", "on_hold", "internal"),
        *("approval_stale", "not_allowed_now", "not_approved", "thread_open", "note_missing"),
    }
)


@transaction.atomic
def schedule(
    *,
    actor: Actor,
    claim_id: UUID,
    at: Any,
    reasons: Any = None,
    expected: str | None = None,
) -> Claim:
    """Plan when a claim is published, change that, or cancel it (None). No edit of the claim.

    Args:
        actor: a reviewer who is no author of it; at its hour the gate is asked again as them.
        claim_id: which claim, approved or not yet.
        at: the time (RFC 3339), later than now; None cancels.
        reasons: why it may be published although the guard warns, as for `publish`.
        expected: the ETag that was read (If-Match), or None.

    Raises:
        Invalid: `date_invalid`, `in_the_past`, `unknown_warning`. Forbidden: `role_required`, `own_work`.
        Conflict: `own_copy`, `not_allowed_now`. Missing, OutOfDate.
    """
    person = require_reviewer(actor)
    claim = workflow.take(actor, claim_id, expected=expected)
    kept = keep_reasons(claim, person, reasons_asked(reasons))
    claim = amend(actor=actor, claim_id=claim_id, publish_at=at)
    tell_reasons(actor, claim, kept)
    return claim


def time_of(given: Any) -> Any:
    """The time of a request to publish: None means now.

    Raises:
        Invalid: `date_invalid` where it is there and empty.
    """
    if given == "":
        raise Invalid("date_invalid", _("Say when, or leave the time out."), field="at")
    return given


@transaction.atomic
def publish_scheduled(*, claim_id: UUID, code: str = "") -> Claim | None:
    """Publish a claim whose hour has come, or say why not and alert; once, however often it is called.

    Args:
        claim_id: which claim.
        code: why it cannot be, where the caller knows (`internal` after too many failures).

    Returns:
        The claim, published or blocked (`publish_problem` says why); None where nothing is due.
    """
    due = Claim.objects.filter(deleted_at__isnull=True, publish_at__lte=Now(), pk=claim_id)
    claim = due.select_for_update(of=("self",)).select_related("publish_by").first()
    if claim is None:
        return None
    actor = Actor(user=claim.publish_by, door="task")
    if not code:
        try:
            with transaction.atomic():
                return publish(actor=actor, claim_id=claim_id)
        except Refused as refusal:
            code = refusal.code
        except IntegrityError:
            code = "internal"
    return _block(claim, code)


@transaction.atomic
def publish_due_later() -> int:
    """Write the work of every claim whose hour has come and that nothing waits for; whoever is at one is left alone.

    Returns:
        How many.
    """
    waiting = Work.objects.filter(
        kind=KIND, subject=OuterRef("pk"), done_at__isnull=True, available_at__lte=Now()
    )
    due = Claim.objects.filter(~Exists(waiting), publish_at__lte=Now(), deleted_at__isnull=True)
    locked = due.select_for_update(of=("self",), skip_locked=True).order_by("publish_at", "id")
    asked = [Work(kind=KIND, subject=pk) for pk in locked.values_list("pk", flat=True)[:200]]
    Work.objects.bulk_create(asked)
    return len(asked)


def _block(claim: Claim, code: str) -> Claim:
    """Keep the claim as it is, without its hour, and tell why: the codes of all that is left to do."""
    planned, planner = claim.publish_at, claim.publish_by
    claim.publish_problem = _told(claim, code)
    claim.publish_at = claim.publish_by = None
    workflow.save(claim, *_BLOCKED)
    record(
        SYSTEM,
        "publish_blocked",
        claim,
        claim=claim,
        planned=planned.isoformat() if planned else None,
        by=str(planner.pk) if planner else None,
        codes=claim.publish_problem,
    )
    return claim


def _told(claim: Claim, code: str) -> list[str]:
    """The codes that everyone may read; what only few may know of is told as `reserved`."""
    codes = [code]
    if claim.publish_by is not None:
        items = gate_of(claim.publish_by, claim)
        codes += [item.code for item in unmet(items, Kind.BLOCKS)]
        codes += ["reason_missing"] if unmet(items, Kind.REASON) else []
    seen = gate_of(stranger(), claim)
    plain = _PLAIN | {item.code for item in unmet(seen, Kind.BLOCKS)}
    plain |= {"reason_missing"} if unmet(seen, Kind.REASON) else set()
    return list(dict.fromkeys(one if one in plain else "reserved" for one in codes))
