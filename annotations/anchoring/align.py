"""Which members of two sequences of numbers are the same ones, in order.

Unique members anchor first, the heaviest chain of them wins, the gaps between are done again; only what is repeated
everywhere is left to a longest common subsequence. Nothing here is quadratic in a long sequence.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from rapidfuzz.distance import LCSseq

Pair = tuple[int, int]
Range = tuple[int, int, int, int]

_largest_table = 100_000_000  # cells of the bit table: 12 MB, a few milliseconds
_deepest = 40


def common_pairs(
    old: Sequence[int], new: Sequence[int], weights: Sequence[float] | None = None
) -> list[Pair]:
    """Return pairs (index in `old`, index in `new`) of equal members, increasing in both.

    `weights` (per member of `old`) say how much it matters to keep one; every member counts 1 without.
    """
    pairs: list[Pair] = []
    ranges: list[tuple[Range, int]] = [((0, len(old), 0, len(new)), 0)]
    while ranges:
        (low, high, start, end), depth = ranges.pop()
        low, start = _take_prefix(old, new, (low, high, start, end), pairs)
        high, end = _take_suffix(old, new, (low, high, start, end), pairs)
        if low >= high or start >= end:
            continue
        within = (low, high, start, end)
        anchors = _unique_pairs(old, new, within) if depth < _deepest else []
        if not anchors:
            pairs.extend(_repeats(old, new, within))
            continue
        chain = heaviest_chain([(a, b, weights[a] if weights else 1.0) for a, b in anchors])
        pairs.extend(chain)
        for (a, b), (c, d) in zip(
            [(low - 1, start - 1), *chain], [*chain, (high, end)], strict=True
        ):
            ranges.append(((a + 1, c, b + 1, d), depth + 1))
    pairs.sort()
    return pairs


def heaviest_chain(pairs: Sequence[tuple[int, int, float]]) -> list[Pair]:
    """Return the heaviest choice of the weighted `pairs` that increases strictly on both sides."""
    ordered = sorted(pairs, key=lambda pair: (pair[0], -pair[1]))
    places = sorted({pair[1] for pair in ordered})
    best: list[tuple[float, int]] = [(0.0, -1)] * (
        len(places) + 1
    )  # a Fenwick tree of (weight, last pair)
    before = [-1] * len(ordered)
    total: tuple[float, int] = (0.0, -1)
    for index, (_, place, weight) in enumerate(ordered):
        rank = bisect_left(places, place)
        reached = (0.0, -1)
        node = rank
        while node > 0:
            reached = max(reached, best[node])
            node -= node & -node
        before[index] = reached[1]
        here = (reached[0] + weight, index)
        total = max(total, here)
        node = rank + 1
        while node < len(best):
            best[node] = max(best[node], here)
            node += node & -node
    chain = []
    index = total[1]
    while index >= 0:
        chain.append(ordered[index][:2])
        index = before[index]
    return chain[::-1]


def _take_prefix(old: Sequence[int], new: Sequence[int], within: Range, pairs: list[Pair]) -> Pair:
    low, high, start, end = within
    while low < high and start < end and old[low] == new[start]:
        pairs.append((low, start))
        low += 1
        start += 1
    return low, start


def _take_suffix(old: Sequence[int], new: Sequence[int], within: Range, pairs: list[Pair]) -> Pair:
    low, high, start, end = within
    while low < high and start < end and old[high - 1] == new[end - 1]:
        high -= 1
        end -= 1
        pairs.append((high, end))
    return high, end


def _unique_pairs(old: Sequence[int], new: Sequence[int], within: Range) -> list[Pair]:
    low, high, start, end = within
    in_old = Counter(old[low:high])
    in_new = Counter(new[start:end])
    place = {new[index]: index for index in range(start, end) if in_new[new[index]] == 1}
    return [
        (index, place[old[index]])
        for index in range(low, high)
        if in_old[old[index]] == 1 and old[index] in place
    ]


def _repeats(old: Sequence[int], new: Sequence[int], within: Range) -> list[Pair]:
    """Return a longest common subsequence, cut into strips where the table would be too large."""
    low, high, start, end = within
    strips = 1 + int(((high - low) * (end - start) / _largest_table) ** 0.5)
    pairs: list[Pair] = []
    for strip in range(strips):
        a, b = (low + (high - low) * n // strips for n in (strip, strip + 1))
        c, d = (start + (end - start) * n // strips for n in (strip, strip + 1))
        for block in LCSseq.opcodes(old[a:b], new[c:d]):
            if block.tag == "equal":
                length = block.src_end - block.src_start
                pairs.extend(
                    (a + block.src_start + n, c + block.dest_start + n) for n in range(length)
                )
    return pairs
