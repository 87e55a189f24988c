"""When, where and by whose account a figure is stated: in its own sentence, else as near to it as the text says so.

Offsets are Unicode code points, end exclusive.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

import regex

from annotations.reading import period_words
from annotations.reading.attributions import Attribution, asks_for_choice, attributions
from annotations.reading.periods import Period
from annotations.reading.stated_context import Context
from annotations.reading.whereabouts import place_beside

T = TypeVar("T")
Span = tuple[int, int]
Days = tuple[date | None, date | None]

OWN, BESIDE, BACK, TEXT, NOWHERE = range(5)
"""Where a scope was found: in the figure's sentence, beside it in its paragraph, farther back, in the text as a whole."""

_reach = 3000
_READ = 20_000
_article = regex.compile(r"(?:the|a|an|its|this|that)\s", regex.IGNORECASE)
_dated = regex.compile(rf"{period_words.MONTH}\.?\s\d{{1,2}}\s", regex.IGNORECASE)
_pronoun = regex.compile(
    r"(?:he|she|they|it|we|i|you|who|many|some|others|он|она|они|мы|кто|ён|яна|яны|мы|хто)",
    regex.IGNORECASE,
)
_of_the_body = regex.compile(
    r"\bof\s(?:the|this)\s(?:organi[sz]ation|company|agency|group|society|party|ministry|association)\Z",
    regex.IGNORECASE,
)
_subject = regex.compile(r"(?:[^.\n]{0,90}?\)\s)?(?P<name>The\s\p{Lu}[\p{L}’-]+(?:\s\p{Lu}[\p{L}’-]+){1,4}|\p{Lu}[\p{L}’-]+(?:\s\p{Lu}[\p{L}’-]+){1,4})\s")  # fmt: skip
_quoted = regex.compile(r"«([^«»]+)»")
_letter = regex.compile(r"\p{L}")
_long_number = regex.compile(r"\d{2}")  # a whole clause was taken for a name
_stops = (".", "!", "?", "…", "”", '"', "»")


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A scope, how near to the figure it stands, and whether it is more than what the words state."""

    value: T
    rank: int
    is_inferred: bool = False

    @property
    def says_something(self) -> bool:
        """Whether there is a scope at all."""
        return bool(self.value) and self.value != (None, None)


def period_of(context: Context, sentence: Span, offset: int) -> tuple[Found[Days], str]:
    """Return the days that the figure at `offset` is of, and the words that say so."""
    own = _in(context, *sentence)
    if own:
        nearest = min(own, key=lambda one: max(one.start - offset, offset - one.end, 0))
        if not nearest.goes_back:
            return _found(context, nearest, OWN)
        return _back(context, nearest, sentence[0])
    block = _block_of(context, sentence)
    earlier = [one for one in _in(context, max(block[0], sentence[0] - _reach), sentence[0]) if not one.goes_back]  # fmt: skip
    if len({(one.first, one.last) for one in earlier}) > 1:
        return Found(
            (None, None), BESIDE, is_inferred=True
        ), ""  # more than one: nobody can tell which
    if earlier:
        is_one_breath = _is_one_quotation(context.text, earlier[-1].end, offset)
        return _found(context, earlier[-1], BESIDE, is_inferred=not is_one_breath)
    today = context.calendar.today
    return Found((None, today), TEXT if today else NOWHERE, is_inferred=True), ""


def _found(context: Context, one: Period, rank: int, *, is_inferred: bool = False) -> tuple[Found[Days], str]:  # fmt: skip
    words = " ".join(context.text[one.start : one.end].split())
    return Found((one.first, one.last), rank, is_inferred or not one.is_stated), words


def _back(context: Context, one: Period, stop: int) -> tuple[Found[Days], str]:
    """What "during this time" goes back to: the longest period of the last paragraph before it that names one."""
    words = " ".join(context.text[one.start : one.end].split())
    for low, high in reversed([b for b in context.blocks if stop - _reach < b[0] < stop]):
        named = [one for one in _in(context, low, min(high, stop)) if one.length]
        if named:
            longest = max(named, key=lambda one: one.length)
            return Found((longest.first, longest.last), BACK, is_inferred=True), words
    return Found((None, None), NOWHERE, is_inferred=True), words


def _in(context: Context, low: int, high: int) -> list[Period]:
    """The periods named there, without the dateline's own day."""
    today = context.calendar.today
    return [
        one for one in context.periods(low, high)
        if not (one.first == one.last == today and _is_in_brackets(context.text, one.start))
    ]  # fmt: skip


