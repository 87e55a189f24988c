"""What makes a statement dear to get wrong: it accuses, names a person, holds a figure, quotes somebody.

Rules by hand for English, Russian and Belarusian; time is linear in the statement.
"""

from annotations.reading.figures import figures
from annotations.reading.names import names_person
from annotations.reading.quotations import quotations, quotes_somebody
from annotations.reading.risk_words import ACCUSATION, HARMLESS

ORDER = ("accusation", "person", "figure", "quote")
"""The dearest first."""

_longest = 5000
_reach = 3000
_most_read = 40_000  # code points of a passage's sentences
_fewest = 3  # words: fewer are a name


def risks(statement: str, passage: str = "", sentence: str = "") -> list[str]:
    """Return those of ORDER that hold of `statement`, in that order.

    `passage` (the marked words) and `sentence` (all sentences that they touch) only tell whether the statement is words of
    somebody's: a part of a quotation carries no quote marks itself.
    """
    said = statement[:_longest]
    found = {
        "accusation": _accuses(said),
        "person": names_person(said),
        "figure": any(figure.kind in {"quantity", "vague"} for figure in figures(said)),
        "quote": quotes_somebody(said)
        or any(_is_quoted(said, where) for where in (sentence, passage)),
    }
    return [risk for risk in ORDER if found[risk]]


def _accuses(statement: str) -> bool:
    harmless = [match.span() for match in HARMLESS.finditer(statement)]
    return any(
        not any(start <= match.start() < end for start, end in harmless[:50])
        for match in ACCUSATION.finditer(statement)
    )


def _is_quoted(statement: str, where: str) -> bool:
    """Whether the statement's words stand within a quotation of `where`."""
    words, text = " ".join(statement.split()), " ".join(where[:_most_read].split())
    place = text.find(words)
    if place < 0 or words.count(" ") < _fewest - 1:
        return False
    end = place + len(words)
    low, high = max(0, place - _reach), min(len(text), end + _reach)
    return any(start <= place and end <= stop for start, stop in quotations(text, low, high))
