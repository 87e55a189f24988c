"""Who says so, according to the text itself: what makes a claim "said" rather than "so".

Rules by hand for English, Russian and Belarusian. Offsets are Unicode code points, end exclusive.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import regex

from annotations.reading import attribution_words as words

Kind = Literal["named", "said", "finding", "hedged"]
Span = tuple[int, int]

_reach = 1500  # code points around a passage in which its attribution may stand
_longest_subject = 120
_most_words = 9
_quotation = regex.compile(r"“[^”]*+”|\"[^\"]*+\"|«[^»]*+»|„[^“”]*+[“”]")
_sentence_stop = regex.compile(r"[.!?…](?=\s|\Z)|\n")
_beside_quote = regex.compile(
    r"\s*(?:[,.:;\"“”«»—–-]|\Z|that\b|(?:\w+\s+){0,3}что\b|што\b)", regex.IGNORECASE
)
_after_quotation = regex.compile(
    r"[”\"»][,.]?\s*[—–-]?\Z|(?:[!?]|,\s*[—–-]|об этом|пра гэта)\Z", regex.IGNORECASE
)
_name_begins = regex.compile(
    r"\s+[«“„]?(?:(?:the|a|an)\s|\p{Lu}(?!\w*day\b)|\p{Cyrillic}|he\b|she\b|they\b)",
)
_noun_follows = regex.compile(
    r"\s+(?:of|from|by|about|on|and|were|are|was|have|had|show|suggest)\b"
)
_plural_or_verb = frozenset({"reports", "estimates", "claims", "claim"})
# "сообщил правозащитный центр «Вясна»": a body's own name, no words of anybody.
_quoted_name = regex.compile(r"«\p{Lu}[\p{Cyrillic}\d \u00a0’'-]{0,40}»")
_cyrillic = regex.compile(r"\p{Cyrillic}")
_word = regex.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Attribution:
    """Words that lay a statement in somebody's mouth.

    `kind`: `named` (according to X), `said` (X said), `finding` (the results show), `hedged` (reportedly). `authority` is X
    as the text names it, None where it names nobody.
    """

    start: int
    end: int
    authority: str | None
    kind: Kind


def attributions(text: str) -> list[Attribution]:
    """Return the attributions in `text`, a sentence or a few, in text order and without overlaps."""
    found = [*_findings(text), *_named(text), *_said(text), *_hedged(text)]
    found.sort(key=lambda one: (one.start, -one.end))
    apart: list[Attribution] = []
    for one in found:
        if not apart or one.start >= apart[-1].end:
            apart.append(one)
    return apart


def asks_for_choice(
    text: str, start: int, end: int, sentence_bounds: Sequence[Span] | Span
) -> Attribution | None:
    """Return the attribution that a claim on `text[start:end]` stands under, None when the text asserts it itself.

    A claim with one has to be asked whether it asserts that the thing is so or that somebody said it. `sentence_bounds` is
    the passage's sentence, or all that it touches. An attribution inside the passage comes first, then the nearest in its
    sentences, then the one of the quotation that the passage stands in, even when that is several sentences long.
    """
    low, high = _bounds(start, end, sentence_bounds)
    low, high = max(low, start - _reach), min(high, end + _reach)
    near = _shifted(attributions(text[low:high]), low)
    if near:
        return min(near, key=lambda one: (max(start - one.end, one.start - end, 0), one.start))
    return quotation_attribution(text, start, end)


def quotation_attribution(text: str, start: int, end: int) -> Attribution | None:
    """Return who speaks the quotation that `text[start:end]` stands in: named behind it, or before it.

    The quotation may be several sentences long, within a paragraph; None where the passage stands in none.
    """
    low = max(text.rfind("\n", max(0, start - _reach), start) + 1, start - _reach, 0)
    high = text.find("\n", end, end + _reach)
    high = high if high >= 0 else min(len(text), end + _reach)
    for quotation in _quotation.finditer(text, low, high):
        if quotation.start() <= start and end <= quotation.end():
            behind = _sentence_stop.search(text, quotation.end(), high)
            last = behind.start() if behind else high
            # One code point of the quotation, so that an inverted "said X" is seen to follow it.
            after = _shifted(attributions(text[quotation.end() - 1 : last]), quotation.end() - 1)
            stops = [stop.end() for stop in _sentence_stop.finditer(text, low, quotation.start())]
            first = stops[-1] if stops else low
            before = _shifted(attributions(text[first : quotation.start()]), first)
            return next(iter([*after, *before[::-1]]), None)
    return None


def _bounds(start: int, end: int, sentence_bounds: Sequence[Span] | Span) -> Span:
    offsets = [start, end]
    for bound in sentence_bounds:
        if isinstance(bound, int):
            offsets.append(bound)
        else:
            offsets.extend(bound)
    return min(offsets), max(offsets)


def _shifted(found: list[Attribution], by: int) -> list[Attribution]:
    return [replace(one, start=one.start + by, end=one.end + by) for one in found]


def _named(text: str) -> Iterator[Attribution]:
    for match in words.SOURCE_NAMED.finditer(text):
        name = text[match.end() : _name_end(text, match.end())].strip()
        if name:
            yield Attribution(match.start(), match.end() + len(name), name, "named")
    for match in words.PHRASES.finditer(text):
        name = match.group().split(" ", 1)[1]
        yield Attribution(match.start(), match.end(), name, "named")


def _findings(text: str) -> Iterator[Attribution]:
    for match in words.FINDING.finditer(text):
        start = _subject_start(text, match.end("noun"))
        yield Attribution(start, match.end(), text[start : match.end("noun")], "finding")


def _hedged(text: str) -> Iterator[Attribution]:
    for match in words.HEDGED.finditer(text):
        yield Attribution(match.start(), match.end(), None, "hedged")


def _said(text: str) -> Iterator[Attribution]:
    for match in words.SAYING.finditer(text):
        found = _by_subject(text, match)
        if found:
            yield found
    for match in words.SAYING_BESIDE.finditer(text):
        found = _by_subject(text, match)
        if found and (_beside_quote.match(text, match.end()) or found.start == match.start()):
            yield found


def _by_subject(text: str, verb: regex.Match[str]) -> Attribution | None:
    """Return "X said", "X, who is Y, said", or "said X" where the verb follows a quotation."""
    if verb.group().lower() in _plural_or_verb and _noun_follows.match(text, verb.end()):
        return None
    low = max(0, verb.start() - _longest_subject)
    before = text[low : verb.start()].rstrip()
    if _after_quotation.search(before) or (
        before.endswith(",") and _name_begins.match(text, verb.end())
    ):
        return _inverted(text, verb)
    if words.PASSIVE.search(before) and not verb.group().lower().startswith("aware"):
        return None
    adverbs = words.BETWEEN.search(before)
    stop = low + (adverbs.start() if adverbs else len(before.rstrip(", ")))
    start = _subject_start(text, stop)
    name = text[start:stop].strip()
    if name and not words.NO_SUBJECT.search(name):
        return Attribution(start, verb.end(), name, "said")
    return _inverted(text, verb) if _cyrillic.match(verb.group()) else None


def _inverted(text: str, verb: regex.Match[str]) -> Attribution | None:
    name = text[verb.end() : _name_end(text, verb.end() + 1)].strip()
    return Attribution(verb.start(), _past(text, verb.end(), name), name, "said") if name else None


def _past(text: str, offset: int, name: str) -> int:
    return text.index(name, offset) + len(name)


def _name_end(text: str, offset: int) -> int:
    last = min(len(text), offset + _longest_subject)
    match = words.NAME_ENDS.search(text, offset, last)
    if match and (quoted := _quoted_name.match(text, match.start(), last)):
        return quoted.end()
    return match.start() if match else min(len(text), offset + _longest_subject)


def _subject_start(text: str, stop: int) -> int:
    """Return where the noun phrase that ends at `stop` begins."""
    low = max(0, stop - _longest_subject)
    begin = low
    for cut in words.SUBJECT_BEGINS.finditer(text, low, stop):
        begin = cut.end()
    found = [word.start() for word in _word.finditer(text, begin, stop)][-_most_words:]
    return found[0] if found else stop
