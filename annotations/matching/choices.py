"""What people said of the checks that were shown: "says the same", or "something else"."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import CharField, F, Func, Q
from django.utils.translation import gettext as _

from annotations import typed
from annotations.history import record
from annotations.matching.embedding import sha256_of
from annotations.models import Claim, EarlierCheck, MatchAnswer, MatchChoice
from annotations.permissions import Actor, require_editor
from annotations.refusals import Invalid, Missing

TEXT_LIMIT = 50_000
LEVELS = ["same", "similar"]


@transaction.atomic
def choose(
    *,
    actor: Actor,
    answer: Any,
    text: Any = "",
    claim: Any = None,
    found_claim: Any = None,
    found_check: Any = None,
    level: Any = "similar",
    score: Any = 0.0,
) -> MatchChoice:
    """Keep that a person accepted or rejected a suggested check; a later answer stands instead of an earlier one.

    Nothing of the claim changes: a stance, a verdict and a link are the person's to give.

    Args:
        actor: an editor or above.
        answer: `accepted` or `rejected`.
        text: the words that were looked for; not needed with a claim.
        claim: the id of the claim whose statement was looked for.
        found_claim: the id of the claim of ours that was shown, or
        found_check: the id of the check of others that was.
        level: as it was shown.
        score: as it was shown, 0 to 1.

    Raises:
        Invalid: `required`, `too_long`, `unknown_choice`, `one_of_two`, `number_invalid`, `same_claim`.
        Missing: `not_found`. Forbidden: `role_required`.
    """
    person = require_editor(actor)
    of = _claim_named(actor, claim, "claim") if claim else None
    said = of.statement if of else typed.text_of(text, "text", TEXT_LIMIT, required=True)
    if bool(found_claim) == bool(found_check):
        raise Invalid(
            "one_of_two", _("Name the claim or the earlier check that was shown: one of them.")
        )
    theirs = _check_named(found_check) if found_check else None
    ours = _claim_named(actor, found_claim, "found_claim") if found_claim else None
    if of and ours and of.pk == ours.pk:
        raise Invalid("same_claim", _("A claim is not seen before itself."), field="found_claim")
    choice = MatchChoice.objects.create(
        claim=of,
        text=said,
        found_claim=ours,
        found_check=theirs,
        answer=typed.choice_of(answer, "answer", MatchAnswer.values),
        level=typed.choice_of(level or "similar", "level", LEVELS),
        score=_score_of(score),
        created_by=person,
    )
    record(
        actor,
        f"match_{choice.answer}",
        choice,
        claim=of,
        found_claim=str(ours.pk) if ours else None,
        found_check=str(theirs.pk) if theirs else None,
        level=choice.level,
        score=choice.score,
    )
    return choice


def answers_for(*, text: str, claim: Claim | None = None) -> dict[UUID, str]:
    """What was last said of each row that was shown for these words or this claim."""
    key = Func(F("text"), function="factcheck_sha256", output_field=CharField())
    chosen = MatchChoice.objects.annotate(key=key)
    # What was said of the words while they were marked holds for the claim that they became.
    of = Q(key=sha256_of(text.strip())) | (Q(claim=claim) if claim else Q())
    rows = chosen.filter(of).order_by("created_at", "id")
    return {
        ours or theirs: answer
        for ours, theirs, answer in rows.values_list("found_claim", "found_check", "answer")
    }


def _claim_named(actor: Actor, value: Any, name: str) -> Claim:
    claims = Claim.objects.visible_to(actor.person).defer("search")
    found = claims.filter(pk=typed.id_of(value, name)).first()
    if found is None:
        raise Missing("not_found", _("There is no such claim. It may have been deleted."))
    return found


def _check_named(value: Any) -> EarlierCheck:
    checks = EarlierCheck.objects.defer("search", "original", "appearances")
    found = checks.filter(pk=typed.id_of(value, "found_check")).first()
    if found is None:
        raise Missing("not_found", _("There is no such check."))
    return found


def _score_of(value: Any) -> float:
    """A number from 0 to 1; of a form, its digits."""
    try:
        score = float(value or 0)
    except (TypeError, ValueError, OverflowError):
        score = -1.0
    if isinstance(value, bool) or not 0 <= score <= 1:
        raise Invalid("number_invalid", _("Give a score from 0 to 1."), field="score")
    return score
