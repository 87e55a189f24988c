"""A text cut at the ends of its passages, so that each passage can be underlined and numbered where it stands."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

DEEPEST = 4
"""So many underlines over each other are drawn; every passage has its number all the same."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a passage stands: code points in the text, end exclusive; `look` and `label` of its claim's verdict."""

    start: int
    end: int
    claim: str
    number: int
    look: str
    label: str


@dataclass(slots=True)
class Piece:
    """Words under the same passages: `marks` the outermost first, `begins` and `ends` those that begin and end with it."""

    text: str
    marks: list[Place] = field(default_factory=list)
    begins: list[Place] = field(default_factory=list)
    ends: list[Place] = field(default_factory=list)


def pieces_of(text: str, start: int, end: int, places: Iterable[Place]) -> list[Piece]:
    """The block of a text from `start` to `end` in pieces; together they are its characters, untouched.

    Args:
        text: the whole text.
        start: first code point of the block.
        end: behind its last.
        places: the passages that touch the block; one that began before it is underlined on, numbered no second time.
    """
    found = sorted(
        (place for place in places if place.start < end and place.end > start),
        key=lambda place: (place.start, -place.end, place.number),
    )
    cuts = {start, end}
    for place in found:
        cuts |= {max(place.start, start), min(place.end, end)}
    edges = sorted(cuts)
    pieces = [Piece(text[a:b]) for a, b in pairwise(edges)]
    finish = dict(zip(edges[1:], pieces, strict=True))
    standing: list[Place] = []
    waiting = iter([*found, None])
    coming = next(waiting)
    for edge, piece in zip(edges, pieces, strict=False):
        standing = [place for place in standing if place.end > edge]
        while coming is not None and max(coming.start, start) <= edge:
            standing.append(coming)
            if coming.start >= start:
                piece.begins.append(coming)
            coming = next(waiting)
        piece.marks = standing[-DEEPEST:]
    for place in found:
        if place.end <= end:
            finish[place.end].ends.append(place)
    return pieces
