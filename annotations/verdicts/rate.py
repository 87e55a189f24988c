"""Giving a verdict."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations import typed, workflow
from annotations.history import record
from annotations.models import Claim, Rating, Verdict
from annotations.permissions import Actor, require_editor
from annotations.refusals import Invalid

EXPLANATION_LIMIT = 20_000


@transaction.atomic
def rate(
    *,
    actor: Actor,
    claim_id: UUID,
    verdict: Any,
    explanation: Any,
    expected: str | None = None,
) -> Claim:
    """Give a claim a verdict with an explanation. It becomes the standing one.

    Args:
        actor: an editor or above.
        claim_id: which claim.
        verdict: the slug of a rating in force for the article's purpose.
        explanation: why; never empty.
        expected: the claim's ETag that was read.

    Returns:
        The claim; unchanged where this person's standing verdict says the same already.

    Raises:
        Invalid: `unknown_verdict`, `explanation_missing`, or the faults of `typed.text_of`.
        Conflict: `correct_first`.
    """
    person = require_editor(actor)
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
    if (
        standing
        and standing.person_id == person.pk
        and standing.rating_id == rating.pk
        and standing.explanation == words
    ):
        return claim
    before = (
        {"verdict": standing.rating.slug, "explanation": standing.explanation} if standing else None
    )
    workflow.open_for_edit(claim, person)
    Verdict.objects.filter(claim=claim, person=person, superseded_at__isnull=True).update(
        superseded_at=timezone.now()
    )
    claim.verdict = Verdict.objects.create(
        claim=claim, person=person, rating=rating, explanation=words
    )
    workflow.save(claim, "verdict")
    record(
        actor,
        "rated",
        claim,
        claim=claim,
        before=before,
        after={"verdict": rating.slug, "version": rating.version, "explanation": words},
    )
    return claim


def _rating(slug: Any, purpose: str) -> Rating:
    offered = Rating.objects.offered(purpose)
    rating = (
        offered.filter(slug=slug).first() if isinstance(slug, str) and "\x00" not in slug else None
    )
    if rating is None:
        raise Invalid(
            "unknown_verdict",
            _("Choose one of: %(labels)s.")
            % {"labels": ", ".join(offered.values_list("label", flat=True))},
            field="verdict",
        )
    return rating