def _is_in_brackets(text: str, offset: int) -> bool:
    before = text[max(0, offset - 120) : offset]
    return before.rfind("(") > before.rfind(")")


def _is_one_quotation(text: str, start: int, end: int) -> bool:
    """Whether somebody says both without a break."""
    low = text.rfind("\n", 0, start) + 1
    before, between = text[low:start], text[start:end]
    opened = any(before.count(mark) % 2 for mark in '"') or before.rfind("“") > before.rfind("”") or before.rfind("«") > before.rfind("»")  # fmt: skip
    return opened and not any(mark in between for mark in '"”»')


def place_of(context: Context, sentence: Span, offset: int) -> Found[str]:
    """Return where; the country that the text speaks of is inferred."""
    own = place_beside(context.text, *sentence, offset)
    if own:
        return Found(own, OWN)
    return Found(context.country, TEXT if context.country else NOWHERE, is_inferred=True)


def authority_of(context: Context, sentence: Span, start: int, end: int) -> Found[str]:
    """Return by whose account, as the text names it."""
    text = context.text
    own = asks_for_choice(text, start, end, [sentence])
    if own and (name := _plain(text, own, sentence)):
        return Found(name, OWN)
    block = _block_of(context, sentence)
    low = max(block[0], sentence[0] - _reach)
    earlier = [one for one in attributions(text[low : sentence[0]]) if one.authority]
    if earlier and (name := _plain(text, earlier[-1], (low, sentence[0]))):
        return Found(name, BESIDE, is_inferred=earlier[-1].kind != "named")
    if _is_headline(text, sentence):
        story = attributions(text[sentence[1] : sentence[1] + _reach])
        backed = next((name for one in story if one.kind == "named" and (name := _plain(text, one, sentence))), "")  # fmt: skip
        if backed:
            return Found(backed, TEXT, is_inferred=True)
    return Found("", NOWHERE, is_inferred=True)


def _plain(text: str, found: Attribution, sentence: Span) -> str:
    """An authority's name without article and date; empty where it is a pronoun."""
    name = " ".join((found.authority or "").split())
    name = _dated.sub("", _article.sub("", name, count=1) if _article.match(name) else name)
    if _pronoun.fullmatch(name) or not _letter.search(name) or _long_number.search(name):
        return ""
    if _of_the_body.search(name) and (subject := _subject.match(text, *sentence)):
        name = _of_the_body.sub(f"of {_lower_the(subject['name'])}", name)
    whole = _quoted.fullmatch(name)
    return _lowered(text, whole[1] if whole else name)[:300]


def _lowered(text: str, name: str) -> str:
    """A name whose capital is only that of its sentence: the text has its first word without one elsewhere."""
    first = name.partition(" ")[0]
    is_common = first[1:].islower() and text.find(f" {first.lower()} ", 0, _READ) >= 0
    return name[:1].lower() + name[1:] if is_common else name


def _lower_the(name: str) -> str:
    return f"the {name[4:]}" if name.startswith("The ") else name


def _is_headline(text: str, sentence: Span) -> bool:
    """Whether the words stand alone, without a full stop, as a headline does."""
    return not text[sentence[0] : sentence[1]].endswith(_stops)


def _block_of(context: Context, sentence: Span) -> Span:
    holding: Sequence[Span] = [b for b in context.blocks if b[0] <= sentence[0] < b[1]]
    return holding[0] if holding else sentence
