"""Telling that two texts are nearly the same, from a few numbers kept of each.

A text's word sequences (five words long) are hashed; the smallest hashes are its sketch (bottom-k: A. Broder, "On the
resemblance and containment of documents", 1997). Texts that share some of theirs are compared word by word.
"""

import hashlib
import heapq
import struct
from collections.abc import Iterable, Sequence

import regex

KEPT = 64
"""How many hashes a sketch has at most."""

SEQUENCE = 5
"""Words in a sequence."""

_most_words = 200_000
_word = regex.compile(
    r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}]|[[\p{L}\p{M}\p{N}_]--[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}]]+",
    regex.VERSION1,
)


def words_of(parts: Iterable[str]) -> list[str]:
    """Return the words of some texts in order, folded: no case, no punctuation, no white space.

    A character of a script that writes no spaces is a word. Words beyond the first 200,000 are left out.
    """
    found: list[str] = []
    for part in parts:
        found += _word.findall(part.casefold())
        if len(found) >= _most_words:
            return found[:_most_words]
    return found


def digest_of(words: Sequence[str]) -> str:
    """Return a sha256 in hex that is equal for texts of the same words in the same order."""
    return hashlib.sha256(" ".join(words).encode()).hexdigest()


def sketch_of(words: Sequence[str]) -> list[int]:
    """Return the smallest hashes of the word sequences, as signed 64-bit numbers, in order."""
    return heapq.nsmallest(KEPT, sequences_of(words))


def sequences_of(words: Sequence[str]) -> set[int]:
    """Return the hashes of all sequences of five words; a shorter text is one sequence."""
    if not words:
        return set()
    coded = [word.encode() for word in words]
    last = max(1, len(words) - SEQUENCE + 1)
    found = {
        hashlib.blake2b(b" ".join(coded[at : at + SEQUENCE]), digest_size=8).digest()
        for at in range(last)
    }
    return set(struct.unpack(f">{len(found)}q", b"".join(found)))


def share_of(one: set[int], other: set[int]) -> float:
    """Return the share of the smaller text's sequences that stand in the larger one, 0 to 1."""
    least = min(len(one), len(other))
    return len(one & other) / least if least else 0.0
