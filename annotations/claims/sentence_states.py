"""What is left to read in a text, sentence by sentence: one pure answer for lists, desk and workspace.

Offsets are code points of the revision's text, end exclusive. The states, one character each:

- ``-`` not counted: furniture, byline, dateline and the like, and what holds no word;
- ``u`` unread;
- ``p`` a claim's passage touches it, and words besides remain;
- ``c`` claims' passages cover all of its words;
- ``d`` a person said that nothing is left beside its claims;
- ``n`` a person said that there is nothing to check in it;
- ``r`` repeats an earlier sentence, which is counted for both.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import regex

from annotations.reading.repeats import FEWEST_WORDS

Span = tuple[int, int]

# Kinds of blocks whose sentences an editor reads.
_READ_KINDS = {"title", "subtitle", "paragraph", "heading", "list_item", "quote", "caption"}
_word = regex.compile(r"\w")
_words = regex.compile(r"\w+")
_folds = {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "’": "'", "‘": "'"}
_ends = " .!…;:,-–—"


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a person said that a sentence is done; `is_left` of claims: nothing is left beside them."""

    start: int
    end: int
    is_left: bool


@dataclass(frozen=True, slots=True)
class SentenceStates:
    """The state of every sentence.

    Attributes:
        states: one character per sentence, in the order of `revision.sentences`.
        counted_as: for each sentence the index of the one that is counted for it (itself, or the first of
            its repeats); None for those that are not counted.
        standing: which of the marks, by their place in what was given, hold now.
    """

    states: str
    counted_as: list[int | None]
    standing: list[int]

    @property
    def sentences(self) -> int:
        """How many are counted."""
        return len(self.states) - self.states.count("-") - self.states.count("r")

    @property
    def unread(self) -> int:
        """How many of them are left: unread, or claimed in part."""
        return self.states.count("u") + self.states.count("p")


def sentence_states(
    text: str,
    sentences: Sequence[int],
    blocks: Sequence[Mapping[str, Any]],
    claims: Iterable[Span],
    marks: Sequence[Mark],
    counted_as: list[int | None] | None = None,
) -> SentenceStates:
    """Tell how far each sentence is, in time nearly linear in sentences, claims and marks.

    A mark holds for every sentence whose words it covers: one that grew is unread again. "Nothing left"
    (`is_left`) holds only while a claim's passage touches the sentence; that there is nothing to check holds only
    while none does: a claim found in it says otherwise. All repeats of a sentence share what is said
    of any of them.

    Args:
        text: the revision's.
        sentences: the flat list ``[s0, e0, s1, e1, ...]``.
        blocks: the revision's.
        claims: where claims' passages stand, in any order.
        marks: where people said that a sentence is done, in their revision's place or re-anchored.
        counted_as: what `counted_of` found for the text, where the caller knows it. Then the text is read
            only where claims or marks stand, and may be empty where there are none.
    """
    if counted_as is None:
        counted_as = counted_of(text, sentences, blocks)
    found = _Found(len(counted_as))
    _touch(text, sentences, counted_as, claims, found)
    holding = _hold(text, sentences, counted_as, marks, found)
    states = "".join(
        "-" if first is None else found.state(at) if first == at else "r"
        for at, first in enumerate(counted_as)
    )
    standing = [
        number
        for number, firsts in enumerate(holding)
        if any(states[first] == ("d" if marks[number].is_left else "n") for first in firsts)
    ]
    return SentenceStates(states, counted_as, standing)


class _Found:
    """What holds for each counted sentence or any of its repeats."""

    def __init__(self, size: int) -> None:
        self.touched, self.whole = bytearray(size), bytearray(size)
        self.left, self.nothing = bytearray(size), bytearray(size)

    def state(self, at: int) -> str:
        if self.touched[at]:
            return "d" if self.left[at] else "c" if self.whole[at] else "p"
        return "n" if self.nothing[at] else "u"


