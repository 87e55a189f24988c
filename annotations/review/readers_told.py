"""What readers are told beside a check, as a reviewer compares it: of the next version, and of the claimant's own correction."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from annotations.models import Claim, PublicationKind
from annotations.review.changes import day
from annotations.workflow.judged import claimant_corrected_of

VERBS = {
    **dict.fromkeys(("correction", "correction_note"), ("amended", "correction_opened")),
    "claimant_corrected": ("amended",),
}
"""By field, the verbs of the record that change it."""


def told_labels() -> dict[str, str]:
    """By field, its name."""
    return {
        "correction": _("What the next version is"),
        "correction_note": _("What readers are told of it"),
        "claimant_corrected": _("The claimant's own correction"),
    }


def told_as_judged(judged: Mapping[str, Any]) -> dict[str, str]:
    """From judged bytes, which have it only where somebody gave it."""
    return _in_words(judged.get("correction"), judged.get("claimant_corrected"))


def told_now(claim: Claim) -> dict[str, str]:
    """As the claim has it."""
    kind, note = claim.correction_kind, claim.correction_note
    return _in_words({"kind": kind, "note": note} if kind else None, claimant_corrected_of(claim))


def _in_words(following: Mapping[str, Any] | None, own: Mapping[str, Any] | None) -> dict[str, str]:
    parts = (day(own["on"]), own["url"], own["note"]) if own else ()
    return {
        "correction": str(PublicationKind(following["kind"]).label) if following else "",
        "correction_note": following["note"] if following else "",
        "claimant_corrected": " · ".join(part for part in parts if part),
    }
