"""What counts as the same words, for the finder and the filters."""

from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[..., Any]
FIND = """
const text = new m.Folded(given[0]);
return text.placesOf(m.needleOf(given[1])).map(([start, end]) => given[0].slice(start, end));
"""


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("Kits and KITS", "kits", ["Kits", "KITS"]),
        ("Министр Ёлкин и елкин", "ЕЛКИН", ["Ёлкин", "елкин"]),
        ("Prayed for a café, a cafe\u0301 and a cafe", "cafe", ["café", "cafe\u0301", "cafe"]),
        ('“so” «so» "so"', '"so"', ["“so”", "«so»", '"so"']),
        ("it’s it's", "it's", ["it’s", "it's"]),
        ("1990–1995 and 1990-1995", "1990-1995", ["1990–1995", "1990-1995"]),
        ("3\u00a0000 and 3 000", "3 000", ["3\u00a0000", "3 000"]),
        ("a\u200bb co\u00adop", "ab coop", ["a\u200bb co\u00adop"]),
        ("🕊️ kits 🧼 kits", "kits", ["kits", "kits"]),
        ("👨\u200d👩\u200d👧 and ❤️", "❤", ["❤️"]),
        ("🚨🚨", "🚨", ["🚨", "🚨"]),
        ("мой и мои", "мои", ["мои"]),
        ("моиˋ мои\u0306 мой", "мой", ["мои\u0306", "мой"]),
        ("İstanbul and istanbul", "istanbul", ["İstanbul", "istanbul"]),
        ("ΛΌΓΟΣ λόγος", "λογοσ", ["ΛΌΓΟΣ", "λόγος"]),
        ("مُحَمَّد", "محمد", ["مُحَمَّد"]),
        ("aaaa", "aa", ["aa", "aa"]),
        ("two\nlines", "two lines", ["two\nlines"]),
        ("anything", "  ", []),
        ("half \ud83d an emoji", "an", ["an"]),
    ],
)
def test_words_are_found_as_a_reader_means_them(
    run: Run, text: str, words: str, found: list[str]
) -> None:
    assert run("workspace/folding.js", FIND, [text, words]) == found
