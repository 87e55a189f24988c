"""How sure it is that a row says the same: one number to rank by, and two honest levels.

The weights are set by hand. They were looked at, not learned, on the public tuning data of the CLEF 2020 CheckThat! lab; what
they reach there is written in docs/adr/0019.
"""

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import regex

from annotations.matching.seen_found import Candidate
from annotations.matching.terms import rarity

SAME, SIMILAR = "same", "similar"
COSINE = 9.0
# Where a row has no vector although the text has one, its cosine is guessed from the words.
GUESS_LEAST, GUESS_EACH, GUESS_MOST = 0.45, 0.04, 0.75
COVERED = 5.0
SAME_WITH_VECTOR, SAME_WITHOUT = 11.8, 8.5
# All terms of each in the other: the same words, however few they are.
ALL_SHARED = 0.95
SCALE_WITH_VECTOR, SCALE_WITHOUT = 8.0, 4.0
_NUMBER = regex.compile(r"\d[\d.]*")


@dataclass(frozen=True, slots=True)
class Graded:
    """A candidate with its rank figure (any size), its score (0 to 1) and level."""

    candidate: Candidate
    rank: float
    score: float
    level: str


def ranked(found: Sequence[Candidate], has_vector: bool) -> list[tuple[float, Candidate]]:  # noqa: FBT001
    """The candidates, best first, with what they are ranked by."""
    rows = [(_rank(one, has_vector=has_vector), one) for one in found]
    return sorted(rows, key=lambda row: (-row[0], row[1].kind, str(row[1].pk)))


def graded(
    rows: Sequence[tuple[float, Candidate]],
    asked: Collection[str],
    counts: dict[str, int],
    texts: int,
    most: int,
) -> list[Graded]:
    """The first `most` with their levels.

    Args:
        rows: as `ranked` gives them.
        asked: the terms of the text that was looked for.
        counts: in how many of `texts` each term of the rows to grade stands.
        texts: how many texts there are.
        most: how many to grade.
    """
    has_vector = any(one.cosine is not None for _, one in rows)
    weight = {term: rarity(count, texts) for term, count in counts.items()}
    return [
        _graded(rank, one, set(asked), weight, _ahead(rows, place), has_vector=has_vector)
        for place, (rank, one) in enumerate(rows[:most])
    ]


def _ahead(rows: Sequence[tuple[float, Candidate]], place: int) -> float:
    """How far by words the first is ahead of the second, and any other behind the first; 0 for an only one."""
    if len(rows) == 1:
        return 0.0
    rival = rows[1] if place == 0 else rows[0]
    return rows[place][1].words - rival[1].words


def _rank(one: Candidate, *, has_vector: bool) -> float:
    if not has_vector:
        return one.words
    guessed = min(GUESS_MOST, GUESS_LEAST + GUESS_EACH * one.words)
    return one.words + COSINE * (guessed if one.cosine is None else one.cosine)


def _graded(
    rank: float,
    one: Candidate,
    asked: set[str],
    weight: dict[str, float],
    ahead: float,
    *,
    has_vector: bool,
) -> Graded:
    covered = _share(one.stated, asked, weight)
    sure = COVERED * _share(one.terms, asked, weight) + ahead
    sure += COSINE * one.cosine if one.cosine is not None else one.words
    # By words alone only the first can be it: what stands behind another shares its story, not its claim.
    is_sure = (
        sure >= SAME_WITH_VECTOR if one.cosine is not None else ahead > 0 and sure >= SAME_WITHOUT
    )
    is_alike = min(covered, _share(frozenset(asked), set(one.terms), weight)) >= ALL_SHARED
    is_same = (is_sure or is_alike) and not _other_numbers(one, asked)
    scale = SCALE_WITH_VECTOR if has_vector else SCALE_WITHOUT
    score = 1 - math.exp(-max(rank, 0.0) / scale)
    return Graded(one, rank, round(score, 4), SAME if is_same else SIMILAR)


def _share(of: frozenset[str], within: set[str], weight: dict[str, float]) -> float:
    """How much of some terms stands within others, the rare ones counting more."""
    whole = sum(weight.get(term, 1.0) for term in of)
    return sum(weight.get(term, 1.0) for term in of if term in within) / whole if whole else 0.0


def _other_numbers(one: Candidate, asked: set[str]) -> bool:
    """Whether each gives figures and none of the claim's stands in the text: then it is another claim."""
    theirs = {term for term in one.stated if _NUMBER.fullmatch(term)}
    ours = {term for term in asked if _NUMBER.fullmatch(term)}
    return bool(theirs and ours and theirs.isdisjoint(ours))
