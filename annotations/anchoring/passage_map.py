"""Two texts compared once, asked for many passages.

Offsets are Unicode code points, end exclusive; token indexes are named `token`, `low`, `high`, `first`, `behind`.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import Indel

from annotations.anchoring.align import Pair
from annotations.anchoring.candidates import Candidate, Candidates
from annotations.anchoring.correspondence import GONE, correspond
from annotations.anchoring.ends import Ends
from annotations.anchoring.fresh import Fresh
from annotations.anchoring.sentence_pairs import Side
from annotations.anchoring.tokens import Tokens, Vocabulary
from annotations.reading.graphemes import boundary_after, boundary_before

_alike = 0.5  # of the characters: below, edited words are not the same passage
_longest_compared = 5000  # code points; a longer passage is judged by its words
_most_parts = 3  # words that a figure may be written in
_widest_insertion = 40  # words that may be new inside a passage, besides as many as it has


@dataclass(frozen=True, slots=True)
class Found:
    """A place in the new text. `moved` when its words stand there out of order."""

    start: int
    end: int
    moved: bool


@dataclass(frozen=True, slots=True)
class Run:
    """Old tokens `low`..`high`, both included, that stand side by side in the new text from `image` on."""

    low: int
    high: int
    image: int

    @property
    def last_image(self) -> int:
        """The new token of `high`."""
        return self.image + self.high - self.low


class PassageMap:
    """Finds passages of `old_text` in `new_text`. Sentences are flat lists of offsets."""

    def __init__(
        self,
        old_text: str,
        new_text: str,
        old_sentences: Sequence[int],
        new_sentences: Sequence[int],
    ) -> None:
        self.old_text, self.new_text = old_text, new_text
        vocabulary = Vocabulary()
        self.old = vocabulary.tokenize(old_text)
        self.new = vocabulary.tokenize(new_text)
        old_side = Side(self.old, _token_ranges(self.old, old_sentences))
        new_side = Side(self.new, _token_ranges(self.new, new_sentences))
        self.found = correspond(old_side, new_side)
        self.runs = _runs(self.found.image)
        self._run_lows = [run.low for run in self.runs]
        self._ends = Ends(old_text, new_text, self.old, self.new, self.found)
        self._fresh = Fresh(old_text, new_text, self.new, self.found.taken)
        self._candidates = Candidates(old_text, new_text, self.new, new_side.bounds)

    def find(self, start: int, end: int) -> Found | None:
        """Return where the passage stands now, or None when it stands nowhere for sure.

        The place never begins or ends inside a grapheme of the new text.
        """
        if not self.old_text[start:end].strip():
            return None
        first = bisect_right(self.old.ends, start)
        behind = bisect_left(self.old.starts, end)
        found = self._find(start, end, first, behind)
        if found is None:
            return None
        begin = boundary_before(self.new_text, found.start)
        return Found(begin, boundary_after(self.new_text, found.end), found.moved)

    def _find(self, start: int, end: int, first: int, behind: int) -> Found | None:
        if first >= behind:
            return self._find_wordless(start, end, first)
        chain = self._heaviest_chain(first, behind)
        found = (
            self._fit(start, end, first, behind, chain)
            if chain
            else self._replaced(start, end, first, behind)
        )
        if found is None and (place := self._fresh.only_place_of(start, end, behind - first)):
            found = Found(*place, moved=True)
        return found

    def candidates(self, start: int, end: int, found: Found | None) -> list[Candidate]:
        """Return places that a person may choose for the passage, best first.

        For an orphan (`found` is None) whatever looks like it; else only where its very words stand still.
        """
        if found:
            return self._candidates.verbatim(start, end)
        first, behind = bisect_right(self.old.ends, start), bisect_left(self.old.starts, end)
        return self._candidates.all(start, end, self.old.keys[first:behind])

    def _heaviest_chain(self, first: int, behind: int) -> list[Run]:
        """Return the runs inside the passage that stand in order and close together, and weigh most."""
        index = max(0, bisect_right(self._run_lows, first) - 1)
        best: list[Run] = []
        chain: list[Run] = []
        allowed = _widest_insertion + behind - first
        while index < len(self.runs) and self.runs[index].low < behind:
            run = self._clipped(self.runs[index], first, behind)
            index += 1
            if run is None:
                continue
            if not chain or not 0 < run.image - chain[-1].last_image <= allowed:
                chain = []
            chain = [*chain, run]
            best = max(best, chain, key=self._weight)
        return best

    def _clipped(self, run: Run, first: int, behind: int) -> Run | None:
        low, high = max(run.low, first), min(run.high, behind - 1)
        return Run(low, high, run.image + low - run.low) if low <= high else None

    def _weight(self, chain: list[Run]) -> int:
        return sum(self.old.ends[run.high] - self.old.starts[run.low] for run in chain)

    def _fit(self, start: int, end: int, first: int, behind: int, chain: list[Run]) -> Found | None:
        low, high = chain[0], chain[-1]
        ends = self._ends
        begin = ends.start(start, first, low.low)
        finish = ends.end(end, behind, high.high)
        whole = ends.whole_sentences(start, end, low.low, high.high)
        if whole and self.old_text[start:end] != self.new_text[begin:finish]:
            begin, finish = min(begin, whole[0]), max(finish, whole[1])
        if begin >= finish:
            return None
        is_whole = len(chain) == 1 and low.low == first and low.high == behind - 1
        if not is_whole and self._likeness(start, end, begin, finish, chain) < _alike:
            return None
        return Found(begin, finish, bool(self.found.moved[low.low]))

    def _replaced(self, start: int, end: int, first: int, behind: int) -> Found | None:
        """Place words that were all replaced, as many by as many, between two that were kept ("3,000" by "4,000").

        A figure alone may become any other ("9" by "15,000", "3,000" by "4 000").
        """
        gap = self._ends.gap(first, behind)
        if gap is None:
            return None
        (lost_low, lost_high), (low, high) = gap
        is_figure = self._are_figures(self.old, first, behind)
        if high - low == lost_high - lost_low:
            low, high = low + first - lost_low, low + behind - lost_low
        elif not is_figure or (lost_low, lost_high) != (first, behind) or high - low > _most_parts:
            return None
        lead, tail = self.old.starts[first] - start, end - self.old.ends[behind - 1]
        begin, finish = self.new.starts[low] - lead, self.new.ends[high - 1] + tail
        if (low and begin < self.new.ends[low - 1]) or begin < 0:
            return None
        if finish > (self.new.starts[high] if high < len(self.new.starts) else len(self.new_text)):
            return None
        is_figure = is_figure and self._are_figures(self.new, low, high)
        if not is_figure and self._likeness(start, end, begin, finish, []) < _alike:
            return None
        neighbour = first - 1 if first and self.found.image[first - 1] != GONE else behind
        is_moved = neighbour < len(self.found.moved) and bool(self.found.moved[neighbour])
        return Found(begin, finish, is_moved)

    def _are_figures(self, tokens: Tokens, low: int, high: int) -> bool:
        text = self.old_text if tokens is self.old else self.new_text
        return all(text[tokens.starts[n]].isnumeric() for n in range(low, high))

    def _likeness(self, start: int, end: int, begin: int, finish: int, chain: list[Run]) -> float:
        was, now = self.old_text[start:end], self.new_text[begin:finish]
        if max(len(was), len(now)) > _longest_compared:
            return 2 * self._weight(chain) / (len(was) + len(now))
        return Indel.normalized_similarity(was, now)

    def _find_wordless(self, start: int, end: int, token: int) -> Found | None:
        """Place a passage of symbols alone by the words on both sides of it, or inside one."""
        image = self.found.image
        before, after = token - 1, token
        if before < 0 or after >= len(image):
            left = 0 if before < 0 else self._image_end(before)
            right = len(self.new_text) if after >= len(image) else self._image_start(after)
        elif image[before] != GONE and image[after] == image[before] + 1:
            left, right = self._image_end(before), self._image_start(after)
        else:
            return None
        if left is None or right is None:
            return None
        was = (self.old.ends[before] if before >= 0 else 0, start, end)
        place = self._wordless_place(*was, left, right)
        if place is None:
            return None
        neighbour = self.found.moved[max(before, 0) : max(before, 0) + 1]
        return Found(place, place + end - start, moved=any(neighbour))

    def _wordless_place(self, low: int, start: int, end: int, left: int, right: int) -> int | None:
        """Return where symbols stand between `left` and `right`: as far behind the word before them, or where they are once."""
        if self.new_text.startswith(self.old_text[low:end], left, right):
            return left + start - low
        exact = self.old_text[start:end]
        if self.new_text.count(exact, left, right) != 1:
            return None
        return self.new_text.index(exact, left, right)

    def _image_end(self, token: int) -> int | None:
        return self.new.ends[self.found.image[token]] if self.found.image[token] != GONE else None

    def _image_start(self, token: int) -> int | None:
        return self.new.starts[self.found.image[token]] if self.found.image[token] != GONE else None


def _runs(image: list[int]) -> list[Run]:
    runs = []
    low = 0
    for token in range(1, len(image) + 1):
        if (
            token < len(image)
            and image[token] != GONE
            and image[token] == image[token - 1] + 1
            and image[token - 1] != GONE
        ):
            continue
        if image[low] != GONE:
            runs.append(Run(low, token - 1, image[low]))
        low = token
    return runs


def _token_ranges(tokens: Tokens, flat: Sequence[int]) -> list[Pair]:
    """Return the ranges of tokens that the sentences hold; words between two sentences are one of their own."""
    cuts = {0, len(tokens.starts)}
    for offset in flat:
        cuts.add(bisect_left(tokens.starts, offset))
    ordered = sorted(cuts)
    return list(pairwise(ordered))
