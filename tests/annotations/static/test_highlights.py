"""Drawing passages over untouched text."""

from collections.abc import Callable
from typing import Any

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

    assert drawn["names"] == ["fc-false", "fc-true"]
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
