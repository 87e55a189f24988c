"""The figures of a text: numbers in digits and words, shares, percentages, dates, and "hundreds of".

Offsets are Unicode code points, end exclusive. Rules by hand for English, Russian and Belarusian; time is linear.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

import regex

from annotations.reading import figure_words as words
from annotations.reading.spelled import spelled

Kind = Literal["quantity", "date", "label", "vague"]

_FLAGS = regex.IGNORECASE | regex.VERBOSE
_UNIT = r"""(?P<percent>\s?%|[\s-](?:per\s?cent(?:age\ points)?|процент\w*|працэнт\w*)\b)
          | \s?(?P<scale>(?:hundred|thousand|million|billion|trillion|mln|bn|тыс|тысяч\p{L}?|млн|миллион\p{L}{0,2}|мільён\p{L}{0,2}
                |млрд|миллиард\p{L}{0,2}|мільярд\p{L}{0,2}))\b\.?"""
_GROUPED = r"\d{1,3}(?P<gap>[,.\ \u00a0\u2009\u202f’'])\d{3}(?:(?P=gap)\d{3}){0,4}(?!\d)"
_digits = regex.compile(
    rf"""(?P<iso>\b\d{{4}}-\d\d-\d\d(?:[T ]\d[\d:+.Z]*)?)
       | (?P<address>\bhttps?://\S+)
       | (?P<clock>\b\d{{1,2}}:\d\d(?::\d\d)?\b)
       | (?<![\d\p{{L}}_/]|[\d\p{{L}}][.,]|\p{{L}}[-‑])(?:(?P<top>\d{{1,3}})/(?P<bottom>\d{{1,4}})(?![\d/])
       | (?P<number>{_GROUPED}(?:[.,]\d{{1,2}}(?!\d))?|\d{{1,18}}(?:[.,]\d{{1,9}})?)(?!\d)
         (?P<ordinal>(?:st|nd|rd|th)\b|[-‑](?:й|го|му|я|е|ю|х|ы|га|м|і|ы)\b)?(?:{_UNIT})?)""",
    _FLAGS,
)
_percent_behind = regex.compile(
    r"\s?%|[\s-](?:per\s?cent|процент\w*|працэнт\w*)\b", regex.IGNORECASE
)
_label_before = regex.compile(rf"(?<![\p{{L}}])(?:{words.LABELS})\s?\Z", regex.IGNORECASE)
_month_before = regex.compile(
    rf"\b(?:{words.MONTHS})\.?\s(?:\d{{1,2}}\s?[-–—]\s?)?\Z", regex.IGNORECASE
)
_month_behind = regex.compile(
    rf"(?:\s?[-–—]\s?\d{{1,2}})?(?:st|nd|rd|th)?\s(?:of\s)?(?:{words.MONTHS})\b", regex.IGNORECASE
)
_counted_behind = regex.compile(r"\s\p{Ll}{3,}(?<!год)(?<!года)(?<!году)(?<!годзе)s?\b")
_year = regex.compile(r"(?:1[5-9]|20)\d\d")
_year_before = regex.compile(
    r"(?:\b(?:in|of|since|until|till|by|from|during|before|after|early|late|year|and|to|the|в|во|с|до|к|после|за|у|з|са|да|ад|пасля|і|и)"
    rf"|\b(?:{words.MONTHS})\.?|\d,|[(–—-])\s?\Z",
    regex.IGNORECASE,
)
_range = regex.compile(r"\s?(?:[-–—]|to|or|and|до|или|да|або|ці)\s?\Z", regex.IGNORECASE)
_look_back = 24
_widest_share = 10  # "1/3" is a share, "24/7" and "9/11" are names
_longest_day = 2  # digits
_longest_joint = 5  # " and "
_most = 500  # figures; a text of more is a table, and nothing is read out of it


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure where it stands.

    `values` are what it may mean ("1.602" is one and a half, or sixteen hundred); of a vague one its order of magnitude.
    `kind`: `quantity`; `date` (a year, a day of a month, a time of day); `label` ("No. 1", "24/7"), which counts nothing;
    `vague` ("hundreds").
    """

    start: int
    end: int
    values: frozenset[Fraction]
    kind: Kind
    is_percent: bool = False

    def is_same_as(self, other: "Figure") -> bool:
        """Whether both may mean the same, however they are written."""
        return (
            self.is_percent == other.is_percent
            and (self.kind == "vague") == (other.kind == "vague")
            and not self.values.isdisjoint(other.values)
        )


def figures(text: str) -> list[Figure]:
    """Return the figures of `text` in its order, without overlaps; of a text full of them the first 500."""
    found = sorted([*_in_digits(text), *_in_words(text)], key=lambda one: (one.start, -one.end))
    apart: list[Figure] = []
    for one in found:
        if not apart or one.start >= apart[-1].end:
            apart.append(one)
    return _with_ranges(text, apart[:_most])


def _in_digits(text: str) -> Iterator[Figure]:
    for match in _digits.finditer(text):
        start, end = match.span()
        if match["iso"] or match["clock"]:
            yield Figure(start, end, frozenset(), "date")
        elif match["address"]:
            yield Figure(start, end, frozenset(), "label")
        elif match["top"]:
            yield _share(start, end, int(match["top"]), int(match["bottom"]))
        else:
            yield _number(text, match)


def _share(start: int, end: int, top: int, bottom: int) -> Figure:
    if 0 < top < bottom <= _widest_share:
        return Figure(start, end, frozenset({Fraction(top, bottom)}), "quantity")
    return Figure(start, end, frozenset(), "label")


def _number(text: str, match: regex.Match[str]) -> Figure:
    start, end = match.span()
    scale = words.SCALES.get((match["scale"] or "").lower(), 1)
    values = frozenset(value * scale for value in _readings(match["number"], match["gap"]))
    is_percent = bool(match["percent"])
    kind: Kind = "quantity"
    if not is_percent and not match["scale"]:
        kind = _kind_of(text, match)
    return Figure(start, end, values, kind, is_percent)


def _kind_of(text: str, match: regex.Match[str]) -> Kind:
    start, end, number = match.start(), match.end("number"), match["number"]
    before = text[max(0, start - _look_back) : start]
    if _label_before.search(before):
        return "label"
    if len(number) <= _longest_day and (
        _month_before.search(before) or _month_behind.match(text, end)
    ):
        return "date"
    if _year.fullmatch(number) and (
        _year_before.search(before) or not _counted_behind.match(text, end)
    ):
        return "date"
    return "label" if match["ordinal"] else "quantity"


def _readings(number: str, gap: str | None) -> Iterator[Fraction]:
    """What the digits may mean: a period before three of them parts thousands or decimals."""
    if not gap:
        yield Fraction(number.replace(",", "."))
        return
    whole, *rest = number.split(gap)
    tail, _, decimals = rest[-1].replace(",", ".").partition(".")
    joined = "".join([whole, *rest[:-1], tail])
    if whole.strip("0"):
        yield Fraction(f"{joined}.{decimals}" if decimals else joined)
    if gap in ".," and len(rest) == 1 and (whole == "0" or (gap == "." and rest[0] != "000")):
        yield Fraction(f"{whole}.{rest[0].replace(',', '')}")


def _in_words(text: str) -> Iterator[Figure]:
    for one in spelled(text):
        percent = None if one.is_vague else _percent_behind.match(text, one.end)
        end = percent.end() if percent else one.end
        kind: Kind = "vague" if one.is_vague else "quantity"
        yield Figure(one.start, end, frozenset({one.value}), kind, bool(percent))


def _with_ranges(text: str, found: list[Figure]) -> list[Figure]:
    """The percent of "80-85%" is of both."""
    for place in range(len(found) - 1, 0, -1):
        low, high = found[place - 1], found[place]
        if high.is_percent and not low.is_percent and low.kind == "quantity":
            between = text[low.end : high.start]
            if len(between) <= _longest_joint and _range.fullmatch(between):
                found[place - 1] = Figure(low.start, low.end, low.values, low.kind, is_percent=True)
    return found
