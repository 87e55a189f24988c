"""Whether what stands around a passage still says the same.

Its context is the rest of the sentences that it touches, and the attribution that it stands under, which may close a
quotation several sentences further on.
"""

from collections.abc import Sequence

from annotations.anchoring.typography import is_typography
from annotations.reading.attributions import quotation_attribution
from annotations.reading.sentences import sentence_at

Span = tuple[int, int]

_longest = (
    2000  # code points of a sentence on either side; a page without full stops is no sentence
)


def has_same_context(
    old_text: str,
    old_sentences: Sequence[int],
    old: Span,
    new_text: str,
    new_sentences: Sequence[int],
    new: Span,
) -> bool:
    """Say whether the passage `old` and its place `new` stand in the same words, typography not counting."""
    was, now = _around(old_sentences, old), _around(new_sentences, new)
    before = old_text[was[0] : old[0]], new_text[now[0] : new[0]]
    behind = old_text[old[1] : was[1]], new_text[new[1] : now[1]]
    if not (is_typography(*before) and is_typography(*behind)):
        return False
    # An attribution in the sentence itself has just been compared; one that closes a longer quotation has not.
    return _speaker(old_text, old) == _speaker(new_text, new)


def _around(flat: Sequence[int], passage: Span) -> Span:
    touched = sentence_at(flat, *passage)
    if not touched:
        return passage
    start, end = passage
    return (
        max(min(touched[0][0], start), start - _longest),
        min(max(touched[-1][1], end), end + _longest),
    )


def _speaker(text: str, passage: Span) -> str | None:
    attribution = quotation_attribution(text, *passage)
    return " ".join(text[attribution.start : attribution.end].split()) if attribution else None
