"""Whether two words are forms of one, roughly: enough to see that a statement speaks of the same thing as its passage."""

from collections.abc import Iterable

import regex

_word = regex.compile(r"[\p{L}\p{M}\p{N}’']+")
_english = regex.compile(r"(?:ing|ied|ies|ed|es|s|d|e|y)\Z")
_cyrillic = regex.compile(r"\p{Cyrillic}")
_longest = 6


def stem_of(word: str) -> str:
    """Return what forms of a word share: its beginning."""
    folded = (
        word.casefold().replace("ё", "е").replace("ў", "у").replace("’", "'").removesuffix("'s")
    )
    if _cyrillic.search(folded):
        return folded[: max(3, min(_longest - 1, len(folded) - 2))]
    bare = _english.sub("", folded)
    return (bare if len(bare) > 1 else folded)[:_longest]


def stems(text: str, without: Iterable[str] = ()) -> frozenset[str]:
    """Return the stems of the words of `text`, save those `without` (lower case)."""
    leave = without if isinstance(without, frozenset) else frozenset(without)
    return frozenset(stem_of(word) for word in _word.findall(text) if word.casefold() not in leave)
