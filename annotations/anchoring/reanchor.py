"""Re-anchoring: where a passage of an old text stands in a new one, at its words or honestly nowhere.

A wrong place is worse than an orphan. Offsets are Unicode code points, end exclusive.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from annotations.anchoring.context import has_same_context
from annotations.anchoring.passage_map import Found, PassageMap
from annotations.anchoring.typography import is_typography
from annotations.reading.sentences import sentences


@dataclass(frozen=True, slots=True)
class Placement:
    """What became of a passage, in the words of the contract.

    `anchored` and `moved` have the same characters; `change` is set for `changed` alone. An orphan has no place, and its
    context is changed. `candidates` are for a person to choose from, best first: (start, end, score from 0 to 1); they are
    looked for when a person has to look, for orphans and changed wording.
    """

    state: Literal["anchored", "moved", "changed", "orphaned"]
    start: int | None = None
    end: int | None = None
    change: Literal["typography", "wording"] | None = None
    context: Literal["same", "changed"] = "same"
    candidates: list[tuple[int, int, float]] = field(default_factory=list)


class Mapper:
    """Re-anchors passages of one text in another: prepared once for the pair, asked once per passage."""

    def __init__(
        self,
        old_text: str,
        new_text: str,
        old_sentences: Sequence[int] | None = None,
        new_sentences: Sequence[int] | None = None,
    ) -> None:
        """Compare the texts.

        Sentences are flat lists [s0, e0, s1, e1, ...] as stored with a revision; without them the texts are split here.
        """
        self.old_text, self.new_text = old_text, new_text
        self.old_sentences = _flat(old_text) if old_sentences is None else old_sentences
        self.new_sentences = _flat(new_text) if new_sentences is None else new_sentences
        self.map = PassageMap(old_text, new_text, self.old_sentences, self.new_sentences)

    def place(self, start: int, end: int) -> Placement:
        """Say what became of `old_text[start:end]`. The state comes from comparing the strings, never from a score."""
        found = self.map.find(start, end)
        if found is None:
            return Placement(
                "orphaned", context="changed", candidates=self.map.candidates(start, end, None)
            )
        was, now = self.old_text[start:end], self.new_text[found.start : found.end]
        context = self._context(start, end, found)
        if was == now:
            state: Literal["anchored", "moved"] = "moved" if found.moved else "anchored"
            return Placement(state, found.start, found.end, context=context)
        change: Literal["typography", "wording"] = (
            "typography" if is_typography(was, now) else "wording"
        )
        candidates = self.map.candidates(start, end, found) if change == "wording" else []
        return Placement("changed", found.start, found.end, change, context, candidates)

    def _context(self, start: int, end: int, found: Found) -> Literal["same", "changed"]:
        same = has_same_context(
            self.old_text,
            self.old_sentences,
            (start, end),
            self.new_text,
            self.new_sentences,
            (found.start, found.end),
        )
        return "same" if same else "changed"


def _flat(text: str) -> list[int]:
    return [offset for span in sentences(text, 0, len(text)) for offset in span]
