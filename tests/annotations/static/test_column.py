"""Long lists beside the text, held in stretches."""

from collections.abc import Callable
from typing import Any

MADE = """
document.body.innerHTML = '<ol role="list"></ol>';
const list = document.querySelector("ol");
const column = new m.Column(list);
const item = (name) => {
  const element = document.createElement("li");
  element.setAttribute("role", "listitem");
  element.innerHTML = `<button>${name}</button>`;
  return element;
};
const words = () => [...list.querySelectorAll("button")].map((button) => Number(button.textContent));
const items = Array.from({ length: 200 }, (_, at) => item(at));
"""


def test_items_stand_in_their_order_in_stretches(run: Callable[..., Any]) -> None:
    found = run(
        "workspace/column.js",
        MADE
        + """column.arrange(items);
        return [words(), list.children.length, Math.max(...[...list.children].map((s) => s.children.length))];""",
    )

    assert found == [list(range(200)), 13, 16]


def test_one_item_more_moves_no_other_and_keeps_the_focus(run: Callable[..., Any]) -> None:
    found = run(
        "workspace/column.js",
        MADE
        + """column.arrange(items);
        items[41].firstChild.focus();
        let moved = 0;
        const watch = new MutationObserver((records) => { for (const r of records) moved += r.removedNodes.length; });
        watch.observe(list, { childList: true, subtree: true });
        column.arrange([...items.slice(0, 20), item(1000), ...items.slice(20)]);
        await new Promise(requestAnimationFrame);
        return [moved, document.activeElement.textContent, words().slice(19, 22), words().length];""",
    )

    assert found == [0, "41", [19, 1000, 20], 201]


def test_another_order_and_a_choice_are_followed(run: Callable[..., Any]) -> None:
    found = run(
        "workspace/column.js",
        MADE
        + """column.arrange(items);
        column.arrange([...items].reverse()); const back = words();
        column.arrange([items[150], items[3]]); const few = words(), stretches = list.children.length;
        column.arrange([]); const none = list.children.length;
        column.arrange(items);
        return [back, few, stretches, none, words()];""",
    )

    assert found == [list(range(199, -1, -1)), [150, 3], 1, 0, list(range(200))]


def test_an_item_stands_where_it_was_placed_whatever_was_there_before(
    run: Callable[..., Any],
) -> None:
    found = run(
        "workspace/column.js",
        MADE
        + """const sheet = document.createElement("link"); sheet.rel = "stylesheet"; sheet.href = "/css/workspace.css";
        await new Promise((done) => { sheet.onload = done; document.head.append(sheet); });
        list.className = "cards-list"; list.style.cssText = "position: relative; margin: 0; padding: 0";
        for (const one of items) { one.className = "slot"; one.style.height = "20px"; }
        const tops = () => items.map((one) => Math.round(one.getBoundingClientRect().top - list.getBoundingClientRect().top));
        const first = items.map((_, at) => at * 30), second = items.map((_, at) => at * 30 + (at > 50 ? 400 : 0));
        const heights = items.map(() => 20);
        column.arrange(items); column.place(first, heights); const one = tops();
        column.place(second, heights); const two = tops();
        column.flow(); column.place(first, heights); const three = tops();
        return [one, two, three];""",
    )

    first = [at * 30 for at in range(200)]
    assert found == [first, [top + (400 if at > 50 else 0) for at, top in enumerate(first)], first]


def test_opening_a_card_writes_to_stretches_and_not_to_every_item(run: Callable[..., Any]) -> None:
    """Positions below an open card all move by its height."""
    writes = run(
        "workspace/column.js",
        MADE
        + """const heights = items.map(() => 20);
        column.arrange(items); column.place(items.map((_, at) => at * 30), heights);
        let writes = 0;
        const watch = new MutationObserver((records) => { writes += records.length; });
        watch.observe(list, { attributes: true, subtree: true });
        column.place(items.map((_, at) => at * 30 + (at > 50 ? 400 : 0)), heights);
        await new Promise(requestAnimationFrame);
        return writes;""",
    )

    assert 0 < writes < 40
