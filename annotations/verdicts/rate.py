"""Giving a verdict."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations import typed, workflow
from annotations.history import record
from annotations.models import Claim, Purpose, Rating, User, Verdict
from annotations.permissions import Actor, require_editor
from annotations.refusals import Invalid

EXPLANATION_LIMIT = 20_000
_WORDED = {"change": True, "attribute": False, "cut": False}
"""Ratings of our own copy with which a wording is proposed, and whether it must be."""


@transaction.atomic
def rate(
    *,
    actor: Actor,
    claim_id: UUID,
    verdict: Any,
    explanation: Any,
    proposed_wording: Any = None,
    expected: str | None = None,
    author: User | None = None,
) -> Claim:
    """Give a claim a verdict with an explanation. It becomes the standing one.

    Args:
        actor: an editor or above.
        claim_id: which claim.
        verdict: the slug of a rating in force for the article's purpose.
        explanation: why; never empty.
        proposed_wording: what our own copy should say instead; needed with `change`, possible with `attribute` and
            `cut`. None keeps what stands with the same rating.
        expected: the claim's ETag that was read.
        author: whose words they are, where that is not the actor: who suggested them.

    Returns:
        The claim; unchanged where this person's standing verdict says the same already.

    Raises:
        Invalid: `unknown_verdict`, `explanation_missing`, `proposed_wording_missing`, `no_wording_here`, or the faults of `typed.text_of`.
        Conflict: `correct_first`.
    """
    editor = require_editor(actor)
    person = author or editor
    claim = workflow.take(actor, claim_id, expected=expected)
    rating = _rating(verdict, claim.article.purpose)
    words = typed.text_of(explanation, "explanation", EXPLANATION_LIMIT)
    if not words:
        raise Invalid(
            "explanation_missing",
            _("Say in a sentence why: a verdict needs an explanation."),
            field="explanation",
        )
    standing = claim.verdict
    proposed = _proposed(proposed_wording, rating, standing)
    if (
        standing
        and standing.person_id == person.pk
        and standing.rating_id == rating.pk
        and standing.explanation == words
        and standing.proposed_wording == proposed
    ):
        return claim
    before = _said(standing) if standing else None
    workflow.open_for_edit(claim, person)
    Verdict.objects.filter(claim=claim, person=person, superseded_at__isnull=True).update(
        superseded_at=timezone.now()
    )
    claim.verdict = Verdict.objects.create(
        claim=claim, person=person, rating=rating, explanation=words, proposed_wording=proposed
    )
    workflow.save(claim, "verdict")
    by: dict[str, Any] = {"author": author.username} if author else {}
    record(
        actor,
        "rated",
        claim,
        claim=claim,
        before=before,
        after={**_said(claim.verdict), "version": rating.version},
        **by,
    )
    return claim


def _said(verdict: Verdict) -> dict[str, str]:
    said = {"verdict": verdict.rating.slug, "explanation": verdict.explanation}
    wording = verdict.proposed_wording
    return said | ({"proposed_wording": wording} if wording else {})


def _proposed(given: Any, rating: Rating, standing: Verdict | None) -> str:
    """The wording that goes with a rating of our own copy.

    Raises:
        Invalid: `proposed_wording_missing`, `no_wording_here`, and those of `typed.text_of`.
    """
    if given is None and standing and standing.rating_id == rating.pk:
        return standing.proposed_wording
    words = typed.text_of(given, "proposed_wording", EXPLANATION_LIMIT)
    wants = _WORDED.get(rating.slug) if rating.purpose == Purpose.OWN else None
    if words and wants is None:
        raise Invalid(
            "no_wording_here",
            _("A proposed wording goes with Change, Attribute or Cut only. Empty that field."),
            field="proposed_wording",
        )
    if wants and not words:
        raise Invalid(
            "proposed_wording_missing",
            _("Write what the copy should say instead."),
            field="proposed_wording",
        )
    return words


def _rating(slug: Any, purpose: str) -> Rating:
    offered = Rating.objects.offered(purpose)
    rating = (
        offered.filter(slug=slug).first() if isinstance(slug, str) and "\x00" not in slug else None
    )
    if rating is None:
        raise Invalid(
            "unknown_verdict",
            _("Choose one of: %(labels)s.")
            % {"labels": ", ".join(rating.words for rating in offered)},
            field="verdict",
        )
    return rating
