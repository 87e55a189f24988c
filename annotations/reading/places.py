"""Every place where the words of a passage stand in its text.

Offsets are Unicode code points, end exclusive; time is linear in the text.
"""

from bisect import bisect_right
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from annotations.reading.graphemes import is_boundary

MOST = 200
"""Places that are told; of more, those up to the passage itself and next to it."""

_most_tried = 5_000  # a text of nothing but one letter is no text
_most_compared = 2_000_000  # code points, over all tries
_BLANKS = "\n\t\r\v\f\x1c\x1d\x1e\x1f\x85\u00a0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(
    map(chr, range(0x2000, 0x200B))
)
_FIFTY = " " * 50
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Places:
    """`spans` in text order, the passage itself at `index`; `is_capped` where there are more than are told."""

    spans: list[Span]
    index: int
    is_capped: bool


def places_of_words(text: str, start: int, end: int) -> Places:
    """Return the places of the words `text[start:end]`, whatever white space stands between them.

    The passage itself is always one of them; none overlaps it. Words are whole where the passage's are: "Minsk" is not
    found in "Minskaya".
    """
    before: deque[Span] = deque(maxlen=MOST - 1)
    after: list[Span] = []
    passed = 0
    found = _others(text, start, end)
    for span in found:
        if span is None:
            return _told(before, (start, end), after, is_capped=True)
        if span[0] < start:
            before.append(span)
            passed += 1
        elif len(before) + len(after) == MOST - 1:
            return _told(before, (start, end), after, is_capped=True)
        else:
            after.append(span)
    return _told(before, (start, end), after, is_capped=passed >= MOST)


def _told(before: deque[Span], itself: Span, after: list[Span], *, is_capped: bool) -> Places:
    return Places([*before, itself, *after], len(before), is_capped)


def _others(text: str, start: int, end: int) -> Iterator[Span | None]:
    """The other places; None where too many were tried to go on."""
    folded = _Folded(text)
    words = folded.text[folded.at(start) : folded.at(end)]
    place = folded.text.find(words) if words else -1
    tried, most = 0, min(_most_tried, _most_compared // max(1, len(words)) + MOST)
    while place >= 0:
        tried += 1
        if tried > most:
            yield None
            return
        first, last = folded.back(place), folded.back(place + len(words) - 1) + 1
        if (last <= start or first >= end) and _is_like(text, (start, end), (first, last)):
            yield first, last
        place = folded.text.find(words, place + 1)


def _is_like(text: str, passage: Span, other: Span) -> bool:
    """Whether the other place cuts no word, unless the passage does, and no grapheme."""
    return all(
        is_boundary(text, there) and (_cuts_word(text, here) or not _cuts_word(text, there))
        for here, there in zip(passage, other, strict=True)
    )


def _cuts_word(text: str, offset: int) -> bool:
    return 0 < offset < len(text) and text[offset - 1].isalnum() and text[offset].isalnum()


class _Folded:
    """A text with one blank for every white space, and where its code points stood before."""

    def __init__(self, text: str) -> None:
        for blank in _BLANKS:
            text = text.replace(blank, " ")
        runs = list(_runs(text))
        ends = [0, *(end for _start, end in runs)]
        starts = [*(start for start, _end in runs), len(text)]
        self.text = " ".join(text[e:s] for e, s in zip(ends, starts, strict=True))
        self._starts = starts[:-1]
        self._shifts = [0, *accumulate(end - start - 1 for start, end in runs)]
        self._folded = [s - shift for s, shift in zip(self._starts, self._shifts, strict=False)]

    def at(self, offset: int) -> int:
        """Where an offset of the text is in the folded one; not one within white space."""
        return offset - self._shifts[bisect_right(self._starts, offset - 1)]

    def back(self, offset: int) -> int:
        """Where an offset of the folded text is in the text."""
        return offset + self._shifts[bisect_right(self._folded, offset - 1)]


def _runs(text: str) -> Iterator[Span]:
    """Where two blanks or more stand; found by `str.find`, which reads a million code points in no time."""
    start = text.find("  ")
    while start >= 0:
        end = start + 2
        while text.startswith(_FIFTY, end):
            end += 50
        while text.startswith(" ", end):
            end += 1
        yield start, end
        start = text.find("  ", end)
