"""A crowded column slides so that what belongs to the line being read stands beside it."""

from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[..., Any]
WANTED = [0, 30, 60, 90, 120]
TOPS = [0, 42, 84, 126, 168]


def shift(run: Run, line: float, wanted: list[int] = WANTED, tops: list[int] = TOPS) -> float:
    found: float = run(
        "workspace/slide.js",
        "return m.shiftFor(given[0], given[1], given[2])",
        [wanted, tops, line],
    )
    return found


@pytest.mark.parametrize("at", range(5))
def test_an_item_stands_beside_its_line_when_that_is_read(run: Run, at: int) -> None:
    assert TOPS[at] + shift(run, WANTED[at]) == WANTED[at]


def test_between_two_lines_the_column_moves_evenly(run: Run) -> None:
    assert shift(run, 45) == (shift(run, 30) + shift(run, 60)) / 2


def test_above_the_first_and_below_the_last_nothing_moves_further(run: Run) -> None:
    assert shift(run, -500) == 0
    assert shift(run, 5_000) == 120 - 168


def test_items_of_one_line_and_an_empty_column_are_no_trouble(run: Run) -> None:
    assert shift(run, 30, [30, 30, 30], [0, 42, 84]) == 30 - 84
    assert shift(run, 30, [], []) == 0


SET = """
globalThis.addEventListener = () => {};
globalThis.innerHeight = 900;
globalThis.scrollY = given.scroll;
const style = { removeProperty() {} };
const parent = { toggleAttribute() {}, getBoundingClientRect: () => ({ top: -given.scroll }) };
const slide = new m.Slide({ style, parentElement: parent });
slide.set([0, 100], [0, 60], given.height, given.room, given.open ?? null);
return { isCrowded: slide.isCrowded, end: given.height + slide.shift };
"""


def test_at_the_end_of_the_text_the_end_of_the_column_stands(run: Run) -> None:
    found = run("workspace/slide.js", SET, {"room": 2000, "height": 4000, "scroll": 1100})
    assert found == {"isCrowded": True, "end": 2000}


def test_beside_a_short_text_no_card_is_cut_off(run: Run) -> None:
    found = run("workspace/slide.js", SET, {"room": 120, "height": 4000, "scroll": 0})
    assert found == {"isCrowded": False, "end": 4000}


@pytest.mark.parametrize(
    ("top", "line"), [(200, 0), (72, 0), (-1600, 2040), (-3700, 4600), (-4500, 4600)]
)
def test_the_line_goes_from_the_first_to_the_last_as_the_text_scrolls_by(
    run: Run, top: int, line: float
) -> None:
    found = run("workspace/slide.js", "return m.readingLine(given, 4600, 900)", top)
    assert found == pytest.approx(line, abs=2)


OPEN = {"wanted": 1200, "top": 1900, "height": 1250}


@pytest.mark.parametrize("scroll", [400, 1000, 1200, 2300])
def test_a_column_whose_open_card_is_in_sight_does_not_move(run: Run, scroll: int) -> None:
    given = {"room": 2000, "height": 5000, "scroll": scroll, "open": OPEN}
    found = run("workspace/slide.js", SET, given)
    assert found == {"isCrowded": True, "end": 5000 + 1200 - 1900}


def test_it_slides_again_when_the_open_card_is_out_of_sight(run: Run) -> None:
    given = {"room": 4000, "height": 9000, "scroll": 0, "open": OPEN}
    assert run("workspace/slide.js", SET, given) != {"isCrowded": True, "end": 9000 - 700}


def test_for_one_long_open_card_the_page_is_longer_and_nothing_slides(run: Run) -> None:
    given = {"room": 1345, "height": 2505, "scroll": 434}
    crowded = run("workspace/slide.js", SET, given)
    assert crowded["isCrowded"]
    opened = {"wanted": 1255, "top": 1255, "height": 1250}
    found = run("workspace/slide.js", SET, {**given, "open": opened})
    assert found == {"isCrowded": False, "end": 2505}