def counted_of(
    text: str, sentences: Sequence[int], blocks: Sequence[Mapping[str, Any]]
) -> list[int | None]:
    """For each sentence the index of the one that is counted for it, or None; the same for ever in one revision."""
    for mark, plain in _folds.items():
        text = text.replace(mark, plain)  # one for one: offsets stand
    counted: list[int | None] = [None] * (len(sentences) // 2)
    first_of: dict[str, int] = {}
    of_block: dict[str, list[int]] = {}
    for block, members in zip(blocks, _by_block(sentences, blocks), strict=True):
        if block["kind"] not in _READ_KINDS or block.get("furniture"):
            continue
        original = of_block.get(block.get("repeat_of") or "", [])
        firsts = of_block[block["id"]] = []
        for place, at in enumerate(members):
            words = text[sentences[2 * at] : sentences[2 * at + 1]]
            if not _word.search(words):
                continue
            own = _first_like(words, at, first_of)
            if own == at and original:
                # Aligned at their ends: a dateline may stand before the repeat.
                own = original[max(0, place - len(members) + len(original))]
            elif own != at:
                own = counted[own] or 0
            counted[at] = own
            firsts.append(own)
    return counted


def _by_block(sentences: Sequence[int], blocks: Sequence[Mapping[str, Any]]) -> list[range]:
    """The sentences that lie within each block; blocks stand in text order."""
    members, at, size = [], 0, len(sentences) // 2
    for block in blocks:
        while at < size and sentences[2 * at] < block["start"]:
            at += 1
        first = at
        while at < size and sentences[2 * at + 1] <= block["end"]:
            at += 1
        members.append(range(first, at))
    return members


def _first_like(words: str, at: int, first_of: dict[str, int]) -> int:
    """The first sentence with the same words, save for quote marks, white space and final punctuation."""
    key = " ".join(words.split()).strip(_ends)
    earlier = first_of.setdefault(key, at)
    if earlier != at and len(_words.findall(key)) < FEWEST_WORDS:
        return at
    return earlier


def _touch(
    text: str,
    sentences: Sequence[int],
    counted_as: list[int | None],
    claims: Iterable[Span],
    found: _Found,
) -> None:
    """Note which sentences claims' passages touch, and which they cover."""
    merged = _merged(claims)
    reach = 0
    for at, first in enumerate(counted_as):
        start, end = sentences[2 * at], sentences[2 * at + 1]
        while reach < len(merged) and merged[reach][1] <= start:
            reach += 1
        if first is None or reach == len(merged) or merged[reach][0] >= end:
            continue
        inside, near = [], reach
        while near < len(merged) and merged[near][0] < end:
            inside.append((max(start, merged[near][0]), min(end, merged[near][1])))
            near += 1
        if any(_word.search(text, s, e) for s, e in inside):
            found.touched[first] = 1
            if not _has_words_besides(text, start, end, inside):
                found.whole[first] = 1


def _hold(
    text: str,
    sentences: Sequence[int],
    counted_as: list[int | None],
    marks: Sequence[Mark],
    found: _Found,
) -> list[list[int]]:
    """Note which sentences marks cover; for each mark the counted ones among them."""
    starts = sentences[::2]
    holding = []
    for mark in marks:
        firsts: list[int] = []
        at = max(0, bisect_right(starts, mark.start) - 1)
        while at < len(starts) and starts[at] < mark.end:
            first, end = counted_as[at], sentences[2 * at + 1]
            inside = [(max(starts[at], mark.start), min(end, mark.end))]
            if first is not None and not _has_words_besides(text, starts[at], end, inside):
                (found.left if mark.is_left else found.nothing)[first] = 1
                firsts.append(first)
            at += 1
        holding.append(firsts)
    return holding


def _has_words_besides(text: str, start: int, end: int, inside: list[Span]) -> bool:
    """Whether a word character of `text[start:end]` lies outside the sorted spans `inside`."""
    place = start
    for s, e in inside:
        if s > place and _word.search(text, place, s):
            return True
        place = max(place, e)
    return place < end and _word.search(text, place, end) is not None


def _merged(spans: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
