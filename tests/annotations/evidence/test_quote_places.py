"""A quote stands where its words stand, and nowhere else."""

import time

import pytest

from annotations.evidence.quote_places import places_of

TEXT = (
    "He said “we sent 4,120 kits” to Minsk.\nThe 14,120 kits — it’s 4,120,000 — arrived on time, "
    "said the minister. Yes. Yes. Да\u0301ча. 中文字符串测试内容在这里。"
)


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("we sent 4,120 kits", ["we sent 4,120 kits"]),
        ('"we sent 4,120 kits"', ["we sent 4,120 kits"]),
        ("said “we sent", ["said “we sent"]),
        ('said "we sent', ["said “we sent"]),
        ("4,120", ["4,120"]),
        ("to Minsk. The  14,120 kits", ["to Minsk.\nThe 14,120 kits"]),
        ("it's\u00a04,120,000", ["it’s 4,120,000"]),
        ("字符串", ["字符串"]),
        ("Да\u0301ча", ["Да\u0301ча"]),
        ("we sent 4,120 kits […] on time, said the minister", None),
        ("we sent 4,120 kits ... on time, said the minister", None),
        ("we sent 4,120 kits (…) said", ["we sent 4,120 kits"]),
    ],
)
def test_words_that_stand_once_are_found(quote: str, found: list[str] | None) -> None:
    places = places_of(TEXT, quote)
    expected = found or ["we sent 4,120 kits", "on time, said the minister"]
    assert [TEXT[start:end] for start, end in places.spans] == expected
    assert places.count == 1


@pytest.mark.parametrize(
    ("quote", "count"),
    [
        ("we sent 4,121 kits", 0),
        ("We sent 4,120 kits", 0),
        ("it’s 4,120,000 - arrived", 0),
        ("ent 4,120", 0),
        ("120 kits", 0),
        ("Yes", 2),
        ("", 0),
        ("…", 0),
        ("“”", 0),
        ("we … minister", 0),
        ("Да", 0),
    ],
)
def test_other_words_parts_of_words_and_several_places_are_not(quote: str, count: int) -> None:
    places = places_of(TEXT, quote)
    assert (places.spans, places.count) == ([], count)


def test_a_piece_that_is_missing_is_told_beside_the_one_that_is_found() -> None:
    places = places_of(TEXT, "we sent 4,120 kits … and nobody was left out")
    assert (len(places.spans), places.count) == (1, 0)


def test_a_repetitive_text_takes_no_longer_than_another() -> None:
    began = time.perf_counter()
    places_of("a " * 250_000, "a " * 5_000 + "b")
    places_of("a" * 500_000, "a" * 20_000)
    assert time.perf_counter() - began < 5
