"""Words that state a share ("the majority", "one third"), and what share they allow. English, Russian, Belarusian."""

from dataclasses import dataclass
from decimal import Decimal

import regex


@dataclass(frozen=True, slots=True)
class ShareWord:
    """A word and the shares that it fits, both bounds included; `code` names it for the sentences."""

    code: str
    least: Decimal
    most: Decimal


_A_LITTLE_OVER_HALF = Decimal("0.500001")
_KNOWN = (
    (
        ShareWord("two_thirds", Decimal("0.63"), Decimal("0.70")),
        r"two[\s-]thirds|дв(?:е|ух)\s+трет\p{L}+|дз[вь]\p{L}+\s+трэц\p{L}+",
    ),
    (
        ShareWord("three_quarters", Decimal("0.72"), Decimal("0.78")),
        r"three[\s-]quarters|тр(?:и|ех|ёх)\s+четверт\p{L}+|тр(?:ы|ох)\s+чвэрц\p{L}+",
    ),
    (
        ShareWord("majority", _A_LITTLE_OVER_HALF, Decimal(1)),
        (
            r"majority|most\s+of|(?:more\s+than|over)\s+half|большинств\p{L}+|больш(?:ая|ую|ей)\s+часть?\p{L}*"
            r"|более\s+половины|большасц\p{L}+|больш(?:ая|ую|ай)\s+частк\p{L}+"
        ),
    ),
    (
        ShareWord("half", Decimal("0.45"), Decimal("0.55")),
        r"(?<!than\s)(?<!over\s)\bhalf\s+(?:of|the|were|are)|половин\p{L}+|палов\p{L}+",
    ),
    (
        ShareWord("third", Decimal("0.30"), Decimal("0.37")),
        r"(?:one|a)[\s-]third|(?<!\p{L})треть(?!\p{L})|(?<!\p{L})трэць(?!\p{L})",
    ),
    (
        ShareWord("quarter", Decimal("0.22"), Decimal("0.28")),
        r"(?:one|a)[\s-]quarter|(?<!\p{L})четверть(?!\p{L})|(?<!\p{L})чвэрць(?!\p{L})",
    ),
)
_patterns = [
    (word, regex.compile(rf"(?<!\p{{L}})(?:{pattern})", regex.IGNORECASE))
    for word, pattern in _KNOWN
]
LOOK_FOR = (
    "majority|most of|half|third|quarter|большинств|больш.. част|половин|трет|четверт"
    "|большасц|больш.. частк|палов|трэц|чвэрц"
)
"""A pattern for the database that finds every text with one of the words, and some without."""


def share_word(text: str) -> ShareWord | None:
    """The first word of the list that a text holds."""
    words = " ".join(text[:2_000].split())
    return next((word for word, pattern in _patterns if pattern.search(words)), None)
