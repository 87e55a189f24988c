"""What a verdict needs before its claim may be submitted, approved or published."""

from collections.abc import Collection, Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from annotations.evidence.counting import Origins, origins_of
from annotations.models import Attempt, Claim, Needed, PublicationKind, Rating, Stance, User
from annotations.refusals import Conflict
from annotations.verdicts.sides import is_against, is_only_own, needs_source, side_of


def refuse_if_lacking(claim: Claim, user: User) -> None:
    """Refuse an unrated claim, or one whose evidence its rating cannot stand on.

    Raises:
        Conflict: see `lacking`.
    """
    refusal = lacking([claim], user).get(claim.pk)
    if refusal is not None:
        raise refusal


def lacking(claims: Sequence[Claim], user: User) -> dict[UUID, Conflict]:
    """Which of the claims may not be submitted, and why; in ten queries at most however many they are.

    These are the blockers of the guard. A rating that needs a source has one whose origin is neither the claim's own article (any
    in which it appears) nor the origin that the claim's word rests on; no rating stands where every source
    linked speaks against it; "Not enough evidence" tells what was tried. Only what `user` may see is
    counted, so that the answer tells nothing of what is confidential.

    Args:
        claims: with `verdict__rating` loaded, where they are many.
        user: who asks.

    Returns:
        For the id of each refused claim `verdict_missing` or `evidence_missing`; of a correction that says nothing to
        readers `note_missing`.
    """
    rated = {claim.pk: claim.verdict.rating for claim in claims if claim.verdict}
    weighed = [pk for pk, rating in rated.items() if side_of(rating)]
    origins = origins_of(weighed, user)
    tried = _tried([pk for pk, r in rated.items() if r.needs_evidence == Needed.ATTEMPTS], user)
    refusals: dict[UUID, Conflict] = {}
    for claim in claims:
        rating = rated.get(claim.pk)
        if rating is None:
            refusals[claim.pk] = _unrated()
        elif detail := lack_of(rating, origins.get(claim.pk), has_tried=claim.pk in tried):
            refusals[claim.pk] = Conflict("evidence_missing", detail, field="evidence")
        elif claim.correction_kind == PublicationKind.CORRECTION and not claim.correction_note:
            refusals[claim.pk] = _untold()
    return refusals


def lack_of(rating: Rating, origins: Origins | None, *, has_tried: bool) -> str:
    """What the rating lacks, in a sentence that says what to do; empty where it may stand."""
    if rating.needs_evidence == Needed.ATTEMPTS:
        return "" if has_tried else _untried(rating.words)
    if origins is None:
        return ""
    if is_against(rating, origins):
        return against(rating)
    if not needs_source(rating) or origins.independent(side_of(rating)):
        return ""
    return only_own(rating) if is_only_own(rating, origins) else _sourceless(rating)


def _tried(claims: Collection[UUID], user: User) -> set[UUID]:
    """Those claims that tell of an attempt."""
    if not claims:
        return set()
    told = Attempt.objects.visible_to(user).filter(claim__in=claims, removed_at__isnull=True)
    return set(told.values_list("claim", flat=True))


def against(rating: Rating) -> str:
    """That every source linked speaks against the rating, and what to do."""
    if side_of(rating) == Stance.CORROBORATES:
        words = _(
            "“%(label)s” does not fit: every source linked contradicts the claim, none corroborates it. Add one that does, or choose another verdict."
        )
    else:
        words = _(
            "“%(label)s” does not fit: every source linked corroborates the claim, none contradicts it. Add one that does, or choose another verdict."
        )
    return words % {"label": rating.words}


def only_own(rating: Rating) -> str:
    """That the sources only repeat what the claim itself goes back to, and what to do."""
    words = _(
        "“%(label)s” rests only on the claim's own article or origin, which shows nothing new. Add a source of another origin, or choose another verdict."
    )
    return words % {"label": rating.words}


def _unrated() -> Conflict:
    return Conflict(
        "verdict_missing",
        _("Give the claim a verdict with an explanation first."),
        field="verdict",
    )


def _untold() -> Conflict:
    return Conflict(
        "note_missing",
        _("Say for readers what was wrong: a correction has a public note."),
        field="correction_note",
    )


def _untried(label: str) -> str:
    return _(
        "“%(label)s” needs what was tried: say where you searched or whom you asked, and what came of it. “Inquiry” on the card takes it."
    ) % {"label": label}


def _sourceless(rating: Rating) -> str:
    if side_of(rating) == Stance.CORROBORATES:
        words = _(
            "“%(label)s” needs a source that corroborates the claim, other than the article itself. Add one, or choose another verdict."
        )
    else:
        words = _(
            "“%(label)s” needs a source that contradicts the claim, other than the article itself. Add one, or choose another verdict."
        )
    return words % {"label": rating.words}
