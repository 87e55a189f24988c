"""`figures/` and `figures/relations/`."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations.models import Claim
from tests.annotations.api.conftest import Caller
from tests.annotations.figures.conftest import make_demo
from tests.factories.figures import make_figure, make_quantity

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(editor: Caller) -> dict[str, Claim]:
    assert editor.user is not None
    return make_demo(editor.user)


def test_the_board_tells_quantities_figures_and_pairs(
    demo: dict[str, Claim], viewer: Caller
) -> None:
    board = viewer.get_json("figures/?limit=100")
    assert (board["next"], board["previous"]) == (None, None)
    labels = [quantity["label"] for quantity in board["quantities"]]
    assert labels == sorted(labels, key=str.casefold)
    pairs = [pair for quantity in board["quantities"] for pair in quantity["pairs"]]
    relations = [pair["relation"] for pair in pairs]
    assert (len(pairs), relations.count("agree"), relations.count("different_scope")) == (13, 2, 11)
    trials = next(q for q in board["quantities"] if q["label"].startswith("Administrative"))
    first = trials["figures"][0]
    assert (first["stated"], first["low"], first["period"]) == (
        "at least 1,602 trials",
        "1602",
        {"from": "2024-01-01", "to": "2024-03-31"},
    )
    (pair,) = trials["pairs"]
    assert pair["computed"] == {"relation": "different_scope", "reason": pair["reason"]}
    assert pair["override"] is None
    assert [caution["code"] for caution in pair["cautions"]] == ["units_differ", "inferred_scope"]
    detentions = next(q for q in board["quantities"] if q["label"].startswith("Detentions"))
    assert detentions["notes"][0]["words"] == "406 of 987 is 41.1%: that is no majority."


def test_pages_follow_each_other(demo: dict[str, Claim], viewer: Caller) -> None:
    seen, path = [], "figures/?limit=4"
    while path:
        page = viewer.get_json(path)
        seen += [quantity["label"] for quantity in page["quantities"]]
        path = page["next"].partition("/api/v1/")[2] if page["next"] else ""
    assert len(seen) == len(set(seen)) == 11


def test_a_quantity_a_place_or_conflicts_only(demo: dict[str, Claim], viewer: Caller) -> None:
    quantity = demo["BF1"].figures.get().quantity_id
    (found,) = viewer.get_json(f"figures/?quantity={quantity}")["quantities"]
    assert len(found["figures"]) == 2
    zhodino = viewer.get_json("figures/?place=Zhodino&limit=100")["quantities"]
    assert [q["label"] for q in zhodino] == [found["label"]]
    assert viewer.get_json("figures/?relation=conflict")["quantities"] == []
    for query in ("quantity=x", "relation=agree", "cursor=x", "limit=0"):
        assert viewer.call("GET", f"figures/?{query}").status_code == 400


def test_a_person_says_otherwise_and_takes_it_back(
    demo: dict[str, Claim], editor: Caller, viewer: Caller
) -> None:
    a, b = (str(demo[key].figures.get().pk) for key in ("VI2", "VI1"))
    body: dict[str, Any] = {"a": a, "b": b, "relation": "conflict", "reason": "People, not cases."}
    answer = editor.call("PUT", "figures/relations/", body)
    assert answer.status_code == 200, answer.content
    told = answer.json()
    assert (told["relation"], told["reason"]) == ("conflict", "People, not cases.")
    assert told["computed"]["relation"] == "agree"
    assert told["override"]["by"]["username"] == "ann"
    (only,) = viewer.get_json("figures/?relation=conflict")["quantities"]
    assert [pair["override"]["reason"] for pair in only["pairs"]] == ["People, not cases."]
    back = editor.call("PUT", "figures/relations/", {"a": b, "b": a, "relation": None})
    assert (back.json()["relation"], back.json()["override"]) == ("agree", None)


def test_what_is_wrong_is_named(demo: dict[str, Claim], editor: Caller) -> None:
    a, b = (str(demo[key].figures.get().pk) for key in ("VI1", "VI2"))
    for change, status, code, field in (
        ({"reason": ""}, 400, "required", "reason"),
        ({"relation": "same"}, 400, "unknown_choice", "relation"),
        ({"a": "x"}, 400, "id_invalid", "a"),
        ({"b": None}, 400, "required", "b"),
        ({"b": "018f0000-0000-7000-8000-000000000000"}, 404, "not_found", None),
    ):
        body = {"a": a, "b": b, "relation": "agree", "reason": "r", **change}
        answer = editor.call("PUT", "figures/relations/", body)
        assert (answer.status_code, answer.json()["code"]) == (status, code)
        assert answer.json().get("field") == field


def test_queries_do_not_grow(demo: dict[str, Claim], editor: Caller) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as captured:
            editor.get_json("figures/?limit=100")
        return len(captured)

    count()
    few = count()
    assert editor.user is not None
    for n in range(8):
        quantity = make_quantity(editor.user, f"Quantity {n}")
        for low in (1, 2, 3):
            make_figure(demo["RC1"], editor.user, low, quantity=quantity)
    assert count() == few
