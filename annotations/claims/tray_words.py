"""What stands in the tray of one passage, in words: the sentences around it, what parts them, where it may stand.

Pure: texts in, texts out. Offsets are Unicode code points, end exclusive.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from annotations.anchoring.stretches import Side
from annotations.anchoring.tokens import Vocabulary
from annotations.anchoring.word_changes import Piece, pieces
from annotations.reading.sentences import sentence_at

_FEWEST_PROBED = 12  # characters around a lost passage that can tell its place
_FAR = 24


@dataclass(frozen=True, slots=True)
class InSentence:
    """A passage in its sentence: `start` to `end` in the text, `at` its first character in `sentence`."""

    start: int
    end: int
    exact: str
    sentence: str
    at: int

    @property
    def inside(self) -> tuple[int, int]:
        """Its place in `sentence`."""
        return self.at, self.at + len(self.exact)


def in_sentence(text: str, sentences: Sequence[int], start: int, end: int) -> InSentence:
    """The passage with the whole sentences that it touches.

    Args:
        text: the revision's.
        sentences: its flat list ``[s0, e0, s1, e1, ...]``.
        start: of the passage.
        end: of the passage.
    """
    bounds = sentence_at(sentences, start, end)
    first = min([start, *(low for low, _high in bounds)])
    last = max([end, *(high for _low, high in bounds)])
    return InSentence(start, end, text[start:end], text[first:last], start - first)


def as_confirmed(start: int, end: int, exact: str, prefix: str, sentence: str) -> InSentence:
    """The passage as a person last confirmed it; its place in the sentence is told by what stands before it."""
    best, at, near = -1, sentence.find(exact), -1
    while at >= 0:
        shared = _shared(sentence[:at], prefix)
        if shared > near:
            best, near = at, shared
        at = sentence.find(exact, at + 1)
    if best < 0:
        return InSentence(start, end, exact, exact, 0)
    return InSentence(start, end, exact, sentence, best)


def _shared(before: str, prefix: str) -> int:
    """How many characters at the end of both are the same."""
    count = 0
    for one, other in zip(reversed(before), reversed(prefix), strict=False):
        if one != other:
            break
        count += 1
    return count


def changes(vocabulary: Vocabulary, was: str, now: str) -> list[Piece]:
    """What parts two sentences, word by word; offsets count in each of them."""
    old, new = (Side(text, vocabulary.tokenize(text)) for text in (was, now))
    return pieces(old, (0, len(was)), new, (0, len(now)))


class Drift:
    """Where in a new text something of an old one would stand that was not found there."""

    def __init__(self, known: Iterable[tuple[int, int]], old_length: int, text: str) -> None:
        """Take what is known.

        Args:
            known: places of the old text, each with its place in the new one.
            old_length: of the old text.
            text: the new one.
        """
        pairs = sorted({(0, 0), *known, (old_length, len(text))})
        self._old, self._new = [old for old, _ in pairs], [new for _, new in pairs]
        self._text = text

    def near(self, start: int, prefix: str, suffix: str) -> int:
        """The place nearest to where a passage stood: beside the words around it, else between its neighbours."""
        for probe, is_before in ((prefix, True), (suffix, False), (prefix[:_FAR], True), (suffix[-_FAR:], False)):  # fmt: skip
            at = self._once(probe)
            if at is not None:
                return min(at + len(probe) if is_before else at, self._last)
        return self._between(start)

    @property
    def _last(self) -> int:
        return max(0, len(self._text) - 1)

    def _once(self, probe: str) -> int | None:
        if len(probe.strip()) < _FEWEST_PROBED:
            return None
        at = self._text.find(probe)
        return at if at >= 0 and self._text.find(probe, at + 1) < 0 else None

    def _between(self, start: int) -> int:
        after = min(max(1, bisect_right(self._old, start)), len(self._old) - 1)
        old, new = self._old[after - 1 : after + 1], self._new[after - 1 : after + 1]
        share = (start - old[0]) / max(1, old[1] - old[0])
        return min(max(0, round(new[0] + share * max(0, new[1] - new[0]))), self._last)


def same_edits(edits: Sequence[tuple[InSentence, InSentence, bool] | None]) -> list[int]:
    """Which of several changes are the very same edit.

    Two are where their sentences are the same, before and after, or where their words are.

    Args:
        edits: before, after, and whether the words themselves changed; None of what has no place.

    Returns:
        For each the index of the first that is the same; its own where none is.
    """
    first: dict[tuple[str, str, str], int] = {}
    roots = list(range(len(edits)))

    def root(at: int) -> int:
        while roots[at] != at:
            roots[at] = roots[roots[at]]
            at = roots[at]
        return at

    for at, edit in enumerate(edits):
        if edit is None:
            continue
        was, now, is_wording = edit
        keys = [("sentence", was.sentence, now.sentence)]
        keys += [("words", was.exact, now.exact)] if is_wording else []
        for key in keys:
            one, other = sorted((root(first.setdefault(key, at)), root(at)))
            roots[other] = one
    return [root(at) for at in range(len(edits))]
