"""What the board says of one claim: a line for each of its figures, and the arithmetic. Cards, evidence and guard read this."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from annotations.figures.arithmetic import Note
from annotations.figures.arithmetic_notes import notes_of_claim
from annotations.figures.arithmetic_words import share_word
from annotations.figures.board import figures_in, overrides_among, pairs_beside, standing
from annotations.figures.relate import AGREE, CONFLICT, DIFFERENT_SCOPE, Pair
from annotations.figures.scope_words import stated
from annotations.models import Figure, User


@dataclass(frozen=True, slots=True)
class Line:
    """A figure of the claim with its pairs, conflicts first."""

    figure: Figure
    stated: str
    pairs: list[Pair]

    @property
    def agrees(self) -> int:
        """With how many it agrees."""
        return self._count(AGREE)

    @property
    def conflicts(self) -> int:
        """With how many it is in conflict."""
        return self._count(CONFLICT)

    @property
    def others(self) -> int:
        """Of how many its scope differs."""
        return self._count(DIFFERENT_SCOPE)

    @property
    def told(self) -> list[tuple[Pair, Figure, str]]:
        """Each pair with the other figure, and that one in words."""
        return [
            (pair, other, stated(other))
            for pair in self.pairs
            for other in [pair.other(self.figure)]
        ]

    def _count(self, relation: str) -> int:
        return sum(pair.relation == relation for pair in self.pairs)


@dataclass(frozen=True, slots=True)
class Beside:
    """What a card shows of the board; false where there is nothing to say."""

    lines: list[Line]
    notes: list[Note]

    def __bool__(self) -> bool:
        return bool(self.lines or self.notes)


def beside(user: User, claim: Mapping[str, Any]) -> Beside:
    """The lines and notes of a claim for a person who may read it.

    No query where it has no confirmed figure and no word of share; seven at most otherwise, however many figures there are.

    Args:
        user: who looks.
        claim: of the dossier: `id`, `article`, `statement`, `figures`.
    """
    has_figures = any(figure.get("confirmed") for figure in claim["figures"])
    if not has_figures and share_word(claim["statement"]) is None:
        return Beside([], [])
    claim_id = UUID(str(claim["id"]))
    own = list(standing(user).filter(claim=claim_id, confirmed=True)) if has_figures else []
    notes = notes_of_claim(user, claim_id, UUID(str(claim["article"])))
    return Beside(_lines(user, claim_id, own), notes)


def pairs_of_claim(user: User, claim_id: UUID) -> list[Pair]:
    """Every pair that a figure of the claim is in: the same as on the board."""
    own = list(standing(user).filter(claim=claim_id, confirmed=True))
    return [pair for line in _lines(user, claim_id, own) for pair in line.pairs]


def _lines(user: User, claim_id: UUID, own: list[Figure]) -> list[Line]:
    quantities = {figure.quantity_id for figure in own if figure.quantity_id}
    if not quantities:
        return []
    near = figures_in(user, quantities, first=claim_id)
    overrides = overrides_among([figure.pk for figure in near])
    lines = []
    for figure in own:
        pairs = [pair for pair in pairs_beside([figure], near, overrides) if pair.relation]
        if pairs:
            lines.append(Line(figure, stated(figure), pairs))
    return lines
