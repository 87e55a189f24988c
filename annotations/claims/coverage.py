"""What a person says of sentences: nothing is left in them, or there is nothing to check."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations import typed
from annotations.claims.covering import new_row, newest, said_of, touched
from annotations.claims.mark import facts_of
from annotations.claims.progress import states_of
from annotations.history.record_each import record_each
from annotations.models import Coverage, CoverageKind, Highlight
from annotations.permissions import Actor, require_editor, require_reviewer
from annotations.refusals import Conflict, Forbidden, Invalid, Missing

MOST_AT_ONCE = 2_000
"""Sentences or rows in one call."""


@transaction.atomic
def cover(
    *,
    actor: Actor,
    article_id: UUID,
    revision_id: UUID | str | None,
    start: int | None,
    end: int | None,
    kind: Any,
) -> list[Coverage]:
    """Say that the sentences which a passage touches are done.

    Each counted sentence gets a row of its own, on its own bounds; a repeat stands for the first of its kind.
    What was said before and is the same is left, another kind is replaced. A sentence with a claim
    in it is called `nothing_left` whatever was given: there is something to check in it. It counts while a claim's
    passage touches the sentence; without one it is unread again, and its row stays.

    Args:
        actor: an editor or above.
        article_id: whose newest text is read.
        revision_id: the text that the offsets count in (None: the newest).
        start: first code point of the passage; end: after its last.
        end: see `start`.
        kind: a CoverageKind: why there is nothing to check, or `nothing_left` of sentences with a claim.

    Returns:
        The rows that hold now for the sentences, in text order.

    Raises:
        Forbidden; Missing: `not_found`; Conflict: `revision_changed`, `merged`, `no_text_yet`, `no_claim_here` where
        nothing is called left of a sentence without a claim; Invalid: `unknown_choice`, `empty_selection`,
        `offset_outside`, `no_sentence`, `too_many_sentences`.
    """
    person = require_editor(actor)
    kind = typed.choice_of(kind, "kind", CoverageKind.values)
    article, revision = newest(article_id, revision_id)
    states = states_of([revision])[revision.pk]
    sentences = touched(revision, states, start, end)
    if len(sentences) > MOST_AT_ONCE:
        raise _too_many()
    kinds = {at: _kind_for(states.states[at], kind) for at in sentences}
    same, replaced = said_of(revision, states, kinds)
    lacking = [at for at in sentences if at not in same]
    made = {at: new_row(article, revision, person, at, kinds[at]) for at in lacking}
    _retire(replaced)
    Highlight.objects.bulk_create([row.highlight for row in made.values()], batch_size=500)
    Coverage.objects.bulk_create(made.values(), batch_size=500)
    record_each(actor, "uncovered", [_told(row) for row in replaced])
    record_each(actor, "covered", [_told(row) for row in made.values()])
    return [same.get(at) or made[at] for at in sentences]


@transaction.atomic
def uncover(*, actor: Actor, coverage_ids: Any, article_id: UUID | None = None) -> list[Coverage]:
    """Take back what was said of sentences: they are unread again, their rows stay as the record.

    Args:
        actor: an editor or above: who said it, or who disagrees.
        coverage_ids: a list of ids; those that were taken back before are passed over.
        article_id: the article that they must belong to, where the caller names one.

    Raises:
        Forbidden; Missing: `not_found`; Invalid: `id_invalid`, `required`, `too_many_sentences`.
    """
    require_editor(actor)
    rows = [row for row in _rows(coverage_ids, article_id) if row.highlight.retired_at is None]
    _retire(rows)
    record_each(actor, "uncovered", [_told(row) for row in rows])
    return rows


@transaction.atomic
def confirm(*, actor: Actor, coverage_ids: Any, article_id: UUID | None = None) -> list[Coverage]:
    """Say as a second person that there is nothing to check in these sentences.

    Args:
        actor: a reviewer or above who decided none of them.
        coverage_ids: a list of ids; those that are confirmed already are passed over.
        article_id: the article that they must belong to, where the caller names one.

    Raises:
        Forbidden: `role_required`, `own_work`; Missing: `not_found`; Conflict: `taken_back`; Invalid: `id_invalid`,
        `required`, `too_many_sentences`.
    """
    reviewer = require_reviewer(actor)
    rows = _rows(coverage_ids, article_id)
    if any(row.highlight.retired_at is not None for row in rows):
        raise Conflict(
            "taken_back",
            _("What was said of one of these sentences was taken back. Look at the list again."),
        )
    if any(row.decided_by_id == reviewer.pk for row in rows):
        raise Forbidden(
            "own_work",
            _("You said this yourself, so somebody else must confirm it."),
        )
    fresh = [row for row in rows if row.confirmed_by_id is None]
    now = timezone.now()
    for row in fresh:
        row.confirmed_by, row.confirmed_at = reviewer, now
    Coverage.objects.filter(pk__in=[row.pk for row in fresh]).update(
        confirmed_by=reviewer, confirmed_at=now
    )
    record_each(actor, "coverage_confirmed", [_told(row) for row in fresh])
    return rows


def _kind_for(state: str, kind: str) -> str:
    """What is kept of a sentence in this state when a person says `kind` of it."""
    has_claim = state in "pcd"
    if kind == CoverageKind.NOTHING_LEFT and not has_claim:
        raise Conflict(
            "no_claim_here",
            _(
                "There is no claim in this sentence. Say why there is nothing to check: opinion, question, prediction, characterisation or furniture; or mark a claim first."
            ),
            field="kind",
        )
    return CoverageKind.NOTHING_LEFT if has_claim else kind


def _rows(coverage_ids: Any, article_id: UUID | None) -> list[Coverage]:
    """The named rows, locked; all must be there."""
    if not isinstance(coverage_ids, (list, tuple)) or not coverage_ids:
        raise Invalid(
            "required", _("Name at least one sentence, by the id of its row."), field="ids"
        )
    if len(coverage_ids) > MOST_AT_ONCE:
        raise _too_many()
    ids = {typed.id_of(one, "ids") for one in coverage_ids}
    found = Coverage.objects.filter(pk__in=ids, highlight__article__deleted_at__isnull=True)
    if article_id is not None:
        found = found.filter(highlight__article=article_id)
    rows = list(found.select_related("highlight").select_for_update(of=("self",)).order_by("pk"))
    if len(rows) != len(ids):
        raise Missing("not_found", _("Nothing was said of such a sentence here."))
    return rows


def _retire(rows: Sequence[Coverage]) -> None:
    now = timezone.now()
    for row in rows:
        row.highlight.retired_at = now
    Highlight.objects.filter(pk__in=[row.highlight_id for row in rows]).update(retired_at=now)


def _told(row: Coverage) -> tuple[Coverage, UUID, dict[str, Any]]:
    return (
        row,
        row.highlight.article_id,
        {"kind": str(row.kind), "passage": facts_of(row.highlight)},
    )


def _too_many() -> Invalid:
    return Invalid(
        "too_many_sentences",
        _("At most %(most)s sentences at once. Select fewer.") % {"most": f"{MOST_AT_ONCE:,}"},
    )
