import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.reading.graphemes import is_boundary
from annotations.reading.passages import trim


@pytest.mark.parametrize(
    ("selected", "meant"),
    [
        ("  44 people remained, ", "44 people remained"),
        (" “Viasna” reports: ", "“Viasna” reports"),
        ('"In total," he said.', '"In total," he said'),
        ("he said: “", "he said"),
        ("violence”, he said", "violence”, he said"),
        ("(80 %)", "(80 %)"),
        ("80 %).", "80 %"),
        ("$5 billion;", "$5 billion"),
        ("-5 % – ", "-5 %"),
        ("in the U.S. ", "in the U.S."),
        ("Article 24.15.", "Article 24.15"),
        ("Was it so?", "Was it so?"),
        ("the workers' ", "the workers'"),
        ("\u00a0– Вясна,\u00a0", "Вясна"),
        ("«Вясна»", "«Вясна»"),
        ("\u200f،سلام،", "سلام"),
    ],
)
def test_it_keeps_what_was_meant(selected: str, meant: str) -> None:
    start, end = trim(selected, 0, len(selected))
    assert selected[start:end] == meant


def test_offsets_count_in_the_whole_text() -> None:
    assert trim("He said: 44 people, then", 8, 19) == (9, 18)


def test_a_passage_of_punctuation_keeps_it() -> None:
    assert trim(" ... ", 0, 5) == (1, 4)


def test_a_passage_of_white_space_comes_back_empty() -> None:
    start, end = trim(" \n\t", 0, 3)
    assert start == end


def test_a_million_brackets_cost_nothing() -> None:
    text = "(" * 1_000_000
    assert trim(text, 0, len(text)) == (200, 1_000_000)


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="a4 .,\"'“”()%\n\u0301😀\u200d-«»", max_size=14))
def test_it_only_shrinks_and_never_cuts_a_grapheme(text: str) -> None:
    start, end = trim(text, 0, len(text))
    assert 0 <= start <= end <= len(text)
    assert is_boundary(text, start)
    assert is_boundary(text, end)
