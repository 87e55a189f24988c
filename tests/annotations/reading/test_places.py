"""Every place of the same words, also in a hostile text."""

import time

import pytest

from annotations.reading.places import MOST, places_of_words


def found(text: str, start: int, end: int) -> tuple[list[str], int, bool]:
    places = places_of_words(text, start, end)
    assert places.spans[places.index] == (start, end)
    return [text[s:e] for s, e in places.spans], places.index, places.is_capped


def test_white_space_may_differ_and_words_are_whole() -> None:
    text = "more than\n 4,000 kits. And more than 4,000 kits; more  than 4,000 kitsch.\n\nmore than\u00a04,000 kits"
    start = text.index("And") + 4
    words, index, is_capped = found(text, start, text.index(";"))
    assert words == ["more than\n 4,000 kits", "more than 4,000 kits", "more than\u00a04,000 kits"]
    assert (index, is_capped) == (1, False)


def test_part_of_a_word_is_found_in_words_too() -> None:
    assert found("insk Minsk Pinsk", 6, 10)[0] == ["insk", "insk", "insk"]


def test_no_grapheme_is_cut() -> None:
    assert found("cafe cafe\u0301 cafe", 0, 4)[0] == ["cafe", "cafe"]


def test_of_too_many_places_those_up_to_the_passage_are_told() -> None:
    text = "ab cd " * 1_000
    words, index, is_capped = found(text, 0, 2)
    assert (len(words), index, is_capped) == (MOST, 0, True)
    words, index, is_capped = found(text, 5_994, 5_996)
    assert (len(words), index, is_capped) == (MOST, MOST - 1, True)


@pytest.mark.parametrize(
    ("text", "end"), [("a" * 1_000_000, 1), ("a " * 500_000, 19_999), ("a\n\n" * 330_000, 1)]
)
def test_hostile_texts_cost_little(text: str, end: int) -> None:
    began = time.process_time()
    assert found(text, 0, end)[2]
    assert time.process_time() - began < 2
