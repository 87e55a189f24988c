"""The border between UTF-16 and code points."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

FAMILY = "\U0001f469\u200d\U0001f469\u200d\U0001f467"
TEXTS = [
    "",
    "plain words",
    "Марш Адзінства, Мінск",
    f"before {FAMILY} after",
    "\U0001f600" * 700 + "x" * 700 + "\U0001f600",
    "x" * 1023 + "\U0001f600" + "y" * 2000,
    "x" * 1024,
    "é und ǘ",
]


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_every_place_of_a_text_converts_there_and_back(run: Callable[..., Any], text: str) -> None:
    places = run(
        "codepoints.js",
        """const index = new m.CodePointIndex(given);
        return [...Array(index.length + 1).keys()].map((p) => [index.toUnit(p), index.toCodePoint(index.toUnit(p))]);""",
        text,
    )

    units = [len(text[:point].encode("utf-16-le")) // 2 for point in range(len(text) + 1)]
    assert places == [[unit, point] for point, unit in enumerate(units)]


def test_a_unit_inside_a_pair_counts_as_after_it(run: Callable[..., Any]) -> None:
    assert run("codepoints.js", "return new m.CodePointIndex('a\\u{1f600}b').toCodePoint(2)") == 2


def test_two_million_characters_convert_in_no_time(run: Callable[..., Any]) -> None:
    spent = run(
        "codepoints.js",
        """const index = new m.CodePointIndex("\\u{1f600}бx ".repeat(500_000));
        const begin = performance.now();
        for (let at = 0; at < 2_000_000; at += 2_000) index.toCodePoint(index.toUnit(at));
        return performance.now() - begin;""",
    )
    assert spent < 500


@pytest.mark.parametrize(
    ("words", "start"),
    [("drei", 22), ("und zwei", 10), (FAMILY, 4), ("Zeile", 30)],
)
def test_selected_words_become_their_code_points(
    run: Callable[..., Any], article: Any, words: str, start: int
) -> None:
    text = f"eins{FAMILY} und zwei\n\ndrei   Zeile"
    start = text.index(words)
    second = text.index("drei")
    article(text, [(0, second - 2), (second, len(text))])

    passage = run("codepoints.js", SELECT, words)

    assert passage == {"start": start, "end": start + len(words), "exact": words}


SELECT = """
const drawn = new m.DrawnText(document.getElementById("text"));
const block = drawn.blocks.find(({ node }) => node.data.includes(given));
const range = document.createRange();
range.setStart(block.node, block.node.data.indexOf(given));
range.setEnd(block.node, block.node.data.indexOf(given) + given.length);
return drawn.passageOf(range);
"""


def test_a_selection_across_blocks_goes_from_the_first_to_the_last(
    run: Callable[..., Any], article: Any
) -> None:
    text = "one two\n\nthree four\n\nfive"
    article(text, [(0, 7), (9, 19), (21, 25)])

    passage = run(
        "codepoints.js",
        """const drawn = new m.DrawnText(document.getElementById("text"));
        const range = document.createRange();
        range.setStart(drawn.blocks[0].node, 4); range.setEnd(drawn.blocks[2].node, 2);
        return drawn.passageOf(range);""",
    )

    assert (passage["start"], passage["end"]) == (4, 23)
    assert text[4:23].split() == passage["exact"].split()


def test_a_triple_click_takes_its_own_block_only(run: Callable[..., Any], article: Any) -> None:
    article("one two\n\nthree", [(0, 7), (9, 14)])

    passage = run(
        "codepoints.js",
        """const drawn = new m.DrawnText(document.getElementById("text"));
        const range = document.createRange();
        range.setStart(drawn.blocks[0].node, 0); range.setEnd(drawn.blocks[1].element, 0);
        return drawn.passageOf(range);""",
    )

    assert passage == {"start": 0, "end": 7, "exact": "one two"}


def test_selecting_the_whole_article_gives_all_of_its_text(
    run: Callable[..., Any], article: Any
) -> None:
    article("one two\n\nthree", [(0, 7), (9, 14)])

    passage = run(
        "codepoints.js",
        """const root = document.getElementById("text");
        const range = document.createRange(); range.selectNodeContents(root);
        return new m.DrawnText(root).passageOf(range);""",
    )

    assert (passage["start"], passage["end"]) == (0, 14)


def test_white_space_at_the_ends_is_left_out(run: Callable[..., Any], article: Any) -> None:
    article("one  two  three", [(0, 15)])

    passage = run("codepoints.js", SELECT, "  two  ")

    assert passage == {"start": 5, "end": 8, "exact": "two"}


def test_a_selection_of_white_space_is_no_passage(run: Callable[..., Any], article: Any) -> None:
    article("one   two", [(0, 9)])

    assert run("codepoints.js", SELECT, "   ") is None


@pytest.mark.parametrize(
    ("text", "cut", "whole"),
    [
        (f"a {FAMILY} b", "\U0001f469\u200d", FAMILY),
        ("cafe\u0301 au lait", "cafe", "cafe\u0301"),
        ("go \U0001f1e7\U0001f1fe go", "\U0001f1e7", "\U0001f1e7\U0001f1fe"),
    ],
    ids=["family", "accent", "flag"],
)
def test_half_a_grapheme_grows_to_the_whole(
    run: Callable[..., Any], article: Any, text: str, cut: str, whole: str
) -> None:
    article(text, [(0, len(text))])

    passage = run("codepoints.js", SELECT, cut)

    assert passage["exact"] == whole
    assert text[passage["start"] : passage["end"]] == whole


def test_a_passage_over_a_separator_is_drawn_in_both_blocks(
    run: Callable[..., Any], article: Any, scripts: Page
) -> None:
    article("one two\n\nthree", [(0, 7), (9, 14)])

    parts = run(
        "codepoints.js",
        """return new m.DrawnText(document.getElementById("text")).rangesOf(4, 12)
            .map((r) => r.startContainer.data.slice(r.startOffset, r.endOffset));""",
    )

    assert parts == ["two", "thr"]
