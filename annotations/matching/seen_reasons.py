"""Why a check was suggested: what it shares with the text, in words that stand in it."""

from collections.abc import Sequence
from dataclasses import replace

import regex
from django.db import connection

from annotations.matching.seen_match import Reason, Seen
from annotations.matching.terms import Wanted, terms_of

MOST_WORDS = 5
_LONGEST = 2_000
_WORD = regex.compile(r"\p{N}[\p{N}.,]*\p{N}|[\p{L}\p{M}\p{N}’'-]+")
_NUMBER = regex.compile(r"\p{N}[\p{N}.,]*")
_FIRST = regex.compile(r"(?:\A|[.!?…:]\s+|\n)[\p{P}\s]*\Z")
_TERMS_OF_EACH = """
SELECT word, tsvector_to_array(factcheck_terms(word)) FROM unnest(%s::text[]) w (word)
"""


def reasons_of(seen: Sequence[Seen], text: str, asked: Wanted) -> list[Seen]:
    """The same, each with its reasons; two queries, however many they are."""
    terms = set(terms_of(text))
    told = [_words_in(one.said) for one in seen]
    stems = _stems(sorted({word for words in told for word, _ in words}))
    return [
        replace(one, reasons=_reasons(words, stems, terms, asked, is_alike=one.is_alike))
        for one, words in zip(seen, told, strict=True)
    ]


def _words_in(said: str) -> list[tuple[str, bool]]:
    """The words of a claim, and whether each is a name by its capital."""
    said = said[:_LONGEST]
    return [
        (match.group(), match.group()[0].isupper() and not _FIRST.search(said[: match.start()]))
        for match in _WORD.finditer(said)
    ]


def _stems(words: list[str]) -> dict[str, list[str]]:
    with connection.cursor() as cursor:
        cursor.execute(_TERMS_OF_EACH, [words])
        return dict(cursor.fetchall())


def _reasons(
    words: list[tuple[str, bool]],
    stems: dict[str, list[str]],
    terms: set[str],
    asked: Wanted,
    *,
    is_alike: bool,
) -> list[Reason]:
    kinds: dict[str, dict[str, float]] = {"names": {}, "numbers": {}, "words": {}}
    for word, is_name in words:
        if not terms.isdisjoint(stems.get(word, ())):
            rare = max(asked.weights.get(term, 0.0) for term in stems[word])
            kind = "numbers" if _NUMBER.fullmatch(word) else "names" if is_name else "words"
            kinds[kind].setdefault(word, rare)
    found = [
        Reason(kind, tuple(sorted(shared, key=lambda word: -shared[word])[:MOST_WORDS]))
        for kind, shared in kinds.items()
        if shared
    ]
    return [*found, Reason("wording")] if is_alike else found
