"""Which word of the new text is which word of the old one.

Sentences first: equal ones in order, equal ones that moved, then edited ones pair inside the gaps, then edited ones that
moved, among new text that nothing explains yet. Words inside pairs last. A place that one old passage explains is never
offered to another: that is what keeps highlights from landing on lookalikes.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from annotations.anchoring.align import Pair, common_pairs, heaviest_chain
from annotations.anchoring.repeated import tell_apart
from annotations.anchoring.sentence_pairs import (
    Side,
    alike_words,
    contained,
    contained_words,
    proposals,
)

GONE = -1

_alike_in_place = 0.4  # word similarity at which two sentences in the same gap are one, edited
_alike_elsewhere = 0.65  # and in different places
_gain = 0.01  # in likeness, for which a neighbour joins a pair
_fewest_equal = 3  # words of an equal sentence that may have moved; shorter ones only move with their neighbours
_fewest_once = 2  # and where no other sentence is like it
_fewest_moved = 5  # words of an edited sentence that may have moved
_larger = 0.5  # of a sentence: less is no sentence that moved into a longer one, or out of it


class Group(NamedTuple):
    """Old sentences that are these new ones, as ranges of tokens, end exclusive."""

    old_low: int
    old_high: int
    new_low: int
    new_high: int


@dataclass(slots=True)
class Correspondence:
    """Where each old token stands in the new text, and what is known about it."""

    image: list[int]  # per old token: the new token, or GONE
    taken: bytearray  # per new token: 1 where an old one explains it
    moved: bytearray  # per old token: 1 where it stands out of order
    group: list[int]  # per old token: number of the pair of sentences that it is in, or GONE
    groups: list[Group] = field(default_factory=list)


def correspond(old: Side, new: Side) -> Correspondence:
    """Map the tokens of `old` to those of `new`."""
    return _Matching(old, new).result()


class _Matching:
    """The steps in order; each uses up sentences on both sides."""

    def __init__(self, old: Side, new: Side) -> None:
        self.old, self.new = old, new
        self.found = Correspondence(
            image=[GONE] * len(old.tokens.keys),
            taken=bytearray(len(new.tokens.keys)),
            moved=bytearray(len(old.tokens.keys)),
            group=[GONE] * len(old.tokens.keys),
        )
        self.old_open = bytearray(b"\x01") * len(old.bounds)
        self.new_open = bytearray(b"\x01") * len(new.bounds)
        self.moved_pairs: list[Pair] = []

    def result(self) -> Correspondence:
        anchors = self._equal_in_order()
        self._equal_elsewhere()
        self._edited_in_place(anchors)
        self._edited_among_moved()
        self._edited_elsewhere()
        self._contained_elsewhere()
        self._grow()
        return self.found

    def _equal_in_order(self) -> list[Pair]:
        numbers: dict[tuple[int, ...], int] = {}
        self.old_kinds, self.new_kinds = (
            [numbers.setdefault(tuple(side.tokens.keys[a:b]), len(numbers)) for a, b in side.bounds]
            for side in (self.old, self.new)
        )
        tell_apart(self.old_kinds, self.new_kinds, len(numbers))
        weights = [float(b - a) for a, b in self.old.bounds]
        anchors = common_pairs(self.old_kinds, self.new_kinds, weights)
        for s, t in anchors:
            self._join(s, s, t, t, moved=False)
        return anchors

    def _equal_elsewhere(self) -> None:
        left = defaultdict(list)
        fresh = defaultdict(list)
        for s in self._open_old():
            left[self.old_kinds[s]].append(s)
        for t in self._open_new():
            fresh[self.new_kinds[t]].append(t)
        once = _once(self.old_kinds) & _once(self.new_kinds)
        for kind, places in left.items():
            is_telling = self._size(self.old, places[0]) >= (
                _fewest_once if kind in once else _fewest_equal
            )
            if is_telling and len(fresh.get(kind, ())) == len(places):
                for s, t in zip(places, fresh[kind], strict=True):
                    self._join(s, s, t, t, moved=True)
                    self.moved_pairs.append((s, t))

    def _edited_in_place(self, anchors: Sequence[Pair]) -> None:
        ends = (len(self.old.bounds), len(self.new.bounds))
        for (a, b), (c, d) in zip([(-1, -1), *anchors], [*anchors, ends], strict=True):
            if c - a > 1 and d - b > 1:
                lost = [s for s in range(a + 1, c) if self.old_open[s]]
                fresh = [t for t in range(b + 1, d) if self.new_open[t]]
                if lost and fresh:
                    self._pair_gap(lost, fresh)

    def _edited_among_moved(self) -> None:
        """Pair what is open between two sentences that moved together."""
        moved = sorted(self.moved_pairs)
        for (a, b), (c, d) in pairwise(moved):
            lost, fresh = range(a + 1, c), range(b + 1, d)
            if (
                lost
                and fresh
                and all(self.old_open[s] for s in lost)
                and all(self.new_open[t] for t in fresh)
            ):
                self._pair_gap(list(lost), list(fresh), moved=True)

    def _pair_gap(self, lost: list[int], fresh: list[int], *, moved: bool = False) -> None:
        weighed = []
        for s, t in proposals(self.old, self.new, lost, fresh):
            alike = alike_words(self.old, self.new, s, s, t, t, _alike_in_place)
            contained = contained_words(self.old, self.new, s, t)
            if max(alike, contained) >= _alike_in_place:
                size = self.old.bounds[s][1] - self.old.bounds[s][0]
                weighed.append((s, t, max(alike, contained) * (size + 1)))
        chain = heaviest_chain(weighed)
        for s, t in chain:  # none of them may be taken for another's neighbour
            self.old_open[s] = self.new_open[t] = 0
        for s, t in chain:
            self._join(*self._with_neighbours(s, t), moved=moved)

    def _with_neighbours(self, s: int, t: int) -> tuple[int, int, int, int]:
        """Widen a pair by open sentences before or behind it, where it was split or merged."""
        first, last, begin, end = s, s, t, t
        alike = alike_words(self.old, self.new, s, s, t, t)
        for _ in range(4):
            scored = [
                (alike_words(self.old, self.new, *option), option)
                for option in self._wider(first, last, begin, end)
            ]
            best = max(scored, default=None)
            if best is None or best[0] < alike + _gain:
                break
            alike, (first, last, begin, end) = best
        return first, last, begin, end

    def _wider(
        self, first: int, last: int, begin: int, end: int
    ) -> Iterator[tuple[int, int, int, int]]:
        for by in (1, 2):
            if all(self.new_open[end + 1 : end + 1 + by]) and end + by < len(self.new_open):
                yield first, last, begin, end + by
            if begin >= by and all(self.new_open[begin - by : begin]):
                yield first, last, begin - by, end
            if all(self.old_open[last + 1 : last + 1 + by]) and last + by < len(self.old_open):
                yield first, last + by, begin, end
            if first >= by and all(self.old_open[first - by : first]):
                yield first - by, last, begin, end

    def _edited_elsewhere(self) -> None:
        lost = [s for s in self._open_old() if self._size(self.old, s) >= _fewest_moved]
        fresh = [t for t in self._open_new() if self._size(self.new, t) >= _fewest_moved]
        if not lost or not fresh:
            return
        scored = [
            (alike_words(self.old, self.new, s, s, t, t, _alike_elsewhere), s, t)
            for s, t in proposals(self.old, self.new, lost, fresh)
        ]
        for alike, s, t in sorted(scored, key=lambda one: (-one[0], one[1], one[2])):
            if alike < _alike_elsewhere:
                break
            if self.old_open[s] and self.new_open[t]:
                self._join(s, s, t, t, moved=True)

    def _contained_elsewhere(self) -> None:
        """Find sentences that moved into a longer one, or out of it, where ends of sentences are not told."""
        for in_old, in_new in ((_larger, 0.0), (0.0, _larger)):
            lost = _open_parts(self.old, [image != GONE for image in self.found.image], in_old)
            fresh = _open_parts(self.new, self.found.taken, in_new)
            for a, b, c, d in contained(lost, fresh) if lost.bounds and fresh.bounds else ():
                if all(n == GONE for n in self.found.image[a:b]) and not any(self.found.taken[c:d]):
                    self._join_ranges(a, b, c, d, moved=True)

    def _join(self, first: int, last: int, begin: int, end: int, *, moved: bool) -> None:
        """Take the old sentences `first`..`last` and the new ones `begin`..`end` as one, word by word."""
        a, b = self.old.bounds[first][0], self.old.bounds[last][1]
        c, d = self.new.bounds[begin][0], self.new.bounds[end][1]
        self._join_ranges(a, b, c, d, moved=moved)
        for s in range(first, last + 1):
            self.old_open[s] = 0
        for t in range(begin, end + 1):
            self.new_open[t] = 0

    def _join_ranges(self, a: int, b: int, c: int, d: int, *, moved: bool) -> None:
        """Take the old tokens `a`..`b` and the new ones `c`..`d`, ends exclusive, as one, word by word."""
        found = self.found
        for x, y in common_pairs(self.old.tokens.keys[a:b], self.new.tokens.keys[c:d]):
            found.image[a + x] = c + y
            found.taken[c + y] = 1
        found.group[a:b] = [len(found.groups)] * (b - a)
        found.groups.append(Group(a, b, c, d))
        if moved:
            found.moved[a:b] = b"\x01" * (b - a)

    def _grow(self) -> None:
        """Let known words explain the same words next to them, where a sentence's end was misjudged."""
        image = self.found.image
        for token in range(len(image) - 1):
            if image[token] != GONE and image[token + 1] == GONE:
                self._explain_next(token, 1)
        for token in range(len(image) - 1, 0, -1):
            if image[token] != GONE and image[token - 1] == GONE:
                self._explain_next(token, -1)

    def _explain_next(self, token: int, step: int) -> None:
        found, lost, fresh = self.found, token + step, self.found.image[token] + step
        if not 0 <= fresh < len(found.taken) or found.taken[fresh]:
            return
        if self.old.tokens.keys[lost] != self.new.tokens.keys[fresh]:
            return
        found.image[lost] = fresh
        found.taken[fresh] = 1
        found.moved[lost] = found.moved[token]
        if found.group[lost] == GONE:
            found.group[lost] = found.group[token]
            old_low, old_high, new_low, new_high = found.groups[found.group[token]]
            found.groups[found.group[token]] = Group(
                min(old_low, lost),
                max(old_high, lost + 1),
                min(new_low, fresh),
                max(new_high, fresh + 1),
            )

    def _open_old(self) -> list[int]:
        return [s for s, is_open in enumerate(self.old_open) if is_open]

    def _open_new(self) -> list[int]:
        return [t for t, is_open in enumerate(self.new_open) if is_open]

    @staticmethod
    def _size(side: Side, sentence: int) -> int:
        return side.bounds[sentence][1] - side.bounds[sentence][0]


def _once(kinds: Sequence[int]) -> set[int]:
    return {kind for kind, count in Counter(kinds).items() if count == 1}


def _open_parts(side: Side, is_known: Sequence[int], least: float) -> Side:
    """Return the parts of sentences whose words are not known yet, and are so much of their sentence at least."""
    parts: list[Pair] = []
    for low, high in side.bounds:
        start = low
        for token in range(low, high + 1):
            if token == high or is_known[token]:
                if token - start >= max(_fewest_moved, least * (high - low)):
                    parts.append((start, token))
                start = token + 1
    return Side(side.tokens, parts)
