"""The words of a claim as PostgreSQL looks for them: rare and telling first, with prefixes for their other forms."""

from dataclasses import dataclass

import regex

from annotations.reading.measure_words import DEED_BEGINNINGS
from annotations.reading.qualifier_words import STOP_WORDS

MOST = 14
"""Words that are looked for; a claim has rarely more that tell anything."""
_longest = 4_000  # code points that are read
_word = regex.compile(r"[\p{L}\p{M}][\p{L}\p{M}\p{N}’']*|(?<![\d.,])\d{3,9}(?![\d.,]\d|\d)")
_cyrillic = regex.compile(r"\p{Cyrillic}")
_begins = regex.compile(r"(?:\A|[.!?…:\n]\s*|[“«\"„(]\s*)\Z")
# Letters that texts write in two ways end a prefix.
_unsure = regex.compile(r"[ёў’']")
_shortest = 3


@dataclass(frozen=True, slots=True)
class Term:
    """A word (lower case) and whether only its beginning is looked for."""

    word: str
    is_prefix: bool

    @property
    def query(self) -> str:
        """As a `tsquery`; letters and figures alone, so nothing is to be escaped."""
        return f"'{self.word}':*" if self.is_prefix else f"'{self.word}'"


def terms_of(words: str) -> list[Term]:
    """Return the telling words: names first, then the longer before the shorter; at most `MOST`."""
    words = words[:_longest]
    found: dict[Term, tuple[bool, int]] = {}
    for match in _word.finditer(words):
        word = match.group().lower()
        if len(word) < _shortest or word in STOP_WORDS:
            continue
        is_first = _begins.search(words[max(0, match.start() - 3) : match.start()]) is not None
        is_name = match.group()[0].isupper() and not is_first
        term = _term(word)
        if term is not None:
            known = found.get(term, (False, 0))
            found[term] = (known[0] or is_name or word.isdigit(), max(known[1], len(word)))
    ranked = sorted(found, key=lambda term: (not found[term][0], -found[term][1], term.word))
    return ranked[:MOST]


def terms_of_deed(counted: str) -> list[Term]:
    """The other words for what a figure counts ("arrested" beside "detained"); none for what has only one."""
    return [Term(word, is_prefix=True) for word in DEED_BEGINNINGS.get(counted, ())]


def _term(word: str) -> Term | None:
    """What its forms share; None where nothing telling is left."""
    unsure = _unsure.search(word)
    sure = word[: unsure.start()] if unsure else word
    if word.isdigit():
        return Term(word, is_prefix=False)
    # Russian and Belarusian endings are longer and more than English ones.
    kept = min(6, len(word) - 2) if _cyrillic.search(word) else min(7, len(word) - 2)
    prefix = sure[: max(4, kept)]
    if len(prefix) < _shortest:
        return None
    return Term(prefix, is_prefix=len(prefix) < len(word) or len(word) > _shortest + 1)
