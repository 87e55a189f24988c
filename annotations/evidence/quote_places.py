"""Where a typed quote stands in a text: the same words, with other glyphs of the same kind and other white space.

Never fuzzy: letters, figures, dashes and case must be the same. What is left out of a quote is marked by "…",
"...", "[…]" or "(...)" and parts it into pieces.
"""

import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import islice

import regex

from annotations.anchoring.selectors import Span
from annotations.reading.graphemes import is_boundary
from annotations.reading.repeats import occurrences

# A shorter piece of a quote that leaves something out may stand anywhere by chance.
_FEWEST_WORDS = 4
# More places than anybody looks through; a book of one word has more.
_MOST_PLACES = 100
_MOST_LOOKED_AT = 10_000
_QUOTES, _APOSTROPHES = '"“”„‟«»', "'’‘‚‛ʼ"
_FOLD = str.maketrans({glyph: kind[0] for kind in (_QUOTES, _APOSTROPHES) for glyph in kind})
_left_out = regex.compile(r"\[\s*(?:…|\.{3,})\s*\]|\(\s*(?:…|\.{3,})\s*\)|…|\.{3,}|(?:\. ){2,}\.")
_blank = regex.compile(r"\s+")
_odd_blank = regex.compile(r"\s{2,}|[^\S ]")
_word = regex.compile(r"\w+")
# Scripts in which a word may begin and end beside another letter.
_unspaced = regex.compile(
    r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]"
)


@dataclass(frozen=True, slots=True)
class Places:
    """What was found of a quote.

    Attributes:
        spans: the pieces that stand in exactly one place, in the quote's order; code points, end exclusive.
        count: 1 where every piece does; else how often the first one stands that does not (0: nowhere).
    """

    spans: list[Span] = field(default_factory=list)
    count: int = 0


def places_of(text: str, quote: str) -> Places:
    """Look a quote up in a text.

    A quote stands whole, or else in the pieces that "…" parts it into, as far as they have four words; the
    quotation marks around it count for nothing.
    """
    words = _bare(quote)
    if not _word.search(words):
        return Places()
    whole = _standing(text, words)
    pieces = [piece.strip() for piece in _left_out.split(words)]
    if whole or len(pieces) == 1:
        return _together([whole])
    return _together([_standing(text, piece) for piece in pieces if _is_telling(piece)])


def _together(found: list[list[Span]]) -> Places:
    spans = list(dict.fromkeys(places[0] for places in found if len(places) == 1))
    count = next((len(places) for places in found if len(places) != 1), 1 if found else 0)
    return Places(spans, count)


def _bare(quote: str) -> str:
    words = quote.strip()
    marks = _QUOTES + _APOSTROPHES
    while len(words) > 1 and words[0] in marks and words[-1] in marks:
        words = words[1:-1].strip()
    return words


def _is_telling(piece: str) -> bool:
    return len(_word.findall(piece)) >= _FEWEST_WORDS or len(_unspaced.findall(piece)) >= (
        2 * _FEWEST_WORDS
    )


def _standing(text: str, words: str) -> list[Span]:
    """The places of the words: glyph for glyph, or else with others of their kind."""
    exact = _at(text, words)
    if exact:
        return _whole(text, exact)
    folded = _Folded(text)
    forms = {_folded(unicodedata.normalize(name, words)) for name in ("NFC", "NFD")}
    found = {folded.span(*span) for form in forms for span in _at(folded.text, form)}
    return _whole(text, sorted(found))


def _at(text: str, words: str) -> list[Span]:
    places = islice(occurrences(text, words), _MOST_LOOKED_AT)
    return [(place, place + len(words)) for place in places]


def _whole(text: str, spans: list[Span]) -> list[Span]:
    return [span for span in spans if _is_whole(text, *span)][:_MOST_PLACES]


def _folded(words: str) -> str:
    """The words with one glyph for all of its kind, and one space for any white space."""
    return _blank.sub(" ", words).translate(_FOLD)


class _Folded:
    """A text so folded, and where its characters stood."""

    def __init__(self, text: str) -> None:
        self._here: list[int] = [0]
        self._there: list[int] = [0]
        parts, last, length = [], 0, 0
        for run in _odd_blank.finditer(text):
            parts += [text[last : run.start()], " "]
            length += run.start() - last + 1
            last = run.end()
            self._here.append(length)
            self._there.append(last)
        self.text = "".join([*parts, text[last:]]).translate(_FOLD)

    def span(self, start: int, end: int) -> Span:
        """Where a passage of the folded text stands; it neither begins nor ends with white space."""
        return self._place(start), self._place(end - 1) + 1

    def _place(self, here: int) -> int:
        run = bisect_right(self._here, here) - 1
        return self._there[run] + here - self._here[run]


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether it is no part of a longer word, figure or character."""
    if not (is_boundary(text, start) and is_boundary(text, end)):
        return False
    before, after = text[max(0, start - 2) : start + 1], text[end - 1 : end + 2]
    return not (
        _joins(before[-2:])
        or _joins(after[:2])
        or regex.fullmatch(r"\d[.,]\d", before)
        or regex.fullmatch(r"\d[.,]\d", after)
    )


def _joins(pair: str) -> bool:
    return bool(regex.fullmatch(r"[\w\p{M}]{2}", pair)) and not _unspaced.search(pair)
