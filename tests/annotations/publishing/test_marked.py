"""A text cut at passages: every character once, every passage from its first to its last."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotations.publishing.marked import MOST_LINES, Run, Span, runs_of

TEXT = "The ministry counted 4,120 kits in May."


def covered(runs: list[Run[str]]) -> dict[str, str]:
    """By the passage, the words that are underlined for it."""
    found: dict[str, str] = {}
    for run in runs:
        for one in run.over:
            found[one] = found.get(one, "") + run.text
    return found


def test_overlapping_passages_are_all_underlined_and_numbered_where_they_end() -> None:
    spans = [Span(0, 20, 1, "a"), Span(4, 31, 2, "b"), Span(21, 26, 3, "c"), Span(4, 12, 4, "d")]
    runs = runs_of(TEXT, spans)
    assert "".join(run.text for run in runs) == TEXT
    assert covered(runs) == {span.of: TEXT[span.start : span.end] for span in spans}
    assert [one for run in runs for one in run.ends] == ["d", "a", "c", "b"]
    assert [one for run in runs for one in run.begins] == ["a", "b", "d", "c"]


def test_the_same_words_marked_often_keep_every_number_though_only_some_lines_fit() -> None:
    spans = [Span(4, 12, n, str(n)) for n in range(1, 9)]
    (_before, run, _after) = runs_of(TEXT, spans)
    assert run.over == tuple(str(n) for n in range(1, MOST_LINES + 1))
    assert run.ends == tuple(str(n) for n in range(1, 9))


def test_a_passage_that_runs_on_is_numbered_in_its_last_stretch_only() -> None:
    (run,) = runs_of("abc", [Span(0, 3, 1, "a", begins=True, ends=False)])
    assert (run.begins, run.ends) == (("a",), ())


def test_a_text_without_passages_is_one_run() -> None:
    assert runs_of("abc", []) == [Run("abc", (), (), ())]
    assert runs_of("", []) == []


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 9)), max_size=12))
def test_no_character_and_no_passage_is_lost(places: list[tuple[int, int]]) -> None:
    spans = [Span(at, min(at + length, len(TEXT)), n, n) for n, (at, length) in enumerate(places)]
    runs = runs_of(TEXT, spans)
    assert "".join(run.text for run in runs) == TEXT
    assert sorted(one for run in runs for one in run.ends) == list(range(len(spans)))
    assert sorted(one for run in runs for one in run.begins) == list(range(len(spans)))


@pytest.mark.parametrize("count", [2_000])
def test_thousands_over_each_other_are_cut_in_no_time(count: int) -> None:
    text = "x" * (2 * count)
    runs = runs_of(text, [Span(n, 2 * count - n, n, n) for n in range(count)])
    assert sum(len(run.ends) for run in runs) == count
    assert all(len(run.over) <= MOST_LINES for run in runs)
