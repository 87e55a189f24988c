"""Taking a claim to rate it independently, rating it, handing it back: who may, and what they may not have read."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations import typed, workflow
from annotations.history import record
from annotations.models import Claim, Rating, SecondVerdict, User
from annotations.permissions import Actor, require_editor
from annotations.refusals import Conflict, Forbidden, Invalid, Missing
from annotations.review.second import outcome_of
from annotations.review.second_readers import readers_among
from annotations.verdicts.rate import EXPLANATION_LIMIT


@transaction.atomic
def take(*, actor: Actor, claim_id: UUID, unread: Any = None) -> SecondVerdict:
    """Take a claim to rate it independently: from now on its verdict is hidden from this person at every door.

    Args:
        actor: an editor or above who does not stand in the claim's record.
        claim_id: a claim in review, where the newsroom wants a second verdict.
        unread: True: the person says that they have not read its verdict or explanation. It is recorded.

    Returns:
        The verdict, taken; what they have taken already is left as it is.

    Raises:
        Missing, Invalid `unread_missing`. Forbidden: `role_required`, `has_read_verdict`,
            `admin_sees_verdicts` (the admin site hides nothing from whoever may open it).
        Conflict: `second_verdict_not_wanted`, `second_verdict_taken` (by somebody else).
    """
    person = require_editor(actor)
    claim = workflow.take(actor, claim_id)
    outcome = outcome_of(claim)
    if outcome.under_way is not None and outcome.under_way.person_id == person.pk:
        return outcome.under_way
    if not outcome.is_wanted or outcome.missing is None:
        raise Conflict(
            "second_verdict_not_wanted",
            _("This claim waits for no independent verdict at the moment."),
            state=claim.state,
        )
    if outcome.under_way is not None:
        raise Conflict(
            "second_verdict_taken",
            _("%(name)s is rating this claim at the moment.")
            % {"name": outcome.under_way.person.name},
        )
    _refuse_reader(claim, person)
    if unread is not True:
        raise Invalid(
            "unread_missing",
            _(
                "Say that you have not read its verdict or explanation. If you have, leave it to somebody else."
            ),
            field="unread",
        )
    taken = SecondVerdict.objects.create(claim=claim, person=person, rank=outcome.missing)
    record(actor, "second_verdict_taken", taken, claim=claim, rank=taken.rank, says_unread=True)
    return taken


@transaction.atomic
def give(*, actor: Actor, second_id: UUID, verdict: Any, explanation: Any = "") -> SecondVerdict:
    """Rate what one has taken. Nothing of the claim is changed by it.

    Args:
        actor: who took it.
        second_id: which.
        verdict: the slug of a rating in force for the article's purpose.
        explanation: why; never empty.

    Raises:
        Missing, Conflict `second_verdict_given`, Invalid `unknown_verdict`, `explanation_missing`.
    """
    person = require_editor(actor)
    second, claim = _take(actor, person, second_id)
    rating = _rating(verdict, claim.article.purpose)
    words = typed.text_of(explanation, "explanation", EXPLANATION_LIMIT)
    if not words:
        raise Invalid(
            "explanation_missing",
            _("Say in a sentence why: a verdict needs an explanation."),
            field="explanation",
        )
    second.rating, second.explanation = rating, words
    second.given_at, second.compared_with = timezone.now(), claim.verdict
    second.save(update_fields=["rating", "explanation", "given_at", "compared_with"])
    record(
        actor,
        "second_verdict_given",
        second,
        claim=claim,
        rank=second.rank,
        after={"verdict": rating.slug, "version": rating.version, "explanation": words},
        agrees=bool(claim.verdict and claim.verdict.rating.slug == rating.slug),
    )
    return second


@transaction.atomic
def hand_back(*, actor: Actor, second_id: UUID) -> SecondVerdict:
    """Leave it to somebody else; handed back already it stays as it is.

    Raises:
        Missing, Conflict `second_verdict_given`.
    """
    person = require_editor(actor)
    second, claim = _take(actor, person, second_id)
    second.handed_back_at = timezone.now()
    second.save(update_fields=["handed_back_at"])
    record(actor, "second_verdict_handed_back", second, claim=claim, rank=second.rank)
    return second


def _take(actor: Actor, person: User, second_id: UUID) -> tuple[SecondVerdict, Claim]:
    """One's own taken verdict with its claim, locked."""
    gone = Missing("not_found", _("There is no such verdict. It may have been handed back."))
    mine = SecondVerdict.objects.filter(pk=second_id, person=person, handed_back_at__isnull=True)
    claim_id = mine.values_list("claim", flat=True).first()
    if claim_id is None:
        raise gone
    claim = workflow.take(actor, claim_id)
    second = mine.first()
    if second is None:
        raise gone
    if second.given_at is not None:
        raise Conflict("second_verdict_given", _("You have rated this claim; that stands."))
    return second, claim


def _refuse_reader(claim: Claim, person: User) -> None:
    if person.is_staff:
        raise Forbidden(
            "admin_sees_verdicts",
            _("The administration shows every verdict, so who may open it rates none blind."),
        )
    if readers_among([claim], person):
        raise Forbidden(
            "has_read_verdict",
            _(
                "You have worked with this claim, so your verdict would not be independent. Leave it to somebody who has not."
            ),
        )


def _rating(slug: Any, purpose: str) -> Rating:
    offered = Rating.objects.offered(purpose)
    is_sane = isinstance(slug, str) and not typed.has_bad_characters(slug)
    rating = offered.filter(slug=slug).first() if is_sane else None
    if rating is None:
        raise Invalid(
            "unknown_verdict",
            _("Choose one of: %(labels)s.")
            % {"labels": ", ".join(rating.words for rating in offered)},
            field="verdict",
        )
    return rating
