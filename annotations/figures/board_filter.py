"""Looking at a part of the board: one place, one verdict, only conflicts."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from annotations.figures.board import Section
from annotations.figures.relate import CONFLICT, Pair
from annotations.models import Figure
from annotations.reading.scopes import folded

NOT_CHECKED = "not-checked"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the page is asked for; empty is everything."""

    place: str = ""
    verdict: str = ""
    only_conflicts: bool = False

    @property
    def is_everything(self) -> bool:
        """Whether nothing is left out."""
        return not (self.place or self.verdict or self.only_conflicts)

    def has(self, figure: Figure) -> bool:
        """Whether a figure is of the place and the verdict asked for."""
        if self.place and folded(self.place) not in folded(figure.place):
            return False
        return not self.verdict or self.verdict == verdict_of(figure)


def filtered(sections: Sequence[Section], wanted: Wanted) -> list[Section]:
    """Sections with the figures asked for and those that they make a pair with; the empty ones are left out."""
    if wanted.is_everything:
        return list(sections)
    narrowed = (_narrowed(section, wanted) for section in sections)
    return [section for section in narrowed if section.figures]


def verdict_of(figure: Figure) -> str:
    """The slug of the standing verdict of the figure's claim."""
    verdict = figure.claim.verdict
    return verdict.rating.slug if verdict else NOT_CHECKED


def _narrowed(section: Section, wanted: Wanted) -> Section:
    pairs = [pair for pair in section.pairs if _is_wanted(pair, wanted)]
    kept = {figure.pk for pair in pairs for figure in (pair.a, pair.b)}
    if not wanted.only_conflicts:
        kept |= {figure.pk for figure in section.figures if wanted.has(figure)}
    figures = [figure for figure in section.figures if figure.pk in kept]
    uncompared = [] if wanted.only_conflicts else section.uncompared
    return replace(section, figures=figures, pairs=pairs, uncompared=uncompared)


def _is_wanted(pair: Pair, wanted: Wanted) -> bool:
    if wanted.only_conflicts and pair.relation != CONFLICT:
        return False
    return wanted.has(pair.a) or wanted.has(pair.b)
