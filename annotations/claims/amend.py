"""Changing how a claim is worded, and taking a claim away."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations import typed, workflow
from annotations.claims.correcting import checked_correction
from annotations.claims.scheduling import publish_then, timed
from annotations.claims.wording import checked
from annotations.history import record
from annotations.models import Asserts, Claim, Highlight, HighlightPurpose, State, User
from annotations.permissions import Actor, require_editor
from annotations.reading.risks import risks
from annotations.refusals import Conflict, Invalid

_REASON_LIMIT = 2_000


@transaction.atomic
def amend(
    *,
    actor: Actor,
    claim_id: UUID,
    expected: str | None = None,
    author: User | None = None,
    **wording: Any,
) -> Claim:
    """Change a claim's wording, or its hold and publication time, which are no edits.

    Args:
        actor: an editor or above; `publish_at` is for reviewers only.
        claim_id: which claim.
        expected: the ETag that was read (If-Match), or None.
        author: whose words they are, where that is not the actor: who suggested them.
        wording: any of `statement`, `asserts`, `claimant`, `claimant_kind`, `claimed_on`,
            `on_hold`, `publish_at`, and those of `correcting`. What equals the present value changes nothing.

    Returns:
        The claim; an approved one is a draft again if a judged value changed.

    Raises:
        Invalid, Conflict (`correct_first`), OutOfDate, Forbidden, Missing.
    """
    person = require_editor(actor)
    claim = workflow.take(actor, claim_id, expected=expected)
    clean = _with_attribution(claim, checked(wording)) | checked_correction(claim, wording)
    changes = _really(claim, clean)
    if changes or (wording.get("asserts") and not claim.asserts_chosen):
        if changes:
            workflow.open_for_edit(claim, author or person)
        before = {name: _plain(getattr(claim, name)) for name in changes}
        for name, value in changes.items():
            setattr(claim, name, value)
        chosen = ["asserts_chosen"] if wording.get("asserts") else []
        claim.asserts_chosen = claim.asserts_chosen or bool(chosen)
        claim.risks = _risks(claim) if "statement" in changes else claim.risks
        workflow.save(claim, *changes, *chosen, "risks")
        after = {name: _plain(value) for name, value in changes.items()}
        by: dict[str, Any] = {"author": author.username} if author else {}
        record(actor, "amended", claim, claim=claim, before=before, after=after, **by)
    _schedule(actor, claim, wording)
    return claim


def _risks(claim: Claim) -> list[str]:
    """What the statement holds now; told by the words and their passage, so it is no value of its own to judge."""
    first = _first_passage(claim)
    return risks(claim.statement, *(first or ()))


def _first_passage(claim: Claim) -> tuple[str, str] | None:
    """The words and the sentences of the claim's first passage, as confirmed."""
    marked = Highlight.objects.filter(
        appearance__claim=claim, purpose=HighlightPurpose.CLAIM, retired_at__isnull=True
    ).order_by("id")
    return marked.values_list("exact", "sentence").first()


def _with_attribution(claim: Claim, clean: dict[str, Any]) -> dict[str, Any]:
    """A claim that somebody said it says who: a bare passage becomes its whole sentence."""
    if clean.get("asserts") != Asserts.SAID or "statement" in clean:
        return clean
    first = _first_passage(claim)
    is_bare = first is not None and " ".join(first[0].split()) == claim.statement
    return {**clean, "statement": " ".join(first[1].split())} if first and is_bare else clean


def _schedule(actor: Actor, claim: Claim, given: dict[str, Any]) -> None:
    changes: dict[str, Any] = {}
    if "on_hold" in given:
        if not isinstance(given["on_hold"], bool):
            raise Invalid("not_boolean", _("Give true or false."), field="on_hold")
        changes["on_hold"] = given["on_hold"]
    changes |= _hold_reason(claim, given)
    if "publish_at" in given:
        changes |= timed(actor, claim, given["publish_at"])
    changes = _really(claim, changes)
    if not changes:
        return
    # By whom, and what came of an earlier time, the entry's actor and its own entry tell.
    told = sorted({*changes} - {"publish_by", "publish_problem"})
    before = {name: _plain(getattr(claim, name)) for name in told}
    for name, value in changes.items():
        setattr(claim, name, value)
    workflow.save(claim, *changes)
    if "publish_at" in changes:
        publish_then(claim)
    after = {name: _plain(changes[name]) for name in told}
    record(actor, "scheduled", claim, claim=claim, before=before, after=after)


def _hold_reason(claim: Claim, given: dict[str, Any]) -> dict[str, Any]:
    """Why it is held: as said with the hold, and gone with its release."""
    is_held = given.get("on_hold", claim.on_hold)
    if not is_held:
        return {"hold_reason": ""}
    if "hold_reason" not in given:
        return {}
    return {"hold_reason": typed.text_of(given["hold_reason"], "hold_reason", _REASON_LIMIT)}


@transaction.atomic
def remove(*, actor: Actor, claim_id: UUID, expected: str | None = None) -> None:
    """Take a claim away; its history stays.

    Raises:
        Conflict: `not_allowed_now` where it was ever published or is approved or in review.
    """
    require_editor(actor)
    claim = workflow.take(actor, claim_id, expected=expected)
    is_free = claim.state in {State.DRAFT, State.CHANGES_REQUESTED}
    if not is_free or claim.publication_id or claim.slug:
        raise Conflict(
            "not_allowed_now",
            _("Only a draft that was never published can be deleted. Recall or withdraw it first."),
            state=claim.state,
        )
    claim.deleted_at = timezone.now()
    workflow.save(claim, "deleted_at")
    workflow.refresh_stage(claim.article)
    told: dict[str, Any] = {"before": {"is_deleted": False}, "after": {"is_deleted": True}}
    record(actor, "deleted", claim, claim=claim, statement=claim.statement, **told)


def _really(claim: Claim, changes: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in changes.items() if getattr(claim, name) != value}


def _plain(value: Any) -> Any:
    return value if isinstance(value, (str, bool, int, type(None))) else value.isoformat()
