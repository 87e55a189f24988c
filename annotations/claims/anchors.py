"""A person's decisions about where a passage stands now: confirm, re-attach, retire."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations import workflow
from annotations.claims.deciding import claim_of, hold_article_of, is_reserved, touch
from annotations.claims.mark import facts_of
from annotations.claims.passage import Passage, find_passage
from annotations.history import record
from annotations.models import (
    Anchor,
    Approval,
    Claim,
    Highlight,
    HighlightPurpose,
    State,
)
from annotations.permissions import Actor, require_editor
from annotations.refusals import Conflict, Missing


@transaction.atomic
def confirm(*, actor: Actor, highlight_id: UUID, expected: str | None = None) -> Highlight:
    """Say yes to where the passage stands in the newest text.

    Raises:
        Conflict: `nothing_to_confirm` where it stands in its confirmed text, `orphaned` where it has
        no place.
    """
    highlight, claim = _take(actor, highlight_id, expected)
    anchor = _anchor(highlight)
    if anchor is None:
        raise Conflict("nothing_to_confirm", _("This passage stands where it was confirmed."))
    if anchor.start is None or anchor.end is None:
        raise Conflict("orphaned", _("This passage has no place in the new text. Select it there."))
    passage = find_passage(
        highlight.article_id, revision_id=anchor.revision_id, start=anchor.start, end=anchor.end
    )
    return _settle(actor, highlight, claim, passage, "passage_confirmed")


@transaction.atomic
def reattach(
    *,
    actor: Actor,
    highlight_id: UUID,
    revision_id: UUID | str | None,
    start: int | None,
    end: int | None,
    exact: str | None = None,
    prefix: str | None = None,
    suffix: str | None = None,
    expected: str | None = None,
) -> Highlight:
    """Say where the passage stands in the newest text, or adjust its ends.

    Args:
        actor: an editor or above.
        highlight_id: which.
        revision_id: the text that the offsets count in.
        start: first code point.
        end: after the last code point.
        exact: the words where no offsets are given, with `prefix`, `suffix`.
        prefix: see `exact`.
        suffix: see `exact`.
        expected: the claim's ETag that was read.
    """
    highlight, claim = _take(actor, highlight_id, expected)
    passage = find_passage(
        highlight.article_id,
        revision_id=revision_id,
        start=start,
        end=end,
        exact=exact,
        prefix=prefix,
        suffix=suffix,
    )
    here = (highlight.revision_id, highlight.start, highlight.end)
    there = (passage.revision.pk, passage.selector.start, passage.selector.end)
    if here == there and highlight.gone_at is None:
        return highlight
    return _settle(actor, highlight, claim, passage, "passage_reattached")


@transaction.atomic
def retire(*, actor: Actor, highlight_id: UUID, expected: str | None = None) -> Highlight:
    """Say that the passage is gone for good. The record keeps it.

    A claim's only passage, where its words have no place in the newest text, and the quote of an evidence
    are let go: they stay what was confirmed, `gone_at` says since when nobody is asked about them.

    Raises:
        Conflict: `last_passage` where the claim has no other and this one has a place in the newest text.
    """
    highlight, claim = _take(actor, highlight_id, expected)
    is_last = _is_last(highlight, claim)
    if is_last and highlight.gone_at is not None:
        return highlight
    anchor = _anchor(highlight)
    is_lost = anchor is not None and anchor.start is None
    if is_last and highlight.appearance_id is not None and not is_lost:
        raise Conflict(
            "last_passage",
            _("This is the claim's only passage. Re-attach it, or delete the claim."),
        )
    touch(actor, claim, is_reserved=is_reserved(highlight))
    field = "gone_at" if is_last else "retired_at"
    setattr(highlight, field, timezone.now())
    highlight.save(update_fields=[field])
    record(
        actor,
        "passage_retired",
        highlight,
        article=highlight.article,
        claim=claim,
        passage=_facts(highlight),
        is_last=is_last,
    )
    return highlight


def _is_last(highlight: Highlight, claim: Claim) -> bool:
    """Whether it is the only passage of the claim that still stands somewhere, or of an evidence."""
    if highlight.appearance_id is None:
        return True
    others = Highlight.objects.filter(
        appearance__claim=claim,
        appearance__removed_at__isnull=True,
        purpose=HighlightPurpose.CLAIM,
        retired_at__isnull=True,
        gone_at__isnull=True,
    )
    return not others.exclude(pk=highlight.pk).exists()


def _take(actor: Actor, highlight_id: UUID, expected: str | None) -> tuple[Highlight, Claim]:
    person = require_editor(actor)
    standing = Highlight.objects.filter(pk=highlight_id, retired_at__isnull=True)
    hold_article_of(highlight_id)
    highlight = standing.select_related("appearance", "article").first()
    if highlight is None:
        raise Missing("not_found", _("There is no such passage. It may have been retired."))
    claim = workflow.take(actor, claim_of(person, highlight), expected=expected)
    # Again, under the claim's lock: somebody may have decided meanwhile.
    highlight = standing.select_related("appearance", "article").first()
    if highlight is None:
        raise Missing("not_found", _("There is no such passage. It may have been retired."))
    refuse_if_published(claim)
    return highlight, claim


def refuse_if_published(claim: Claim) -> None:
    """Keep the passages of a published check as they are, unless the text under them changed.

    Raises:
        Conflict: `correct_first`.
    """
    if claim.state in {State.PUBLISHED, State.WITHDRAWN} and claim.approval != Approval.STALE:
        raise Conflict(
            "correct_first",
            _("This check was published. Choose “Correct” first."),
            state=claim.state,
        )


def _anchor(highlight: Highlight) -> Anchor | None:
    current = highlight.article.current_revision_id
    return highlight.anchors.filter(revision_id=current).first()


def _settle(
    actor: Actor, highlight: Highlight, claim: Claim, passage: Passage, verb: str
) -> Highlight:
    before = _facts(highlight)
    # First: the database keeps the passages of what is validly approved.
    touch(actor, claim, is_reserved=is_reserved(highlight))
    selector = passage.selector
    highlight.revision = passage.revision
    highlight.start, highlight.end = selector.start, selector.end
    highlight.exact, highlight.sentence = selector.exact, passage.sentence
    highlight.prefix, highlight.suffix = selector.prefix, selector.suffix
    highlight.page, highlight.gone_at = passage.page, None
    highlight.save()
    # In the text where it is confirmed it needs no anchor; one would go on telling what was decided.
    highlight.anchors.filter(revision=passage.revision).delete()
    record(
        actor,
        verb,
        highlight,
        article=highlight.article,
        claim=claim,
        before=before,
        after=_facts(highlight),
    )
    return highlight


def _facts(highlight: Highlight) -> dict[str, Any]:
    return {**facts_of(highlight), "sentence": highlight.sentence}
