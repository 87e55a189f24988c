"""Where a text quotes: the words between quote marks, also where one of the pair is missing.

Offsets are Unicode code points, end exclusive; time is linear in the text.
"""

import regex

Span = tuple[int, int]

_mark = regex.compile(r"[“”„«»\"‘’'\n]")
_closed_by = {"“": "”", "„": "“”", "«": "»", '"': '"', "‘": "’", "'": "'"}
_lone = frozenset("'‘")  # without a partner these are apostrophes
_apostrophes = frozenset("'’")
_small = frozenset(
    [
        "a",
        "an",
        "and",
        "as",
        "at",
        "by",
        "for",
        "from",
        "in",
        "is",
        "it",
        "of",
        "on",
        "or",
        "the",
        "to",
        "with",
        "и",
        "в",
        "на",
        "с",
        "по",
        "о",
        "і",
        "у",
        "ў",
        "з",
        "па",
        "аб",
    ]
)
_word = regex.compile(r"[\p{L}\p{M}’'-]+")
_fewest = 3  # words: fewer are a name, or words held at arm's length


def quotations(text: str, start: int, end: int) -> list[Span]:
    """Return the quotations in `text[start:end]`, marks included, in order.

    None goes on over a line break. A closing mark whose partner stands before `start` closes one from there; an opening mark
    without partner opens one to the end of the line.
    """
    found: list[Span] = []
    opened: int | None = None
    line = start
    for match in _mark.finditer(text, start, end):
        mark, place = match.group(), match.start()
        if mark == "\n":
            if opened is not None and text[opened] not in _lone:
                found.append((opened, place))
            opened, line = None, place + 1
        elif opened is not None:
            if mark in _closed_by[text[opened]] and not _is_apostrophe(text, place, end):
                found.append((opened, place + 1))
                opened = None
        elif _opens(text, place, end):
            opened = place
        elif mark not in _apostrophes and (not found or found[-1][1] <= line):
            found.append((line, place + 1))
    if opened is not None and text[opened] not in _lone:
        found.append((opened, end))
    return found


def _is_apostrophe(text: str, place: int, end: int) -> bool:
    """Whether the mark stands within a word ("don't")."""
    return text[place] in _apostrophes and place + 1 < end and text[place + 1].isalnum()


def _opens(text: str, place: int, end: int) -> bool:
    if text[place] in "\"'":
        behind = text[place + 1 : place + 2] if place + 1 < end else ""
        return (
            bool(behind) and not behind.isspace() and not text[max(0, place - 1) : place].isalnum()
        )
    return text[place] in _closed_by


def quotes_somebody(text: str) -> bool:
    """Whether `text` holds words of somebody's: three or more between quote marks, and no mere name or title."""
    return any(_is_speech(text[start:end]) for start, end in quotations(text, 0, len(text)))


def is_inside(spans: list[Span], offset: int) -> bool:
    """Whether a cut before `offset` would fall inside one of the spans."""
    return any(start < offset < end for start, end in spans)


def _is_speech(quoted: str) -> bool:
    spoken = _word.findall(quoted)
    telling = [word for word in spoken[1:] if word.lower() not in _small]
    low = sum(1 for word in telling if not word[0].isupper())
    return len(spoken) >= _fewest and low > 0 and 2 * low >= len(telling)
