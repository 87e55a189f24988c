"""A person says where an annotation stands that could not be placed."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from annotations.anchoring.selectors import Span
from annotations.elsewhere.accept import import_asked
from annotations.elsewhere.became import READY_REPLY, Became, became_of
from annotations.elsewhere.create import answer, create
from annotations.elsewhere.find import newest_text
from annotations.elsewhere.told import Selected
from annotations.models import Claim, Import
from annotations.permissions import Actor, require_editor
from annotations.refusals import Conflict, Invalid, Missing


@transaction.atomic
def place(
    *,
    actor: Actor,
    article_id: UUID,
    import_id: UUID,
    number: int,
    revision_id: UUID | str | None,
    start: int | None,
    end: int | None,
    exact: str | None = None,
) -> Claim:
    """Make a draft claim of one annotation of an import at the place that a person chose.

    The answers to it in the same file become comments on it.

    Args:
        actor: an editor or above.
        article_id: the article.
        import_id: an import of annotations into it.
        number: which annotation of the file, from 1.
        revision_id: the text that the offsets count in.
        start: first code point; end: after the last.
        end: see `start`.
        exact: the words as they stand in the newest text, where no offsets are given.

    Raises:
        Missing: `not_found`. Conflict: `not_to_place` where it has a place already or is of a kind that has none;
            `quote_ambiguous` with the `places`. Those of `create`. Invalid: `quote_not_found`, `empty_selection`.
    """
    require_editor(actor)
    item = import_asked(actor, article_id, import_id)
    found = became_one(item, number)
    if not found.can_be_placed or found.entry.told is None:
        raise Conflict("not_to_place", found.reason)
    if start is None or end is None:
        start, end = _of_words(item, exact)
    claim = create(
        actor=actor,
        article_id=article_id,
        told=found.entry.told,
        places=[(start, end)],
        revision_id=revision_id,
    )
    _bring_answers(actor, item, claim)
    return claim


def _bring_answers(actor: Actor, item: Import, claim: Claim) -> None:
    """Keep those of the file that answer what is a claim now as comments on it."""
    for one in became_of(item):
        if one.code == READY_REPLY and one.claim == claim.pk and one.entry.told and item.article:
            answer(actor=actor, article=item.article, claim=claim, told=one.entry.told)


def became_one(item: Import, number: int) -> Became:
    """One annotation of an import.

    Raises:
        Missing: `not_found`.
    """
    found = next((one for one in became_of(item) if one.entry.number == number), None)
    if found is None:
        raise Missing("not_found", _("There is no such annotation in the file."))
    return found


def _of_words(item: Import, exact: str | None) -> Span:
    if not exact or not exact.strip():
        raise Invalid(
            "empty_selection",
            _("Choose a place, or give the words as they stand in the text."),
            field="exact",
        )
    text = newest_text(item.article) if item.article else None
    places = text.find(Selected(exact=exact)).places if text else ()
    if not places:
        raise Invalid("quote_not_found", _("These words do not stand in the text."), field="exact")
    if len(places) > 1:
        raise Conflict(
            "quote_ambiguous",
            _("These words stand %(count)s times in the text. Say which place is meant.")
            % {"count": len(places)},
            field="exact",
            places=[{"start": start, "end": end} for start, end in places],
        )
    return places[0]
