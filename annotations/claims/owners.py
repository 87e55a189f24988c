"""Whose passages these are, as one person may know it: claims' own, and quotes of their evidence."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from annotations import workflow
from annotations.models import Claim, Evidence, Highlight, HighlightPurpose, SecondVerdict, User


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose passage it is: a claim's own, or quoted from a source for it (`evidence`)."""

    claim: Claim
    evidence: Evidence | None = None


def owners_of(person: User, highlights: Sequence[Highlight]) -> dict[UUID, Owner]:
    """Whose passages these are, by their ids, in two queries; those that the person may not know of are left out.

    Args:
        person: who asks.
        highlights: with `appearance` loaded where they have one.
    """
    claim_ids = {h.appearance.claim_id for h in highlights if h.appearance is not None}
    quotes = [h for h in highlights if h.purpose == HighlightPurpose.QUOTE]
    quoting = _evidence(person, quotes) if quotes else {}
    claim_ids |= {evidence.claim_id for evidence in quoting.values()}
    seen = Claim.objects.visible_to(person).select_related("verdict__rating", "publication")
    claims = seen.in_bulk(claim_ids)
    SecondVerdict.objects.hide_from(person, claims.values())
    owners = {}
    for highlight in highlights:
        evidence = quoting.get(highlight.pk)
        if highlight.appearance is not None:
            claim = claims.get(highlight.appearance.claim_id)
        else:
            claim = claims.get(evidence.claim_id) if evidence else None
        if claim is not None:
            owners[highlight.pk] = Owner(claim, evidence)
    return owners


def _evidence(person: User, quotes: Sequence[Highlight]) -> dict[UUID, Evidence]:
    """The standing evidence for which each quote was taken or found, as far as this person may see it."""
    found: dict[UUID, list[UUID]] = {}  # a quote that leaves something out stands in several pieces
    for highlight in quotes:
        if highlight.evidence_id is not None:
            found.setdefault(highlight.evidence_id, []).append(highlight.pk)
    rows = Evidence.objects.visible_to(person).standing().select_related("source")
    quoting: dict[UUID, Evidence] = {}
    for row in rows.filter(Q(passage__in=[h.pk for h in quotes]) | Q(pk__in=found)):
        if row.passage_id is not None:
            quoting.setdefault(row.passage_id, row)
        quoting |= dict.fromkeys(found.get(row.pk, ()), row)
    return quoting


def etags_of(person: User, claims: Iterable[Claim]) -> dict[UUID, str]:
    """`workflow.etag_of` for many claims, in one query at most."""
    return workflow.etags_of(list(claims), person)
