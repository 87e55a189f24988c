"""Passages as W3C Web Annotation selectors: a position, and the words with what stands around them.

Offsets are Unicode code points, counted from 0, end exclusive; no passage begins or ends inside a grapheme.
https://www.w3.org/TR/annotation-model/#text-quote-selector and #text-position-selector
"""

from dataclasses import dataclass

from annotations.reading.graphemes import boundary_after, boundary_before, is_boundary
from annotations.reading.repeats import occurrences

CONTEXT = 32
"""Code points of context kept on either side: Hypothesis' habit."""

Span = tuple[int, int]


class SelectorError(ValueError):
    """A selection that names no passage. `code` is for programs."""

    code = "selector"


class OffsetOutside(SelectorError):
    """An offset lies before the text, behind it, or the end lies before the start."""

    code = "offset_outside"


class EmptySelection(SelectorError):
    """Nothing is selected, or nothing but white space."""

    code = "empty_selection"


class InsideGrapheme(SelectorError):
    """An end falls between the code points of one character as readers see it."""

    code = "inside_grapheme"


@dataclass(frozen=True, slots=True)
class Selector:
    """A TextPositionSelector and a TextQuoteSelector of the same passage."""

    start: int
    end: int
    exact: str
    prefix: str
    suffix: str


def describe(text: str, start: int, end: int, context: int = CONTEXT) -> Selector:
    """Return the selectors of `text[start:end]`.

    Prefix and suffix have at most `context` code points; they are shorter where the full length would cut a grapheme.

    Raises:
        SelectorError: as `check_span` does.
    """
    check_span(text, start, end)
    prefix_start = boundary_after(text, max(0, start - context))
    suffix_end = boundary_before(text, min(len(text), end + context))
    return Selector(
        start=start,
        end=end,
        exact=text[start:end],
        prefix=text[min(prefix_start, start) : start],
        suffix=text[end : max(suffix_end, end)],
    )


def resolve(
    text: str,
    *,
    exact: str | None = None,
    prefix: str | None = None,
    suffix: str | None = None,
    start: int | None = None,
    end: int | None = None,
) -> list[Span]:
    """Return every passage of `text` that the selectors mean, in text order; none when nothing matches.

    A quote that matches several times means all of them. A position alone is that passage; a position whose words are
    `exact` (between `prefix` and `suffix`, where given) decides among several; one that disagrees is passed over.

    Raises:
        SelectorError: neither position nor quote is given, or a position without quote is no passage, or the quote is
            blank.
    """
    if exact is None:
        if start is None or end is None:
            raise EmptySelection("Neither a position nor words are given.")
        check_span(text, start, end)
        return [(start, end)]
    if not exact.strip():
        raise EmptySelection("The words are empty.")
    before, after = prefix or "", suffix or ""
    agrees = start is not None and end in (None, start + len(exact))
    if start is not None and agrees and _stands_at(text, start, exact, before, after):
        return [(start, start + len(exact))]
    places = (place + len(before) for place in occurrences(text, before + exact + after))
    spans = ((place, place + len(exact)) for place in places)
    return [span for span in spans if is_boundary(text, span[0]) and is_boundary(text, span[1])]


def check_span(text: str, start: int, end: int) -> None:
    """Refuse a passage that cannot be marked in `text`.

    Raises:
        OffsetOutside: an offset lies outside the text, or end before start.
        EmptySelection: the passage has no code point, or only white space.
        InsideGrapheme: an end would cut a grapheme.
    """
    check_window(text, 0, start, end, len(text))


def check_window(window: str, window_start: int, start: int, end: int, text_length: int) -> None:
    """Do what `check_span` does with a slice of a long text.

    `window` is `text[window_start : window_start + len(window)]`; `start`, `end` count in the whole text, whose length
    is `text_length`. The window has to hold the passage, and some 64 code points on either side for its ends to be
    judged well.

    Raises:
        SelectorError: as `check_span` does.
        ValueError: the window does not hold the passage.
    """
    if not 0 <= start <= end <= text_length:
        raise OffsetOutside(f"{start}..{end} lies outside the text of {text_length} code points.")
    if start == end:
        raise EmptySelection("Nothing is selected.")
    low, high = start - window_start, end - window_start
    if low < 0 or high > len(window):
        raise ValueError("The window does not hold the passage.")
    if window[low:high].isspace():
        raise EmptySelection("Only white space is selected.")
    for offset in (low, high):
        if not is_boundary(window, offset):
            raise InsideGrapheme(f"{offset + window_start} falls inside a character.")


def _stands_at(text: str, start: int, exact: str, prefix: str, suffix: str) -> bool:
    end = start + len(exact)
    return (
        start >= 0
        and end <= len(text)
        and text.startswith(exact, start)
        and text.endswith(prefix, 0, start)
        and text.startswith(suffix, end)
        and is_boundary(text, start)
        and is_boundary(text, end)
    )
