"""What the card says of the publish gate, of the planned hour, and of what readers are told."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from annotations.models import Article, Claim, PublicationKind, Purpose, State, User
from annotations.publishing import Kind, gate_of, unmet

KINDS = tuple(
    (kind.value, kind.label)
    for kind in (PublicationKind.CORRECTION, PublicationKind.RATING, PublicationKind.UPDATE)
)


def add_gate(user: User, claim: dict[str, Any], article: Article) -> None:
    """Give `gate` to a claim as its card shows it.

    Of an approved claim it has `lines`, `left` (how many are not met) and `is_blocked`; of one that is on its way the
    list is asked for when it is opened; of what is public or our own copy `is_shown` is false. `problems` say why it was
    not published at its hour, `planned_by` who planned the next one.
    """
    is_ours = article.purpose == Purpose.OWN
    is_public = claim["state"] in {State.PUBLISHED, State.WITHDRAWN}
    gate: dict[str, Any] = {
        "is_shown": not is_ours and not is_public,
        "kinds": KINDS,
        "problems": [problem(code) for code in claim["publish_problem"]],
        "planned_by": _planned_by(claim) if claim["publish_at"] else "",
    }
    if gate["is_shown"] and claim["state"] == State.APPROVED:
        row = Claim.objects.select_related("verdict__rating", "article").defer("search")
        items = gate_of(user, row.get(pk=claim["id"]))
        left = [item for item in items if not item.is_met]
        gate |= {"lines": items, "left": len(left), "is_blocked": bool(unmet(items, Kind.BLOCKS))}
    claim["gate"] = gate
    add_told([claim])


def add_told(claims: Iterable[dict[str, Any]]) -> None:
    """Real dates and words for what readers are told of a next version and of the claimant's own correction."""
    labels = dict(KINDS)
    for claim in claims:
        if told := claim["correction"]:
            told["label"] = labels.get(told["kind"], told["kind"])
        own = claim["claimant_corrected"]
        if own and isinstance(own["on"], str):
            own["on"] = date.fromisoformat(own["on"])


def problem(code: str) -> str:
    """Why a claim could not be published at its hour, in a few words."""
    words = {
        "role_required": _("who planned it may not publish any more"),
        "sign_in_required": _("the account of who planned it was closed"),
        "own_work": _("who planned it worked on it themselves meanwhile"),
        "own_copy": _("it is our own copy"),
        "on_hold": _("it was on hold"),
        "approval_stale": _("what was approved had changed"),
        "not_allowed_now": _("it was not approved"),
        "not_approved": _("it was not approved"),
        "verdict_missing": _("it had no verdict"),
        "evidence_missing": _("the verdict lacked evidence"),
        "note_missing": _("the correction had no note for readers"),
        "thread_open": _("a thread was open"),
        "confidential_cited": _("it named a confidential source"),
        "reserved": _("another reviewer must look at it"),
        "reason_missing": _("a reason was missing for a warning"),
        "internal": _("something broke on our side"),
    }
    return words.get(code, code)


def _planned_by(claim: dict[str, Any]) -> str:
    row = (
        Claim.objects.select_related("publish_by")
        .only("id", "publish_by")
        .get(pk=UUID(claim["id"]))
    )
    return row.publish_by.name if row.publish_by else ""
