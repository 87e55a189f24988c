"""Which old sentence and which new one are worth taking for one, edited; and how alike they are."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel, LCSseq

from annotations.anchoring.align import Pair
from annotations.anchoring.tokens import Tokens

_all_pairs = 400  # of a gap small enough to compare each with each
_most_common = 12  # sentences that a word may stand in and still propose pairs
_most_candidates = 24  # proposals looked at for one sentence
_fewest_contained = 4  # words that tell a part of a sentence from a chance
_longer, _longest = 1.25, 8  # a split or a merger: so many times longer one is,
_part = 0.8  # and so much of the shorter is in it
_largest_table = 100_000_000  # words times words that are compared in order


@dataclass(slots=True)
class Side:
    """One of the two texts: its tokens, and its sentences as ranges of tokens."""

    tokens: Tokens
    bounds: list[Pair]  # token ranges, end exclusive; every token is in one

    def words(self, first: int, last: int) -> list[int]:
        """Return the keys of the sentences `first`..`last`, both included."""
        return self.tokens.keys[self.bounds[first][0] : self.bounds[last][1]]


def alike_words(
    old: Side, new: Side, first: int, last: int, begin: int, end: int, least: float = 0.0
) -> float:
    """Return how alike the old sentences `first`..`last` and the new ones `begin`..`end` are, word by word in order.

    Below `least` the answer may be 0.
    """
    one = old.bounds[last][1] - old.bounds[first][0]
    other = new.bounds[end][1] - new.bounds[begin][0]
    if 2 * min(one, other) < least * (one + other):
        return 0.0
    if one * other <= _largest_table:
        return Indel.normalized_similarity(old.words(first, last), new.words(begin, end))
    # Pages without a single full stop: the order of a hundred thousand words adds little to their number.
    common = sum((Counter(old.words(first, last)) & Counter(new.words(begin, end))).values())
    return 2 * common / (one + other)


def contained_words(old: Side, new: Side, s: int, t: int) -> float:
    """Return how much of the shorter sentence the longer one holds where one was split or merged, else 0."""
    shorter, longer = sorted((b - a for a, b in (old.bounds[s], new.bounds[t])))
    if shorter < _fewest_contained or not _longer * shorter <= longer <= _longest * shorter:
        return 0.0
    common = sum((Counter(old.words(s, s)) & Counter(new.words(t, t))).values())
    return common / shorter if common >= _part * shorter else 0.0


def proposals(old: Side, new: Side, lost: Sequence[int], fresh: Sequence[int]) -> Iterable[Pair]:
    """Return the pairs worth comparing: all of a few, else those that share a rare word."""
    if len(lost) * len(fresh) <= _all_pairs:
        return [(s, t) for s in lost for t in fresh]
    holders: dict[int, list[int]] = defaultdict(list)
    for t in fresh:
        for key in set(new.words(t, t)):
            holders[key].append(t)
    pairs: list[Pair] = []
    for s in lost:
        votes: Counter[int] = Counter()
        for key in set(old.words(s, s)):
            places = holders.get(key, ())
            if len(places) <= _most_common:
                votes.update(places)
        pairs.extend((s, t) for t, _ in votes.most_common(_most_candidates))
    return pairs


def contained(lost: Side, fresh: Side) -> list[tuple[int, int, int, int]]:
    """Return the stretches of old and new tokens, ends exclusive, that are one: a part of one side within one of the other.

    The surest come first; a stretch may be in several.
    """
    found = []
    for s, t in proposals(lost, fresh, range(len(lost.bounds)), range(len(fresh.bounds))):
        (a, b), (c, d) = lost.bounds[s], fresh.bounds[t]
        if not b - a <= _longest * (d - c) <= _longest**2 * (b - a):
            continue
        shorter, longer = (lost.words(s, s), fresh.words(t, t))[:: 1 if b - a <= d - c else -1]
        begin, end, common = _stretch_of(shorter, longer)
        if common >= _part * max(len(shorter), end - begin):
            inside = (a, b, c + begin, c + end) if b - a <= d - c else (a + begin, a + end, c, d)
            found.append((-common / len(shorter), -common, inside))
    return [inside for _, _, inside in sorted(found)]


def _stretch_of(shorter: Sequence[int], longer: Sequence[int]) -> tuple[int, int, int]:
    """Return where in `longer` the words of `shorter` stand in order, and how many."""
    blocks = [b for b in LCSseq.opcodes(shorter, longer) if b.tag == "equal"]
    if not blocks:
        return 0, 0, 0
    common = sum(b.src_end - b.src_start for b in blocks)
    return blocks[0].dest_start, blocks[-1].dest_end, common
