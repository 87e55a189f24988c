"""A text cut where passages begin and end, so that overlapping ones can all be drawn: pure, no rows."""

from bisect import insort
from collections.abc import Iterable
from itertools import pairwise
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")
MOST_LINES = 3
"""Underlines below each other; more could not be told apart. Every passage keeps its number."""


class Span(NamedTuple, Generic[T]):
    """A passage in a stretch of text: code points from the stretch's start, end exclusive; `of` is what it stands for.

    `begins` and `ends` say whether its first and last words are in this stretch: it may run on from one to another.
    """

    start: int
    end: int
    number: int
    of: T
    begins: bool = True
    ends: bool = True


class Run(NamedTuple, Generic[T]):
    """Characters under the same passages: `over` are those to underline, the first that began first."""

    text: str
    over: tuple[T, ...]
    begins: tuple[T, ...]
    ends: tuple[T, ...]


def runs_of(text: str, spans: Iterable[Span[T]]) -> list[Run[T]]:
    """Cut `text` at the edges of `spans`; the runs joined are the text again.

    Where more than `MOST_LINES` passages lie over each other the first of them are underlined; every passage is named
    among the `begins` of the run that it begins with and the `ends` of the one that it ends with.
    """
    waiting = sorted(spans, key=lambda span: (span.start, -span.end, span.number))
    edges = sorted({0, len(text), *(edge for span in waiting for edge in span[:2])})
    ending: dict[int, list[Span[T]]] = {}
    for span in waiting:
        ending.setdefault(span.end, []).append(span)
    active: list[tuple[int, int, int]] = []
    place, runs = 0, []
    keys = [(span.start, -span.end, index) for index, span in enumerate(waiting)]
    index_of = {id(span): key for span, key in zip(waiting, keys, strict=True)}
    for low, high in pairwise(edges):
        for over in ending.get(low, ()):
            active.remove(index_of[id(over)])
        first = place
        while place < len(waiting) and waiting[place].start <= low:
            insort(active, keys[place])
            place += 1
        runs.append(
            Run(
                text[low:high],
                tuple(waiting[key[2]].of for key in active[:MOST_LINES]),
                tuple(span.of for span in waiting[first:place] if span.begins),
                tuple(span.of for span in ending.get(high, ()) if span.ends),
            )
        )
    return runs
