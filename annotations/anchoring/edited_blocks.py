"""Which block of a new text is which of the old one, edited: one for one, or parted or joined."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple, Self

from annotations.anchoring.align import Pair, heaviest_chain
from annotations.anchoring.sentence_pairs import Side, alike_words, contained_words

_alike_in_place = 0.4  # word similarity at which two blocks in the same gap are one, edited
_alike_elsewhere = 0.65  # and in different places
_fewest_moved = 5  # words of an edited block that may have moved
_gain = 0.01  # in likeness, for which a neighbour joins a pair
_most_joined = 4
_all_pairs = 400  # of a gap small enough to compare each with each
_most_common = 12  # blocks that a word may stand in and still propose pairs
_most_candidates = 4  # proposals looked at for one block


class Group(NamedTuple):
    """Old blocks that are these new ones, as ranges of indexes, end exclusive."""

    old_low: int
    old_high: int
    new_low: int
    new_high: int

    @classmethod
    def of(cls, old: int, new: int) -> Self:
        """One block that is one."""
        return cls(old, old + 1, new, new + 1)

    @property
    def old(self) -> range:
        """The old blocks."""
        return range(self.old_low, self.old_high)

    @property
    def new(self) -> range:
        """The new blocks."""
        return range(self.new_low, self.new_high)


def edited_in_place(
    old: Side,
    new: Side,
    anchors: Sequence[Pair],
    open_old: AbstractSet[int],
    open_new: AbstractSet[int],
) -> list[Group]:
    """Pair the open blocks between two `anchors` (pairs of blocks that stand in order) that are alike."""
    found: list[Group] = []
    ends = (len(old.bounds), len(new.bounds))
    for (a, b), (c, d) in zip([(-1, -1), *anchors], [*anchors, ends], strict=True):
        if c - a > 1 and d - b > 1:
            lost = [s for s in range(a + 1, c) if s in open_old]
            fresh = [t for t in range(b + 1, d) if t in open_new]
            if lost and fresh:
                found.extend(_pair_gap(old, new, lost, fresh))
    return found


def edited_elsewhere(
    old: Side, new: Side, open_old: AbstractSet[int], open_new: AbstractSet[int]
) -> list[Group]:
    """Pair open blocks that are much alike wherever they stand, the most alike first."""
    lost = [s for s in sorted(open_old) if _size(old, s) >= _fewest_moved]
    fresh = [t for t in sorted(open_new) if _size(new, t) >= _fewest_moved]
    if not lost or not fresh:
        return []
    scored = [
        (alike_words(old, new, s, s, t, t, _alike_elsewhere), s, t)
        for s, t in _proposals(old, new, lost, fresh)
    ]
    taken_old: set[int] = set()
    taken_new: set[int] = set()
    found: list[Group] = []
    for alike, s, t in sorted(scored, key=lambda one: (-one[0], one[1], one[2])):
        if alike < _alike_elsewhere:
            break
        if s not in taken_old and t not in taken_new:
            taken_old.add(s)
            taken_new.add(t)
            found.append(Group.of(s, t))
    return found


def _pair_gap(old: Side, new: Side, lost: list[int], fresh: list[int]) -> Iterator[Group]:
    weighed = []
    for s, t in _proposals(old, new, lost, fresh):
        alike = alike_words(old, new, s, s, t, t, _alike_in_place)
        likeness = max(alike, contained_words(old, new, s, t))
        if likeness >= _alike_in_place:
            weighed.append((s, t, likeness * (_size(old, s) + 1)))
    chain = heaviest_chain(weighed)
    open_old, open_new = set(lost), set(fresh)
    for s, t in chain:  # none of them may be taken for another's neighbour
        open_old.discard(s)
        open_new.discard(t)
    for s, t in chain:
        group = _with_neighbours(old, new, Group.of(s, t), open_old, open_new)
        open_old.difference_update(group.old)
        open_new.difference_update(group.new)
        yield group


def _proposals(old: Side, new: Side, lost: Sequence[int], fresh: Sequence[int]) -> list[Pair]:
    """Return the pairs worth comparing: all of a few, else those that share rare words or the same rank.

    Of many, single words are left alone: a word is the same or another.
    """
    if len(lost) * len(fresh) <= _all_pairs:
        return [(s, t) for s in lost for t in fresh]
    lost, fresh = ([s for s in lost if _size(old, s) > 1], [t for t in fresh if _size(new, t) > 1])
    holders: dict[int, list[int]] = defaultdict(list)
    for t in fresh:
        for key in set(new.words(t, t)):
            holders[key].append(t)
    rare = {key: places for key, places in holders.items() if len(places) <= _most_common}
    pairs: list[Pair] = []
    for rank, s in enumerate(lost if fresh else []):
        same_rank = fresh[rank * len(fresh) // len(lost)]
        pairs.append((s, same_rank))
        told = rare.keys() & old.words(s, s)
        votes = Counter(t for key in told for t in rare[key] if t != same_rank)
        best = sorted(votes, key=lambda t: (-votes[t], t))[:_most_candidates]
        pairs.extend((s, t) for t in best)
    return pairs


def _with_neighbours(
    old: Side, new: Side, group: Group, open_old: set[int], open_new: set[int]
) -> Group:
    """Widen a pair by open blocks before or behind it, where one was parted or two were joined."""
    alike = _alike(old, new, group)
    for _ in range(_most_joined):
        wider = [(_alike(old, new, g), g) for g in _wider(group, open_old, open_new)]
        best = max(wider, default=None)
        if best is None or best[0] < alike + _gain:
            break
        alike, group = best
    return group


def _wider(group: Group, open_old: set[int], open_new: set[int]) -> Iterator[Group]:
    low, high, start, end = group
    if end in open_new:
        yield Group(low, high, start, end + 1)
    if start - 1 in open_new:
        yield Group(low, high, start - 1, end)
    if high in open_old:
        yield Group(low, high + 1, start, end)
    if low - 1 in open_old:
        yield Group(low - 1, high, start, end)


def _alike(old: Side, new: Side, group: Group) -> float:
    low, high, start, end = group
    return alike_words(old, new, low, high - 1, start, end - 1)


def _size(side: Side, block: int) -> int:
    return side.bounds[block][1] - side.bounds[block][0]
