"""What a claim's statement loses of the passage that it was made of.

It warns and never decides, so it is rather silent than wrong: what the statement leaves out together with a whole clause is
no loss, a paraphrase of the same kind is none either. Rules by hand for English, Russian and Belarusian.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import regex

from annotations.reading import qualifier_words as words
from annotations.reading.attributions import Attribution, attributions
from annotations.reading.figures import Figure, figures
from annotations.reading.lost_attributions import lost_attributions
from annotations.reading.qualifiers import Negation, Qualifier, clause_of, negations, qualifiers
from annotations.reading.stems import stems

Kind = Literal["figure", "qualifier", "negation", "attribution"]

MOST = 12
"""Losses that are told of one statement; more say no more."""

_reach = 1500  # code points of the sentence on either side of the passage that are read
_longest = 5000  # code points of a passage that are read; a longer one is no statement
_words_of_clause = 8
_most_read = 60  # qualifiers and negations of a passage
_word = regex.compile(r"[\p{L}\p{M}\p{N}’']+")
# "denied that" reaches into the next clause.
_denies = regex.compile(r"den(?:y|i)|отриц|опроверг|адмаўля|абверг", regex.IGNORECASE)
_reach_of_denial = 120
_blank = regex.compile(r"\s+")
_marks = str.maketrans("“”„«»’‘‑", '"""""\'\'-')


@dataclass(frozen=True, slots=True)
class Loss:
    """`words` as they stand in the passage (an attribution also beside it, in its sentence)."""

    kind: Kind
    words: str


@dataclass(frozen=True, slots=True)
class _Read:
    """A text with what was read out of it."""

    text: str
    figures: list[Figure]
    qualifiers: list[Qualifier]
    negations: list[Negation]
    stems: frozenset[str]


def losses(
    passage: str, statement: str, sentence: str = "", offset: int | None = None
) -> list[Loss]:
    """Return what `statement` loses of `passage`, in the passage's order, each once.

    Args:
        passage: the marked words.
        statement: as the claim is worded.
        sentence: all sentences that the passage touches, where an attribution beside the passage is to be kept too (a claim
            that somebody said it); empty where only those inside count.
        offset: where the passage begins in `sentence` (code points); found where it is None.
    """
    if not statement.strip() or _folded(passage) in _folded(statement):
        inside: list[tuple[int, Loss]] = []
    else:
        said, kept = _read(passage[:_longest]), _read(statement[:_longest])
        inside = [*_figures(said, kept), *_qualifiers(said, kept), *_negations(said, kept)]
        inside += [
            (one.start, _attributed(said.text, one))
            for one in lost_attributions(said.text, kept.text)
        ]
    beside = _beside(passage, statement, sentence, offset) if statement.strip() else []
    ordered = [loss for _place, loss in sorted(inside, key=lambda one: one[0])]
    return _once([*ordered, *beside])[:MOST]


def _read(text: str) -> _Read:
    found = figures(text)
    qualified = qualifiers(text, found)
    return _Read(text, found, qualified, negations(text, qualified), stems(text, words.STOP_WORDS))


def _folded(text: str) -> str:
    return _blank.sub(" ", text.translate(_marks)).strip().casefold()


def _once(found: list[Loss]) -> list[Loss]:
    return list({(one.kind, one.words.casefold()): one for one in reversed(found)}.values())[::-1]


def _figures(said: _Read, kept: _Read) -> Iterator[tuple[int, Loss]]:
    plain = kept.text.casefold()
    for figure in said.figures:
        wording = said.text[figure.start : figure.end]
        if figure.kind == "label" or _stands_in(figure, kept) or wording.casefold() in plain:
            continue
        if figure.kind != "vague":
            yield figure.start, Loss("figure", wording)
        elif _is_spoken_of(said, kept, figure.start, figure.end):
            yield figure.start, Loss("qualifier", wording)


def _stands_in(figure: Figure, kept: _Read) -> bool:
    return any(figure.is_same_as(other) for other in kept.figures)


def _qualifiers(said: _Read, kept: _Read) -> Iterator[tuple[int, Loss]]:
    for one in said.qualifiers[:_most_read]:
        if one.figure is None:
            is_lost = not _has_kind(kept, one.kind) and _is_spoken_of(
                said, kept, one.start, one.end
            )
        else:
            same = [other for other in kept.figures if one.figure.is_same_as(other)]
            is_lost = bool(same) and not any(
                other.kind == one.kind and other.figure in same for other in kept.qualifiers
            )
        if is_lost:
            yield one.start, Loss("qualifier", said.text[one.start : one.end].strip())


def _has_kind(kept: _Read, kind: str) -> bool:
    if kind == "possibly" and words.ALSO_POSSIBLY.search(kept.text):
        return True
    if kind == "hearsay" and attributions(kept.text):
        return True
    return any(one.kind == kind for one in kept.qualifiers)


def _negations(said: _Read, kept: _Read) -> Iterator[tuple[int, Loss]]:
    also = len(words.ALSO_NEGATION.findall(kept.text))
    if len(kept.negations) + also >= len(said.negations):
        return
    held = [_denied(kept.text, one) for one in kept.negations]
    for one in said.negations[:_most_read]:
        denied = _denied(said.text, one)
        if any(not denied.isdisjoint(other) for other in held):
            continue
        if not denied.isdisjoint(kept.stems) or _is_all(said, one.clause):
            yield one.start, Loss("negation", said.text[one.start : one.end])


def _denied(text: str, one: Negation) -> frozenset[str]:
    """What the first words behind "not" are forms of; where none follow, those before it."""
    stop = one.end + _reach_of_denial if _denies.match(text, one.start) else one.clause[1]
    behind = _word.findall(text[one.end : stop])[:_words_of_clause]
    found = stems(" ".join(behind), words.STOP_WORDS)
    return found or stems(text[one.clause[0] : one.start], words.STOP_WORDS)


def _is_all(said: _Read, clause: tuple[int, int]) -> bool:
    """Whether the clause is most of the passage, so that no statement can have left it out."""
    return (clause[1] - clause[0]) * 10 >= len(said.text) * 8


def _is_spoken_of(said: _Read, kept: _Read, start: int, end: int) -> bool:
    """Whether the statement speaks of the clause that `start`..`end` stands in."""
    low, high = clause_of(said.text, start, end)
    around = stems(said.text[low:start] + " " + said.text[end:high], words.STOP_WORDS)
    if not around:
        return True
    return 2 * len(around & kept.stems) >= len(around)


def _attributed(text: str, one: Attribution) -> Loss:
    return Loss("attribution", text[one.start : one.end].strip())


def _beside(passage: str, statement: str, sentence: str, offset: int | None) -> list[Loss]:
    """The first attribution beside the passage, in its sentence, that the statement leaves out."""
    if not sentence or len(passage) > _longest:
        return []
    start = sentence.find(passage) if offset is None else offset
    if start < 0:
        return []
    low, high = max(0, start - _reach), min(len(sentence), start + len(passage) + _reach)
    window, begin, end = sentence[low:high], start - low, start - low + len(passage)
    lost = lost_attributions(window, statement[:_longest])
    outside = [one for one in lost if one.start < begin or one.end > end]
    return [_attributed(window, one) for one in outside[:1]]
