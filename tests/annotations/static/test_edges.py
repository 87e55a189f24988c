"""Where words and characters begin and end, in any script."""

from collections.abc import Callable
from typing import Any

import pytest

MADE = """
const { DrawnText } = await import("/js/codepoints.js");
const edges = new m.Edges(new DrawnText(document.getElementById("text")));
"""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("gave out more than 4,000 kits.", ["gave", "out", "more", "than", "4,000", "kits"]),
        ("about 80% of $5 or €7.50", ["about", "80%", "of", "$5", "or", "€7.50"]),
        (
            "больш за 4\u00a0000 чалавек 🇧🇾 затрымана",
            ["больш", "за", "4\u00a0000", "чалавек", "🇧🇾", "затрымана"],
        ),
        ("cafe\u0301 (“naïve”) don't", ["cafe\u0301", "naïve", "don't"]),
        ("family 👩‍👩‍👧‍👦, then", ["family", "👩‍👩‍👧‍👦", "then"]),
        ("in 2024\u00a0and 15\u00a0May", ["in", "2024", "and", "15", "May"]),
        ("السلطات قالت إن 80٪ صوتوا", ["السلطات", "قالت", "إن", "80٪", "صوتوا"]),
        (" …", []),
    ],
)
def test_words_are_what_a_reader_calls_so(
    run: Callable[..., Any], text: str, words: list[str]
) -> None:
    body = "return m.wordsOf(given).map(([start, end]) => given.slice(start, end));"
    assert run("workspace/edges.js", body, text) == words


TEXT = "Навіны 👩‍👩‍👧‍👦 cafe\u0301 kits.\n\nNext: 80% voted."


@pytest.fixture
def drawn(article: Any) -> None:
    cut = TEXT.index("\n\n")
    article(TEXT, [(0, cut), (cut + 2, len(TEXT))])


def steps(run: Callable[..., Any], point: int, way: int, side: str, by: str, n: int) -> list[int]:
    body = """const found = []; let at = given[0];
    for (let n = 0; n < given[4]; n += 1) { at = edges.next(at, given[1], given[2], given[3]); found.push(at); }
    return found;"""
    return run("workspace/edges.js", MADE + body, [point, way, side, by, n])


@pytest.mark.usefixtures("drawn")
def test_an_end_goes_by_word_over_emoji_accents_and_paragraphs_in_code_points(
    run: Callable[..., Any],
) -> None:
    ends = steps(run, 0, 1, "end", "word", 6)
    starts = [TEXT[: ends[i]] for i in range(6)]
    assert [s.split()[-1] for s in starts] == [
        "Навіны",
        "👩‍👩‍👧‍👦",
        "cafe\u0301",
        "kits",
        "Next",
        "80%",
    ]
    assert steps(run, len(TEXT), 1, "end", "word", 1) == [len(TEXT)]
    back = steps(run, TEXT.index("80%"), -1, "start", "word", 3)
    assert [TEXT[at:][:4] for at in back] == ["Next", "kits", "cafe"]


@pytest.mark.usefixtures("drawn")
def test_by_character_no_end_comes_to_stand_within_one(run: Callable[..., Any]) -> None:
    family = TEXT.index("👩")
    (after,) = steps(run, family, 1, "end", "character", 1)
    assert TEXT[family:after] == "👩‍👩‍👧‍👦"
    accent = TEXT.index("e\u0301")
    assert steps(run, accent, 1, "end", "character", 2) == [accent + 2, accent + 4]


@pytest.mark.usefixtures("drawn")
def test_the_nearest_edge_is_that_of_the_side_that_moves(run: Callable[..., Any]) -> None:
    place = TEXT.index("e\u0301")
    body = "return ['start', 'end'].map((side) => edges.nearest(given, side, 'word'));"
    start, end = run("workspace/edges.js", MADE + body, place)
    assert (TEXT[start:].startswith("cafe"), TEXT[:end].endswith("e\u0301")) == (True, True)
