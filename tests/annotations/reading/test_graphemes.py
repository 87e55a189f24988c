import time

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.reading.graphemes import boundary_after, boundary_before, is_boundary

AWKWARD = "a б\r\n\u0301\u200d😀👩🇧🇾각각क्ष\u0600\ufe0f🏽א"
awkward_texts = st.text(alphabet=AWKWARD, max_size=16)


@pytest.mark.parametrize(
    ("cluster", "name"),
    [
        ("\r\n", "a line break of Windows"),
        ("e\u0301", "a letter with a combining accent"),
        ("👩‍👩‍👧", "a family of three joined emoji"),
        ("👍🏽", "an emoji with a skin tone"),
        ("🇧🇾", "a flag of two letters"),
        ("각", "a Hangul syllable in pieces"),
    ],
)
def test_it_never_cuts(cluster: str, name: str) -> None:
    text = f"a{cluster}b"
    assert is_boundary(text, 1)
    assert not any(is_boundary(text, 1 + inside) for inside in range(1, len(cluster)))
    assert is_boundary(text, 1 + len(cluster))


def test_it_parts_two_flags_in_a_row() -> None:
    assert [is_boundary("🇧🇾🇵🇱", offset) for offset in range(5)] == [True, False, True, False, True]


def test_the_ends_of_a_text_are_boundaries_and_what_lies_outside_is_none() -> None:
    assert is_boundary("", 0)
    assert is_boundary("\u0301", 0)
    assert is_boundary("\u0301", 1)
    assert not is_boundary("abc", -1)
    assert not is_boundary("abc", 4)


def test_it_finds_the_boundaries_around_an_offset() -> None:
    assert boundary_before("a👩‍👩‍👧b", 3) == 1
    assert boundary_after("a👩‍👩‍👧b", 3) == 6


@settings(max_examples=150, deadline=None)
@given(awkward_texts)
def test_it_agrees_with_the_whole_text_split_into_clusters(text: str) -> None:
    boundaries = {0} | {cluster.end() for cluster in regex.finditer(r"\X", text)}
    assert {offset for offset in range(len(text) + 1) if is_boundary(text, offset)} == boundaries


@pytest.mark.parametrize("piece", ["🇧🇾", "각", "e\u0301", "\u0301", "ab"])
def test_it_is_as_fast_in_two_million_code_points(piece: str) -> None:
    text = piece * (2_000_000 // len(piece))
    began = time.perf_counter()
    for offset in range(1_000_000, 1_000_020):
        is_boundary(text, offset)
    assert time.perf_counter() - began < 0.5
