"""A text as words: what re-anchoring compares.

A token is a word with its combining marks, a figure such as 4,000, or one character of a script that writes no spaces.
Its key forgets quotes' shapes, case, canonical form and invisible characters; its offsets (Unicode code points) stay raw.
"""

import unicodedata
from dataclasses import dataclass

import regex

_spaceless = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
_token = regex.compile(
    rf"""
    [{_spaceless}]\p{{M}}*+
  | \p{{Nd}}++(?:[.,]\p{{Nd}}++)*+(?![\p{{L}}\p{{M}}_])
  | [[\p{{L}}\p{{N}}_]--[{_spaceless}]][[\p{{L}}\p{{M}}\p{{N}}_]--[{_spaceless}]]*+
    (?:[\p{{Cf}}'’ʼ‘`]++[[\p{{L}}\p{{N}}_]--[{_spaceless}]][[\p{{L}}\p{{M}}\p{{N}}_]--[{_spaceless}]]*+)*+
    """,
    regex.VERBOSE | regex.VERSION1,
)
_invisible = regex.compile(r"\p{Cf}+")
_apostrophes = str.maketrans({"’": "'", "ʼ": "'", "‘": "'", "`": "'"})


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of one text, side by side: number of the key, start and end of each."""

    keys: list[int]
    starts: list[int]
    ends: list[int]


class Vocabulary:
    """Gives equal keys equal numbers, over as many texts as are compared."""

    def __init__(self) -> None:
        self._by_word: dict[str, int] = {}
        self._by_key: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._by_key)

    def tokenize(self, text: str) -> Tokens:
        """Return the tokens of `text`; linear in its length."""
        spans = [match.span() for match in _token.finditer(text)]
        number = self._number
        keys = [number(text[start:end]) for start, end in spans]
        return Tokens(keys, [start for start, _ in spans], [end for _, end in spans])

    def _number(self, word: str) -> int:
        known = self._by_word.get(word)
        if known is None:
            known = self._by_key.setdefault(key_of(word), len(self._by_key))
            self._by_word[word] = known
        return known


def key_of(word: str) -> str:
    """Return what `word` is compared by."""
    if word.isascii():
        return word.lower()
    visible = _invisible.sub("", word).translate(_apostrophes)
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", visible).casefold())
