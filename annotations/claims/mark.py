"""Marking a passage as a claim."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction

from annotations.claims.passage import Passage, find_passage, refuse_archived
from annotations.claims.rows import insert
from annotations.claims.wording import STATEMENT_LIMIT, checked
from annotations.history import record
from annotations.models import (
    Appearance,
    Article,
    Asserts,
    Claim,
    Highlight,
    HighlightPurpose,
    Stage,
    User,
)
from annotations.permissions import Actor, require_editor
from annotations.reading.risks import risks

# A new claim in an article at one of these takes it back to checking.
BEFORE_CHECKING = {Stage.NEW, Stage.DONE, Stage.IN_REVIEW}


@dataclass(frozen=True, slots=True)
class Marked:
    """A new claim and its first passage."""

    claim: Claim
    highlight: Highlight


def mark(*, actor: Actor, article_id: UUID, **given: Any) -> Claim:
    """Make a claim of a passage; see `mark_passage`, which also returns the passage."""
    return mark_passage(actor=actor, article_id=article_id, **given).claim


@transaction.atomic
def mark_passage(
    *,
    actor: Actor,
    article_id: UUID,
    revision_id: UUID | str | None = None,
    start: int | None = None,
    end: int | None = None,
    exact: str | None = None,
    prefix: str | None = None,
    suffix: str | None = None,
    linked: Claim | None = None,
    **wording: Any,
) -> Marked:
    """Make a claim of a passage.

    Args:
        actor: an editor or above.
        article_id: the article whose newest text holds the passage.
        revision_id: the text that the offsets count in (None: the newest).
        start: first code point; end: after the last (end exclusive).
        end: see `start`.
        exact: the words, with `prefix` and `suffix`, where no offsets are given.
        prefix: see `exact`.
        suffix: see `exact`.
        linked: the claim of the same passage that asserts the other of so and said.
        wording: `statement` (default: the passage; for `said` its whole sentence), `asserts`,
            `claimant`, `claimant_kind`, `claimed_on`.

    Returns:
        The new claim, a draft, and its highlight. Where an attribution stands in or beside the passage and the caller
        did not choose what is asserted, `asserts_chosen` is false and the card asks.

    Raises:
        Forbidden, Missing, Conflict, Invalid: see `find_passage`, `refuse_archived` and `wording.checked`.
    """
    person = require_editor(actor)
    fields = worded(wording)
    passage = find_passage(
        article_id,
        revision_id=revision_id,
        start=start,
        end=end,
        exact=exact,
        prefix=prefix,
        suffix=suffix,
    )
    refuse_archived(passage.article)
    marked = made(passage, person, fields, linked)
    appearance = marked.highlight.appearance
    assert appearance is not None  # noqa: S101 - it was made with one
    insert(marked.claim, appearance, marked.highlight)
    if passage.article.stage in BEFORE_CHECKING:
        Article.objects.filter(pk=passage.article.pk).update(stage=Stage.CHECKING)
    record(actor, "created", marked.claim, claim=marked.claim, **told_of(marked))
    return marked


def worded(wording: dict[str, Any]) -> dict[str, Any]:
    """How a claim is worded, clean; what is empty counts as not given.

    Raises:
        Invalid: see `wording.checked`.
    """
    return checked({key: value for key, value in wording.items() if value not in (None, "")})


def made(passage: Passage, person: User, fields: dict[str, Any], linked: Claim | None) -> Marked:
    """The claim and highlight of a passage, not saved yet."""
    fields.setdefault("statement", _default_statement(passage, fields.get("asserts")))
    claim = Claim(
        article=passage.article,
        created_by=person,
        contributors=[person.pk],
        attribution=passage.attribution,
        asserts_chosen="asserts" in fields or not passage.attribution,
        linked=linked,
        risks=risks(fields["statement"], passage.selector.exact, passage.sentence),
        **fields,
    )
    appearance = Appearance(claim=claim, article=passage.article)
    return Marked(claim, _of(passage, person, appearance, HighlightPurpose.CLAIM))


def told_of(marked: Marked) -> dict[str, Any]:
    """A new claim as history tells it."""
    return {
        "statement": marked.claim.statement,
        "asserts": marked.claim.asserts,
        "claimant": marked.claim.claimant,
        "passage": facts_of(marked.highlight),
    }


def place(claim: Claim, passage: Passage, person: User, **details: Any) -> Highlight:
    """Make the appearance and its first highlight."""
    appearance = Appearance(claim=claim, article=passage.article, **details)
    highlight = _of(passage, person, appearance, HighlightPurpose.CLAIM)
    insert(appearance, highlight)
    return highlight


def highlight_of(
    passage: Passage,
    person: User,
    appearance: Appearance | None,
    purpose: str = HighlightPurpose.CLAIM,
) -> Highlight:
    """Keep a passage as a highlight."""
    highlight = _of(passage, person, appearance, purpose)
    insert(highlight)
    return highlight


def _of(passage: Passage, person: User, appearance: Appearance | None, purpose: str) -> Highlight:
    selector = passage.selector
    return Highlight(
        article=passage.article,
        revision=passage.revision,
        start=selector.start,
        end=selector.end,
        exact=selector.exact,
        prefix=selector.prefix,
        suffix=selector.suffix,
        sentence=passage.sentence,
        page=passage.page,
        purpose=purpose,
        appearance=appearance,
        created_by=person,
    )


def facts_of(highlight: Highlight) -> dict[str, Any]:
    """A passage as history tells it."""
    return {
        "highlight": str(highlight.pk),
        "revision": str(highlight.revision_id),
        "start": highlight.start,
        "end": highlight.end,
        "exact": highlight.exact,
    }


def _default_statement(passage: Passage, asserts: str | None) -> str:
    words = passage.sentence if asserts == Asserts.SAID else passage.selector.exact
    statement = " ".join(words.split())
    return statement[:STATEMENT_LIMIT] if len(statement) > STATEMENT_LIMIT else statement
