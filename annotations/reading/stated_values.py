"""The values that words state: how each is meant, and ranges such as "80-85%".

Offsets are Unicode code points, end exclusive.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

import regex

from annotations.reading import qualifier_words
from annotations.reading.figures import Figure, figures
from annotations.reading.qualifiers import Qualifier, qualifiers

QUALIFIERS = (
    "none", "exact", "about", "more than", "at least", "less than", "at most", "almost", "barely", "vague"
)  # fmt: skip
"""How a value may be meant, in the words in which it is kept."""

_at_least = regex.compile(
    r"least|(?:no|not)\s(?:fewer|less)|minimum|upwards?|or\smore|and\smore|or\sover|≥|\+|plus"
    r"|не\s?мен(?:ее|ьше)|не\s?менш|ня\s?менш|по\s(?:меньшей|крайней)|минимум|мінімум|прынамсі|сама|найменш|и\sбол|или\sбол|і\sбол|ці\sбол",
    regex.IGNORECASE,
)
_less_than = regex.compile(
    r"(?<!no\s)(?<!not\s)\b(?:less|fewer|under|below)\b|<|(?<!не\s)\bмен(?:ее|ьше)\b|(?<!не\s)(?<!ня\s)\bменш\b",
    regex.IGNORECASE,
)
_SYNONYMS = {
    "": "none", "unqualified": "none", "precisely": "exact", "exactly": "exact", "ровно": "exact", "роўна": "exact",
    "minimum": "at least", "min": "at least", "max": "at most", "maximum": "at most", "unclear": "vague", "unknown": "vague",
    "hundreds": "vague", "dozens": "vague", "thousands": "vague", "~": "about", "≈": "about", ">": "more than",
    "≥": "at least", ">=": "at least", "<": "less than", "≤": "at most", "<=": "at most", "=": "exact",
    "as much as": "at most", "just over": "more than", "just under": "almost", "estimated": "about",
}  # fmt: skip
_joint = regex.compile(r"\s?[-–—]\s?|\s(?:to|and|до|по|и|да|па|і)\s", regex.IGNORECASE)
_between = regex.compile(r"\b(?:between|from|от|между|ад|паміж)\s\Z", regex.IGNORECASE)
_moved = regex.compile(
    r"\b(?:rose|rise|grew|grow|fell|dropp?ed|went|up|down|increased?|decreased?|declined|jumped|cut|raised|lowered|shrank"
    r"|вырос\p{L}*|увелич\p{L}*|сниз\p{L}*|упал\p{L}*|сократ\p{L}*|вырас\p{L}*|знізі\p{L}*|скараці\p{L}*)\b",
    regex.IGNORECASE,
)
_dash_only = regex.compile(r"\s?[-–—]\s?")
_longest_joint = 5
_longest_words = 60
_round = 100


@dataclass(frozen=True, slots=True)
class Value:
    """A value where it stands: `low` and `high` are equal where it is one, None where the words give none ("hundreds").

    `figure` is the (last) number of it.
    """

    start: int
    end: int
    low: Fraction | None
    high: Fraction | None
    qualifier: str
    figure: Figure


def canonical_qualifier(said: str) -> str | None:
    """Return the qualifier that `said` is a form of ("over", "at_least", "почти"), None where it is none.

    Case, underscores and hyphens do not matter.
    """
    folded = " ".join(said.casefold().replace("_", " ").replace("-", " ").split())[:_longest_words]
    if folded in QUALIFIERS:
        return folded
    if folded in _SYNONYMS:
        return _SYNONYMS[folded]
    match = qualifier_words.LEADING.fullmatch(folded)
    return _named(folded, match.lastgroup or "") if match and match.lastgroup != "only" else None


def values_in(text: str) -> list[Value]:
    """Return the values that `text`, a sentence, states, in its order: no dates, no names such as "No. 1"."""
    found = figures(text)
    by_figure = {
        one.figure: one for one in qualifiers(text, found) if one.figure and one.kind != "only"
    }
    return list(
        _valued(text, [one for one in found if one.kind in {"quantity", "vague"}], by_figure)
    )


def _valued(text: str, counted: list[Figure], meant: dict[Figure, Qualifier]) -> Iterator[Value]:
    place = 0
    while place < len(counted):
        one = counted[place]
        other = counted[place + 1] if place + 1 < len(counted) else None
        low, high = _value_of(one), _value_of(other) if other else None
        if (
            other
            and low is not None
            and high is not None
            and low < high
            and _is_range(text, one, other)
        ):
            scaled = _scaled(text, one, other, low, high)
            yield Value(
                one.start,
                other.end,
                scaled,
                high,
                _how(text, one, meant.get(one), is_range=True),
                other,
            )
            place += 2
            continue
        yield Value(one.start, one.end, low, low, _how(text, one, meant.get(one)), one)
        place += 1


def _value_of(figure: Figure) -> Fraction | None:
    """The likeliest reading: thousands before decimals."""
    return None if figure.kind == "vague" or not figure.values else max(figure.values)


def _scaled(text: str, one: Figure, other: Figure, low: Fraction, high: Fraction) -> Fraction:
    """The low end of "2-3 thousand" is two thousand."""
    if not text[one.start : one.end].isdecimal() or not _dash_only.fullmatch(
        text, one.end, other.start
    ):
        return low
    scale = next((s for s in (1000, 10**6, 10**9) if high % s == 0 and high / s < 1000 and text[other.start : other.end][-1].isalpha()), 1)  # fmt: skip # noqa: PLR2004 - a scale's number
    return low * scale if low < 1000 and low * scale < high else low  # noqa: PLR2004 - as above


def _is_range(text: str, one: Figure, other: Figure) -> bool:
    between = text[one.end : other.start]
    if len(between) > _longest_joint or not _joint.fullmatch(between):
        return False
    if _dash_only.fullmatch(between):
        return True
    before = text[max(0, one.start - _longest_words) : one.start]
    return bool(_between.search(before)) and not _moved.search(before)


def _how(text: str, figure: Figure, found: Qualifier | None, *, is_range: bool = False) -> str:
    if figure.kind == "vague":
        return "vague"
    if found:
        return _named(text[found.start : found.end], found.kind)
    value = _value_of(figure)
    is_count = value is not None and not figure.is_percent and value.denominator == 1
    # A round number is as often a rounded one; a share and a percentage nobody counted.
    is_exact = is_count and value is not None and (value < _round or value % _round != 0)
    return "exact" if is_exact and not is_range else "none"


def _named(words: str, kind: str) -> str:
    if kind == "lower":
        return "at least" if _at_least.search(words) else "more than"
    if kind == "upper":
        return "less than" if _less_than.search(words) else "at most"
    return kind if kind in QUALIFIERS else "none"
