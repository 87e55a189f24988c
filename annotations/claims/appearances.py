"""More passages of a claim: apart from each other, or in other articles."""

from typing import Any
from uuid import UUID

from django.db import transaction

from annotations import typed, workflow
from annotations.claims.mark import facts_of, highlight_of, place
from annotations.claims.passage import find_passage, refuse_archived, refuse_own_copy
from annotations.history import record
from annotations.models import Appearance, Claim, HighlightPurpose
from annotations.permissions import Actor, require_editor


@transaction.atomic
def add_appearance(
    *,
    actor: Actor,
    claim_id: UUID,
    article_id: UUID,
    revision_id: UUID | str | None = None,
    start: int | None = None,
    end: int | None = None,
    exact: str | None = None,
    prefix: str | None = None,
    suffix: str | None = None,
    expected: str | None = None,
    **details: Any,
) -> Appearance:
    """Add a passage that says the same claim: in its article, or in another one.

    A further passage in an article where the claim appears already joins that appearance. The same
    passage twice changes nothing.

    Args:
        actor: an editor or above.
        claim_id: which claim.
        article_id: where the passage stands.
        revision_id: the text that the offsets count in.
        start: first code point.
        end: after the last code point.
        exact: the words where no offsets are given, with `prefix`, `suffix`.
        prefix: see `exact`.
        suffix: see `exact`.
        expected: the ETag that was read.
        details: `speaker`, `carried_by`, `said_on`, `original_words`, `language`.

    Raises:
        Those of `find_passage`; Conflict `correct_first`, `is_source`.
    """
    person = require_editor(actor)
    claim = workflow.take(actor, claim_id, expected=expected)
    passage = find_passage(
        article_id,
        revision_id=revision_id,
        start=start,
        end=end,
        exact=exact,
        prefix=prefix,
        suffix=suffix,
    )
    refuse_own_copy(claim, passage.article)
    refuse_archived(passage.article)
    clean = _details(details)
    appearance = _standing(claim, passage.article.pk)
    if appearance and _has(
        appearance, passage.selector.start, passage.selector.end, passage.revision.pk
    ):
        return appearance
    workflow.open_for_edit(claim, person)
    if appearance is None:
        highlight = place(claim, passage, person, **clean)
        appearance = highlight.appearance
        assert appearance is not None  # noqa: S101 - place() always makes one
    else:
        highlight = highlight_of(passage, person, appearance)
    workflow.save(claim)
    record(
        actor,
        "passage_added",
        highlight,
        claim=claim,
        article=passage.article,
        passage=facts_of(highlight),
    )
    return appearance


def _standing(claim: Claim, article_id: UUID) -> Appearance | None:
    return claim.appearances.filter(article_id=article_id, removed_at__isnull=True).first()


def _has(appearance: Appearance, start: int, end: int, revision_id: UUID) -> bool:
    return appearance.highlights.filter(
        start=start,
        end=end,
        revision_id=revision_id,
        retired_at__isnull=True,
        purpose=HighlightPurpose.CLAIM,
    ).exists()


def _details(given: dict[str, Any]) -> dict[str, Any]:
    return {
        "speaker": typed.text_of(given.get("speaker"), "speaker", 300),
        "carried_by": typed.text_of(given.get("carried_by"), "carried_by", 300),
        "said_on": typed.date_of(given.get("said_on"), "said_on"),
        "original_words": typed.text_of(given.get("original_words"), "original_words", 20_000),
        "language": typed.text_of(given.get("language"), "language", 16),
    }
