"""Finding words that another program took from the same text by way of a page.

White space, invisible characters and the kind of quote marks may differ there. Offsets are Unicode code points, end
exclusive.

Nothing is guessed: what stands in several places is all of them, unless what stands around the words tells one.
"""

import unicodedata
from collections.abc import Iterator

import regex

from annotations.anchoring.selectors import Span, resolve
from annotations.anchoring.typography import folded
from annotations.reading.graphemes import is_boundary
from annotations.reading.repeats import occurrences

_cluster = regex.compile(r"\X")


class LooseText:
    """A text to look in, prepared once and only when that is needed."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._folded: tuple[str, list[int], list[int]] | None = None

    def places(
        self,
        exact: str,
        prefix: str = "",
        suffix: str = "",
        start: int | None = None,
        end: int | None = None,
    ) -> list[Span]:
        """Every place that the words mean, in text order; none where they do not stand in the text.

        Words between exactly what stands around them come first, then the words alone, then the words in another
        typography. A position decides only where exactly these words stand.
        """
        if not exact.strip():
            return []
        strict = resolve(self.text, exact=exact, prefix=prefix, suffix=suffix, start=start, end=end)
        if len(strict) == 1:
            return strict
        found = strict or resolve(self.text, exact=exact) or self._loosely(exact)
        return self._told_apart(found, prefix, suffix) if len(found) > 1 else found

    def _loosely(self, exact: str) -> list[Span]:
        text, starts, ends = self._prepared()
        words, raw = _plain(exact).strip(), self.text
        if not words:
            return []
        spans = ((starts[at], ends[at + len(words) - 1]) for at in occurrences(text, words))
        # A match that begins or ends within what is one character of the text is none.
        return [
            (s, e)
            for s, e in spans
            if is_boundary(raw, s) and is_boundary(raw, e) and _plain(raw[s:e]).strip() == words
        ]

    def _told_apart(self, spans: list[Span], prefix: str, suffix: str) -> list[Span]:
        """The one place that has all that stands around the words, or all of them."""
        before, after = _plain(prefix).strip(), _plain(suffix).strip()
        if not (before or after):
            return spans
        reach = 2 * max(len(prefix), len(suffix)) + 32
        fitting = [
            (s, e)
            for s, e in spans
            if _plain(self.text[max(0, s - reach) : s]).rstrip().endswith(before)
            and _plain(self.text[e : e + reach]).lstrip().startswith(after)
        ]
        return fitting if len(fitting) == 1 else spans

    def _prepared(self) -> tuple[str, list[int], list[int]]:
        if self._folded is None:
            glyphs: list[str] = []
            starts: list[int] = []
            ends: list[int] = []
            for glyph, start, end in _glyphs(self.text):
                glyphs.append(glyph)
                starts.extend([start] * len(glyph))
                ends.extend([end] * len(glyph))
            self._folded = "".join(glyphs), starts, ends
        return self._folded


def _plain(text: str) -> str:
    return "".join(glyph for glyph, _start, _end in _glyphs(text))


def _glyphs(text: str) -> Iterator[tuple[str, int, int]]:
    """The text's characters in one typography, with their offsets: a run of white space is one space."""
    was_space = False
    is_composed = unicodedata.is_normalized("NFC", text)
    pieces = (
        enumerate(text) if is_composed else ((m.start(), m[0]) for m in _cluster.finditer(text))
    )
    for start, piece in pieces:
        is_space = piece.isspace()
        if is_space and was_space:
            continue
        if len(piece) == 1 and unicodedata.category(piece) == "Cf":
            continue
        was_space = is_space
        yield " " if is_space else folded(piece), start, start + len(piece)
