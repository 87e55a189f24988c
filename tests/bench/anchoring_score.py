"""How well claims were re-anchored: the figures that a reader wants, per kind of edit."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from annotations.anchoring.reanchor import Placement
from tests.bench.anchoring_layouts import Case, Pair, Span

RIGHT, SLOPPY = 0.8, 0.3
OUTCOMES = ("correct", "wrong place", "orphaned", "sloppy ends", "wrong state", "false same")


def overlap(one: Span, other: Span) -> float:
    """Return intersection over union."""
    inter = max(0, min(one[1], other[1]) - max(one[0], other[0]))
    union = max(one[1], other[1]) - min(one[0], other[0])
    return inter / union if union else 0.0


def outcome_of(case: Case, found: Placement, pair: Pair) -> str:
    """Judge one placement; the worst that can be said of it."""
    if found.start is None or found.end is None:
        return "correct" if case.new is None else "orphaned"
    place = found.start, found.end
    if (
        found.state in ("anchored", "moved")
        and pair.new[slice(*place)] != pair.old[slice(*case.old)]
    ):
        return "false same"
    right = [] if case.new is None else [case.new, *case.others]
    nearest = max((overlap(place, one) for one in right), default=0.0)
    if nearest < SLOPPY:
        return "wrong place"
    if nearest < RIGHT:
        return "sloppy ends"
    return "correct" if _is_right(case, found) else "wrong state"


def _is_right(case: Case, found: Placement) -> bool:
    if found.state not in case.states or (case.change and found.change != case.change):
        return False
    return case.context is None or found.context == case.context


class Score:
    """Counts of outcomes per kind."""

    def __init__(self) -> None:
        self.by_kind: dict[str, Counter[str]] = defaultdict(Counter)

    def add(self, kind: str, outcome: str) -> None:
        """Count one claim."""
        self.by_kind[kind][outcome] += 1

    def lines(self) -> Iterable[str]:
        """Return the table."""
        yield f"{'':48}{'claims':>8}" + "".join(f"{outcome:>13}" for outcome in OUTCOMES)
        for kind in sorted(self.by_kind):
            yield _line(kind, self.by_kind[kind])
        yield _line("all", sum(self.by_kind.values(), Counter()))


def _line(kind: str, counts: Counter[str]) -> str:
    total = sum(counts.values())
    return f"{kind:48}{total:8}" + "".join(
        f"{100 * counts[outcome] / total:12.2f}%" for outcome in OUTCOMES
    )
