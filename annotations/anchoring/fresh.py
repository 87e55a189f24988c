"""New text that no old text explains: the only place where words without a home may be taken to have moved.

Offsets are Unicode code points, end exclusive.
"""

from annotations.anchoring.align import Pair
from annotations.anchoring.tokens import Tokens

_fewest_words, _shortest = 4, 20  # of a passage that stands nowhere else by chance


class Fresh:
    """The stretches of `new_text` between words that stood in `old_text` too."""

    def __init__(self, old_text: str, new_text: str, new: Tokens, taken: bytearray) -> None:
        """`taken` marks the tokens of the new text that old ones explain."""
        self.old_text, self.new_text = old_text, new_text
        self._stretches = _stretches(new, taken, len(new_text))

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
        for low, high in self._stretches:
            place = self.new_text.find(exact, low, high)
            while place >= 0 and len(hits) < 2:  # noqa: PLR2004 - two are one too many
                hits.append(place)
                place = self.new_text.find(exact, place + 1, high)
        if len(hits) != 1 or self._cuts_word(hits[0]) or self._cuts_word(hits[0] + len(exact)):
            return None
        return hits[0], hits[0] + len(exact)

    def _cuts_word(self, place: int) -> bool:
        before, after = self.new_text[max(0, place - 1) : place], self.new_text[place : place + 1]
        return before.isalnum() and after.isalnum()


def _stretches(tokens: Tokens, taken: bytearray, length: int) -> list[Pair]:
    found = []
    low = taken.find(b"\x00")
    while low >= 0:
        high = taken.find(b"\x01", low)
        high = high if high >= 0 else len(taken)
        begin = tokens.ends[low - 1] if low else 0
        found.append((begin, tokens.starts[high] if high < len(taken) else length))
        low = taken.find(b"\x00", high)
    return found
