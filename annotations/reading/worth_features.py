"""What one sentence holds that speaks for or against checking it.

Each feature has an amount: 1, or a little more where there are several. Offsets are Unicode code points, end exclusive.
"""

from collections.abc import Iterator
from fractions import Fraction

import regex

from annotations.reading import worth_words as words
from annotations.reading.attributions import attributions
from annotations.reading.figures import Figure, figures
from annotations.reading.qualifiers import qualifiers
from annotations.reading.quotations import quotations
from annotations.reading.risks import risks
from annotations.reading.verbs import finite_verbs

_longest = (
    1500  # code points of a sentence that are read; a longer one is a list without punctuation
)
_fewest_words = 6
_more = 0.25  # for each further figure or name
_most_more = 2
_said = 0.7
_small, _least = 0.5, 10  # what a figure in words counts for that is less than ten
_KINDS = {"heading": "heading", "title": "headline", "caption": "caption", "list_item": "list_item"}
_word = regex.compile(r"[\p{L}\p{M}\p{N}’'-]+")
_stop = regex.compile(r"[.!?…。]")
_asks = regex.compile(r"[?？]['\"”»]*\s*\Z")


def features_of(text: str, start: int, end: int, kind: str) -> dict[str, float]:
    """Return the features of the sentence `text[start:end]` in a block of this kind, each with its amount."""
    said = text[start : min(end, start + _longest)]
    found = dict(_for(said))
    for name in _against(said):
        # What somebody foresaw or thinks can be checked as said.
        found[name] = _said if name in _SAYABLE and "attributed" in found else 1.0
    if kind in _KINDS:
        found[_KINDS[kind]] = 1.0
    return found


def _for(said: str) -> Iterator[tuple[str, float]]:
    counted = figures(said)
    yield from _counted(said, counted)
    if attributions(said):
        yield "attributed", 1.0
    dear = risks(said)
    for risk in dear:
        if risk != "figure":
            yield risk, 1.0
    if "person" not in dear and (names := _names(said)):
        yield "name", _several(names)
    for name, pattern in _PATTERNS:
        if pattern.search(said):
            yield name, 1.0


def _counted(said: str, counted: list[Figure]) -> Iterator[tuple[str, float]]:
    named = [match.span() for match in words.NO_COUNT.finditer(said)]
    counting = [one for one in counted if not any(s <= one.start < e for s, e in named)]
    kinds = [_kind_of(one) for one in counting]
    for name in ("share", "vague_figure"):
        if times := kinds.count(name):
            yield name, _several(times)
    told = [one for one, kind in zip(counting, kinds, strict=True) if kind == "figure"]
    if told:
        is_small = all(_is_small(said, one) for one in told)
        yield "figure", _small if is_small else _several(len(told))
    if "date" in kinds or words.DAY.search(said):
        yield "date", 1.0
    if any(one.figure is not None for one in qualifiers(said, counted)):
        yield "qualified", 1.0


def _kind_of(one: Figure) -> str:
    if one.kind == "vague":
        return "vague_figure"
    if one.kind == "date":
        return "date"
    if one.kind == "label":
        return ""
    is_share = one.is_percent or any(value < 1 for value in one.values)
    return "share" if is_share else "figure"


def _is_small(said: str, one: Figure) -> bool:
    """Whether it is "one", "two" or "a dozen" in words, which texts say of anything."""
    in_digits = any(letter.isdigit() for letter in said[one.start : one.end])
    return not in_digits and max(one.values, default=Fraction(0)) < _least


def _several(times: int) -> float:
    return 1.0 + _more * min(_most_more, times - 1)


def _names(said: str) -> int:
    return sum(1 for match in words.NAME.finditer(said) if match.group() not in words.NO_NAME)


def _against(said: str) -> Iterator[str]:
    if _asks.search(said):
        yield "question"
    bare = _unquoted(said)
    for name, pattern in _PATTERNS_AGAINST:
        if pattern.search(bare if name in _SPOKEN else said):
            yield name
    if not _stop.search(said) and not finite_verbs(said, 0, len(said)):
        yield "fragment"
    if len(_word.findall(said)) < _fewest_words:
        yield "short"


def _unquoted(said: str) -> str:
    """The sentence without what it quotes: that somebody said "we" can be checked."""
    kept, place = [], 0
    for start, end in quotations(said, 0, len(said)):
        kept.append(said[place:start])
        place = end
    return "".join([*kept, said[place:]])


_PATTERNS = (
    ("comparison", words.COMPARISON),
    ("cause", words.CAUSE),
    ("act", words.ACT),
    ("body", words.BODY),
)
_PATTERNS_AGAINST = (
    ("future", words.FUTURE),
    ("maybe", words.MAYBE),
    ("opinion", words.OPINION),
    ("address", words.ADDRESS),
    ("first_person", words.FIRST_PERSON),
    ("site", words.SITE),
    ("no_comment", words.NO_COMMENT),
    ("credit", words.CREDIT),
    ("points_back", words.POINTS_BACK),
)
_SAYABLE = frozenset({"future", "maybe", "opinion"})
_SPOKEN = frozenset({"first_person", "address"})
