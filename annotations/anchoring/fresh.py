"""New text that no old text explains: the only place where words without a home may be taken to have moved.

Offsets are Unicode code points, end exclusive.
"""

from bisect import bisect_left, bisect_right

from annotations.anchoring.align import Pair
from annotations.anchoring.tokens import Tokens

_fewest_words, _shortest = 4, 20  # of a passage that stands nowhere else by chance


class Fresh:
    """What of `new_text` lies between words that stood in `old_text` too."""

    def __init__(self, old_text: str, new_text: str, new: Tokens, taken: bytearray) -> None:
        """`taken` marks the tokens of the new text that old ones explain."""
        self.old_text, self.new_text = old_text, new_text
        self._new, self._taken = new, taken

    def only_place_of(self, start: int, end: int, words: int) -> Pair | None:
        """Return the one fresh place of the very words of `old_text[start:end]`, which are `words` in number.

        None unless they are the passage's own: several, whole, and once in the old text.
        """
        exact = self.old_text[start:end]
        if words < _fewest_words or len(exact) < _shortest:
            return None
        if self.old_text.find(exact) != start or self.old_text.find(exact, start + 1) >= 0:
            return None
        hits: list[int] = []
        place = self.new_text.find(exact)
        while place >= 0 and len(hits) < 2:  # noqa: PLR2004 - two are one too many
            if self._is_fresh(place, place + len(exact)):
                hits.append(place)
            place = self.new_text.find(exact, place + 1)
        if len(hits) != 1 or self._cuts_word(hits[0]) or self._cuts_word(hits[0] + len(exact)):
            return None
        return hits[0], hits[0] + len(exact)

    def _is_fresh(self, start: int, end: int) -> bool:
        first, behind = bisect_right(self._new.ends, start), bisect_left(self._new.starts, end)
        return self._taken.find(1, first, behind) < 0

    def _cuts_word(self, place: int) -> bool:
        before, after = self.new_text[max(0, place - 1) : place], self.new_text[place : place + 1]
        return before.isalnum() and after.isalnum()
