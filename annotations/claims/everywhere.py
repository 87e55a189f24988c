"""The same words wherever they stand in the text, as passages of one claim."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from annotations import workflow
from annotations.anchoring.selectors import SelectorError, describe
from annotations.claims.mark import facts_of
from annotations.history import record
from annotations.models import (
    Article,
    ArticleRevision,
    Claim,
    Highlight,
    HighlightPurpose,
    User,
)
from annotations.permissions import Actor, require_editor
from annotations.reading.places import places_of_words
from annotations.reading.sentences import sentence_at
from annotations.refusals import Conflict

Span = tuple[int, int]


@transaction.atomic
def mark_everywhere(
    *, actor: Actor, claim_id: UUID, revision_id: UUID | str | None, expected: str | None = None
) -> list[Highlight]:
    """Add every further place of a claim's words in its article to the claim, in a constant number of statements.

    The words are those of its first passage that stands in the newest text; places that touch a passage of
    the claim already are left out (of more than 200 places, those that are told).

    Args:
        actor: an editor or above.
        claim_id: which claim.
        revision_id: the text that the person saw (None: the newest).
        expected: the ETag that was read.

    Returns:
        The new passages in text order; none where the words stand nowhere else.

    Raises:
        Conflict: `revision_changed`, `correct_first`, `orphaned` where no passage stands in the newest text.
    """
    person = require_editor(actor)
    claim = workflow.take(actor, claim_id, expected=expected)
    revision = _newest(claim, revision_id)
    standing = _standing(claim, revision)
    if not standing:
        raise Conflict(
            "orphaned", _("This claim has no passage in the newest text. Select the words there.")
        )
    first, spans = standing[0][0], [span for _passage, span in standing]
    begin, finish = spans[0]
    free = _free(places_of_words(revision.text, begin, finish).spans, spans)
    added = [
        passage
        for span in free
        if (passage := _highlight(first, revision, span, person)) is not None
    ]
    if not added:
        return []
    workflow.open_for_edit(claim, person)
    Highlight.objects.bulk_create(added)
    workflow.save(claim)
    record(
        actor,
        "passages_added",
        claim,
        claim=claim,
        passages=[facts_of(passage) for passage in added],
    )
    return added


@dataclass(frozen=True, slots=True)
class Places:
    """How often the words of a claim's first passage stand in its text.

    `nth` of `count` is the passage itself, counted from 1; `free` places are no passage of the claim yet. There
    are more than `count` where `is_capped`.
    """

    nth: int
    count: int
    free: int
    is_capped: bool


def places_of(claim: Mapping[str, Any]) -> Places | None:
    """Count the places of a claim's words in the newest text of its article, in one query.

    Args:
        claim: as `annotations.dossier` tells it.

    Returns:
        None where no passage of it stands there.
    """
    own = [
        (passage["start"], passage["end"])
        for appearance in claim["appearances"]
        if appearance["article"] == claim["article"]
        for passage in appearance["passages"]
        if passage["start"] is not None
    ]
    if not own:
        return None
    newest = Article.objects.filter(pk=claim["article"]).values("current_revision")
    text = ArticleRevision.objects.filter(pk__in=newest).values_list("text", flat=True).first()
    begin, finish = own[0]
    if text is None:
        return None
    found = places_of_words(text, begin, finish)
    free = sum(1 for _span in _free(found.spans, own))
    return Places(found.index + 1, len(found.spans), free, found.is_capped)


def _newest(claim: Claim, revision_id: UUID | str | None) -> ArticleRevision:
    """The newest text of the claim's article, which stays the newest until the transaction ends."""
    article = Article.objects.select_for_update(no_key=True).get(pk=claim.article_id)
    assert article.current_revision_id is not None  # noqa: S101 - it bears a claim
    if revision_id is not None and str(revision_id) != str(article.current_revision_id):
        raise Conflict(
            "revision_changed",
            _("The article's text changed meanwhile. Load the newest text and mark it there."),
            revision=str(article.current_revision_id),
        )
    slim = ArticleRevision.objects.only("id", "text", "sentences", "length", "blocks")
    return slim.get(pk=article.current_revision_id)


def _standing(claim: Claim, revision: ArticleRevision) -> list[tuple[Highlight, Span]]:
    """The claim's passages in this text with their places there, the first marked first."""
    passages = Highlight.objects.filter(
        appearance__claim=claim,
        appearance__article=claim.article_id,
        appearance__removed_at__isnull=True,
        purpose=HighlightPurpose.CLAIM,
        retired_at__isnull=True,
    )
    anchored = {
        pk: (int(start or 0), int(end or 0))
        for pk, start, end in passages.filter(
            anchors__revision=revision, anchors__start__isnull=False
        ).values_list("pk", "anchors__start", "anchors__end")
    }
    return [
        (passage, anchored.get(passage.pk, (passage.start, passage.end)))
        for passage in passages.order_by("id")
        if passage.pk in anchored or passage.revision_id == revision.pk
    ]


def _free(places: Iterable[Span], taken: list[Span]) -> Iterable[Span]:
    for start, end in places:
        if not any(start < finish and begin < end for begin, finish in taken):
            yield start, end


def _highlight(
    like: Highlight, revision: ArticleRevision, span: Span, person: User
) -> Highlight | None:
    try:
        selector = describe(revision.text, *span)
    except SelectorError:
        return None  # the same letters within a longer character
    touched = sentence_at(revision.sentences, *span)
    sentence = revision.text[touched[0][0] : touched[-1][1]] if touched else selector.exact
    return Highlight(
        article_id=like.article_id,
        revision=revision,
        start=selector.start,
        end=selector.end,
        exact=selector.exact,
        prefix=selector.prefix,
        suffix=selector.suffix,
        sentence=sentence,
        page=_page(revision, span[0]),
        purpose=HighlightPurpose.CLAIM,
        appearance_id=like.appearance_id,
        created_by=person,
    )


def _page(revision: ArticleRevision, start: int) -> int | None:
    return next((block.get("page") for block in revision.blocks if block["end"] > start), None)
