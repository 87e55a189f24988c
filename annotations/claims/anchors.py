"""A person's decisions about where a passage stands now: confirm, re-attach, retire."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations import workflow
from annotations.claims.mark import facts_of
from annotations.claims.passage import Passage, find_passage
from annotations.history import record
from annotations.models import Anchor, Approval, Claim, Evidence, Highlight, State, User
from annotations.permissions import Actor, require_editor
from annotations.refusals import Conflict, Missing
from annotations.workflow.edit import add_contributor


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
    if here == (passage.revision.pk, passage.selector.start, passage.selector.end):
        return highlight
    return _settle(actor, highlight, claim, passage, "passage_reattached")


@transaction.atomic
def retire(*, actor: Actor, highlight_id: UUID, expected: str | None = None) -> Highlight:
    """Say that the passage is gone for good. The record keeps it.

    Raises:
        Conflict: `last_passage` where the claim has no other.
    """
    highlight, claim = _take(actor, highlight_id, expected)
    others = Highlight.objects.filter(
        appearance__claim=claim, retired_at__isnull=True, appearance__removed_at__isnull=True
    ).exclude(pk=highlight.pk)
    if highlight.appearance is not None and not others.exists():
        raise Conflict(
            "last_passage",
            _("This is the claim's only passage. Re-attach it, or delete the claim."),
        )
    touch(actor, claim)
    highlight.retired_at = timezone.now()
    highlight.save(update_fields=["retired_at"])
    record(
        actor,
        "passage_retired",
        highlight,
        article=highlight.article,
        claim=claim,
        passage=facts_of(highlight),
    )
    return highlight


def _take(actor: Actor, highlight_id: UUID, expected: str | None) -> tuple[Highlight, Claim]:
    person = require_editor(actor)
    found = Highlight.objects.filter(pk=highlight_id, retired_at__isnull=True)
    highlight = found.select_related("appearance", "article").first()
    if highlight is None:
        raise Missing("not_found", _("There is no such passage. It may have been retired."))
    claim = workflow.take(actor, claim_of(person, highlight), expected=expected)
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


def claim_of(person: User, highlight: Highlight) -> UUID:
    """The claim whose judged words the passage is part of: its own, or that of a quoting evidence.

    Raises:
        Missing: `not_found` where there is none that `person` may see.
    """
    if highlight.appearance is not None:
        return highlight.appearance.claim_id
    quoting = Evidence.objects.visible_to(person).filter(passage=highlight, removed_at__isnull=True)
    claim_id = quoting.values_list("claim", flat=True).first()
    if claim_id is None:
        raise Missing("not_found", _("There is no such passage. It may have been retired."))
    return claim_id


def _anchor(highlight: Highlight) -> Anchor | None:
    current = highlight.article.current_revision_id
    return highlight.anchors.filter(revision_id=current).first()


def _settle(
    actor: Actor, highlight: Highlight, claim: Claim, passage: Passage, verb: str
) -> Highlight:
    before = facts_of(highlight)
    # First: the database keeps the passages of what is validly approved.
    touch(actor, claim)
    selector = passage.selector
    highlight.revision = passage.revision
    highlight.start, highlight.end = selector.start, selector.end
    highlight.exact, highlight.sentence = selector.exact, passage.sentence
    highlight.prefix, highlight.suffix = selector.prefix, selector.suffix
    highlight.page = passage.page
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
        after=facts_of(highlight),
    )
    return highlight


def touch(actor: Actor, claim: Claim) -> None:
    """What deciding about a passage does: the state stays, the approval is stale, who decides is an author."""
    fields = []
    if add_contributor(claim, actor.person):
        fields.append("contributors")
    if claim.approval == Approval.VALID:
        claim.approval, claim.stale_at = Approval.STALE, timezone.now()
        fields += ["approval", "stale_at"]
    workflow.save(claim, *fields)
