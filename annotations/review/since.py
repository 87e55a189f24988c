"""What changed since a reviewer last judged a claim: the judged bytes beside what stands now."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Case, Value, When
from django.utils.translation import gettext as _

from annotations.models import (
    Approval,
    Asserts,
    Claim,
    ClaimantKind,
    Evidence,
    Figure,
    ReviewDecision,
    SecondVerdict,
    User,
    Visibility,
)
from annotations.review.changes import Change, day, value_changes
from annotations.review.figures import figure_changes, figures_standing
from annotations.review.inquiry import Inquiry, inquiries_standing, inquiry_changes
from annotations.review.places import appearance_changes
from annotations.review.readers_told import VERBS, told_as_judged, told_labels, told_now
from annotations.review.sources import evidence_changes
from annotations.review.standing import Standing, standing_of


@dataclass(frozen=True, slots=True)
class Since:
    """What differs between the content that a decision judged and what stands now.

    Attributes:
        decision_by: who decided.
        decided_at: when.
        is_own: whether the person who asks decided it themselves; else it is the newest of anybody.
        kind: `approve` or `request_changes`.
        changes: what differs, as far as the person may see it.
        stale_at: since when the approval is stale, where it is.
    """

    decision_by: User
    decided_at: datetime
    is_own: bool
    kind: str
    changes: list[Change]
    stale_at: datetime | None

    @property
    def undecided(self) -> int:
        """How many of the changes came with a new text and wait for an editor."""
        return sum(change.is_undecided for change in self.changes)


def changes_since(person: User, claims: Iterable[Claim | UUID]) -> dict[UUID, Since]:
    """What changed since `person` last decided on each claim, or where they never did, since anybody did.

    Evidence that `person` may not see is left out on both sides. A dozen queries at most, however many claims.

    Returns:
        For each claim that was ever decided on, but for those that `person` rates independently just now.
    """
    ids = _ids(claims)
    blind = SecondVerdict.objects.under_way().filter(person=person)
    decisions = (
        ReviewDecision.objects.filter(claim__in=ids)
        .exclude(claim__in=blind.values("claim"))
        .annotate(rank=Case(When(decided_by=person, then=Value(0)), default=Value(1)))
        .order_by("claim", "rank", "-created_at", "-id")
        .distinct("claim")
        .select_related("decided_by")
    )
    return compared(list(decisions), Evidence.objects.visible_to(person), person)


def changed_for_everyone(claims: Iterable[Claim]) -> set[UUID]:
    """Those of the claims of whose last approval something differs that is not confidential."""
    decisions = ReviewDecision.objects.filter(
        pk__in=[claim.approval_decision_id for claim in claims if claim.approval_decision_id]
    ).select_related("decided_by")
    is_open = Evidence.objects.filter(
        visibility=Visibility.EVERYONE, source__visibility=Visibility.EVERYONE
    )
    return {pk for pk, since in compared(list(decisions), is_open, None).items() if since.changes}


def _ids(claims: Iterable[Claim | UUID]) -> list[UUID]:
    return [claim.pk if isinstance(claim, Claim) else claim for claim in claims]


def compared(
    decisions: Sequence[ReviewDecision], visible: Any, person: User | None
) -> dict[UUID, Since]:
    """The judged content of each decision, one per claim, beside what stands now.

    Args:
        decisions: with `decided_by`; saved or not.
        visible: the evidence that may be told of.
        person: who asks, None for what everyone may read.
    """
    if not decisions:
        return {}
    first = min(decision.created_at for decision in decisions)
    now = standing_of([decision.claim_id for decision in decisions], visible, first)
    figures = figures_standing([decision.claim_id for decision in decisions])
    inquiries = inquiries_standing([decision.claim_id for decision in decisions], person)
    found = {}
    for decision in decisions:
        claim = now.claims[decision.claim_id]
        different = _changes(decision, claim, now, inquiries[claim.pk], figures[claim.pk])
        changes = [_told(change, claim, now, decision) for change in different]
        found[claim.pk] = Since(
            decision.decided_by,
            decision.created_at,
            decision.decided_by_id == (person.pk if person else None),
            decision.kind,
            changes,
            claim.stale_at if claim.approval == Approval.STALE else None,
        )
    return found


def _changes(
    decision: ReviewDecision,
    claim: Claim,
    now: Standing,
    inquiry: Inquiry,
    figures: Sequence[Figure],
) -> Iterator[Change]:
    judged: dict[str, Any] = json.loads(decision.content)
    yield from value_changes(_plain(judged), _as_it_is(claim), _labels())
    yield from appearance_changes(judged, claim, now, decision.created_at)
    yield from evidence_changes(judged, claim, now, decision.created_at)
    places = [one.pk for one in now.appearances[claim.pk] if one.removed_at is None]
    yield from inquiry_changes(judged, inquiry, places)
    yield from figure_changes(judged, figures)


def _labels() -> dict[str, str]:
    return {
        "statement": _("The claim in one sentence"),
        "asserts": _("What it asserts"),
        "claimant": _("Claimant"),
        "claimant_kind": _("What the claimant is"),
        "claimed_on": _("Day it was claimed"),
        "rating": _("Verdict"),
        "explanation": _("Explanation"),
        "proposed_wording": _("Proposed wording"),
        **told_labels(),
    }


def _plain(judged: dict[str, Any]) -> dict[str, Any]:
    """The claim's own values in the judged content, in words; what an old recipe does not know is left out."""
    plain: dict[str, Any] = {
        name: judged[name] for name in ("statement", "explanation") if name in judged
    }
    if "asserts" in judged:
        plain["asserts"] = Asserts(judged["asserts"]).label
    if "claimed_on" in judged:
        plain["claimed_on"] = day(judged["claimed_on"])
    if claimant := judged.get("claimant"):
        plain["claimant"] = claimant["name"]
        plain["claimant_kind"] = ClaimantKind(claimant["kind"]).label
    if "rating" in judged:
        rating = judged["rating"]
        plain["rating"] = _rating(rating["label"], rating["version"]) if rating else ""
        plain["proposed_wording"] = judged.get("proposed_wording", "")
    return plain | told_as_judged(judged)


