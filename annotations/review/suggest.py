"""Suggesting other words for a judged value of a claim."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from annotations import typed, workflow
from annotations.discussion.pins import OF_EVIDENCE, pin_of, told_of
from annotations.discussion.threads import refuse_if_blind
from annotations.history import record
from annotations.models import Claim, Suggestion, Thread
from annotations.permissions import Actor, require_editor
from annotations.refusals import Invalid, Missing
from annotations.review.suggest_places import new_text, text_now

MOST = 20_000
COMMENT_MOST = 5_000
WORDED = ("statement", "claimant", "explanation", *OF_EVIDENCE)
"""What other words can be suggested for; a rating is chosen, not worded."""


@transaction.atomic
def suggest(
    *,
    actor: Actor,
    claim_id: UUID,
    replacement: Any,
    comment: Any = "",
    thread_id: Any = None,
    **pin: Any,
) -> Suggestion:
    """Suggest other words for a value of a claim, or for a part of it. Nothing of the claim changes by it.

    Args:
        actor: an editor or above.
        claim_id: which claim.
        replacement: the words to stand there instead; empty to take them out.
        comment: why, at most 5,000 characters.
        thread_id: the thread of the claim that it belongs to, if any.
        pin: `field`, `evidence`, `start`, `end`, `exact`: the words to be replaced (see `pin_of`); the whole value
            where no ends are given.

    Raises:
        Missing, Invalid (`required` without a field, `nothing_suggested` where the words are the same, and the faults
        of `typed.text_of`), Forbidden `role_required`, `rating_blind`, Conflict (see `pin_of`).
    """
    person = require_editor(actor)
    claim = workflow.take(actor, claim_id)
    refuse_if_blind(claim, person)
    place = pin_of(claim, person, pin)
    if place.get("field") not in WORDED:
        raise Invalid(
            "required",
            _("Say which words: %(names)s.") % {"names": ", ".join(WORDED)},
            field="field",
        )
    suggestion = Suggestion(claim=claim, suggested_by=person, **place)
    if suggestion.start is None:
        suggestion.exact = text_now(suggestion, claim) or ""
    suggestion.replacement = _words(replacement)
    suggestion.comment = typed.text_of(comment, "comment", COMMENT_MOST)
    suggestion.thread = _thread(claim, thread_id)
    if suggestion.replacement == suggestion.exact:
        raise Invalid(
            "nothing_suggested", _("These are the words as they stand."), field="replacement"
        )
    if not new_text(suggestion, text_now(suggestion, claim) or "") and suggestion.field in {
        "statement",
        "explanation",
    }:
        raise Invalid("required", _("This may not be empty."), field="replacement")
    suggestion.save(force_insert=True)
    record(
        actor,
        "suggested",
        suggestion,
        claim=claim,
        replacement=suggestion.replacement,
        comment=suggestion.comment,
        **told_of(suggestion),
    )
    return suggestion


def _words(given: Any) -> str:
    """The words as typed, their outer spaces too where they join to what is around them."""
    clean = typed.text_of(given, "replacement", MOST)
    if not isinstance(given, str) or not clean:
        return clean
    plain = given.replace("\r\n", "\n").replace("\r", "\n")
    return plain if len(plain) <= MOST else clean


def _thread(claim: Claim, given: Any) -> Thread | None:
    if given in (None, ""):
        return None
    thread = Thread.objects.filter(pk=typed.id_of(given, "thread"), claim=claim).first()
    if thread is None:
        raise Missing("not_found", _("There is no such thread on this claim."), field="thread")
    return thread
