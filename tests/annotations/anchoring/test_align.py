import time
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.anchoring.align import common_pairs, heaviest_chain

numbers = st.lists(st.integers(0, 6), max_size=24)


def test_unique_members_anchor_what_is_repeated() -> None:
    # The second 9 went; the unique neighbours tell which one it was.
    assert common_pairs([9, 1, 9, 2, 9], [9, 1, 2, 9]) == [(0, 0), (1, 1), (3, 2), (4, 3)]


def test_of_two_blocks_that_changed_places_the_heavier_stays() -> None:
    assert common_pairs([1, 2, 3], [2, 3, 1]) == [(1, 0), (2, 1)]
    assert common_pairs([1, 2, 3], [2, 3, 1], weights=[9.0, 1.0, 1.0]) == [(0, 2)]


def test_a_chain_increases_strictly_on_both_sides() -> None:
    assert heaviest_chain([(0, 3, 5.0), (1, 0, 1.0), (2, 1, 1.0), (2, 2, 1.0)]) == [(0, 3)]
    assert heaviest_chain([]) == []


@settings(max_examples=200, deadline=None)
@given(numbers, numbers)
def test_pairs_are_equal_and_increase(old: list[int], new: list[int]) -> None:
    pairs = common_pairs(old, new)
    assert all(old[a] == new[b] for a, b in pairs)
    assert all(x[0] < y[0] and x[1] < y[1] for x, y in pairwise(pairs))


@settings(max_examples=50, deadline=None)
@given(numbers)
def test_a_sequence_is_wholly_itself(members: list[int]) -> None:
    assert common_pairs(members, members) == [(n, n) for n in range(len(members))]


def test_a_hundred_thousand_repeats_with_holes_take_no_time() -> None:
    old = [1] * 100_000
    new = [7 + n if n % 997 == 0 else 1 for n in range(100_000)]
    began = time.perf_counter()
    assert len(common_pairs(old, new)) > 99_000
    assert time.perf_counter() - began < 3
