"""Marking many passages of one article at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotations.claims.mark import BEFORE_CHECKING, Marked, made, told_of, worded
from annotations.claims.passage import (
    MARGIN,
    Passage,
    newest_of,
    passage_in,
    place_of,
    refuse_archived,
    see_span,
)
from annotations.claims.rows import Window, article_with_window
from annotations.history.record_each import record_each
from annotations.models import (
    Appearance,
    Article,
    ArticleRevision,
    Claim,
    Highlight,
    Stage,
    User,
)
from annotations.permissions import Actor, require_editor
from annotations.refusals import Invalid, Missing, Refused

MOST = 500
_WHOLE = 2**30


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one passage: it was marked, or refused."""

    marked: Marked | None
    refusal: Refused | None


@transaction.atomic
def mark_many(
    *,
    actor: Actor,
    article_id: UUID,
    items: Sequence[Mapping[str, Any] | Refused],
    revision_id: UUID | str | None = None,
    is_atomic: bool = True,
) -> list[Outcome]:
    """Make a claim of each of up to 500 passages, by the rules of `mark_passage`, in a constant number of statements.

    Args:
        actor: an editor or above.
        article_id: the article whose newest text holds them.
        items: what `mark_passage` takes, for each; what a door could not read is given as its refusal.
        revision_id: the text that the offsets of those count in that name none.
        is_atomic: all or nothing; else what can be marked is marked.

    Returns:
        An outcome for each, in the order given.

    Raises:
        Invalid: `required`, `too_many`; `bulk_refused` where one is refused and all or nothing is wanted, with
            `errors`: for each the index, status, code, detail and field.
        Forbidden, Missing, Conflict: of the article, see `find_passage`; nothing can be marked then.
    """
    person = require_editor(actor)
    _see_number(items)
    found = article_with_window(article_id, 0, _WHOLE, at=0, lock=True)
    if found is None:
        raise Missing("not_found", _("There is no such article."))
    newest_of(found, revision_id)
    refuse_archived(found.article)
    linked = _linked(items, person)
    outcomes = [_outcome(found, item, person, linked) for item in items]
    errors = [refused_told(n, one.refusal) for n, one in enumerate(outcomes) if one.refusal]
    if errors and is_atomic:
        raise Invalid("bulk_refused", _said(len(errors)), errors=errors)
    _save(actor, found.article, [one.marked for one in outcomes if one.marked])
    return outcomes


def _see_number(items: Sequence[Any]) -> None:
    if not items:
        raise Invalid("required", _("Send at least one claim."), field="claims")
    if len(items) > MOST:
        raise Invalid(
            "too_many",
            _("At most %(most)s claims are possible in one call.") % {"most": MOST},
            field="claims",
        )


def _outcome(
    found: Window,
    item: Mapping[str, Any] | Refused,
    person: User,
    linked: dict[str, Claim],
) -> Outcome:
    if isinstance(item, Refused):
        return Outcome(None, item)
    try:
        given = dict(item)
        link = _link(given.pop("linked", None), linked)
        place = {name: given.pop(name, None) for name in _PLACE}
        fields = worded(given)
        return Outcome(made(_passage(found, **place), person, fields, link), None)
    except Refused as refusal:
        return Outcome(None, refusal)


_PLACE = ("revision_id", "start", "end", "exact", "prefix", "suffix")


def _passage(
    found: Window,
    *,
    revision_id: UUID | str | None,
    start: int | None,
    end: int | None,
    exact: str | None,
    prefix: str | None,
    suffix: str | None,
) -> Passage:
    revision = newest_of(found, revision_id)
    text = found.window
    if start is None or end is None:
        start, end = place_of(text, exact, prefix, suffix, start, end)
    see_span(start, end)
    begin = max(0, start - MARGIN)
    near = Window(found.article, text[begin : end + MARGIN], _page(revision, start))
    return passage_in(near, revision, begin, start, end, cut=lambda first, last: text[first:last])


def _page(revision: ArticleRevision, start: int) -> int | None:
    return next((block.get("page") for block in revision.blocks if block["end"] > start), None)


def _linked(items: Sequence[Mapping[str, Any] | Refused], person: User) -> dict[str, Claim]:
    ids = {
        str(item["linked"])
        for item in items
        if not isinstance(item, Refused) and item.get("linked")
    }
    if not ids:
        return {}
    return {str(claim.pk): claim for claim in Claim.objects.visible_to(person).filter(pk__in=ids)}


def _link(wanted: UUID | None, linked: dict[str, Claim]) -> Claim | None:
    if wanted is None:
        return None
    if str(wanted) not in linked:
        raise Missing("not_found", _("There is no such claim."), field="linked")
    return linked[str(wanted)]


def _save(actor: Actor, article: Article, marked: list[Marked]) -> None:
    if not marked:
        return
    highlights = [one.highlight for one in marked]
    Claim.objects.bulk_create([one.claim for one in marked])
    Appearance.objects.bulk_create([h.appearance for h in highlights if h.appearance])
    Highlight.objects.bulk_create(highlights)
    if article.stage in BEFORE_CHECKING:
        Article.objects.filter(pk=article.pk).update(stage=Stage.CHECKING)
    record_each(
        actor,
        "created",
        [(one.claim, article.pk, told_of(one)) for one in marked],
        claims=[one.claim.pk for one in marked],
    )


def _said(count: int) -> str:
    return ngettext(
        "%(count)s claim cannot be marked; nothing was saved.",
        "%(count)s claims cannot be marked; nothing was saved.",
        count,
    ) % {"count": count}


def refused_told(index: int, refusal: Refused) -> dict[str, Any]:
    """Why one of many was refused, as programs read it."""
    told = {
        **refusal.extra,
        "index": index,
        "status": refusal.status,
        "code": refusal.code,
        "detail": refusal.detail,
    }
    return {**told, "field": refusal.field} if refusal.field else told
