"""Pieces: stretches of letters on one baseline, and the page that they stand on.

Coordinates are PDF points (1/72 inch), y upwards, turned so that most of the text runs from left to
right (or, in Hebrew and Arabic, from right to left) along x.
"""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Piece:
    """Letters on one baseline without a wide gap.

    Attributes:
        x0, x1: left and right edge.
        y: the baseline.
        size: of the font, in points as printed.
        rank: place in the order in which the page draws its pieces.
        is_spaced: a space follows it on its line.
        word: the width of its first word, up to where a line might have ended.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    is_bold: bool
    rank: int
    is_spaced: bool = False
    word: float = 0.0


@dataclass(slots=True)
class Page:
    """One page's pieces, as drawn.

    Attributes:
        number: counted from 1.
        width, height: in points, after turning.
        turned: what runs in another direction than most of the page.
        is_mirrored: it is read from right to left, and x counts from the right edge.
        is_turned: its text runs upwards, downwards or upside down on the sheet.
        letters: how many characters it shows.
        unknown: how many of them say not which character they are.
    """

    number: int
    width: float
    height: float
    pieces: list[Piece] = field(default_factory=list)
    turned: list[str] = field(default_factory=list)
    is_mirrored: bool = False
    is_turned: bool = False
    letters: int = 0
    unknown: int = 0
