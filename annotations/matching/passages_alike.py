"""How much a sentence has in common with a claim: names, numbers, dates, words. Pure; never what it says of the claim."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import regex

from annotations.reading.figure_words import MONTHS
from annotations.reading.figures import Figure, figures
from annotations.reading.measures import deed_in
from annotations.reading.qualifier_words import STOP_WORDS
from annotations.reading.stems import stem_of

_word = regex.compile(r"[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N}’'-]*")
_day = regex.compile(
    rf"(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?(?P<m>{MONTHS})\b|\b(?P<m>{MONTHS})\.?\s(?P<d>\d{{1,2}})\b(?!\d)|\b(?P<m>{MONTHS})\b"
    r"|\b(?P<y>(?:19|20)\d\d)\b",
    regex.IGNORECASE,
)
_month_of = {
    beginning: number
    for number, beginnings in enumerate(
        (
            "jan янв сту", "feb фев лют", "mar мар сак", "apr апр кра", "may мая мае маі", "jun июн чэр",
            "jul июл ліп", "aug авг жні", "sep сен вер", "oct окт кас", "nov ноя ліс", "dec дек сне",
        ),
        start=1,
    )
    for beginning in beginnings.split()
}  # fmt: skip
_cyrillic = regex.compile(r"\p{Cyrillic}")
_endings = regex.compile(
    r"(?:[аяыі]м[иі]|[иі]м[иі]|[ое]го|[ое]му|[ая]га|[ая]му|[оеаяё]ў|[ое]в|[аяоеыиі][мйх]|[аяоеыиі][яеію]|[аяоеыиіуюьй])\Z"
)
_shortest_stem, _longest_stem = 3, 6
_least_number = 3  # one and two stand in every text
_wording, _names, _numbers, _dates = 0.5, 0.2, 0.2, 0.1
_deed = 0.15  # that both count the same thing, whatever their numbers are
_likely_alike = 0.34  # of the claim's words, weighed by rarity: then the wording is called similar
_fewest = 2  # words and numbers in common
_most_told = 4
_LONGEST = 1_500


@dataclass(frozen=True, slots=True)
class Traits:
    """What can be compared of some words. `names` maps a stem to how it is written, `stems` are all words' stems.

    `counts` is what a figure of it counts ("Detentions"), where that is one of the things that people count differently.
    """

    stems: frozenset[str]
    names: dict[str, str]
    figures: list[tuple[str, Figure]]
    dates: dict[str, str]
    counts: str = ""


@dataclass(frozen=True, slots=True)
class Alike:
    """How much a sentence shares with the claim (0 to 1), and what, as it writes it; `counts` is what both count."""

    score: float
    names: list[str] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    dates: list[str] = field(default_factory=list)
    is_worded_alike: bool = False
    counts: str = ""


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    """What forms of a word share: of a Russian or Belarusian one its beginning without a usual ending."""
    if not _cyrillic.match(word):
        return stem_of(word)
    folded = word.casefold().replace("ё", "е")
    bare = _endings.sub("", folded)
    return (bare if len(bare) >= _shortest_stem else folded)[:_longest_stem]


def stems_in(words: str) -> frozenset[str]:
    """The stems of the telling words: all that a first look at a sentence needs."""
    return frozenset(
        _stem(word) for word in _word.findall(words[:_LONGEST]) if word.casefold() not in STOP_WORDS
    )


def traits_of(words: str) -> Traits:
    """Read names, numbers and dates in some words."""
    words = words[:_LONGEST]
    dated = [match.span() for match in _day.finditer(words)]
    names = {
        _stem(match.group()): match.group()
        for match in _word.finditer(words)
        if match.group()[0].isupper()
        and match.group().casefold() not in STOP_WORDS
        and not any(start <= match.start() < end for start, end in dated)
    }
    told = [(words[one.start : one.end], one) for one in figures(words) if _counts(one)]
    counts = deed_in(words) if told else ""
    return Traits(stems_in(words), names, told, dict(_dates_in(words)), counts)


def rarity_of(sentences: Iterable[frozenset[str]]) -> dict[str, float]:
    """By stem how much it tells, from those of all sentences looked at."""
    counts: Counter[str] = Counter()
    total = 0
    for stems in sentences:
        counts.update(stems)
        total += 1
    return {stem: math.log(1 + total / often) for stem, often in counts.items()}


def alike(claim: Traits, sentence: Traits, rarity: dict[str, float]) -> Alike:
    """Compare a sentence with the claim. What shares no name, no number and hardly a word scores 0."""
    names = [sentence.names[stem] for stem in claim.names if stem in sentence.names]
    numbers = _shared_numbers(claim, sentence)
    dates = [words for key, words in sentence.dates.items() if key in claim.dates]
    worded = _worded(claim.stems, sentence.stems, rarity)
    shared = len(claim.stems & sentence.stems)
    counts = claim.counts if claim.counts == sentence.counts else ""
    if not counts and (
        not (numbers or dates or names or worded >= _likely_alike)
        or shared + len(numbers) < _fewest
    ):
        return Alike(0.0)
    score = (
        _wording * worded
        + _names * _part(names, claim.names)
        + _numbers * _part(numbers, claim.figures)
        + _dates * _part(dates, claim.dates)
        + (_deed if counts else 0.0)
    )
    return Alike(
        round(min(1.0, score), 4),
        list(dict.fromkeys(names))[:_most_told],
        list(dict.fromkeys(numbers))[:_most_told],
        list(dict.fromkeys(dates))[:_most_told],
        worded >= _likely_alike,
        counts,
    )


def _part(shared: Sequence[str], wanted: Sequence[object] | dict[str, str]) -> float:
    return min(1.0, len(shared) / len(wanted)) if wanted else 0.0


def _worded(claim: frozenset[str], sentence: frozenset[str], rarity: dict[str, float]) -> float:
    """The share of the claim's words that the sentence has, rare ones counting more."""
    common = max(rarity.values(), default=1.0)
    whole = sum(rarity.get(stem, common) for stem in claim)
    return sum(rarity.get(stem, common) for stem in claim & sentence) / whole if whole else 0.0


def _shared_numbers(claim: Traits, sentence: Traits) -> list[str]:
    return [
        words
        for words, figure in sentence.figures
        if any(figure.is_same_as(other) for _words, other in claim.figures)
    ]


def _counts(one: Figure) -> bool:
    if one.kind != "quantity":
        return False
    return one.is_percent or any(value >= _least_number for value in one.values)


def _dates_in(words: str) -> Iterable[tuple[str, str]]:
    for match in _day.finditer(words):
        month = _month_of.get((match["m"] or "")[:3].lower())
        if match["y"]:
            yield match["y"], match.group()
        elif month and match["d"]:
            yield f"{month}-{int(match['d'])}", match.group()
        elif month:
            yield f"{month}", match.group()
