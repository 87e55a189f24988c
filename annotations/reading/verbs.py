"""The finite verbs of a text, as far as their form tells: what makes words a clause.

English participles look like the past tense, so they count only before an object. Rules by hand for English, Russian and
Belarusian. Offsets are Unicode code points, end exclusive.
"""

import regex

from annotations.reading import clause_words as words

Span = tuple[int, int]

_word = regex.compile(r"[\p{L}\p{M}\p{N}’'-]+")
_sentence_begins = regex.compile(r"(?:\A|[.!?…\n][\s“«\"]*)\Z")
_look_back = 4
_shortest_past = 5  # "fed", "red" and "need" aside


def finite_verbs(text: str, start: int, end: int) -> list[Span]:
    """Return where the finite verbs in `text[start:end]` stand, in order."""
    return [match.span() for match in _word.finditer(text, start, end) if _is_finite(text, match)]


def _is_finite(text: str, match: regex.Match[str]) -> bool:
    word = match.group().lower().replace("’", "'").replace("ё", "е")
    if words.AUXILIARY.fullmatch(word) or word in words.FINITE:
        return True
    if word.isascii():
        if not match.group()[0].islower() or "-" in word:
            return False  # "Planned Parenthood", "a state-sponsored film"
        may_be = word in words.BEFORE_OBJECT or (
            word.endswith("ed") and len(word) >= _shortest_past
        )
        return may_be and words.OBJECT_FOLLOWS.match(text, match.end()) is not None
    if words.PASSIVE_CYRILLIC.fullmatch(word) or words.PRESENT_CYRILLIC.fullmatch(word):
        return True
    if match.group()[0].islower():
        return is_past_cyrillic(word)
    return _is_first(text, match.start()) and _is_past_at_first(word)


def is_past_cyrillic(word: str) -> bool:
    """Whether a Russian or Belarusian word (lower case) has the form of a past tense."""
    if words.PAST_MASCULINE_RUSSIAN.fullmatch(word):
        return True
    if words.GENITIVE.fullmatch(word):
        return words.PAST_MASCULINE.fullmatch(word) is not None
    return word not in words.NO_VERBS and words.PAST_CYRILLIC.fullmatch(word) is not None


def _is_first(text: str, offset: int) -> bool:
    return _sentence_begins.search(text[max(0, offset - _look_back) : offset]) is not None


def _is_past_at_first(word: str) -> bool:
    """Only plurals and neuters: with a capital, "Павла" is a name."""
    return word not in words.NO_VERBS and words.FIRST_PAST_CYRILLIC.fullmatch(word) is not None