def _as_it_is(claim: Claim) -> dict[str, Any]:
    verdict = claim.verdict
    rating = verdict.rating if verdict else None
    return {
        "statement": claim.statement,
        "asserts": Asserts(claim.asserts).label,
        "claimant": claim.claimant,
        "claimant_kind": ClaimantKind(claim.claimant_kind).label,
        "claimed_on": day(claim.claimed_on.isoformat() if claim.claimed_on else None),
        "rating": _rating(rating.label, rating.version) if rating else "",
        "explanation": verdict.explanation if verdict else "",
        "proposed_wording": verdict.proposed_wording if verdict else "",
        **told_now(claim),
    }


def _rating(label: str, version: int) -> str:
    """A rating's word; of a later wording of the scale with its version, since the word may be the same."""
    return (
        label if version == 1 else _("%(label)s (version %(n)d)") % {"label": label, "n": version}
    )


_VERBS = {
    "rating": ("rated", "verdict_taken_back"),
    "explanation": ("rated", "verdict_taken_back"),
    "proposed_wording": ("rated", "verdict_taken_back"),
    **VERBS,
    **dict.fromkeys(
        ("statement", "asserts", "claimant", "claimant_kind", "claimed_on"), ("amended",)
    ),
}


def _told(change: Change, claim: Claim, now: Standing, decision: ReviewDecision) -> Change:
    """With who changed it when, where the record tells: the last one who touched it."""
    if change.is_undecided:
        return change
    keys = [*_VERBS.get(change.field, ())]
    if change.subject:
        keys.append(str(change.subject))
    entries = [now.entries[claim.pk].get(key) for key in keys]
    told = [entry for entry in entries if entry and entry.at > decision.created_at]
    if not told:
        return change
    last = max(told, key=lambda entry: entry.seq)
    return replace(change, by=last.actor, at=last.at)
