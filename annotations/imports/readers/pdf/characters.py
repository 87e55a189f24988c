"""What the characters of a PDF stand for, which may be drawn as one glyph or named by none."""

import unicodedata

SOFT_HYPHEN = "\u00ad"
HYPHENS = frozenset("-\u00ad\u2010\u2011")
UNKNOWN = "\ufffd"
BULLET = "•"
# pdfium's own names for a hyphen that it found at the end of a line.
PDFIUM_HYPHENS = frozenset({0x2, 0xFFFE})
SPACES = frozenset(
    [0x9, 0xB, 0xC, 0x20, 0x85, 0xA0, 0x1680, 0x202F, 0x205F, 0x3000, *range(0x2000, 0x200B)]
)
LINE_ENDS = frozenset({0xA, 0xD, 0x2028, 0x2029})
# Bullets of the fonts Symbol and Wingdings, which Word writes as private characters.
SYMBOL_BULLETS = frozenset({0xF0B7, 0xF0A7, 0xF0D8, 0xF0FC, 0xF076, 0xF0A8, 0xF06C, 0xF06E})
# Letters that fonts draw as one glyph or in one of several shapes.
SHAPED = ((0xFB00, 0xFDFF), (0xFE70, 0xFEFC))
# Halves of a pair, and characters that only one font knows.
NO_CHARACTERS = ((0xD800, 0xDFFF), (0xE000, 0xF8FF), (0xF0000, 0x10FFFF))
LAST = 0x10FFFF
INVISIBLE = frozenset([0xFEFF, 0x200B, 0x2060, *range(0xFFF0, 0xFFFD), 0xFFFF])

REPLACED: dict[int, str] = {
    **dict.fromkeys(INVISIBLE, ""),
    **dict.fromkeys(SYMBOL_BULLETS, BULLET),
    **dict.fromkeys(SPACES, " "),
    **dict.fromkeys(LINE_ENDS, "\n"),
}
MOST_KNOWN = 70_000  # as many as the basic plane has

_known: dict[int, str] = {}


def resolved(code: int) -> str:
    """The text that a code point of a PDF stands for.

    "" for what is no text, a newline for the end of a line, `UNKNOWN` where only the font knows.
    """
    found = _known.get(code)
    if found is None:
        found = _resolve(code)
        if len(_known) < MOST_KNOWN:
            _known[code] = found
    return found


def _resolve(code: int) -> str:
    if code in REPLACED:
        return REPLACED[code]
    if code < 0x20 or 0x7F <= code < 0xA0:  # noqa: PLR2004 (controls)
        return ""
    if code > LAST or _is_in(code, NO_CHARACTERS):
        return UNKNOWN
    if _is_in(code, SHAPED):
        # A lone vowel sign is drawn over a space, which is no part of the word.
        return unicodedata.normalize("NFKC", chr(code)).replace(" ", "")
    return chr(code)


def _is_in(code: int, ranges: tuple[tuple[int, int], ...]) -> bool:
    return any(first <= code <= last for first, last in ranges)
