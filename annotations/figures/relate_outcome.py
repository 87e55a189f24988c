"""What is compared, and what the rules say of it."""

from dataclasses import dataclass

from annotations.figures.relate_spans import Span
from annotations.models import Figure, FigureRelationKind
from annotations.reading.scopes import Meeting, Scope


@dataclass(frozen=True, slots=True)
class Side:
    """A figure made ready to be compared with many others."""

    figure: Figure
    span: Span | None
    scope: Scope


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the rules say. `relation` is None where they can't: one scope, and no two numbers to compare.

    `exceeding` is 0 or 1 where the first or the second is a part that is more than its whole, else -1.
    """

    relation: FigureRelationKind | None
    meeting: Meeting
    exceeding: int = -1
