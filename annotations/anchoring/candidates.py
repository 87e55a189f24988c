"""Where an orphan may belong: places for a person to choose from, never chosen here.

Offsets are Unicode code points, end exclusive; scores run from 0 to 1.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from functools import cached_property

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from annotations.anchoring.align import Pair
from annotations.anchoring.tokens import Tokens
from annotations.reading.graphemes import boundary_after, boundary_before

Candidate = tuple[int, int, float]

MOST = 5
"""Candidates offered for one passage."""

_lowest = 0.5
_context = 48  # code points on either side that tell one verbatim place from another
_most_verbatim = 25
_most_common = 60  # units that a word may stand in and still propose them
_most_units = 8
_longest_unit = 60  # words of a sentence that is looked at as one
_longest = 2000  # code points of a passage that is compared with sentences


class Candidates:
    """Proposes places in `new_text` for passages of `old_text`."""

    def __init__(self, old_text: str, new_text: str, new: Tokens, sentences: list[Pair]) -> None:
        """`sentences` are the new text's, as ranges of the tokens `new`."""
        self.old_text, self.new_text = old_text, new_text
        self._new, self._sentences = new, sentences

    def verbatim(self, start: int, end: int) -> list[Candidate]:
        """Return the places where the very words of `old_text[start:end]` stand, best context first."""
        return _best(self._verbatim(start, end))

    def all(self, start: int, end: int, keys: list[int]) -> list[Candidate]:
        """Return those, and the places most like the passage, whose tokens have `keys`; none overlaps a better one."""
        proposed = self._verbatim(start, end)
        if len(proposed) < MOST and end - start <= _longest:
            proposed += self._similar(start, end, keys)
        return _best(proposed)

    def _verbatim(self, start: int, end: int) -> list[Candidate]:
        exact = self.old_text[start:end]
        found: list[Candidate] = []
        place = self.new_text.find(exact)
        while place >= 0 and len(found) < _most_verbatim:
            around = self._context_likeness(start, end, place)
            found.append((place, place + len(exact), round(0.7 + 0.3 * around, 3)))
            place = self.new_text.find(exact, place + len(exact))
        return found

    def _context_likeness(self, start: int, end: int, place: int) -> float:
        behind = place + end - start
        before = Indel.normalized_similarity(
            self.old_text[max(0, start - _context) : start],
            self.new_text[max(0, place - _context) : place],
        )
        after = Indel.normalized_similarity(
            self.old_text[end : end + _context], self.new_text[behind : behind + _context]
        )
        return (before + after) / 2

    def _similar(self, start: int, end: int, keys: list[int]) -> list[Candidate]:
        """Return the stretches of new sentences that look most like the passage."""
        exact = self.old_text[start:end]
        votes: Counter[int] = Counter()
        for key in set(keys):
            holders = self._holders.get(key, ())
            if len(holders) <= _most_common:
                votes.update(holders)
        found: list[Candidate] = []
        for unit, _ in votes.most_common(_most_units):
            begin, finish = self._around(unit, end - start)
            match = fuzz.partial_ratio_alignment(
                exact, self.new_text[begin:finish], score_cutoff=100 * _lowest
            )
            if match is None:
                continue
            span = self._whole_words(begin + match.dest_start, begin + match.dest_end)
            likeness = Indel.normalized_similarity(exact, self.new_text[span[0] : span[1]])
            if likeness >= _lowest:
                found.append((*span, round(0.9 * likeness, 3)))
        return found

    def _whole_words(self, start: int, end: int) -> Pair:
        first = bisect_left(self._new.ends, start + 1)
        last = bisect_left(self._new.starts, end) - 1
        if first < len(self._new.starts) and self._new.starts[first] < start:
            start = self._new.starts[first]
        if last >= 0:
            end = max(end, self._new.ends[last])
        return boundary_before(self.new_text, start), boundary_after(self.new_text, end)

    def _around(self, unit: int, length: int) -> Pair:
        """Return the text of a unit; of a passage that may be longer than it, as much more on either side."""
        low, high = self._units[unit]
        begin, finish = self._new.starts[low], self._new.ends[high - 1]
        if high - low < _longest_unit and finish - begin >= length:
            return begin, finish
        return max(0, begin - length), min(len(self.new_text), finish + length)

    @cached_property
    def _units(self) -> list[Pair]:
        """Return the new sentences, those without end in pieces, as ranges of tokens."""
        return [
            (piece, min(piece + _longest_unit, high))
            for low, high in self._sentences
            for piece in range(low, high, _longest_unit)
        ]

    @cached_property
    def _holders(self) -> dict[int, list[int]]:
        """For each word, the units that hold it; of a common one just too many to count."""
        holders: dict[int, list[int]] = defaultdict(list)
        for unit, (low, high) in enumerate(self._units):
            for key in set(self._new.keys[low:high]):
                if len(holders[key]) <= _most_common:
                    holders[key].append(unit)
        return holders


def _best(proposed: list[Candidate]) -> list[Candidate]:
    chosen: list[Candidate] = []
    for one in sorted(proposed, key=lambda one: (-one[2], one[0])):
        if len(chosen) < MOST and all(one[1] <= other[0] or other[1] <= one[0] for other in chosen):
            chosen.append(one)
    return chosen
