"""What a draft keeps of a form, and puts back into one that the server sent again."""

from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[..., Any]
# The form as the server sends it; what a person did; the form sent again; which boxes are ticked then.
AGAIN = """
document.body.dataset.person = "p";
const form = () => {
    document.body.innerHTML = `<form data-draft="d">${given[0]}</form>`;
    return document.forms[0];
};
const first = form();
for (const [at, ticked] of given[1]) first.elements[at].checked = ticked;
m.keep(first);
const again = form();
m.restore(again);
return [...again.elements].filter((one) => one.checked).map((one) => one.value);
"""


def boxes(*values: str, kind: str = "checkbox", ticked: str = "") -> str:
    return "".join(
        f'<input type="{kind}" name="events" value="{one}" {"checked" if one in ticked else ""}>'
        for one in values
    )


@pytest.mark.parametrize(
    ("form", "done", "kept"),
    [
        (boxes("a", "b", "c", ticked="abc"), [], ["a", "b", "c"]),
        (boxes("a", "b", "c", ticked="abc"), [(1, False)], ["a", "c"]),
        (boxes("a", "b", "c"), [(0, True), (2, True)], ["a", "c"]),
        (boxes("a", "b", ticked="ab"), [(0, False), (1, False)], []),
        (boxes("on", ticked="on"), [(0, False)], []),
        (boxes("a", "b", kind="radio", ticked="a"), [(1, True)], ["b"]),
    ],
)
def test_every_box_is_ticked_again_that_was_and_no_other(
    run: Run, form: str, done: list[tuple[int, bool]], kept: list[str]
) -> None:
    assert run("drafts.js", AGAIN, [form, done]) == kept


def test_a_draft_of_before_boxes_were_kept_one_by_one_is_put_back(run: Run) -> None:
    old = """
    document.body.dataset.person = "p";
    const draft = { at: Date.now(), values: { note: "typed", isOpen: "on" } };
    localStorage.setItem("factcheck-draft:p:d", JSON.stringify(draft));
    document.body.innerHTML = `<form data-draft="d"><input name="note"><input type="checkbox" name="isOpen"></form>`;
    m.restore(document.forms[0]);
    const [note, isOpen] = document.forms[0].elements;
    return [note.value, isOpen.checked];
    """
    assert run("drafts.js", old) == ["typed", True]
