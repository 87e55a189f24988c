"""The two ends of a passage some of whose words are known in the new text.

`first`, `behind`, `low`, `high` are indexes of old tokens; all else are offsets in Unicode code points.
"""

from bisect import bisect_left
from dataclasses import dataclass

from annotations.anchoring.align import Pair
from annotations.anchoring.correspondence import GONE, Correspondence, Group
from annotations.anchoring.edges import end_within, start_within
from annotations.anchoring.tokens import Tokens

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Ends:
    """Both texts with what is known of their words."""

    old_text: str
    new_text: str
    old: Tokens
    new: Tokens
    found: Correspondence

    def start(self, start: int, first: int, low: int) -> int:
        """Return where the passage starts: it began at `start` with token `first`, and `low` is its first kept one."""
        old, new, image = self.old, self.new, self.found.image[low]
        if start > old.starts[low]:
            return self._inside(start, low, is_start=True)
        group = self._group(low)
        before, fresh = low - 1, image - 1
        if first < low:
            while before >= group.old_low and self.found.image[before] == GONE:
                before -= 1
            while fresh >= group.new_low and not self.found.taken[fresh]:
                fresh -= 1
        begin, new_begin = self._old_end(before), self._new_end(fresh)
        if first < low and start == old.starts[first]:
            counterpart = _counterpart(first, range(before + 1, low), range(fresh + 1, image), 0)
            if counterpart is not None:
                return new.starts[counterpart]
        if start < begin:
            return _glued_before(self.new_text, new_begin, new.starts[fresh + 1])
        place = new_begin + start_within(
            self.old_text[begin : old.starts[low]],
            self.new_text[new_begin : new.starts[image]],
            start - begin,
        )
        if first < low and start == old.starts[first]:
            return _nearest(new.starts, place, new_begin, new.starts[image])
        return place

    def end(self, end: int, behind: int, high: int) -> int:
        """Return where the passage ends: at `end`, before token `behind`, and `high` is its last kept one."""
        old, new, image = self.old, self.new, self.found.image[high]
        if end < old.ends[high]:
            return self._inside(end, high, is_start=False)
        group = self._group(high)
        after, fresh = high + 1, image + 1
        if high < behind - 1:
            while after < group.old_high and self.found.image[after] == GONE:
                after += 1
            while fresh < group.new_high and not self.found.taken[fresh]:
                fresh += 1
        finish, new_finish = self._old_start(after), self._new_start(fresh)
        if high < behind - 1 and end == old.ends[behind - 1]:
            counterpart = _counterpart(
                behind - 1, range(high + 1, after), range(image + 1, fresh), -1
            )
            if counterpart is not None:
                return new.ends[counterpart]
        if end > finish:
            return _glued_behind(self.new_text, new.ends[fresh - 1], new_finish)
        begin, new_begin = old.ends[high], new.ends[image]
        place = new_begin + end_within(
            self.old_text[begin:finish], self.new_text[new_begin:new_finish], end - begin
        )
        if high < behind - 1 and end == old.ends[behind - 1]:
            return _nearest(new.ends, place, new_begin, new_finish)
        return place

    def gap(self, first: int, behind: int) -> tuple[Pair, Pair] | None:
        """Return what stands between the kept words around the lost tokens `first`..`behind`: old tokens, and new ones.

        None where no sentence is known that they stood in, or nothing new stands there.
        """
        group = self.found.group[first]
        if group == GONE or self.found.group[behind - 1] != group:
            return None
        old_low, old_high, new_low, new_high = self.found.groups[group]
        image, low, high = self.found.image, first, behind
        while low > old_low and image[low - 1] == GONE:
            low -= 1
        while high < old_high and image[high] == GONE:
            high += 1
        begin = image[low - 1] + 1 if low > old_low else new_low
        finish = image[high] if high < old_high else new_high
        if begin >= finish or any(self.found.taken[begin:finish]):
            return None
        return (low, high), (begin, finish)

    def whole_sentences(self, start: int, end: int, low: int, high: int) -> Span | None:
        """Return the new sentences whole where the passage was whole sentences, else None."""
        first, last = self._group(low), self._group(high)
        old, new = self.old, self.new
        if start > old.starts[first.old_low] or end < old.ends[last.old_high - 1]:
            return None
        begin, finish = new.starts[first.new_low], new.ends[last.new_high - 1]
        before, behind = self._old_end(first.old_low - 1), self._old_start(last.old_high)
        if start <= _glued_before(self.old_text, before, old.starts[first.old_low]):
            begin = _glued_before(self.new_text, self._new_end(first.new_low - 1), begin)
        if end >= _glued_behind(self.old_text, old.ends[last.old_high - 1], behind):
            finish = _glued_behind(self.new_text, finish, self._new_start(last.new_high))
        return begin, finish

    def _inside(self, offset: int, token: int, *, is_start: bool) -> int:
        """Return where an end that cuts a word falls in the same word now."""
        image = self.found.image[token]
        was = self.old_text[self.old.starts[token] : self.old.ends[token]]
        now = self.new_text[self.new.starts[image] : self.new.ends[image]]
        within = start_within if is_start else end_within
        return self.new.starts[image] + within(was, now, offset - self.old.starts[token])

    def _group(self, token: int) -> Group:
        return self.found.groups[self.found.group[token]]

    def _old_end(self, token: int) -> int:
        return self.old.ends[token] if token >= 0 else 0

    def _new_end(self, token: int) -> int:
        return self.new.ends[token] if token >= 0 else 0

    def _old_start(self, token: int) -> int:
        return self.old.starts[token] if token < len(self.old.starts) else len(self.old_text)

    def _new_start(self, token: int) -> int:
        return self.new.starts[token] if token < len(self.new.starts) else len(self.new_text)


def _counterpart(token: int, lost: range, fresh: range, edge: int) -> int | None:
    """Return the fresh word that stands for `token`, one of the `lost` ones between the same two kept words.

    The first one for the first (`edge` 0) or the last for the last (-1), else word for word where they are as many; None
    where neither tells.
    """
    if not fresh or token not in lost:
        return None
    if token == lost[edge]:
        return fresh[edge]
    return fresh[token - lost.start] if len(lost) == len(fresh) else None


def _nearest(edges: list[int], place: int, low: int, high: int) -> int:
    """Move an end that may have fallen inside a new word to the nearest edge of one between `low` and `high`."""
    index = bisect_left(edges, place)
    near = [edge for edge in edges[max(0, index - 1) : index + 1] if low <= edge <= high]
    return min(near, key=lambda edge: abs(edge - place), default=place)


def _glued_before(text: str, low: int, word: int) -> int:
    """Return where the quotes or brackets begin that stand right before the word at `word`, not before `low`."""
    gap = text[low:word]
    return word - len(gap.split()[-1]) if gap and not gap[-1].isspace() else word


def _glued_behind(text: str, word: int, high: int) -> int:
    """Return where the marks end that stand right behind the word that ends at `word`, not behind `high`."""
    gap = text[word:high]
    return word + len(gap.split()[0]) if gap and not gap[0].isspace() else word
