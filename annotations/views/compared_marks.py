"""The words of passages underlined in two compared texts: runs are cut where passages begin and end.

Offsets of a run's cuts are code points from its own start. What was removed is underlined by the place in the old text, all
else by the one in the new text; words of a passage that stands nowhere in the new text by the old one throughout.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Any, NamedTuple

from annotations.anchoring.stretches import Span

_MOST_LINES = 3  # underlines below each other; more could not be told apart


class Spot(NamedTuple):
    """A run of text in the comparison: the `order`th of all, in a block of an entry."""

    order: int
    run: dict[str, Any]
    block: dict[str, Any]
    entry: dict[str, Any]


class _Line:
    """Runs by where they stand in one of the two texts (`side` is `old` or `new`)."""

    def __init__(self, spots: Iterable[Spot], side: str) -> None:
        self.side = side
        self.spots = sorted((s for s in spots if s.run[side]), key=lambda s: s.run[side][0])
        self._starts = [spot.run[side][0] for spot in self.spots]

    def over(self, span: Span | None) -> list[Spot]:
        """Return the runs that have at least a character of `span`."""
        if span is None:
            return []
        first = max(0, bisect_right(self._starts, span[0]) - 1)
        behind = bisect_right(self._starts, span[1] - 1)
        return [spot for spot in self.spots[first:behind] if spot.run[self.side][1] > span[0]]


def underline(entries: list[dict[str, Any]], notes: list[dict[str, Any]]) -> None:
    """Mark the words of each note's passage in the parts of the entries' runs.

    Gives each note its `home`, the Spot where its words begin (None where no paragraph has them), and
    its parts `passages`, the notes to underline them for, outermost first, and `ends`, those whose
    number follows; every entry that holds words of one gets `touched`.
    """
    spots = list(_spots(entries))
    old, new = _Line(spots, "old"), _Line(spots, "new")
    over: dict[int, list[tuple[int, int, dict[str, Any], bool]]] = {}
    for note in notes:
        at_new, at_old = new.over(note["new"]), old.over(note["old"])
        drawn = [(spot, "new", note["new"]) for spot in at_new]
        drawn += [(spot, "old", note["old"]) for spot in at_old if not (at_new and spot.run["new"])]
        home = next(iter(at_new or at_old), None)
        last = (at_new or at_old)[-1] if home else None
        note["home"] = home
        for spot, side, span in drawn:
            start, end = spot.run[side]
            cut = max(span[0], start) - start, min(span[1], end) - start
            over.setdefault(spot.order, []).append((*cut, note, spot is last))
            spot.entry["touched"] = True
    for spot in spots:
        if spot.order in over:
            spot.run["parts"] = list(_parts(spot.run["parts"], over[spot.order]))


def _spots(entries: list[dict[str, Any]]) -> Iterator[Spot]:
    order = 0
    for entry in entries:
        if entry["kind"] == "left":  # its words are shown where they went
            continue
        for block in entry["blocks"]:
            for run in block["runs"]:
                yield Spot(order, run, block, entry)
                order += 1


def _parts(
    parts: Iterable[Mapping[str, Any]], over: list[tuple[int, int, dict[str, Any], bool]]
) -> Iterator[dict[str, Any]]:
    waiting = sorted(over, key=lambda one: (-one[0], one[1]))  # the next one last
    edges = sorted({edge for one in over for edge in one[:2]})
    active: list[tuple[int, int, dict[str, Any], bool]] = []
    at = 0
    for part in parts:
        end = at + len(part["text"])
        within = edges[bisect_right(edges, at) : bisect_right(edges, end - 1)]
        for low, high in pairwise([at, *within, end]):
            active = [one for one in active if one[1] > low]
            while waiting and waiting[-1][0] <= low:
                active.append(waiting.pop())
            yield {
                **part,
                "text": part["text"][low - at : high - at],
                "passages": [one[2] for one in active[:_MOST_LINES]],
                "ends": [note for _, last, note, is_end in active if last == high and is_end],
            }
        at = end
