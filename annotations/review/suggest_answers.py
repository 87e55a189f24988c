"""What becomes of a suggested wording: put in as its suggester's work, declined with a reason, or taken back."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations import claims, evidence, typed, verdicts, workflow
from annotations.discussion.pins import labels
from annotations.discussion.threads import refuse_if_blind
from annotations.history import record
from annotations.models import Claim, Evidence, Suggestion, SuggestionState, User
from annotations.permissions import Actor, require_editor
from annotations.refusals import Conflict, Forbidden, Invalid, Missing
from annotations.review.suggest import COMMENT_MOST
from annotations.review.suggest_places import new_text, text_now


@transaction.atomic
def accept(*, actor: Actor, suggestion_id: UUID, expected: str | None = None) -> Suggestion:
    """Put the suggested words in, as their suggester's work: they may not approve the claim then.

    The words are written by the rooms that every edit uses, so an approved claim becomes a draft by it.

    Raises:
        Missing, Forbidden `role_required`, `rating_blind`, OutOfDate `changed_meanwhile`.
        Conflict: `suggestion_answered`, `correct_first`, and `suggestion_outdated` where the words do not stand there
            any more, with `exact` (as suggested upon) and `now`.
    """
    person = require_editor(actor)
    suggestion, claim = _take(actor, suggestion_id, expected)
    text = text_now(suggestion, claim)
    new = None if text is None else new_text(suggestion, text)
    if text is None or new is None:
        raise _outdated(suggestion, text)
    _answer(suggestion, person, SuggestionState.ACCEPTED)
    _write(actor, suggestion, claim, new)
    by = suggestion.suggested_by
    record(
        actor,
        "suggestion_accepted",
        suggestion,
        claim=claim,
        suggested_by=by.username,
        before={suggestion.field: text},
        after={suggestion.field: new},
    )
    return suggestion


@transaction.atomic
def decline(*, actor: Actor, suggestion_id: UUID, reason: Any = "") -> Suggestion:
    """Leave the words as they are, saying why.

    Raises:
        Missing, Forbidden `role_required`, Conflict `suggestion_answered`, Invalid `reason_missing`.
    """
    person = require_editor(actor)
    suggestion, claim = _take(actor, suggestion_id)
    suggestion.answer = typed.text_of(reason, "reason", COMMENT_MOST)
    if not suggestion.answer:
        raise Invalid(
            "reason_missing",
            _("Say why the words should stay, so that the reviewer knows."),
            field="reason",
        )
    _answer(suggestion, person, SuggestionState.DECLINED)
    record(actor, "suggestion_declined", suggestion, claim=claim, reason=suggestion.answer)
    return suggestion


@transaction.atomic
def take_back(*, actor: Actor, suggestion_id: UUID) -> Suggestion:
    """Take one's own suggestion back.

    Raises:
        Missing, Forbidden `role_required`, `not_your_suggestion`, Conflict `suggestion_answered`.
    """
    person = require_editor(actor)
    suggestion, claim = _take(actor, suggestion_id)
    if suggestion.suggested_by_id != person.pk:
        raise Forbidden(
            "not_your_suggestion",
            _("%(name)s suggested this, so only they take it back. Decline it instead.")
            % {"name": suggestion.suggested_by.name},
        )
    _answer(suggestion, person, SuggestionState.TAKEN_BACK)
    record(actor, "suggestion_taken_back", suggestion, claim=claim)
    return suggestion


def _write(actor: Actor, suggestion: Suggestion, claim: Claim, new: str) -> None:
    author = suggestion.suggested_by
    if suggestion.field in {"statement", "claimant"}:
        wording = {suggestion.field: new}
        if suggestion.field == "claimant" and claim.claimant:
            wording["claimant_kind"] = claim.claimant_kind
        claims.amend(actor=actor, claim_id=claim.pk, author=author, **wording)
    elif suggestion.field == "explanation" and claim.verdict is not None:
        slug = claim.verdict.rating.slug
        verdicts.rate(actor=actor, claim_id=claim.pk, author=author, verdict=slug, explanation=new)
    else:
        given = {suggestion.field: new}
        assert suggestion.evidence_id is not None  # noqa: S101 - `pin_of` sees to it
        evidence.change(actor=actor, evidence_id=suggestion.evidence_id, author=author, **given)


def _take(
    actor: Actor, suggestion_id: UUID, expected: str | None = None
) -> tuple[Suggestion, Claim]:
    """An open suggestion with its claim, locked."""
    seen = Evidence.objects.visible_to(actor.person).values("pk")
    found = Suggestion.objects.filter(pk=suggestion_id).first()
    is_seen = found is not None and (
        found.evidence_id is None
        or Evidence.objects.filter(pk__in=seen, pk=found.evidence_id).exists()
    )
    if found is None or not is_seen:
        raise Missing("not_found", _("There is no such suggestion."))
    claim = workflow.take(actor, found.claim_id, expected=expected)
    refuse_if_blind(claim, actor.person)
    suggestion = Suggestion.objects.select_related("suggested_by").get(pk=suggestion_id)
    if suggestion.state != SuggestionState.OPEN:
        raise Conflict(
            "suggestion_answered",
            _("This suggestion is %(state)s already.") % {"state": suggestion.get_state_display()},
            state=suggestion.state,
        )
    return suggestion, claim


def _outdated(suggestion: Suggestion, text: str | None) -> Conflict:
    return Conflict(
        "suggestion_outdated",
        _(
            "%(value)s: the words that this suggestion replaces stand there no more. Change them by hand, or decline it."
        )
        % {"value": labels()[suggestion.field]},
        exact=suggestion.exact,
        now=text or "",
        replacement=suggestion.replacement,
    )


def _answer(suggestion: Suggestion, person: User, state: str) -> None:
    suggestion.state, suggestion.answered_by = state, person
    suggestion.answered_at = timezone.now()
    suggestion.save(update_fields=["state", "answered_by", "answered_at", "answer"])
