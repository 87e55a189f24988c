"""Where the sentences of a text begin and end.

Offsets are Unicode code points, end exclusive. A sentence carries its final punctuation and closing quotes and no
white space around it. Time is linear in the text.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import regex

from annotations.reading import abbreviations

Span = tuple[int, int]

_stop = regex.compile(
    r"""(?P<mark>[.!?…‽؟۔।॥]+)(?P<closing>["'”’»›)\]}“]*+)(?=\s|\Z)|(?P<wide>[。！？｡]+)[”’」』）》]*+|\n[^\S\n]*+\n\s*+""",
)
_before = regex.compile(r"""[^\s(\[{"“„«‘]+\Z""")
_next = regex.compile(r"""[\s"'“„‘’«‹(\[{—–‒-]*+""")
_word = regex.compile(r"[\p{L}\p{M}'’-]+")
_figure = regex.compile(r"\d|[IVXLC]+\b")
_initial = regex.compile(r"(?:\p{Lu}\p{M}*|\p{Lu}\.-?\p{Lu}|Дж|Yu|Ya|Ye|Zh|Kh|Ts|Ch|Sh)\Z")
_and_so_on = regex.compile(r"\b[тгі]\.\s?[дп]\Z")
_cyrillic = regex.compile(r"\p{Cyrillic}")
_longest_word = 24  # of those that matter
_whole = frozenset({"byline", "dateline"})


def sentences(text: str, start: int, end: int, language: str | None = None) -> list[Span]:
    """Split `text[start:end]`, one block, into sentences.

    A blank line always parts sentences, a single line break never does by itself. What has no terminal punctuation is
    one sentence. `language` (a code such as "de") only tells whether a period may follow an ordinal.
    """
    found: list[Span] = []
    begin = start
    for stop in _stop.finditer(text, start, end):
        if stop.start() < begin:
            continue
        if stop["mark"] and not _is_end(text, begin, stop, end, language):
            continue
        _keep(found, text, begin, stop.end() if stop["mark"] or stop["wide"] else stop.start())
        begin = stop.end()
    _keep(found, text, begin, end)
    return found


def flat_sentences(
    text: str, blocks: Iterable[Mapping[str, Any]], language: str | None = None
) -> list[int]:
    """Return the sentences of all `blocks` (`start`, `end`, `kind`) as one flat list [s0, e0, s1, e1, ...].

    No sentence crosses a block. A byline or dateline is one sentence.
    """
    flat: list[int] = []
    for block in blocks:
        start, end = block["start"], block["end"]
        spans: list[Span] = []
        if block.get("kind") in _whole:
            _keep(spans, text, start, end)
        else:
            spans = sentences(text, start, end, language)
        for span in spans:
            flat.extend(span)
    return flat


def sentence_at(flat: Sequence[int], start: int, end: int) -> list[Span]:
    """Return the sentences of a flat list that the passage `start`..`end` shares a code point with, in order."""
    index = bisect_right(flat, start)
    index -= index % 2
    touched = []
    while index < len(flat) and (flat[index] < end or flat[index] <= start == end):
        touched.append((flat[index], flat[index + 1]))
        index += 2
    return touched


def _keep(found: list[Span], text: str, begin: int, finish: int) -> None:
    while begin < finish and text[begin].isspace():
        begin += 1
    while finish > begin and text[finish - 1].isspace():
        finish -= 1
    if begin < finish:
        found.append((begin, finish))


def _is_end(text: str, begin: int, stop: regex.Match[str], end: int, language: str | None) -> bool:
    """Say whether the punctuation at `stop` ends the sentence that begins at `begin`."""
    ahead = _next.match(text, stop.end(), end)
    follows = ahead.end() if ahead else stop.end()
    if follows >= end:
        return True
    letter = text[follows]
    if letter.islower() or regex.match(r"\p{M}", text[stop.end() + 1 : stop.end() + 2]):
        return False
    if stop["mark"] != "." or stop["closing"]:
        return True
    last = _before.search(text, max(begin, stop.start() - _longest_word), stop.start())
    if last is None:
        return True
    return not _holds(text, begin, last, follows, language)


def _holds(
    text: str, begin: int, last: regex.Match[str], follows: int, language: str | None
) -> bool:
    """Say whether the word `last`, written with a period, goes on to what stands at `follows`."""
    word = last.group()
    folded = word.casefold()
    if word.isdigit():
        starts = last.start() - begin <= _longest_word and not text[begin : last.start()].strip()
        return starts or language in abbreviations.ORDINAL_LANGUAGES
    if folded in abbreviations.LATIN_ENDS:
        ahead = _word.match(text, follows, follows + _longest_word)
        return ahead is None or ahead.group().casefold() not in abbreviations.STARTERS
    if folded in abbreviations.ALWAYS or _initial.match(word):
        return True
    if folded in abbreviations.BEFORE_FIGURE:
        return bool(_figure.match(text, follows))
    return _holds_in_cyrillic(text, begin, last, follows)


def _holds_in_cyrillic(text: str, begin: int, last: regex.Match[str], follows: int) -> bool:
    folded = last.group().casefold()
    if folded in abbreviations.CYRILLIC_HOLDS:
        return text[follows].isdigit() or not _stands_after_figure(text, last.start())
    if _and_so_on.search(text, max(begin, last.end() - _longest_word), last.end()):
        return False
    return len(folded) == 1 and bool(_cyrillic.match(folded))


def _stands_after_figure(text: str, offset: int) -> bool:
    return text[max(0, offset - _longest_word) : offset].rstrip()[-1:].isdigit()
