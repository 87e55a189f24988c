"""How like the right text an extracted one is."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

SHINGLE = 4
WORD = re.compile(r"\w+")
LINE = re.compile(r"[\r\n\u2028\u2029]+")
Shares = tuple[float | None, float | None]


class F1(NamedTuple):
    """Harmonic mean of the means of precision and recall over pages."""

    f1: float
    precision: float
    recall: float


@dataclass(slots=True)
class Quality:
    """What was found on pages, one entry each."""

    texts: list[Shares] = field(default_factory=list)
    paragraphs: list[Shares] = field(default_factory=list)
    right: dict[str, list[bool]] = field(default_factory=lambda: {"title": [], "date": []})

    def text(self) -> F1:
        """Over shingles of the text."""
        return mean(self.texts)

    def paragraph(self) -> F1:
        """Over whole paragraphs."""
        return mean(self.paragraphs)

    def compare(self, right: dict[str, Any], answer: dict[str, Any]) -> None:
        """Note whether title and day are right, where it is known what is right."""
        if right.get("title"):
            self.right["title"].append(key(right["title"]) == key(answer.get("title")))
        if right.get("date"):
            self.right["date"].append((answer.get("published_at") or "")[:10] == right["date"])

    def share(self, name: str) -> float:
        """How many of the titles or dates are right."""
        found = self.right[name]
        return sum(found) / len(found) if found else float("nan")


def key(text: str | None) -> str:
    """The words of a title, folded."""
    return " ".join(WORD.findall(unicodedata.normalize("NFKC", text or "").casefold()))


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """How often each row of four words stands in a text; of a shorter text, the whole of it."""
    words = WORD.findall(text)
    if not words:
        return Counter()
    rows = [tuple(words[n : n + SHINGLE]) for n in range(max(1, len(words) - SHINGLE + 1))]
    return Counter(rows)


def paragraphs_of(texts: Iterable[str]) -> Counter[str]:
    """How often each line stands in the texts, white space and compatibility forms folded."""
    lines = (
        " ".join(unicodedata.normalize("NFKC", line).split())
        for t in texts
        for line in LINE.split(t)
    )
    return Counter(line for line in lines if line)


def overlap(right: Counter[Any], found: Counter[Any]) -> Shares:
    """Precision and recall of one page; None where there is nothing on that side."""
    both = sum((right & found).values())
    return (
        both / found.total() if found else None,
        both / right.total() if right else None,
    )


def mean(pages: Sequence[Shares]) -> F1:
    """Over pages."""
    precision, recall = (_mean([page[side] for page in pages]) for side in (0, 1))
    both = precision + recall
    return F1(2 * precision * recall / both if both else 0.0, precision, recall)


def _mean(values: Sequence[float | None]) -> float:
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else 0.0
