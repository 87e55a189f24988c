"""Cards beside their passages."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any


def spread(run: Callable[..., Any], items: list[dict[str, float]], gap: float = 6) -> list[float]:
    found: list[float] = run(
        "workspace/layout.js", "return m.spread(given[0], given[1])", [items, gap]
    )
    return found


def test_cards_with_room_stand_beside_their_passages(run: Callable[..., Any]) -> None:
    items = [{"wanted": 10, "height": 30}, {"wanted": 200, "height": 30}]
    assert spread(run, items) == [10, 200]


def test_cards_never_overlap_and_keep_the_text_order(run: Callable[..., Any]) -> None:
    items = [{"wanted": 100, "height": 36} for _ in range(50)]
    tops = spread(run, items)
    assert all(b - a >= 42 for a, b in pairwise(tops))
    assert tops[0] >= 0


def test_the_open_card_stays_and_the_others_give_way(run: Callable[..., Any]) -> None:
    items = [
        {"wanted": 390, "height": 36},
        {"wanted": 400, "height": 500, "weight": 1e6},
        {"wanted": 410, "height": 36},
    ]
    first, opened, last = spread(run, items)
    assert abs(opened - 400) <= 1
    assert first + 36 + 6 <= opened
    assert last >= opened + 500 + 6


def test_nothing_is_placed_above_the_text(run: Callable[..., Any]) -> None:
    items = [{"wanted": 0, "height": 36}, {"wanted": 0, "height": 300, "weight": 1e6}]
    assert spread(run, items) == [0, 42]
