"""The qualifiers and negations of a text: what a statement must not lose of its passage.

Offsets are Unicode code points, end exclusive; time is linear in the text.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from annotations.reading import qualifier_words as words
from annotations.reading.figures import Figure

_gap = regex.compile(
    r"\s?[$€£¥₽]?|\s(?:the\s|another\s|a\s|an\s|\p{L}{2,14}\s)?[$€£¥₽]?", regex.IGNORECASE
)
_counts_one = regex.compile(
    r"\s(?:one|a|an|half|once|twice|один|одна|одно|одного|одной|адзін|адна|адно|аднаго|адной)\b",
    regex.IGNORECASE,
)
_from = regex.compile(r"\b(?:from|от|с|ад|з|са)\s[^.;!?]{0,24}\Z", regex.IGNORECASE)
_look_back = 40
_widest_gap = 18  # a word with the blanks around it
_longest_clause = 300
_no_gap = frozenset({"about", "upper"})


@dataclass(frozen=True, slots=True)
class Qualifier:
    """Words that say how a thing is meant.

    `kind` names a class of paraphrases (see `qualifier_words`). `figure` is the one that they qualify, None for words such
    as "reportedly".
    """

    start: int
    end: int
    kind: str
    figure: Figure | None = None


@dataclass(frozen=True, slots=True)
class Negation:
    """A denied clause: `start`..`end` are the denying words, `clause` is where it stands."""

    start: int
    end: int
    clause: tuple[int, int]


def qualifiers(text: str, figures: Sequence[Figure]) -> list[Qualifier]:
    """Return the qualifiers of `text`, in its order; `figures` are those of the text."""
    found = [*_leading(text, figures), *_beside(text, figures), *_free(text)]
    return sorted(found, key=lambda one: one.start)


def negations(text: str, found: Sequence[Qualifier]) -> list[Negation]:
    """Return one negation of each denied clause of `text`; "no fewer than" is none (`found`: its qualifiers)."""
    taken = [(one.start, one.end) for one in found]
    ends = [match.span() for match in words.CLAUSE_ENDS.finditer(text)]
    closing = [span[0] for span in ends]
    denied: list[Negation] = []
    for match in words.NEGATION.finditer(text):
        if any(start <= match.start() < end for start, end in _near(taken, match.start())):
            continue
        place = bisect_left(closing, match.start())
        clause = (
            ends[place - 1][1] if place else 0,
            closing[place] if place < len(ends) else len(text),
        )
        if not denied or denied[-1].clause != clause:
            denied.append(Negation(match.start(), match.end(), clause))
    return denied


def clause_of(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where the clause that `start`..`end` stands in begins and ends."""
    low = max(0, start - _longest_clause)
    for match in words.CLAUSE_ENDS.finditer(text, low, start):
        low = match.end()
    high = min(len(text), end + _longest_clause)
    behind = words.CLAUSE_ENDS.search(text, end, high)
    return low, behind.start() if behind else high


def _near(spans: Sequence[tuple[int, int]], offset: int) -> Sequence[tuple[int, int]]:
    place = bisect_left(spans, (offset + 1,))
    return spans[max(0, place - 2) : place]


def _leading(text: str, figures: Sequence[Figure]) -> Iterator[Qualifier]:
    starts = [figure.start for figure in figures]
    for match in words.LEADING.finditer(text):
        kind = match.lastgroup or ""
        place = bisect_left(starts, match.end())
        figure = figures[place] if place < len(figures) else None
        if figure and _binds(text, match, kind, figure):
            yield Qualifier(match.start(), match.end(), kind, figure)
        elif _stands_alone(text, match, kind):
            yield Qualifier(match.start(), match.end(), kind)


def _binds(text: str, match: regex.Match[str], kind: str, figure: Figure) -> bool:
    if figure.kind == "label" or figure.start - match.end() > _widest_gap:
        return False
    between = text[match.end() : figure.start]
    if kind in _no_gap and between.strip(" \u00a0$€£¥₽"):
        return False
    if kind == "upper" and match.group().lower() in {"до", "да", "under", "below", "up to"}:
        before = text[max(0, match.start() - _look_back) : match.start()]
        return figure.kind == "quantity" and not _from.search(before)
    return _gap.fullmatch(between) is not None


def _stands_alone(text: str, match: regex.Match[str], kind: str) -> bool:
    if kind in words.BOUND_ONLY:
        return False
    if kind == "lower" and not _counts_one.match(text, match.end()):
        return False
    return kind == "lower" or words.UNBOUND.fullmatch(match.group()) is not None


def _beside(text: str, figures: Sequence[Figure]) -> Iterator[Qualifier]:
    """Those that touch their figure: "4,000+", "500 or more", "~500"."""
    for figure in figures:
        if figure.kind == "label":
            continue
        if behind := words.BEHIND.match(text, figure.end):
            yield Qualifier(figure.end, behind.end(), behind.lastgroup or "lower", figure)
        if sign := words.SIGNS.search(text[max(0, figure.start - 2) : figure.start]):
            yield Qualifier(
                figure.start - len(sign.group()), figure.start, sign.lastgroup or "", figure
            )


def _free(text: str) -> Iterator[Qualifier]:
    for match in words.FREE.finditer(text):
        if match.group() != "May":
            yield Qualifier(match.start(), match.end(), match.lastgroup or "")
