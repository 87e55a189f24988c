"""Which sentences of a text are worth checking, best first, and why.

Every sentence that an editor reads is ranked, none is cut off: hints never decide. Features are read by rules for English,
Russian and Belarusian and weighed by hand (`worth_weights`); a newsroom's own choices bend the weights a little
(see `annotations.matching.worth_learned`). Offsets are Unicode code points, end exclusive; time is linear in the text.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from annotations.reading.worth_features import features_of
from annotations.reading.worth_weights import REASONS, WEIGHTS

_MIDDLE, _SLOPE = 3.0, 1.6  # the sum of weights that scores 0.5, and how fast it rises
_REPEAT = 0.25  # what a repeat keeps of its score


@dataclass(frozen=True, slots=True)
class Read:
    """A sentence and what was read in it; `first` is the sentence (by number) that it repeats, itself if none."""

    number: int
    start: int
    end: int
    first: int
    features: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Worth:
    """How much a sentence is worth checking, from 0 to 1, with the reasons, the weightiest first."""

    number: int
    start: int
    end: int
    score: float
    reasons: list[str]
    features: Mapping[str, float]
    is_repeat: bool = False


def read_worth(
    text: str,
    sentences: Sequence[int],
    blocks: Sequence[Mapping[str, Any]],
    counted_as: Sequence[int | None],
    most: int = 1_500,
) -> list[Read]:
    """Read what speaks for and against each sentence; the same for ever in one text.

    Args:
        text: the revision's.
        sentences: the flat list ``[s0, e0, s1, e1, ...]``.
        blocks: the revision's, in text order.
        counted_as: for each sentence the number of the one that is counted for it, None for what nobody reads (furniture, a
            byline): such a sentence is left out.
        most: sentences that are read; of a longer text the others are ranked last, in its order.
    """
    found: list[Read] = []
    block = 0
    for number, first in enumerate(counted_as):
        start, end = sentences[2 * number], sentences[2 * number + 1]
        while block + 1 < len(blocks) and blocks[block]["end"] <= start:
            block += 1
        if first is None:
            continue
        kind = str(blocks[block].get("kind", "")) if blocks else ""
        is_beyond = len(found) >= most
        features = {"beyond": 1.0} if is_beyond else features_of(text, start, end, kind)
        found.append(Read(number, start, end, first, features))
    return found


def ranked(read: Sequence[Read], bends: Mapping[str, float] | None = None) -> list[Worth]:
    """Rank all of them, best first; a repeat stands below its first. `bends` multiply the weights of reasons."""
    scored = [_weighed(one, bends or {}) for one in read]
    return sorted(scored, key=lambda one: (-one.score, one.start))


def _weighed(one: Read, bends: Mapping[str, float]) -> Worth:
    parts = {
        name: amount * WEIGHTS[name] * bends.get(name, 1.0) for name, amount in one.features.items()
    }
    score = 1 / (1 + math.exp((_MIDDLE - sum(parts.values())) / _SLOPE))
    is_repeat = one.first != one.number
    if is_repeat:
        score *= _REPEAT
    reasons = sorted((name for name in parts if name in REASONS), key=lambda name: -parts[name])
    return Worth(one.number, one.start, one.end, round(score, 4), reasons, one.features, is_repeat)
