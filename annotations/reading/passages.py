"""What a selection meant: its words, without the stray characters that a hand picks up at the ends.

Offsets are Unicode code points, end exclusive.
"""

import regex

from annotations.reading.graphemes import is_boundary

_blank = regex.compile(r"[\s\p{Cf}\p{Cc}]")
_stray_in_front = frozenset(".,;:!?…–—-‐‑·•*|/\\>)]}’”»،؛؟。、，；：")
_stray_behind = frozenset(".,;:…–—-‐‑·•*|/\\<([{‘“«،؛。、，；：")
_openers = {"(": ")", "[": "]", "{": "}", "«": "»", "“": "”", "„": "“”", "‘": "’", "‹": "›"}
_closers = {")": "(", "]": "[", "}": "{", "»": "«", "”": "“„", "›": "‹"}
_abbreviation = regex.compile(
    r"(?:\b\p{L}(?:\.\p{L})+|\b(?:Mr|Mrs|Ms|Dr|Prof|St|Jr|Sr|Inc|Ltd|Co|Corp|etc|approx|др|пр|г|гг|руб|млн|млрд|тыс))$",
    regex.IGNORECASE,
)
_longest_abbreviation = 24
_most_stray = 200  # a hand picks up a few; a million brackets are somebody's joke on the server


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Strip white space and stray punctuation from both ends of the passage `start`..`end`.

    Quotes and brackets stay when both of a pair stand inside. A sign before a figure, `%`, currency signs,
    question and exclamation marks at the end and the period of an abbreviation stay. A passage of nothing but
    punctuation loses its white space only; one of nothing but white space comes back empty. No grapheme is cut.
    """
    start, end = _without_blanks(text, start, end)
    begin, finish = start, end
    for _ in range(_most_stray):
        shorter = _one_less(text, begin, finish)
        if shorter == (begin, finish):
            return begin, finish
        begin, finish = _without_blanks(text, *shorter)
        if begin == finish:
            return start, end
    return begin, finish


def _without_blanks(text: str, start: int, end: int) -> tuple[int, int]:
    begin, finish = start, end
    while begin < finish and _blank.match(text[begin]):
        begin += 1
    while finish > begin and _blank.match(text[finish - 1]):
        finish -= 1
    # A combining mark after a space, or an emoji's joiner, holds the blank in its cluster.
    while begin > start and not is_boundary(text, begin):
        begin -= 1
    while finish < end and not is_boundary(text, finish):
        finish += 1
    return begin, finish


def _one_less(text: str, start: int, end: int) -> tuple[int, int]:
    if is_boundary(text, start + 1) and _is_stray_in_front(text, start, end):
        return start + 1, end
    if is_boundary(text, end - 1) and _is_stray_behind(text, start, end):
        return start, end - 1
    return start, end


def _is_stray_in_front(text: str, start: int, end: int) -> bool:
    first = text[start]
    if first in _openers:
        return not any(text.find(mark, start + 1, end) >= 0 for mark in _openers[first])
    if first in "\"'":
        return text.count(first, start, end) % 2 == 1 and not _is_letter(text, start - 1)
    if first in "-–.+" and text[start + 1 : start + 2].isdigit():
        return first == "–"
    return first in _stray_in_front


def _is_stray_behind(text: str, start: int, end: int) -> bool:
    last = text[end - 1]
    if last in _closers:
        return not any(text.find(mark, start, end - 1) >= 0 for mark in _closers[last])
    if last == "’":
        return "‘" not in text[start : end - 1] and not _is_letter(text, end - 2)
    if last in "\"'":
        return text.count(last, start, end) % 2 == 1 and not (
            last == "'" and _is_letter(text, end - 2)
        )
    if last == ".":
        return not _abbreviation.search(text[max(start, end - 1 - _longest_abbreviation) : end - 1])
    return last in _stray_behind


def _is_letter(text: str, offset: int) -> bool:
    return 0 <= offset < len(text) and text[offset].isalpha()
