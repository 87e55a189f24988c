"""Two stretches of text laid side by side: what is the same in both, and what stands between that.

Offsets are Unicode code points, end exclusive. Words are those of re-anchoring; where two words count as one but are not
written alike, they are not the same.
"""

from bisect import bisect_left
from dataclasses import dataclass
from typing import NamedTuple

from annotations.anchoring.align import common_pairs
from annotations.anchoring.tokens import Tokens
from annotations.reading.graphemes import is_boundary

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Side:
    """A text with its tokens."""

    text: str
    tokens: Tokens

    def within(self, span: Span) -> Span:
        """Return the range of tokens that start in `span`."""
        starts = self.tokens.starts
        return bisect_left(starts, span[0]), bisect_left(starts, span[1])

    def cut(self, span: Span) -> str:
        """Return the characters of `span`."""
        return self.text[span[0] : span[1]]


@dataclass(slots=True)
class Stretch:
    """A kept run, or what stands instead of what between two kept runs."""

    old: Span
    new: Span
    is_kept: bool


class _Gap(NamedTuple):
    """What stands between two known words: its place, and the range of the words in it."""

    start: int
    end: int
    low: int
    high: int


def stretches(old: Side, old_span: Span, new: Side, new_span: Span) -> list[Stretch]:
    """Lay two stretches of text side by side; those that are the same and those that are not take turns."""
    (low, high), (start, end) = old.within(old_span), new.within(new_span)
    found: list[Stretch] = []
    was, now, token, fresh = old_span[0], new_span[0], low, start
    for a, b in common_pairs(old.tokens.keys[low:high], new.tokens.keys[start:end]):
        word_was = (old.tokens.starts[low + a], old.tokens.ends[low + a])
        word_now = (new.tokens.starts[start + b], new.tokens.ends[start + b])
        if old.text[was : word_was[1]] == new.text[now : word_now[1]]:
            _add(found, (was, word_was[1]), (now, word_now[1]), is_kept=True)
        else:
            gap = _Gap(was, word_was[0], token, low + a)
            _add_between(found, old, gap, new, _Gap(now, word_now[0], fresh, start + b))
            is_same = old.cut(word_was) == new.cut(word_now)
            _add(found, word_was, word_now, is_kept=is_same)
        was, now, token, fresh = word_was[1], word_now[1], low + a + 1, start + b + 1
    last = _Gap(was, old_span[1], token, high)
    _add_between(found, old, last, new, _Gap(now, new_span[1], fresh, end))
    return found


def _add(found: list[Stretch], was: Span, now: Span, *, is_kept: bool) -> None:
    if was[0] == was[1] and now[0] == now[1]:
        return
    if found and found[-1].is_kept == is_kept:
        found[-1].old = (found[-1].old[0], was[1])
        found[-1].new = (found[-1].new[0], now[1])
    else:
        found.append(Stretch(was, now, is_kept))


def _add_between(found: list[Stretch], old: Side, was: _Gap, new: Side, now: _Gap) -> None:
    """Add what stands between two words that are known, without the spaces and signs that both begin or end with."""
    a, b, c, d = was.start, was.end, now.start, now.end
    if old.text[a:b] == new.text[c:d]:
        _add(found, (a, b), (c, d), is_kept=True)
        return
    lead = _shared(old, a, new, c, 1, min(_lead(old, was), _lead(new, now)))
    _add(found, (a, a + lead), (c, c + lead), is_kept=True)
    room = min(_tail(old, was, a + lead), _tail(new, now, c + lead))
    tail = _shared(old, b - 1, new, d - 1, -1, room)
    _add(found, (a + lead, b - tail), (c + lead, d - tail), is_kept=False)
    _add(found, (b - tail, b), (d - tail, d), is_kept=True)


def _lead(side: Side, gap: _Gap) -> int:
    """Return how many characters lie in the gap before its first word."""
    return (side.tokens.starts[gap.low] if gap.low < gap.high else gap.end) - gap.start


def _tail(side: Side, gap: _Gap, start: int) -> int:
    """Return how many characters lie in the gap behind its last word and behind `start`."""
    return gap.end - (side.tokens.ends[gap.high - 1] if gap.low < gap.high else start)


def _shared(old: Side, was: int, new: Side, now: int, step: int, most: int) -> int:
    """Return how many characters are the same from here on (`step` 1) or back (-1), cutting no grapheme."""
    count = 0
    while count < most and old.text[was + count * step] == new.text[now + count * step]:
        count += 1
    edge = 0 if step > 0 else 1
    while count and not (
        is_boundary(old.text, was + count * step + edge)
        and is_boundary(new.text, now + count * step + edge)
    ):
        count -= 1
    return count
