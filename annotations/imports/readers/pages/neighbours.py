"""How the runs around a run fare, and those that look like it."""

import math
from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from itertools import accumulate

MUCH = 60  # words; longer runs weigh no more than these
FEW = 15  # words; of so few alike nothing is known
WIDEST = 10  # runs


class Window:
    """Weighted means over stretches of runs."""

    def __init__(self, values: Sequence[float], weights: Sequence[float]) -> None:
        self.size = len(values)
        self.weights = self._sums(weights)
        self.sums = self._sums([v * w for v, w in zip(values, weights, strict=True)])

    def _sums(self, values: Sequence[float]) -> list[float]:
        sums = [*accumulate(values, initial=0.0)]
        return [*[0.0] * WIDEST, *sums, *[sums[-1]] * WIDEST]

    def means(self, start: int, end: int) -> list[float]:
        """For each run the mean of those from so many places on (negative: back) to before `end`.

        What lies outside the page counts nothing; the mean of nothing is 0.
        """
        a, b, size = WIDEST + start, WIDEST + end, self.size
        ends = zip(
            self.sums[a : a + size],
            self.sums[b : b + size],
            self.weights[a : a + size],
            self.weights[b : b + size],
            strict=True,
        )
        return [(y - x) / (w - v) if w > v else 0.0 for x, y, v, w in ends]


class Alike:
    """How runs fare that have the same looks: paragraphs of one story nearly always do."""

    def __init__(
        self, looks: Sequence[Hashable], words: Iterable[int], values: Sequence[float]
    ) -> None:
        self.looks, self.values = looks, values
        self.weights = [min(count, MUCH) + 1 for count in words]
        self.good: dict[Hashable, float] = defaultdict(float)
        self.all: dict[Hashable, float] = defaultdict(float)
        for look, weight, value in zip(looks, self.weights, values, strict=True):
            self.good[look] += weight * value
            self.all[look] += weight
        self.total = sum(self.good.values()) or 1.0

    def of(self, at: int) -> tuple[float, float]:
        """The share of good ones among the others, and the root of their share of all good."""
        look, weight = self.looks[at], self.weights[at]
        good = max(0.0, self.good[look] - weight * self.values[at])
        return good / (self.all[look] - weight + FEW), math.sqrt(good / self.total)
