"""Words that a line end divides: told from words that have a hyphen of their own."""

import re
from collections import Counter
from collections.abc import Iterable

from annotations.imports.readers.pdf.characters import HYPHENS, SOFT_HYPHEN

LETTERS = re.compile(r"[^\W\d_]+")
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
LAST = re.compile(r"([^\W\d_]+(?:-[^\W\d_]+)*)-$")
FIRST = re.compile(r"([^\W\d_]+(?:-[^\W\d_]+)*)")
# Parts of words that English and its neighbours set off with a hyphen.
PREFIXES = frozenset(
    {
        "all", "anti", "co", "cross", "ex", "half", "high", "ill", "long", "low", "mid", "multi", "non",
        "pan", "post", "pre", "pro", "quasi", "self", "semi", "short", "so", "vice", "well", "one", "two",
        "three", "four", "five", "six", "seven", "eight", "nine", "ten", "по", "из", "кое", "вице",
    }
)  # fmt: skip
OFTEN = 0.025  # of the lines end with a hyphen in a text that divides words
PLAIN = str.maketrans({"\u2010": "-", "\u2011": "-", SOFT_HYPHEN: "-"})


class Hyphens:
    """Joins lines as this document writes its words.

    Args:
        lines: the text of all lines.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        self.words: Counter[str] = Counter()
        within: set[str] = set()
        ends: Counter[str] = Counter()
        count = 0
        for line in lines:
            count += 1
            self.words.update(WORD.findall(line[:-1].translate(PLAIN).casefold()))
            within |= HYPHENS & set(line[:-1])
            ends.update(HYPHENS & set(line[-1:]))
        # A hyphen that stands only at line ends was put there to divide words.
        self.breaks = set(ends) - within if within else set(ends) & {SOFT_HYPHEN}
        self.divides = ends.total() > OFTEN * count

    def joined(self, before: str, after: str) -> str:
        """Two lines of one paragraph as one text."""
        if before[-1:] not in HYPHENS or len(before) < 2:  # noqa: PLR2004 (a dash alone divides nothing)
            return f"{before} {after}"
        is_hard = before[-1] not in self.breaks
        before = plain(before)
        last, first = LAST.search(before), FIRST.match(after)
        if last is None or first is None:
            # "2019-" and "2020", or a dash that the line ends with.
            return before + after if before[-2:-1].isalnum() else f"{before} {after}"
        is_divided = self._is_divided(last[1], first[1], is_hard=is_hard)
        return (before[:-1] if is_divided else before) + after

    def _is_divided(self, last: str, first: str, *, is_hard: bool) -> bool:
        """Whether the hyphen goes when the parts are joined."""
        a, b = last.casefold(), first.casefold()
        whole, hyphened = self.words[a + b], self.words[f"{a}-{b}"]
        if whole != hyphened:
            return whole > hyphened
        if not is_hard:
            return True
        if self.breaks or "-" in last or "-" in first:
            return False
        if last.isupper() or first[0].isupper():
            return last.isupper() and first.isupper() and len(first) > 1
        # Where words are hardly ever divided, a hyphen between two whole words is their own.
        return a not in PREFIXES and (self.divides or b not in self.words)


def plain(text: str) -> str:
    """Text with one kind of hyphen, and none that are only hints where a line may end."""
    return text.translate(PLAIN)
