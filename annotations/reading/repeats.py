"""What a text prints twice.

Publishers print a lede as standfirst and again behind the dateline. The second is kept, and counted once.
"""

from collections.abc import Sequence

import regex

FEWEST_WORDS = 5
"""A shorter paragraph ("Yes.", "Advertisement") may well stand twice without repeating anything."""

_longest_overlapping = 10_000
_word = regex.compile(r"\w+")
_blank = regex.compile(r"[\s\p{Cf}]+")
_quote_marks = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "’": "'", "‘": "'"})
_ends = " .!…;:,-–—"
# "GENOA (UrduPoint News / Sputnik - 18th August, 2020) ", "MINSK, August 18 (Reuters) — ", "Минск. 18 августа. БелаПАН — "
_dateline = regex.compile(
    r"""\p{Lu}[^"!?]{0,60}?\([^()]{2,120}\)\s?[:–—-]*\s|\p{Lu}[^"!?]{1,100}?\s[–—-]{1,2}\s|\p{Lu}{3,}[^"!?.]{0,60}[:.]\s""",
)


def repeats(paragraphs: Sequence[str]) -> list[int | None]:
    """For each paragraph, return the index of the earlier one that it repeats, else None.

    A repeat has the same words in the same order, save for a dateline in front of either, quote marks of another shape,
    other white space or other final punctuation. What is repeated is always the first of its kind.
    """
    first: dict[str, int] = {}
    found: list[int | None] = []
    for index, paragraph in enumerate(paragraphs):
        keys = _keys(paragraph)
        earlier = min((first[key] for key in keys if key in first), default=None)
        found.append(earlier)
        for key in keys:
            first.setdefault(key, index if earlier is None else earlier)
    return found


def occurrences(text: str, exact: str) -> list[int]:
    """Return every offset (code points) where `exact` stands in `text`, overlapping ones too, in order.

    Of words longer than 10,000 code points the overlapping ones are left out: no passage of an article needs them, and
    a repetitive text would make them dear.
    """
    if not exact:
        return []
    step = 1 if len(exact) <= _longest_overlapping else len(exact)
    found = []
    place = text.find(exact)
    while place >= 0:
        found.append(place)
        place = text.find(exact, place + step)
    return found


def _keys(paragraph: str) -> list[str]:
    """Return what the paragraph says, and what it says behind its dateline."""
    folded = _blank.sub(" ", paragraph.translate(_quote_marks)).strip()
    said = [folded]
    dateline = _dateline.match(folded)
    if dateline:
        said.append(folded[dateline.end() :])
    keys = (text.strip(_ends) for text in said)
    return [key for key in keys if len(_word.findall(key)) >= FEWEST_WORDS]
