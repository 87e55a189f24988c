"""The fonts of printed proofs: those of the product, and of them only the alphabets that a document has.

Each file has a family of its own. WeasyPrint takes one family for one font, and would draw the letters of one alphabet
with those of another. Unpacking a file takes a third of a second, so none is named in vain. What no file has (Chinese,
emoji) is drawn with whatever fonts the machine has.
"""

import re
from pathlib import Path
from typing import NamedTuple


class Face(NamedTuple):
    """A font file: its family here, and the characters for which it is needed."""

    family: str
    file: str
    needed: str
    style: str = "normal"


_LATIN, _EXTENDED = (
    "[A-Za-z0-9]",
    "[\u0100-\u02ba\u02bd-\u02c5\u02c7-\u02cc\u1d00-\u1eff\u2c60-\u2c7f\ua720-\ua7ff]",
)
_CYRILLIC, _OLD = (
    "[\u0400-\u045f\u0490\u0491\u04b0\u04b1\u2116]",
    "[\u0460-\u048f\u0492-\u04af\u04b2-\u052f\u2de0-\u2dff\ua640-\ua69f]",
)
FACES = (
    Face("Proof Serif", "source-serif-4-latin-wght-normal", _LATIN),
    Face("Proof Serif", "source-serif-4-latin-wght-italic", _LATIN, "italic"),
    Face("Proof Serif Latin", "source-serif-4-latin-ext-wght-normal", _EXTENDED),
    Face("Proof Serif Latin", "source-serif-4-latin-ext-wght-italic", _EXTENDED, "italic"),
    Face("Proof Serif Cyrillic", "source-serif-4-cyrillic-wght-normal", _CYRILLIC),
    Face("Proof Serif Cyrillic", "source-serif-4-cyrillic-wght-italic", _CYRILLIC, "italic"),
    Face("Proof Serif Slavonic", "source-serif-4-cyrillic-ext-wght-normal", _OLD),
    Face("Proof Sans", "inter-latin-wght-normal", _LATIN),
    Face("Proof Sans Latin", "inter-latin-ext-wght-normal", _EXTENDED),
    Face("Proof Sans Cyrillic", "inter-cyrillic-wght-normal", _CYRILLIC),
    Face("Proof Sans Slavonic", "inter-cyrillic-ext-wght-normal", _OLD),
    Face(
        "Proof Arabic",
        "noto-naskh-arabic-arabic-wght-normal",
        "[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc]",
    ),
    Face("Proof Hebrew", "noto-serif-hebrew-hebrew-wght-normal", "[\u0590-\u05ff\ufb1d-\ufb4f]"),
)
_RULE = '@font-face {{ font-family: "{0.family}"; font-style: {0.style}; src: url("{1}") }}\n'


def font_rules(text: str, folder: Path) -> str:
    """CSS that names the fonts for a document.

    Args:
        text: the document, with all that is drawn.
        folder: where the font files are.
    """
    needed = [face for face in FACES if re.search(face.needed, text)]
    rules = [_RULE.format(face, (folder / f"{face.file}.woff2").as_uri()) for face in needed]
    serif, sans = (_families(needed, but) for but in ("Proof Sans", "Proof Serif"))
    return f"{''.join(rules)}:root {{ --serif: {serif}, serif; --sans: {sans}, sans-serif }}\n"


def _families(faces: list[Face], but: str) -> str:
    found = dict.fromkeys(face.family for face in faces if not face.family.startswith(but))
    return ", ".join(f'"{family}"' for family in found)
