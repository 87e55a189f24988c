"""The verdict guard: where verdict and evidence of a claim do not fit, in words."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotations.models import Claim, Rating, Risk, SecondVerdict, User
from annotations.verdicts.guard import against, only_own
from annotations.verdicts.sides import (
    STANCES,
    is_against,
    is_only_own,
    needs_source,
    rests_on_sources,
    side_of,
)
from annotations.verdicts.told import reasons_told
from annotations.verdicts.weighing import Facts, facts_of


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a claim may stand although the guard warns: the words, who wrote them and when."""

    id: UUID
    text: str
    by: User
    at: datetime


@dataclass(frozen=True, slots=True)
class GuardWarning:
    """One thing that does not fit.

    Attributes:
        code: a stable name: `only_contradicting`, `own_origin`, `one_origin`, `archive_failed`, `archive_pending`,
            `evidence_older`, `comment_not_asked`, `reuse_ended`.
        words: a sentence for a person.
        is_blocker: the claim cannot be submitted, approved or published (`evidence_missing`).
        needs_reason: somebody has to write why it may stand nevertheless, for the reviewer to read.
        until_published: it may pass by itself, so that a reason is needed only where the claim is published before.
        reason: what was written, where something was and this person may read it.
        evidence: ids of the evidence that it is about; empty where it is about the whole.
    """

    code: str
    words: str
    is_blocker: bool = False
    needs_reason: bool = True
    until_published: bool = False
    reason: Reason | None = None
    evidence: tuple[UUID, ...] = ()

    @property
    def takes_reason(self) -> bool:
        """Whether words may be written over it."""
        return self.needs_reason or self.until_published


def warnings_for(claims: Sequence[Claim], user: User) -> dict[UUID, list[GuardWarning]]:
    """What the guard warns of, for each claim; in as many queries however many they are, none where none is rated.

    Only what `user` may see is weighed and told: whoever may not see the only contradicting source is warned as if
    it did not exist, and whoever rates a claim independently just now is warned of nothing.

    Args:
        claims: with `verdict__rating` loaded, where they are many. Before a verdict there is nothing to weigh.
        user: who asks.

    Returns:
        For the id of every claim its warnings, blockers first.
    """
    rated = [claim for claim in claims if claim.verdict]
    found: dict[UUID, list[GuardWarning]] = {claim.pk: [] for claim in claims}
    if not rated:
        return found
    blind = SecondVerdict.objects.kept_from(user, [claim.pk for claim in rated])
    rated = [claim for claim in rated if claim.pk not in blind]
    facts = facts_of(rated, user)
    for claim in rated:
        if claim.verdict and claim.pk in facts:
            warned = list(_warned(claim, claim.verdict.rating, facts[claim.pk]))
            found[claim.pk] = sorted(warned, key=lambda one: not one.is_blocker)
    return _with_reasons(found, user)


def _with_reasons(
    found: dict[UUID, list[GuardWarning]], user: User
) -> dict[UUID, list[GuardWarning]]:
    asking = [pk for pk, warned in found.items() if any(one.takes_reason for one in warned)]
    told = {
        (row.claim_id, row.warning): Reason(row.pk, row.reason, row.created_by, row.created_at)
        for row in reasons_told(asking, user)
    }
    return {
        pk: [
            replace(one, reason=told.get((pk, one.code))) if one.takes_reason else one
            for one in warned
        ]
        for pk, warned in found.items()
    }


def _warned(claim: Claim, rating: Rating, facts: Facts) -> Iterator[GuardWarning]:
    if rests_on_sources(rating):
        for look in (_fit, _one_origin, _older):
            yield from look(rating, facts)
    yield from _copies(facts)
    if Risk.ACCUSATION in claim.risks and not facts.is_asked:
        words = _("It accuses somebody, and nobody is on record as asked for comment.")
        yield GuardWarning("comment_not_asked", words)
    if facts.reuse_ended:
        words = _("The check that this verdict was taken over from no longer stands as it was.")
        yield GuardWarning("reuse_ended", words)


Look = Callable[[Rating, Facts], Iterator[GuardWarning]]


def _fit(rating: Rating, facts: Facts) -> Iterator[GuardWarning]:
    """The blockers: sources that only speak against the rating, or that only repeat the claim."""
    if is_against(rating, facts.origins):
        yield _blocker("only_contradicting", against(rating))
    elif is_only_own(rating, facts.origins):
        is_blocker = needs_source(rating)
        words = only_own(rating)
        if not is_blocker:
            words = _("All evidence comes from the claim's own article or origin.")
        yield GuardWarning("own_origin", words, is_blocker, needs_reason=not is_blocker)


def _blocker(code: str, words: str) -> GuardWarning:
    return GuardWarning(code, words, is_blocker=True, needs_reason=False)


def _one_origin(rating: Rating, facts: Facts) -> Iterator[GuardWarning]:
    side = side_of(rating)
    stances = [side] if side else list(STANCES)
    origins = {o.key: o for stance in stances for o in facts.origins.independent(stance)}
    if len(origins) != 1:
        return
    (only,) = origins.values()
    linked = len(only.evidence)
    words = ngettext(
        "The verdict rests on one source: %(name)s.",
        "The verdict rests on %(n)s sources of one origin: %(name)s.",
        linked,
    )
    yield GuardWarning(
        "one_origin", words % {"n": linked, "name": only.name}, evidence=only.evidence
    )


def _older(_rating: Rating, facts: Facts) -> Iterator[GuardWarning]:
    """Only where every day is known: evidence without one may well be newer."""
    speaking = [one for one in facts.linked if one.speaks]
    since = facts.since
    if not speaking or since is None:
        return
    if all(one.day is not None and one.day < since for one in speaking):
        words = _("All evidence is older than the claim.")
        yield GuardWarning("evidence_older", words, evidence=tuple(o.id for o in speaking))


def _copies(facts: Facts) -> Iterator[GuardWarning]:
    failed = [one for one in facts.linked if one.copy == "failed"]
    if failed:
        words = ngettext(
            "The page of a source could not be archived: %(titles)s.",
            "The pages of %(n)s sources could not be archived: %(titles)s.",
            len(failed),
        ) % {"n": len(failed), "titles": "; ".join(dict.fromkeys(one.title for one in failed))}
        yield GuardWarning("archive_failed", words, evidence=tuple(one.id for one in failed))
    pending = [one.id for one in facts.linked if one.copy == "pending"]
    if pending:
        words = ngettext(
            "The page of a source is not archived yet.",
            "The pages of %(n)s sources are not archived yet.",
            len(pending),
        ) % {"n": len(pending)}
        yield GuardWarning(
            "archive_pending",
            words,
            needs_reason=False,
            until_published=True,
            evidence=tuple(pending),
        )
