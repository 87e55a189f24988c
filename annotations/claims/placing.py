"""What is known of passages in two texts, and looking for those that were never placed in one of them.

Offsets are Unicode code points, end exclusive.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import FilteredRelation, Q, QuerySet

from annotations.anchoring.reanchor import Mapper
from annotations.models import (
    Article,
    ArticleRevision,
    Evidence,
    Highlight,
    HighlightPurpose,
    User,
)

Span = tuple[int, int]
MOST_COMPARED = 4_000_000
"""Code points of texts that are laid side by side for one answer, beside the first pair of them."""

_OF_HIGHLIGHT = ("pk", "revision", "revision__number", "start", "end", "exact", "gone_at")
_OF_ANCHOR = ("pk", "start", "end", "state", "context")
_OF_ITS_OWN = "appearance__claim"
_OF_RATING = ("look", "label", "labels")
_OF_CLAIM = ("pk", "statement", "approval", *(f"verdict__rating__{name}" for name in _OF_RATING))


class Known(NamedTuple):
    """What the database knows: the confirmed passage, its anchors (old `was`, new `now`), its claim."""

    pk: UUID
    revision: UUID
    number: int
    start: int
    end: int
    exact: str
    gone_at: datetime | None
    was: "_Anchor"
    now: "_Anchor"
    claim: UUID
    statement: str
    approval: str
    look: str | None
    label: str | None
    labels: dict[str, str] | None
    is_quote: bool


class _Anchor(NamedTuple):
    pk: UUID | None
    start: int | None
    end: int | None
    state: str | None
    context: str | None


class Place(NamedTuple):
    """Where a passage stands in one text; `is_moved` from its confirmed text, None where that is not known."""

    span: Span | None
    is_moved: bool | None = False
    context: str | None = None  # beside the confirmed text, where a row tells it


def read(
    person: User, article: Article, old: ArticleRevision, new: ArticleRevision
) -> Iterator[Known]:
    """Read the standing passages of claims, and those quoted by evidence that `person` may see; three queries."""
    standing = Highlight.objects.filter(article=article, retired_at__isnull=True)
    seen = Evidence.objects.visible_to(person).filter(removed_at__isnull=True)
    claims = standing.filter(purpose=HighlightPurpose.CLAIM, appearance__removed_at__isnull=True)
    yield from _read(claims, "", _OF_ITS_OWN, old, new)
    yield from _read(standing.filter(evidence__in=seen), "", "evidence__claim", old, new)
    # From the evidence: a passage may be quoted by another one too, which this person may not see.
    quoting = seen.filter(passage__article=article, passage__retired_at__isnull=True)
    yield from _read(quoting, "passage__", "claim", old, new)


def _read(
    rows: QuerySet[Any], to: str, claim: str, old: ArticleRevision, new: ArticleRevision
) -> Iterator[Known]:
    """Read by way of `rows`, from which the path `to` leads to the highlight and `claim` to its claim."""
    placed = rows.filter(**{f"{claim}__deleted_at__isnull": True}).annotate(
        was=FilteredRelation(f"{to}anchors", condition=Q(**{f"{to}anchors__revision": old.pk})),
        now=FilteredRelation(f"{to}anchors", condition=Q(**{f"{to}anchors__revision": new.pk})),
    )
    names = [f"{to}{name}" for name in _OF_HIGHLIGHT]
    names += [f"{side}__{name}" for side in ("was", "now") for name in _OF_ANCHOR]
    names += [f"{claim}__{name}" for name in _OF_CLAIM]
    own, one = len(_OF_HIGHLIGHT), len(_OF_ANCHOR)
    for row in placed.order_by(f"{to}pk").values_list(*names).distinct():
        anchors = _Anchor(*row[own : own + one]), _Anchor(*row[own + one : own + 2 * one])
        yield Known._make((*row[:own], *anchors, *row[own + 2 * one :], claim != _OF_ITS_OWN))


class Pair:
    """The two texts, and what is prepared once for all passages: other texts, and words laid side by side."""

    def __init__(self, old: ArticleRevision, new: ArticleRevision) -> None:
        self.old, self.new = old, new
        self._across: Mapper | None = None
        self._texts = {old.pk: old, new.pk: new}
        self._compared = 0

    def load(self, ids: Iterable[UUID]) -> None:
        """Read the texts that are not at hand yet, in one query."""
        rows = ArticleRevision.objects.filter(pk__in=set(ids).difference(self._texts))
        self._texts.update({row.pk: row for row in rows.only("text", "sentences", "length")})

    def mapper(self, origin: UUID, target: ArticleRevision) -> Mapper | None:
        """From one text to another; None where too much was compared already."""
        source = self._texts[origin]
        is_first = not self._compared
        self._compared += len(source.text) + len(target.text)
        if self._compared > MOST_COMPARED and not is_first:
            return None
        return Mapper(source.text, target.text, source.sentences, target.sentences)

    def has_moved(self, was: Span, now: Span) -> bool:
        """Whether the same words changed their place from the old text to the new."""
        if self.old.pk == self.new.pk:
            return False
        if self._across is None:
            old, new = self.old, self.new
            self._across = Mapper(old.text, new.text, old.sentences, new.sentences)
        found = self._across.map.find(*was)
        return found is None or found.moved or (found.start, found.end) != now


def places(
    asked: Sequence[tuple[Known, _Anchor]], side: ArticleRevision, pair: Pair
) -> list[Place | None]:
    """Each passage's place in one of the two texts, of which its anchor is given; None where it was not looked for."""
    found: list[Place | None] = []
    missing: dict[UUID, list[int]] = defaultdict(list)
    for at, (row, anchor) in enumerate(asked):
        place = _known(row, anchor, side)
        found.append(place)
        if place is None:
            missing[row.revision].append(at)
    if missing:
        pair.load(missing)
    for origin in sorted(missing, key=lambda pk: -len(missing[pk])):
        mapper = pair.mapper(origin, side)
        for at in missing[origin] if mapper else ():
            found[at] = _mapped(mapper, asked[at][0])
    return found


def _mapped(mapper: Mapper | None, row: Known) -> Place | None:
    if mapper is None:
        return None
    there = mapper.map.find(row.start, row.end)
    return Place((there.start, there.end), there.moved) if there else Place(None)


def _known(row: Known, anchor: _Anchor, side: ArticleRevision) -> Place | None:
    if row.revision == side.pk:
        return Place((row.start, row.end))
    if anchor.pk is None:
        return None
    # A row of a text before the confirmed one tells of the words confirmed before those.
    is_of_it = side.number > row.number
    span = None if anchor.start is None or anchor.end is None else (anchor.start, anchor.end)
    is_moved = anchor.state == "moved" if is_of_it and anchor.state != "changed" else None
    return Place(span, is_moved, anchor.context if is_of_it else None)
