"""Whether a text names a person: capitals with a first name, a title, or a surname's ending.

There is no list of all names: what is neither titled nor shaped like a name goes unseen, and a place that is called after a
person may be taken for one.
"""

import regex

from annotations.reading import name_words as words
from annotations.reading.verbs import is_past_cyrillic

_capital = r"\p{Lu}[\p{L}\p{M}’'-]*\p{Ll}[\p{L}\p{M}’'-]*"
_run = regex.compile(
    rf"(?<![\p{{L}}\p{{M}}’'-]){_capital}(?:[ \u00a0](?:\p{{Lu}}\.[ \u00a0]?)*{_capital})*"
)
_titled = regex.compile(
    rf"(?<![\p{{L}}\p{{M}}])(?i:{words.TITLES})\.?[ \u00a0](?:\p{{Lu}}\.[ \u00a0]?)*(?P<name>{_capital})"
)
_initials = regex.compile(
    rf"(?<![\p{{L}}.])(?![UE]\.)\p{{Lu}}\.[ \u00a0]?(?:\p{{Lu}}\.[ \u00a0]?)?(?P<name>{_capital})|(?P<first>{_capital})[ \u00a0]\p{{Lu}}\.(?:[ \u00a0]?\p{{Lu}}\.)"
)
_human = regex.compile(rf"[ \u00a0]?(?:{words.HUMAN_VERBS})\b")
_cyrillic = regex.compile(r"\p{Cyrillic}")
_sentence_end = regex.compile(r"(?:\A|[.!?…:\n]\s*|[“«\"„(]\s*)\Z")
_next_word = regex.compile(r"[ \u00a0](\p{Ll}[\p{L}\p{M}’'-]*)")
_shortest, _shortest_with_ending = 3, 6
_longest = 5000


def names_person(text: str) -> bool:
    """Whether a person is named in `text` (of which the first 5,000 code points are read)."""
    text = text[:_longest]
    return (
        any(_is_name(match["name"]) for match in _titled.finditer(text))
        or any(_has_initials(match) for match in _initials.finditer(text))
        or any(_is_person(text, match) for match in _run.finditer(text))
    )


def _has_initials(match: regex.Match[str]) -> bool:
    name = match["name"] or match["first"]
    is_cyrillic = _cyrillic.match(name) is not None
    return _is_name(name) and (is_cyrillic or match["first"] is None)


def _is_name(word: str) -> bool:
    folded = _plain(word)
    return len(folded) >= _shortest and folded not in words.NO_NAME_AFTER_TITLE | words.NO_PERSON


def _plain(word: str) -> str:
    return word.lower().replace("ё", "е").replace("’", "'").removesuffix("'s")


def _is_person(text: str, match: regex.Match[str]) -> bool:
    parts = [_plain(part) for part in match.group().split()]
    if not words.NO_PERSON.isdisjoint(parts):
        return False
    is_first = bool(_sentence_end.search(text[max(0, match.start() - 3) : match.start()]))
    for place, part in enumerate(parts):
        if part in words.KNOWN:
            return True
        if _has_surname_ending(part) and not (len(parts) == 1 and _is_adjective(text, match)):
            return True
        if place + 1 < len(parts) and _is_given(part) and part != parts[place + 1]:
            return True
    return len(parts) == 1 and not is_first and _is_given(parts[0]) and _acts(text, match)


def _is_adjective(text: str, match: regex.Match[str]) -> bool:
    """Whether an ending that surnames share with adjectives stands before a noun: "Нобелевская премия"."""
    if not match.group().lower().endswith(words.ADJECTIVE_ENDS):
        return False
    behind = _next_word.match(text, match.end())
    return behind is not None and not is_past_cyrillic(behind[1])


def _acts(text: str, match: regex.Match[str]) -> bool:
    return _human.match(text, match.end()) is not None


def _is_given(word: str) -> bool:
    if not _cyrillic.match(word):
        return word in words.GIVEN or word.split("-", maxsplit=1)[0] in words.GIVEN
    return any(word[: len(word) - cut] in words.GIVEN_CYRILLIC for cut in range(4))


def _has_surname_ending(word: str) -> bool:
    if word in words.NO_SURNAMES or len(word) < _shortest_with_ending:
        return False
    if _cyrillic.match(word):
        return word.endswith(words.SURNAME_ENDS_CYRILLIC)
    return word.endswith(words.SURNAME_ENDS_LATIN)
