"""How two figures of one quantity stand to each other: agree, conflict, or different scope. One function for every door."""

from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from annotations.figures import relate_words
from annotations.figures.relate_outcome import Outcome, Side
from annotations.figures.relate_spans import Span, are_comparable, is_rate, span_of
from annotations.models import Figure, FigureRelation, FigureRelationKind
from annotations.reading.scopes import Meeting, Period, meeting, scope

AGREE = FigureRelationKind.AGREE
CONFLICT = FigureRelationKind.CONFLICT
DIFFERENT_SCOPE = FigureRelationKind.DIFFERENT_SCOPE
Caution = relate_words.Caution


@dataclass(frozen=True)
class Pair:
    """Two figures, `a` the one with the smaller id, and how they stand to each other.

    `relation` and `reason` are in force: a person's where somebody said so (`override`), else computed.
    """

    a: Figure
    b: Figure
    sides: tuple[Side, Side]
    outcome: Outcome
    override: FigureRelation | None = None

    @property
    def key(self) -> tuple[UUID, UUID]:
        """The two ids in order."""
        return self.a.pk, self.b.pk

    @property
    def relation(self) -> str:
        """The relation in force; empty where the rules can't tell and nobody did."""
        found = self.override.relation if self.override else self.outcome.relation
        return str(found or "")

    @property
    def reason(self) -> str:
        """Why, in a sentence: the person's where a person said so."""
        return self.override.reason if self.override else self.computed_reason

    @cached_property
    def computed_reason(self) -> str:
        """Why the rules say what they say."""
        return relate_words.reason(self)

    @cached_property
    def cautions(self) -> list[Caution]:
        """What to keep in mind about the pair, codes and words."""
        return relate_words.cautions(self)

    def other(self, figure: Figure) -> Figure:
        """The one of the two that is not `figure`."""
        return self.b if figure.pk == self.a.pk else self.a


def side_of(figure: Figure) -> Side:
    """A figure with its values and scope worked out."""
    period = Period(figure.period_from, figure.period_to, figure.period_words)
    return Side(
        figure,
        span_of(figure.low, figure.high, figure.qualifier, figure.unit),
        scope(period, figure.place, figure.population),
    )


def compare(first: Side, second: Side) -> Outcome:
    """What the rules say of two figures of one quantity.

    Period, place or population that differ make it different scope, containment too; another authority never does. A part that is
    more than its whole is a conflict, except of shares and rates.
    """
    meets = meeting(first.scope, second.scope)
    spans = _spans(first, second)
    if meets.differs:
        exceeding = _exceeding(meets, spans, first.figure.unit, second.figure.unit)
        return Outcome(DIFFERENT_SCOPE if exceeding < 0 else CONFLICT, meets, exceeding)
    if spans is None:
        return Outcome(None, meets)
    return Outcome(AGREE if spans[0].meets(spans[1]) else CONFLICT, meets)


def pair_of(first: Side, second: Side, override: FigureRelation | None = None) -> Pair:
    """Compare two figures; in the answer they are in the order of their ids."""
    a, b = (first, second) if first.figure.pk < second.figure.pk else (second, first)
    return Pair(a.figure, b.figure, (a, b), compare(a, b), override)


def _spans(first: Side, second: Side) -> tuple[Span, Span] | None:
    if first.span is None or second.span is None:
        return None
    if not are_comparable(first.figure.unit, second.figure.unit):
        return None
    return first.span, second.span


def _exceeding(meets: Meeting, spans: tuple[Span, Span] | None, *units: str) -> int:
    part = meets.part
    if part < 0 or spans is None or any(is_rate(unit) for unit in units):
        return -1
    least = spans[part].least
    return (
        part if least is not None and least >= 0 and spans[part].is_above(spans[1 - part]) else -1
    )
