"""Which findings ask for something that the copy does not have yet."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from annotations.anchoring.typography import folded
from annotations.clearing.placed import Standing
from annotations.models import Article, ArticleRevision, Claim, Purpose

CONFIRMED, CHANGE, ATTRIBUTE, CUT, UNRESOLVED = (
    "confirmed",
    "change",
    "attribute",
    "cut",
    "unresolved",
)
ASKING = frozenset({CHANGE, ATTRIBUTE, CUT})
"""Findings after which the copy may not stay as it is."""


def finding_of(claim: Claim) -> str:
    """The slug of a claim's standing rating; empty where it is not rated."""
    return claim.verdict.rating.slug if claim.verdict else ""


def still_asking(
    article: Article, claims: Sequence[Claim], placed: Sequence[Standing]
) -> set[UUID]:
    """The claims whose finding asks for a change that the newest text does not have.

    It is done where the passage has left the text, or where none of the sentences around it stands as it did in the
    text that the finding was about: the newest that there was when it was given. A change elsewhere in the sentence
    makes the approval stale, so that a reviewer has said since that this is it. Where the newest text is older than
    the finding, the finding is about it.

    Args:
        article: of purpose `own`; others have no such findings.
        claims: with verdict and rating.
        placed: their passages in the newest text.

    Returns:
        Ids; in two queries, however many there are.
    """
    asking = [claim for claim in claims if finding_of(claim) in ASKING]
    if article.purpose != Purpose.OWN or not asking:
        return set()
    made = dict(
        ArticleRevision.objects.filter(article=article)
        .order_by("created_at")
        .values_list("pk", "created_at")
    )
    newest = article.current_revision_id
    judged_in = {claim.pk: _text_judged(claim, made, newest) for claim in asking}
    texts = _texts({pk for pk in judged_in.values() if pk})
    by_claim: dict[UUID, list[Standing]] = defaultdict(list)
    for one in placed:
        if one.start is not None:
            by_claim[one.claim].append(one)
    return {
        claim.pk
        for claim in asking
        if any(_stands(one, texts.get(judged_in[claim.pk])) for one in by_claim[claim.pk])
    }


def _text_judged(claim: Claim, made: dict[UUID, datetime], newest: UUID | None) -> UUID | None:
    """The revision that the standing finding is about; None for the newest."""
    assert claim.verdict is not None  # noqa: S101 - only rated claims ask
    known = [pk for pk, at in made.items() if at <= claim.verdict.created_at]
    # Also a text that was put back in force: which of them was read is not known then.
    return None if newest in known or not known else known[-1]


def _texts(revisions: set[UUID]) -> dict[UUID | None, str]:
    if not revisions:
        return {}
    rows = ArticleRevision.objects.filter(pk__in=revisions)
    return {pk: folded(text) for pk, text in rows.values_list("pk", "text")}


def _stands(passage: Standing, text: str | None) -> bool:
    """Whether the passage's sentence stands word for word in the text judged; None: that is the newest."""
    return text is None or folded(passage.sentence or passage.exact) in text
