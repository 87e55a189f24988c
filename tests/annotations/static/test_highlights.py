"""Drawing passages over untouched text."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

MADE = """
const { DrawnText } = await import("/js/codepoints.js");
const drawn = new DrawnText(document.getElementById("text"));
const passage = (claim, start, end, look) => ({ id: claim, claim, start, end, look });
"""


def test_each_look_has_a_highlight_of_its_own_and_the_text_stays_untouched(
    run: Callable[..., Any], article: Any
) -> None:
    article("one two three", [(0, 13)])

    drawn = run(
        "highlights.js",
        MADE
        + """new m.Highlights(drawn).paint([passage("a", 0, 3, "true"), passage("b", 2, 7, "false")]);
        return { names: [...CSS.highlights.keys()].sort(), html: drawn.root.innerHTML,
            order: CSS.highlights.get("fc-false").priority > CSS.highlights.get("fc-true").priority };""",
    )

    assert drawn["names"] == ["fc-false", "fc-overlap", "fc-true"]
    assert "<mark" not in drawn["html"]
    assert drawn["order"]


def test_painting_again_forgets_what_is_gone(run: Callable[..., Any], article: Any) -> None:
    article("one two three", [(0, 13)])

    names = run(
        "highlights.js",
        MADE
        + """const all = new m.Highlights(drawn);
        all.paint([passage("a", 0, 3, "true")]); all.emphasise(["a"]);
        all.paint([passage("b", 0, 3, "not-checked")]);
        return [...CSS.highlights.keys()];""",
    )

    assert names == ["fc-not-checked"]


def test_the_pointer_finds_every_overlapping_passage_the_shortest_first(
    run: Callable[..., Any], article: Any
) -> None:
    article("one two three four", [(0, 18)])

    found = run(
        "highlights.js",
        MADE
        + """const all = new m.Highlights(drawn);
        all.paint([passage("long", 0, 18, "true"), passage("short", 4, 7, "false"), passage("far", 14, 18, "true")]);
        const box = drawn.rangeOf(5, 6).getBoundingClientRect();
        return all.under(box.x + box.width / 2, box.y + box.height / 2).map(({ claim }) => claim);""",
    )

    assert found == ["short", "long"]


def test_the_pointer_beside_the_text_finds_nothing(run: Callable[..., Any], article: Any) -> None:
    article("one", [(0, 3)])

    found = run(
        "highlights.js",
        MADE
        + """const all = new m.Highlights(drawn); all.paint([passage("a", 0, 3, "true")]);
        return all.under(800, drawn.root.getBoundingClientRect().top + 12).length;""",
    )

    assert found == 0


def test_a_browser_without_the_api_gets_boxes_behind_the_text(
    run: Callable[..., Any], article: Any
) -> None:
    article("one two three", [(0, 13)])

    boxes = run(
        "highlights.js",
        MADE
        + """const all = new m.Highlights(drawn, { boxes: true });
        all.paint([passage("a", 4, 7, "half-true")]);
        const [box] = document.querySelectorAll(".overlay i");
        const words = drawn.rangeOf(4, 7).getBoundingClientRect(), drawnBox = box.getBoundingClientRect();
        return { look: box.className, off: Math.abs(words.x - drawnBox.x) + Math.abs(words.width - drawnBox.width),
            css: CSS.highlights.size };""",
    )

    assert boxes["look"] == "v-half-true"
    assert boxes["off"] < 1
    assert boxes["css"] == 0


def test_ten_thousand_passages_are_drawn_at_once(
    run: Callable[..., Any], article: Any, scripts: Page
) -> None:
    text = "word " * 10_000
    article(text, [(start, start + 500) for start in range(0, 50_000, 500)])

    spent = run(
        "highlights.js",
        MADE
        + """const begin = performance.now();
        const all = new m.Highlights(drawn);
        all.paint(Array.from({ length: 10_000 }, (_, i) => passage(String(i), i * 5, i * 5 + 4, i % 2 ? "true" : "false")));
        await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
        return performance.now() - begin;""",
    )

    assert spent < 2_000


SHARED = """
const passages = given.map(([claim, start, end], i) => ({ id: String(i), claim, start, end, look: claim === "new" ? "pending" : "true" }));
return m.overlapsOf(passages);
"""


@pytest.mark.parametrize(
    ("passages", "shared"),
    [
        ([["a", 0, 5], ["b", 5, 9]], []),
        ([["a", 0, 5], ["b", 3, 9]], [[3, 5]]),
        ([["a", 0, 5], ["b", 0, 5]], [[0, 5]]),
        ([["a", 0, 20], ["b", 2, 4], ["c", 4, 6], ["d", 10, 12]], [[2, 6], [10, 12]]),
        ([["a", 0, 9], ["b", 2, 9], ["c", 4, 6], ["d", 8, 30]], [[2, 9]]),
        ([["a", 0, 9], ["a", 4, 12]], []),
        ([["a", 0, 9], ["a", 4, 12], ["b", 8, 20]], [[8, 12]]),
        ([["a", 0, 5], ["new", 3, 9], ["b", 8, 10]], []),
        ([["a", 0, 5], ["b", 1, 2], ["c", 20, 25], ["d", 24, 30]], [[1, 2], [24, 25]]),
    ],
)
def test_words_that_two_claims_share_are_known_and_those_of_one_are_not(
    run: Callable[..., Any], passages: list[Any], shared: list[list[int]]
) -> None:
    assert run("highlights.js", SHARED, passages) == shared


def test_what_the_sweep_finds_is_what_counting_every_character_finds(
    run: Callable[..., Any],
) -> None:
    wrong = run(
        "highlights.js",
        """let seed = 7; const next = (n) => (seed = (seed * 48271) % 2147483647) % n;
        for (let turn = 0; turn < 300; turn += 1) {
            const passages = Array.from({ length: 12 }, (_, i) => {
                const start = next(60); return { id: `${i}`, claim: `${next(7)}`, start, end: start + 1 + next(15), look: "true" };
            }).sort((a, b) => a.start - b.start || b.end - a.end);
            const found = m.overlapsOf(passages);
            const isIn = (at) => found.some(([start, end]) => start <= at && at < end);
            for (let at = 0; at < 80; at += 1) {
                const claims = new Set(passages.filter(({ start, end }) => start <= at && at < end).map(({ claim }) => claim));
                if (isIn(at) !== claims.size > 1) return { passages, found, at };
            }
            if (found.some(([start], i) => i && found[i - 1][1] >= start)) return { passages, found };
        }
        return null;""",
    )
    assert wrong is None


def test_ten_thousand_passages_on_top_of_each_other_are_swept_in_no_time(
    run: Callable[..., Any],
) -> None:
    took = run(
        "highlights.js",
        """const passages = Array.from({ length: 10_000 }, (_, i) => ({ id: `${i}`, claim: `${i}`, start: i * 6, end: i * 6 + 40, look: "true" }));
        m.overlapsOf(passages); const start = performance.now(); m.overlapsOf(passages); return performance.now() - start;""",
    )
    assert took < 60


@pytest.mark.parametrize("boxes", [False, True])
def test_shared_words_are_drawn_apart_and_forgotten_when_they_are_not_shared_any_more(
    run: Callable[..., Any], article: Any, *, boxes: bool
) -> None:
    article("one two three", [(0, 13)])
    seen = run(
        "highlights.js",
        MADE
        + """const all = new m.Highlights(drawn, { boxes: given });
        const count = () => given ? document.querySelectorAll(".overlay .v-overlap").length : CSS.highlights.get("fc-overlap")?.size ?? 0;
        all.paint([passage("a", 0, 7, "true"), passage("b", 4, 13, "false")]); const before = count();
        all.paint([passage("a", 0, 7, "true")]); return [before, count()];""",
        boxes,
    )
    assert seen == [1, 0]
