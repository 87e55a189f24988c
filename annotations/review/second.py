"""The independent second verdict: taken by somebody who has not read the first, given blind, compared then.

It counts for the version under review: those given since the last full approval. Where the second person chose another
rating than the standing one a third rates, blind as well. The standing verdict is changed by a person only.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import F, Max
from django.utils.translation import gettext as _

from annotations.models import (
    Claim,
    DecisionKind,
    Newsroom,
    ReviewDecision,
    SecondVerdict,
    State,
    User,
)
from annotations.models.suggestion import SECOND, THIRD
from annotations.refusals import Conflict, Forbidden


@dataclass(frozen=True, slots=True)
class Outcome:
    """Where the independent verdicts of a claim stand.

    Attributes:
        is_wanted: the newsroom asks for one, and the claim is in review.
        given: those that count, the second before the third.
        under_way: the one that somebody has taken and not given, if any.
        missing: the rank (2 or 3) that is still to be given, or None.
        agrees: whether the last one given has the standing rating; None before any.
    """

    is_wanted: bool
    given: tuple[SecondVerdict, ...]
    under_way: SecondVerdict | None
    missing: int | None
    agrees: bool | None


def outcomes(claims: Collection[Claim]) -> dict[UUID, Outcome]:
    """Where the independent verdicts of each claim stand; four queries, however many there are."""
    ids = [claim.pk for claim in claims]
    is_asked = bool(ids) and Newsroom.current().wants_second_verdict
    kept = SecondVerdict.objects.filter(claim__in=ids, handed_back_at__isnull=True)
    if not is_asked and not kept.exists():
        return {claim.pk: _outcome([], None, is_wanted=False) for claim in claims}
    rows = kept.select_related("person", "rating", "compared_with__rating").order_by("rank", "id")
    since = _approved_at(ids)
    found: dict[UUID, list[SecondVerdict]] = {}
    for row in rows:
        last = since.get(row.claim_id)
        if row.given_at is None or last is None or row.given_at > last:
            found.setdefault(row.claim_id, []).append(row)
    standing = _standing(ids)
    return {
        claim.pk: _outcome(
            found.get(claim.pk, []),
            standing.get(claim.pk),
            is_wanted=is_asked and claim.state == State.IN_REVIEW,
        )
        for claim in claims
    }


def outcome_of(claim: Claim) -> Outcome:
    """Where the independent verdicts of one claim stand."""
    return outcomes([claim])[claim.pk]


def refuse_if_second_missing(claim: Claim, person: User | None = None) -> None:
    """Keep a claim from being approved before its independent verdicts are in.

    Args:
        claim: locked, in review (nothing is asked for in other states).
        person: who wants to approve. Whoever rated it independently decides nothing: who decides weighs both.

    Raises:
        Conflict: `second_verdict_missing`. Forbidden: `second_rater`.
    """
    outcome = outcome_of(claim)
    if person is not None:
        _refuse_rater(outcome, person)
    if not outcome.is_wanted or outcome.missing is None:
        return
    if outcome.missing == THIRD:
        words = _(
            "The second verdict differs from the standing one. A third person must rate the claim before it can be approved."
        )
    else:
        words = _("Somebody else must rate this claim independently before it can be approved.")
    raise Conflict("second_verdict_missing", words, rank=outcome.missing)


def refuse_rater(claim: Claim, person: User) -> None:
    """Keep whoever rates a claim independently from deciding on it: who decides weighs all the verdicts.

    Raises:
        Forbidden: `second_rater`.
    """
    _refuse_rater(outcome_of(claim), person)


def _refuse_rater(outcome: Outcome, person: User) -> None:
    if person.pk in {one.person_id for one in (*outcome.given, outcome.under_way) if one}:
        raise Forbidden(
            "second_rater",
            _("You rated this claim independently, so somebody else must decide on it."),
        )


def _approved_at(ids: Iterable[UUID]) -> dict[UUID, Any]:
    """When each claim was last approved in full; an approval by the first of two is none yet."""
    full = ReviewDecision.objects.filter(
        claim__in=list(ids), kind=DecisionKind.APPROVE, step=F("steps")
    )
    return dict(full.values("claim").annotate(at=Max("created_at")).values_list("claim", "at"))


def _standing(ids: Iterable[UUID]) -> dict[UUID, str]:
    rows = Claim.objects.filter(pk__in=list(ids), verdict__isnull=False)
    return dict(rows.values_list("pk", "verdict__rating__slug"))


def _outcome(rows: list[SecondVerdict], standing: str | None, *, is_wanted: bool) -> Outcome:
    given = tuple(one for one in rows if one.given_at is not None)
    under_way = next((one for one in rows if one.given_at is None), None)
    ranks = {one.rank for one in given}
    missing = None if SECOND in ranks else SECOND
    if missing is None and THIRD not in ranks and _differed(given[0]):
        missing = THIRD
    last = given[-1].rating if given else None
    agrees = last.slug == standing if last else None
    return Outcome(is_wanted, given, under_way, missing, agrees)


def _differed(second: SecondVerdict) -> bool:
    """Whether it was another rating than what stood when it was given."""
    first = second.compared_with
    return first is None or second.rating is None or first.rating.slug != second.rating.slug
