"""A claim that was marked a moment ago, as JSON without asking the database again."""

from datetime import UTC, datetime
from typing import Any

from annotations.models import Appearance, Claim, Highlight, User


def fresh_claim_json(claim: Claim, highlight: Highlight, user: User) -> dict[str, Any]:
    """The same dict that `claim_json` gives for a claim that `user` has just marked.

    Nothing can have happened to it yet: one passage in place, no verdict, no evidence. A test
    compares the two.
    """
    appearance = highlight.appearance
    assert appearance is not None  # noqa: S101 - a claim's passage always has one
    anchor = _anchor(highlight)
    return {
        "id": str(claim.pk),
        "article": str(claim.article_id),
        "statement": claim.statement,
        "asserts": str(claim.asserts),
        "asserts_chosen": claim.asserts_chosen,
        "attribution": claim.attribution,
        "claimant": claim.claimant,
        "claimant_kind": str(claim.claimant_kind),
        "claimed_on": claim.claimed_on.isoformat() if claim.claimed_on else None,
        "linked": str(claim.linked_id) if claim.linked_id else None,
        "origin": None,
        "reserved": False,
        "reserved_for": None,
        "anchor": anchor,
        "anchor_state": anchor["state"],
        "appearances": [_appearance(appearance, anchor)],
        "verdict": None,
        "explanation": "",
        "proposed_wording": "",
        "state": str(claim.state),
        "approval": str(claim.approval),
        "on_hold": claim.on_hold,
        "hold_reason": claim.hold_reason,
        "publish_at": None,
        "publication": None,
        "evidence": [],
        "figures": [],
        "publish_problem": [],
        "correction": None,
        "claimant_corrected": None,
        "returned": None,
        "first_approval": None,
        "first_approval_lapsed": None,
        "other_desk": False,
        "rating_blind": False,
        "is_author": True,
        "created_by": {
            "id": str(user.pk),
            "username": user.username,
            "name": user.full_name or user.username,
        },
        "assignee": None,
        "reviewer": None,
        "reviewing": None,
        "deadline_at": None,
        "priority": None,
        "created_at": _stamp(claim.created_at),
        "changed_at": _stamp(claim.changed_at),
        "submitted_at": None,
        "version": claim.version,
        "etag": f'"{claim.version}"',
    }


def _anchor(highlight: Highlight) -> dict[str, Any]:
    return {
        "id": str(highlight.pk),
        "revision": str(highlight.revision_id),
        "state": "anchored",
        "change": None,
        "context": "same",
        "start": highlight.start,
        "end": highlight.end,
        "exact": highlight.exact,
        "prefix": highlight.prefix,
        "suffix": highlight.suffix,
        "confirmed": None,
        "page": highlight.page,
        "is_gone": False,
    }


def _appearance(appearance: Appearance, anchor: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": str(appearance.pk),
        "article": str(appearance.article_id),
        "speaker": appearance.speaker,
        "carried_by": appearance.carried_by,
        "said_on": appearance.said_on.isoformat() if appearance.said_on else None,
        "original_words": appearance.original_words,
        "language": appearance.language,
        "passages": [anchor],
    }


def _stamp(moment: datetime) -> str:
    """As PostgreSQL writes a time into JSON: no zeros at the end of the fraction."""
    plain = moment.astimezone(UTC).replace(tzinfo=None).isoformat()
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    return f"{plain}+00:00"
