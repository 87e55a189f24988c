"""Telling an edited story from what stands in its place: a login, a paywall, another page, or nothing.

What counts is how much of the old story is left. An edit keeps most of its words, a page in its place hardly any, and a
paywall its beginning. Where at least half is left it is the story, unless that half is its beginning and the site asks
for money or a login behind it.
"""

from collections.abc import Sequence

import regex

from annotations.reading.sketches import words_of
from annotations.reading.stand_in_words import CLEAR_PAYWALL, PAYWALL, SIGN_IN

# Words in a sequence: chance brings together three in a row now and then, four hardly ever.
_SEQUENCE = 4
# At least so much of the words left is the story, whatever else there is.
_STORY = 0.5
# Less than that left is another page: what two stories of one site share are formulas and the site's own sentences.
_OTHER = 0.15
# Of a beginning so much is left word for word, and so many words at most ask for something behind it.
_WHOLE = 0.9
_NEW_MOST = 80
# The last words of a story go in many edits: this much must be gone before its beginning is called one.
_BEGINNING = 0.85
# Fewer words are no story, more than so many no page that only asks for a login.
_FEWEST = 5
_ASKING_MOST = 400
_line = regex.compile(r"[^\n]+")


def stand_in(
    old: str,
    new: str,
    *,
    old_aside: Sequence[str] = (),
    new_aside: Sequence[str] = (),
    door: str = "",
) -> str:
    """Tell what a page is that was fetched as the new text of a story, if it is not that.

    Takes time in proportion to the lengths of the texts.

    Args:
        old: the story's text.
        new: the text that the page gave.
        old_aside: what the page of the old text held beside the story.
        new_aside: the same of the new one.
        door: `sign_in` or `paywall` where the address led to a place of such a name.

    Returns:
        `empty`, `sign_in`, `paywall`, `other_page`, `cut_short` (the story's beginning and no more), or an empty
        text where it is the story, edited or not.
    """
    before, after = words_of([old]), words_of([new])
    if not before:
        return ""
    asks = door or _asks(old, new, old_aside, new_aside)
    if len(after) < min(_FEWEST, len(before)):
        return asks or "empty"
    left, known = _left(before, after), _left(after, before)
    share = sum(left) / len(left)
    if (asks or share < _STORY) and _is_beginning(left, known):
        return asks or ("cut_short" if 2 * sum(known) > len(known) else "other_page")
    if share >= _STORY:
        return ""
    if asks and (door or len(after) <= min(_ASKING_MOST, len(before))):
        return asks
    return "other_page" if share < _OTHER else ""


def _left(words: Sequence[str], other: Sequence[str]) -> list[bool]:
    """For each word, whether it stands in a sequence of some words that the other text has too."""
    size = min(_SEQUENCE, len(words), len(other))
    there = {tuple(other[at : at + size]) for at in range(len(other) - size + 1)}
    left = [False] * len(words)
    for at in range(len(words) - size + 1):
        if tuple(words[at : at + size]) in there:
            left[at : at + size] = [True] * size
    return left


def _is_beginning(left: Sequence[bool], known: Sequence[bool]) -> bool:
    """Whether the new text is the old one's beginning, perhaps with some words of the site behind it."""
    until, new = sum(known), len(known) - sum(known)
    return (
        0 < until <= _BEGINNING * len(left)
        and sum(left[:until]) >= _WHOLE * until
        and new <= _NEW_MOST
    )


def _asks(old: str, new: str, old_aside: Sequence[str], new_aside: Sequence[str]) -> str:
    """Whether what is new on the page asks for a subscription or a login.

    Beside the story many sites always do; there only words count that are said nowhere else.
    """
    was = {line.strip() for line in _line.findall(old)}
    fresh = "\n".join(line for line in _line.findall(new) if line.strip() not in was)
    beside = "\n".join(set(new_aside) - set(old_aside))
    if CLEAR_PAYWALL.search(fresh) or CLEAR_PAYWALL.search(beside):
        return "paywall"
    if PAYWALL.search(fresh) and not SIGN_IN.search(fresh):
        return "paywall"
    return "sign_in" if SIGN_IN.search(fresh) else ""
