"""Which differences between two wordings are typography only, as the contract defines it.

One glyph for another of its kind: a curly quote for a straight one, a no-break space for a space, another canonical Unicode
form. Never compatibility folding (NFKC). Anything in or beside a figure, dashes, case, white space of another width or
number, and quote marks gained or lost are wording.
"""

import unicodedata

_kinds = (
    '"“”„‟«»',
    "'’‘‚‛ʼ",
    " \u00a0\u202f\u2007",
)
_fold = str.maketrans({glyph: kind[0] for kind in _kinds for glyph in kind})


def folded(text: str) -> str:
    """The text in one canonical form, one glyph for each kind: equal for two that differ in typography only."""
    return unicodedata.normalize("NFC", text).translate(_fold)


def is_typography(old: str, new: str) -> bool:
    """Say whether `old` and `new` are the same or differ in typography only."""
    if old == new:
        return True
    old, new = unicodedata.normalize("NFC", old), unicodedata.normalize("NFC", new)
    if old == new:
        return True
    if len(old) != len(new) or old.translate(_fold) != new.translate(_fold):
        return False
    return not any(
        _is_beside_figure(old, place)
        for place, (before, after) in enumerate(zip(old, new, strict=True))
        if before != after
    )


def _is_beside_figure(text: str, place: int) -> bool:
    return any(glyph.isnumeric() for glyph in text[max(0, place - 1) : place + 2])
