"""The Web Annotation Protocol's verbs on an article: create, and change what may be changed."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from annotations import workflow
from annotations.anchoring.selectors import Span
from annotations.claims import amend, reattach
from annotations.elsewhere.accept import article_to_annotate
from annotations.elsewhere.create import create
from annotations.elsewhere.find import NewestText, newest_text
from annotations.elsewhere.told import Selected, Told
from annotations.elsewhere.web_annotation import is_annotation, motivations_of, told_by
from annotations.models import Article, Claim
from annotations.permissions import Actor, require_editor
from annotations.refusals import Conflict, Invalid

_MARKS = {"highlighting", "describing", "commenting", "assessing", "questioning", "tagging",
          "classifying", "identifying", "bookmarking"}  # fmt: skip


def annotate(*, actor: Actor, article_id: UUID, given: dict[str, Any]) -> Claim:
    """Create a draft claim from a Web Annotation.

    Each target is a passage: by its words (TextQuoteSelector), by its place (TextPositionSelector, code points of the
    newest text or of the revision that its State names), or by both, where the words decide and the place tells which
    of several is meant. Selectors of other kinds beside them are passed over.

    Args:
        actor: an editor or above.
        article_id: the article.
        given: the annotation. Its `id`, if any, is kept as `via`; a body with the purpose `describing` is the
            statement, every other one a comment on the claim.

    Raises:
        Invalid: `not_an_annotation`, `motivation_not_possible`, `selector_invalid`, `quote_not_found`. Conflict:
            `quote_ambiguous` with the `places`, `revision_changed`, `annotation_known`, and those of
            `claims.mark_passage`. Missing, Forbidden.
    """
    require_editor(actor)
    told = _told(given)
    article = article_to_annotate(actor, article_id)
    text = _text(article)
    places = [_place(one, text) for one in told.selected]
    return create(
        actor=actor,
        article_id=article.pk,
        told=told,
        places=places,
        revision_id=text.revision_id,
        by_name=False,
    )


@transaction.atomic
def change(
    *,
    actor: Actor,
    claim_id: UUID,
    expected: str,
    given: dict[str, Any],
    now: dict[str, Any],
    passages: Sequence[UUID],
) -> None:
    """Change a claim's statement and passages to what a Web Annotation says of them.

    Args:
        actor: an editor or above.
        claim_id: which claim.
        expected: the ETag that was read.
        given: the annotation as it should be. What equals `now` changes nothing.
        now: the annotation as the caller is shown it.
        passages: the highlights that its targets are, in their order.

    Raises:
        Conflict: `not_changeable_here` for what other calls change (verdict, comments, how many passages), and those of
            `claims.amend` and `claims.reattach`. Invalid, Missing, OutOfDate, Forbidden: see `annotate`.
    """
    require_editor(actor)
    told, shown = _told(given), told_by(now)
    if told.comment != shown.comment or len(told.selected) != len(shown.selected):
        raise Conflict(
            "not_changeable_here",
            _(
                "Here only the statement and the places of its passages can be changed. Verdicts, comments, tags and further passages have calls of their own."
            ),
            field="body" if told.comment != shown.comment else "target",
        )
    claim = workflow.take(actor, claim_id, expected=expected)
    if told.statement and told.statement != shown.statement:
        amend(actor=actor, claim_id=claim_id, statement=told.statement)
    if told.selected != shown.selected:
        _move(actor, claim, zip(passages, told.selected, shown.selected, strict=True))


def _move(actor: Actor, claim: Claim, targets: Iterable[tuple[UUID, Selected, Selected]]) -> None:
    """Put those passages elsewhere whose target says something else than it did."""
    text = _text(claim.article)
    for highlight_id, wanted, was in targets:
        if replace(wanted, revision=None) == replace(was, revision=None):
            continue
        start, end = _place(wanted, text)
        reattach(
            actor=actor,
            highlight_id=highlight_id,
            revision_id=text.revision_id,
            start=start,
            end=end,
        )


def _told(given: dict[str, Any]) -> Told:
    if not is_annotation(given):
        raise Invalid(
            "not_an_annotation", _("Send a Web Annotation: its type, and a target."), field="type"
        )
    told, motivations = told_by(given), motivations_of(given)
    if strange := next((one for one in motivations if one not in _MARKS), None):
        raise Invalid(
            "motivation_not_possible",
            _(
                "An annotation with the motivation “%(motivation)s” is no claim. Link evidence and answer comments by their own calls."
            )
            % {"motivation": strange[:60]},
            field="motivation",
        )
    if not told.selected:
        raise Invalid(
            "selector_invalid",
            _("Say which passage: a target with a TextQuoteSelector or TextPositionSelector."),
            field="target",
        )
    return told


def _text(article: Article) -> NewestText:
    text = newest_text(article)
    if text is None:
        raise Conflict("no_text_yet", _("This article has no text yet. Wait until it has arrived."))
    return text


def _place(selected: Selected, text: NewestText) -> Span:
    """The one place that a target means."""
    if selected.exact.strip():
        return _of_words(selected, text)
    if selected.start is None or selected.end is None:
        raise Invalid(
            "selector_invalid",
            _("Only TextPositionSelector and TextQuoteSelector are possible."),
            field="target",
        )
    if selected.revision not in (None, str(text.revision_id)):
        raise Conflict(
            "revision_changed",
            _(
                "The offsets count in another text than the newest one. Read it, and select the passage there."
            ),
            revision=str(text.revision_id),
        )
    return selected.start, selected.end


def _of_words(selected: Selected, text: NewestText) -> Span:
    places = text.find(selected).places
    if not places:
        raise Invalid("quote_not_found", _("These words do not stand in the text."), field="target")
    if len(places) > 1:
        raise Conflict(
            "quote_ambiguous",
            _("These words stand %(count)s times in the text. Say which place is meant.")
            % {"count": len(places)},
            field="target",
            places=[{"start": start, "end": end} for start, end in places],
        )
    return places[0]
