"""Where the passages of an article stand in each of two of its texts, and what that did to their words.

Offsets are Unicode code points of the text that they are told for, end exclusive. Nothing here is stored: a place is
known where the passage was confirmed or re-anchored, and found anew where it never was looked for.
"""

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from annotations.anchoring.context import has_same_context
from annotations.anchoring.typography import is_typography
from annotations.claims.placing import Known, Pair, Place, Span, places, read
from annotations.models import Article, ArticleRevision, SecondVerdict, User
from annotations.models.rating import worded

Change = Literal["typography", "wording"]
State = Literal["anchored", "moved", "changed", "orphaned", "added", "unknown"]


@dataclass(frozen=True, slots=True)
class Placed:
    """A passage in two texts, with the claim that it carries or is quoted for.

    Attributes:
        old: where it stands in the old text, None where it does not.
        new: where it stands in the new one.
        state: from the old to the new: `anchored`, `moved` (the same characters), `changed`, `orphaned`
            (not in the new one, or in neither), `added` (in the new one only), `unknown` where it
            stands in too many other texts to look for it.
        change: of what is `changed`: `typography` or `wording`; else None.
        context: `changed` where the rest of its sentence or its attribution did, or it has no two places.
        exact: its words as a person last confirmed them.
        is_gone: a person said that they left the text for good.
        look: the name of the claim's verdict's icon, colour and underline; "" without a verdict.
        verdict: its label in the reader's language; "" without a verdict.
        approval: the claim's.
    """

    highlight: UUID
    claim: UUID
    is_quote: bool
    statement: str
    look: str
    verdict: str
    approval: str
    exact: str
    is_gone: bool
    old: Span | None
    new: Span | None
    state: State
    change: Change | None
    context: Literal["same", "changed"]


def passages_between(
    *, person: User, article: Article, old: ArticleRevision, new: ArticleRevision
) -> list[Placed]:
    """Tell for every standing passage where it stands in two texts of its article.

    Passages of claims, and those that evidence quotes which this person may see. Retired ones are
    left out. As many queries for a thousand as for one.

    Args:
        person: who asks.
        article: whose texts.
        old: the one, with `text`, `sentences` and `number`.
        new: the other; it may be older, or the same.

    Returns:
        In the order of the new text; what is not in it last, in the order of the old one.
    """
    rows = list(read(person, article, old, new))
    blind = SecondVerdict.objects.kept_from(person, {row.claim for row in rows}) if rows else set()
    rows = [
        row._replace(look=None, label=None, labels=None) if row.claim in blind else row
        for row in rows
    ]
    pair = Pair(old, new)
    was = places([(row, row.was) for row in rows], old, pair)
    now = was if old.pk == new.pk else places([(row, row.now) for row in rows], new, pair)
    found = [
        _told(row, before, after, pair) for row, before, after in zip(rows, was, now, strict=True)
    ]
    return sorted(found, key=_order)


def _order(one: Placed) -> tuple[bool, Span, Span, UUID, UUID]:
    nowhere = (1 << 62, 0)
    return one.new is None, one.new or nowhere, one.old or nowhere, one.highlight, one.claim


def _told(row: Known, was: Place | None, now: Place | None, pair: Pair) -> Placed:
    state: State = "unknown"
    change: Change | None = None
    context: Literal["same", "changed"] = "changed"
    if was and now:
        state, change = _state(was, now, pair)
        context = _context(row, was, now, pair)
    return Placed(
        highlight=row.pk,
        claim=row.claim,
        is_quote=row.is_quote,
        statement=row.statement,
        look=row.look or "",
        verdict=worded(row.label or "", row.labels),
        approval=row.approval,
        exact=row.exact,
        is_gone=row.gone_at is not None,
        old=was.span if was else None,
        new=now.span if now else None,
        state=state,
        change=change,
        context=context,
    )


def _state(was: Place, now: Place, pair: Pair) -> tuple[State, Change | None]:
    """What became of the words; told by comparing them, never by what a row says of other words."""
    if now.span is None:
        return "orphaned", None
    if was.span is None:
        return "added", None
    before, after = pair.old.text[slice(*was.span)], pair.new.text[slice(*now.span)]
    if before != after:
        return "changed", "typography" if is_typography(before, after) else "wording"
    if was.is_moved is False and now.is_moved is False:
        return "anchored", None
    is_told = was.is_moved is not None and now.is_moved is not None and was.is_moved != now.is_moved
    return "moved" if is_told or pair.has_moved(was.span, now.span) else "anchored", None


def _context(row: Known, was: Place, now: Place, pair: Pair) -> Literal["same", "changed"]:
    if was.span is None or now.span is None:
        return "changed"
    old, new = pair.old, pair.new
    for confirmed, other in ((old, now), (new, was)):
        if row.revision == confirmed.pk and other.context:
            return "changed" if other.context == "changed" else "same"
    is_same = old.pk == new.pk or has_same_context(
        old.text, old.sentences, was.span, new.text, new.sentences, now.span
    )
    return "same" if is_same else "changed"
