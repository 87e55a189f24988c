"""Figures written in words: "twenty-one thousand", "a thousand", "two thirds", "сорок две тысячи", "hundreds".

Offsets are Unicode code points, end exclusive.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

import regex

from annotations.reading import figure_words as words

_word = regex.compile(r"[\p{L}\p{M}]+")
_joint = regex.compile(r"[ \u00a0\n-]|[ \u00a0\n]and[ \u00a0\n]", regex.IGNORECASE)
_of_thousands = regex.compile(r"\s+of\s+(thousands|millions)\b", regex.IGNORECASE)
_of_what = regex.compile(r"\s+(?:of|the|a|an|all)\b", regex.IGNORECASE)
_ordinal_before = regex.compile(
    r"\b(?:first|second|last|next|latter|earlier|other|перв\w+|втор\w+|последн\w+|перш\w+|друг\w+|апошн\w+|за)\s\Z",
    regex.IGNORECASE,
)
# "около тысячи" is one thousand, "тысячи людей" are thousands.
_counts_one = regex.compile(
    r"\b(?:около|почти|более|больше|свыше|порядка|менее|до|без малого|каля|амаль|больш за|больш чым|больш як|звыш|менш за"
    r"|да|не менш|не менее)\s\Z",
    regex.IGNORECASE,
)
_share_nouns = ("полов", "палов", "трет", "трец", "трэ", "трац", "четверт", "чвэр")
_articles = frozenset({"a", "an"})
_look_back = 24
_longest_run = 10
_ten, _twenty, _hundred = 10, 20, 100


@dataclass(frozen=True, slots=True)
class Spelled:
    """A figure in words; of a vague one `value` is the order of magnitude."""

    start: int
    end: int
    value: Fraction
    is_vague: bool = False


def spelled(text: str) -> Iterator[Spelled]:
    """Yield the figures that `text` writes in words, in its order."""
    run: list[regex.Match[str]] = []
    for match in _word.finditer(text):
        word = _folded(match)
        if not _counts(word):
            if run and word != "and":
                yield from _read(text, run)
                run = []
            continue
        if run and not (len(run) < _longest_run and _goes_on(text, run[-1], match)):
            yield from _read(text, run)
            run = []
        run.append(match)
    yield from _read(text, run)


def _folded(match: regex.Match[str]) -> str:
    return match.group().lower().replace("ё", "е")


def _counts(word: str) -> bool:
    return (
        word in words.UNITS
        or word in words.SCALES
        or word in words.VAGUE
        or word in _articles
        or word.removesuffix("s") in words.SHARES
    )


def _goes_on(text: str, before: regex.Match[str], match: regex.Match[str]) -> bool:
    """Whether two number words are parts of one figure."""
    joint = _joint.fullmatch(text, before.end(), match.start())
    if not joint:
        return False
    last, word = _folded(before), _folded(match)
    if len(joint.group()) > 1:  # "and"
        return last in words.SCALES and word in words.UNITS
    if last in _articles or word in _articles:
        return last == "half" or word in words.SCALES or word in words.SHARES
    if word in words.SCALES:
        return any(last in known for known in (words.UNITS, words.SCALES, words.VAGUE, {"half"}))
    if _is_share(word):
        return last in words.UNITS
    return last in words.SCALES or _adds_up(words.UNITS.get(last, 0), words.UNITS.get(word, 0))


def _adds_up(high: int, low: int) -> bool:
    """Whether they are said in one breath: "twenty one", "сто сорок", never "five six"."""
    return high > low > 0 and (high >= _hundred or (high >= _twenty and low < _ten))


def _read(text: str, run: list[regex.Match[str]]) -> Iterator[Spelled]:
    while run and _folded(run[-1]) in _articles:
        run = run[:-1]
    parts = [_folded(match) for match in run]
    if not parts:
        return
    start, end = run[0].start(), run[-1].end()
    before = text[max(0, start - _look_back) : start]
    if parts[0] in words.VAGUE and not (len(parts) == 1 and _counts_one.search(before)):
        yield _vague(text, parts, start, end)
        return
    value = _share(text, parts, before, end) if _is_share(parts[-1]) else _whole(parts)
    if value:
        yield Spelled(start, end, value)


def _vague(text: str, parts: list[str], start: int, end: int) -> Spelled:
    value = words.VAGUE[parts[0]]
    for part in parts[1:]:
        value *= words.SCALES.get(part, 1)
    more = _of_thousands.match(text, end) if len(parts) == 1 else None
    if more:
        value *= words.VAGUE[more[1].lower()]
    return Spelled(start, more.end() if more else end, Fraction(value), is_vague=True)


def _is_share(word: str) -> bool:
    return word.removesuffix("s") in words.SHARES


def _share(text: str, parts: list[str], before: str, end: int) -> Fraction | None:
    """A share, where the words do not say "the first half", "a third man", "a quarter" of a year."""
    share = words.SHARES[parts[-1].removesuffix("s")]
    top = parts[:-1]
    if top and top[0] not in _articles:
        value = share * _sum(top)
        return value if value < 1 and share != Fraction(1, 2) else None
    if parts[-1].isascii():
        is_known = bool(_of_what.match(text, end)) and (bool(top) or parts[-1] == "half")
    else:
        is_known = parts[-1].startswith(_share_nouns)
    return share if is_known and not _ordinal_before.search(before) else None


def _whole(parts: list[str]) -> Fraction | None:
    """None for "one of them" and for a scale without a number."""
    if parts[0] == "half":
        return Fraction(_sum(parts[1:]), 2)
    if len(parts) == 1 and (
        parts[0] in words.ONE or (parts[0] in words.SCALES and parts[0] not in words.BARE_SCALES)
    ):
        return None
    return Fraction(_sum(parts))


def _sum(parts: list[str]) -> int:
    total = current = 0
    for part in parts:
        scale = words.SCALES.get(part, 0)
        if part in _articles:
            current += 1
        elif not scale:
            current += words.UNITS.get(part, 0)
        elif scale == _hundred:
            current = (current or 1) * scale
        else:
            total, current = total + (current or 1) * scale, 0
    return total + current
