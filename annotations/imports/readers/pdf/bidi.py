"""Hebrew and Arabic lines: from the order in which letters stand to the order in which they are read.

A PDF draws such a line from left to right or in pieces of any order; where each letter stands is all
that can be relied on. This undoes the algorithm of UAX 9 for the cases that news texts have: letters,
numbers and Latin words within a line that runs from right to left.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence

RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
LEFT_TO_RIGHT = re.compile(r"[^\W_\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
WITHIN_NUMBER = frozenset(".,:/%+-")
BRACKETS = {")": "()", "(": "()", "]": "[]", "[": "[]", "}": "{}", "{": "{}"}
WORD_GAP = 0.25  # of the font's size; letters of Arabic leave smaller gaps within words
Letter = tuple[str, float, float]
"""Its text, its left and its right edge."""


def has_right_to_left(text: str) -> bool:
    """Whether there is a Hebrew or Arabic letter in it."""
    return bool(RIGHT_TO_LEFT.search(text))


def is_right_to_left(text: str) -> bool:
    """Whether most letters are Hebrew or Arabic."""
    right = len(RIGHT_TO_LEFT.findall(text))
    return right > 0 and right >= len(LEFT_TO_RIGHT.findall(text)) - sum(map(str.isdigit, text))


def parted(letters: Sequence[Letter], gap: float) -> list[list[Letter]]:
    """Letters from left to right as groups between which there is a wide gap."""
    found: list[list[Letter]] = []
    edge = 0.0
    for letter in letters:
        if not letter[0].strip():
            if found:
                found[-1].append(letter)
            continue
        if not found or letter[1] - edge > gap:
            found.append([])
            edge = letter[2]
        found[-1].append(letter)
        edge = max(edge, letter[2])
    return found


def logical(letters: Sequence[Letter], size: float) -> str:
    """The text of a line that runs from right to left.

    Args:
        letters: in any order; spaces without width are guesses and are made anew from the gaps.
        size: of the font, in the unit of the edges.
    """
    drawn = [letter for letter in letters if letter[0].strip() or letter[2] > letter[1]]
    ordered = _with_spaces(_from_right(drawn), size)
    turned: list[str] = []
    run: list[str] = []
    for position, text in enumerate(ordered):
        if _is_latin(text) or (run and _continues(ordered, position)):
            run.append(text)
            continue
        turned += reversed(run)
        run = []
        turned.append(text)
    turned += reversed(run)
    return "".join(turned)


def _from_right(letters: Sequence[Letter]) -> list[Letter]:
    """Letters by their place, from right to left, each followed by its marks."""
    bases = [letter for letter in letters if not unicodedata.combining(letter[0][:1] or " ")]
    bases.sort(key=lambda letter: -(letter[1] + letter[2]))
    marks = [letter for letter in letters if unicodedata.combining(letter[0][:1] or " ")]
    if not marks or not bases:
        return bases
    borne: list[list[Letter]] = [[base] for base in bases]
    for mark in marks:
        middle = (mark[1] + mark[2]) / 2
        nearest = min(range(len(bases)), key=lambda n: abs(bases[n][1] + bases[n][2] - 2 * middle))
        borne[nearest].append(mark)
    return [letter for group in borne for letter in group]


def _with_spaces(letters: Sequence[Letter], size: float) -> list[str]:
    found: list[str] = []
    edge: float | None = None
    for text, left, right in letters:
        is_gap = edge is not None and edge - right > WORD_GAP * size
        if is_gap and text != " " and found and found[-1] != " ":
            found.append(" ")
        if text != " " or (found and found[-1] != " "):
            found.append(text)
        edge = left if edge is None else min(edge, left)
    return found


def _is_latin(text: str) -> bool:
    return bool(LEFT_TO_RIGHT.search(text))


def _continues(ordered: Sequence[str], position: int) -> bool:
    """Whether a sign or space goes on with a run of Latin letters or digits."""
    if has_right_to_left(ordered[position]):
        return False
    before, following = ordered[position - 1], next(_strong(ordered, position + 1), "")
    if before.isdigit() and following.isdigit():
        return ordered[position] in WITHIN_NUMBER and ordered[position + 1].isdigit()
    return _is_latin(following)


def _strong(ordered: Sequence[str], start: int) -> Iterator[str]:
    """What follows that has a direction."""
    for text in ordered[start : start + 40]:
        if has_right_to_left(text) or _is_latin(text):
            yield text


def paired(text: str) -> str:
    """Brackets that were drawn mirrored, each pair opened before it is closed."""
    is_open = {"()": False, "[]": False, "{}": False}
    found = []
    for character in text:
        pair = BRACKETS.get(character)
        if pair is None:
            found.append(character)
            continue
        found.append(pair[is_open[pair]])
        is_open[pair] = not is_open[pair]
    return "".join(found)
