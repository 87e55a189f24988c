"""Figures of claims, through the API."""

import json
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations.models import Article, Figure
from tests.annotations.api.conftest import Caller
from tests.factories.articles import make_article
from tests.factories.claims import make_claim, published_claim
from tests.factories.figures import make_figure, make_quantity
from tests.factories.users import make_reviewer

GIVEN = {
    "quantity": {"label": "Hygiene kits"}, "low": 4000, "high": None, "qualifier": "over", "unit": "kits",
    "period": {"from": "2020-08-14", "to": "2020-08-17"}, "place": "Belarus", "authority": "Red Cross", "confirmed": True,
}  # fmt: skip


def test_a_figure_is_told_as_it_was_given_and_raises_the_claims_version(
    editor: Caller, article: Article
) -> None:
    claim = make_claim(article, editor.user)
    made = editor.call("POST", f"claims/{claim.pk}/figures/", GIVEN, match='"1"')
    assert (made.status_code, made["ETag"]) == (201, '"2"'), made.content
    told = made.json()
    assert made["Location"].endswith(f"/api/v1/figures/{told['id']}/")
    assert told["quantity"]["label"] == "Hygiene kits"
    expected = GIVEN | {"high": 4000, "qualifier": "more than", "quantity": told["quantity"]}
    assert {name: told[name] for name in GIVEN} == expected
    assert editor.get_json(f"claims/{claim.pk}/")["figures"] == [{k: v for k, v in told.items() if k != "claim"}]  # fmt: skip
    changed = editor.call("PATCH", f"figures/{told['id']}/", {"low": 80, "high": 85}, match='"2"')
    assert (changed.json()["low"], changed.json()["high"], changed["ETag"]) == (80, 85, '"3"')
    same = editor.call("PATCH", f"figures/{told['id']}/", {"low": "80", "high": 85.0})
    assert same["ETag"] == '"3"'
    stale = editor.call("DELETE", f"figures/{told['id']}/", match='"2"')
    assert (stale.status_code, stale.json()["code"]) == (412, "changed_meanwhile")
    gone = editor.call("DELETE", f"figures/{told['id']}/", match='"3"')
    assert (gone.status_code, gone["ETag"]) == (204, '"4"')
    assert editor.call("PATCH", f"figures/{told['id']}/", {"low": 1}).status_code == 404


def test_numbers_are_numbers_and_integers_whole(editor: Caller, article: Article) -> None:
    claim = make_claim(article, editor.user)
    for low in (3000, 0.5, "1/3", 10**18 + 1):
        make = editor.call("POST", f"claims/{claim.pk}/figures/", {"low": low})
        assert make.status_code == 201, make.content
    raw = editor.call("GET", f"articles/{article.pk}/claims/").content.decode()
    assert [one["low"] for one in json.loads(raw)["results"][0]["figures"]] == [3000, 0.5, 0.333333333, 10**18 + 1]  # fmt: skip
    assert "3000.0" not in raw


@pytest.mark.parametrize(
    ("body", "code", "field"),
    [
        ({}, "value_missing", "low"), ({"low": "many"}, "number_invalid", "low"), ({"low": 1, "quantity": 7}, "id_invalid", "quantity"),
        ({"low": 1, "confirmed": True}, "quantity_missing", "quantity"), ({"low": 1, "period": []}, "not_object", "period"),
    ],
)  # fmt: skip
def test_bad_input_names_its_field(
    editor: Caller, article: Article, body: object, code: str, field: str
) -> None:
    claim = make_claim(article, editor.user)
    refused = editor.call("POST", f"claims/{claim.pk}/figures/", body)
    assert (refused.status_code, refused.json()["code"], refused.json()["field"]) == (400, code, field)  # fmt: skip


def test_what_the_words_propose_can_be_posted_as_it_is(editor: Caller) -> None:
    day = datetime(2020, 8, 18, tzinfo=UTC)
    article = make_article(by=editor.user, published_at=day)
    claim = make_claim(article, editor.user, "Around 3,000 people were detained")
    told = editor.get_json(f"claims/{claim.pk}/figures/")
    (one,) = told["proposed"]
    assert (told["figures"], one["low"], one["qualifier"], one["unit"]) == ([], 3000, "about", "people")  # fmt: skip
    made = editor.call("POST", f"claims/{claim.pk}/figures/", one)
    assert made.status_code == 201, made.content
    after = editor.get_json(f"claims/{claim.pk}/figures/")
    assert (len(after["figures"]), after["proposed"]) == (1, [])


def test_a_published_check_asks_for_a_correction_first(editor: Caller, article: Article) -> None:
    claim = published_claim(article, editor.user, make_reviewer("rob"))
    refused = editor.call("POST", f"claims/{claim.pk}/figures/", {"low": 1})
    assert (refused.status_code, refused.json()["code"]) == (409, "correct_first")


def test_a_retry_with_its_key_makes_one_figure(editor: Caller, article: Article) -> None:
    claim = make_claim(article, editor.user)
    for _time in range(2):
        made = editor.call("POST", f"claims/{claim.pk}/figures/", GIVEN, key="once")
        assert made.status_code == 201
    assert Figure.objects.count() == 1


def test_figures_cost_the_list_of_claims_no_query(editor: Caller, article: Article) -> None:
    claims = [make_claim(article, editor.user) for _time in range(3)]
    with CaptureQueriesContext(connection) as without:
        editor.get_json(f"articles/{article.pk}/claims/")
    for claim in claims:
        for _time in range(3):
            make_figure(claim, editor.user, quantity=make_quantity(editor.user))
    with CaptureQueriesContext(connection) as with_figures:
        told = editor.get_json(f"articles/{article.pk}/claims/")["results"]
    assert [len(one["figures"]) for one in told] == [3, 3, 3]
    assert len(with_figures) == len(without)
