"""Word pieces as BERT's uncased models read them: the tokens that an optional embedding model knows.

After the WordPiece rule of Devlin et al. (2018): the longest piece first, and a word that has no pieces is unknown.
"""

import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import regex

UNKNOWN, FIRST, LAST = "[UNK]", "[CLS]", "[SEP]"
LONGEST_WORD = 100

# Punctuation, ASCII symbols and Chinese characters stand alone; all else that is no space joins into words.
_WORDS = regex.compile(r"[\p{P}$+<=>^`|~]|\p{Han}|[^\s\p{P}$+<=>^`|~\p{Han}]+")
_UNSEEN = regex.compile(r"[\p{Mn}\p{Cc}\p{Cf}\p{Co}�]")


@lru_cache(maxsize=1)
def pieces_in(path: Path) -> dict[str, int]:
    """The pieces of a vocabulary file, one a line, with their numbers."""
    lines = path.read_text(encoding="utf-8").split("\n")
    return {piece: number for number, piece in enumerate(lines) if piece}


def numbers_of(text: str, vocabulary: Mapping[str, int], most: int) -> list[int]:
    """The numbers of the pieces of `text`, between the model's first and last; at most `most` with both."""
    numbers = [vocabulary[FIRST]]
    for word in _WORDS.findall(_plain(text)):
        numbers += _of_word(word, vocabulary)
        if len(numbers) >= most:
            break
    return [*numbers[: most - 1], vocabulary[LAST]]


def _plain(text: str) -> str:
    """Lower case, without accents, with plain spaces and nothing unseen."""
    spaced = regex.sub(r"\s", " ", text.lower())
    return _UNSEEN.sub("", unicodedata.normalize("NFD", spaced))


def _of_word(word: str, vocabulary: Mapping[str, int]) -> list[int]:
    if len(word) > LONGEST_WORD:
        return [vocabulary[UNKNOWN]]
    numbers, start = [], 0
    while start < len(word):
        for end in range(len(word), start, -1):
            piece = word[start:end] if start == 0 else "##" + word[start:end]
            if piece in vocabulary:
                numbers.append(vocabulary[piece])
                start = end
                break
        else:
            return [vocabulary[UNKNOWN]]
    return numbers
