"""Fact-checks of others at the JSON door."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import Settings

from annotations.imports.reading_pool import pool
from annotations.models import EarlierCheck, Import, Work
from annotations.tasks import run
from tests.annotations.api.conftest import Caller, keys_of
from tests.factories.earlier import check, make_check, received

PATH = "earlier-checks/"


@pytest.fixture(scope="module", autouse=True)
def readers() -> Iterator[None]:
    yield
    pool().close()


def review(number: int, **more: Any) -> dict[str, Any]:
    return {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": f"https://checks.example/{number}",
        "claimReviewed": f"Claim number {number}",
        "author": {"@type": "Organization", "name": "The Checkers"},
        "reviewRating": {
            "@type": "Rating",
            "alternateName": "Pants on fire",
            "ratingValue": 1,
            "bestRating": 5,
            "worstRating": 1,
        },
        **more,
    }


def done(response: Any) -> Import:
    """The accepted import after its work was done."""
    assert response.status_code == 202, response.content
    item = Import.objects.get(pk=response.json()["id"])
    run.do_work(Work.objects.get(subject=item.pk).pk)
    item.refresh_from_db()
    return item


def test_checks_are_accepted_and_counted_when_they_have_arrived(editor: Caller) -> None:
    body = {"checks": [review(1), review(2), review(3, claimReviewed="")]}
    answer = editor.call("POST", PATH, body)
    assert answer.json()["kind"] == "earlier_checks"
    assert answer["Location"].endswith(f"/imports/{answer.json()['id']}/")
    item = done(answer)
    assert (item.status, item.outcome["new"]) == ("succeeded", 2)
    told = editor.get_json(f"imports/{item.pk}/")
    assert (told["outcome"]["new"], told["article"]) == (2, None)
    again = done(editor.call("POST", PATH, [review(1), review(2, claimReviewed="Changed")]))
    counts = [again.outcome[name] for name in ("new", "changed", "same", "refused")]
    assert counts == [0, 1, 1, 0]
    listed = editor.get_json(PATH)["results"]
    assert {c["rating"]["label"] for c in listed} == {"Pants on fire"}
    assert {c["publisher"] for c in listed} == {"The Checkers"}


def test_a_bare_list_is_taken_as_it_is(editor: Caller) -> None:
    item = done(editor.call("POST", PATH, [review(1)]))
    assert item.outcome["new"] == 1
    whole = editor.get_json(f"{PATH}{EarlierCheck.objects.get().pk}/")
    assert whole["original"]["claimReviewed"] == "Claim number 1"


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({}, 400, "not_a_list"),
        ({"checks": {}}, 400, "not_a_list"),
        ({"checks": []}, 400, "required"),
        ([], 400, "required"),
        ({"checks": [{}, 5, None, []]}, 400, "no_valid_check"),
        ([review(1, url="javascript:alert(1)")], 400, "no_valid_check"),
        ([review(n) for n in range(1001)], 413, "too_many_checks"),
        (b'[{"a": 1}], "b": 2', 400, "invalid_json"),
        (b'[1], "checks": [2]', 400, "invalid_json"),
        (b"[1", 400, "invalid_json"),
        (b'[{"url": "a\\u0000b"}]', 400, "bad_characters"),
        (b'[{"url": NaN}]', 400, "invalid_json"),
        (b"5", 400, "invalid_json"),
        (b"[" * 5000, 400, "invalid_json"),
    ],
)
def test_a_body_without_one_valid_check_is_refused_in_words(
    editor: Caller, body: Any, status: int, code: str
) -> None:
    answer = editor.call("POST", PATH, body)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.json()["detail"]
    assert not Import.objects.exists()


def test_a_refusal_says_which_are_wrong_and_why(editor: Caller, settings: Settings) -> None:
    settings.PUBLIC_URL = "https://facts.example"
    ours = review(1, url="https://facts.example/factchecks/kits/")
    answer = editor.call("POST", PATH, {"checks": [{"url": "x"}, ours]}).json()
    assert [(e["index"], e["code"]) for e in answer["errors"]] == [
        (0, "not_a_claim_review"),
        (1, "own_check"),
    ]


def test_a_thousand_checks_are_taken_at_once(editor: Caller) -> None:
    item = done(editor.call("POST", PATH, [review(n) for n in range(1000)]))
    assert item.outcome["new"] == EarlierCheck.objects.count() == 1000


def test_the_same_key_twice_is_one_import(editor: Caller) -> None:
    first = editor.call("POST", PATH, [review(1)], key="k")
    again = editor.call("POST", PATH, {"checks": [review(1)]}, key="k")
    assert first.json()["id"] == again.json()["id"]
    assert Import.objects.count() == 1


def test_each_role_may_do_what_the_contract_says(
    anonymous: Caller, viewer: Caller, editor: Caller
) -> None:
    kept = make_check(editor.user)
    for path in (PATH, f"{PATH}{kept.pk}/"):
        assert anonymous.call("GET", path).status_code == 401
        assert viewer.call("GET", path).status_code == 200
    assert anonymous.call("POST", PATH, [review(1)]).status_code == 401
    refused = viewer.call("POST", PATH, [review(1)])
    assert (refused.status_code, refused.json()["code"]) == (403, "role_required")
    assert viewer.call("GET", f"{PATH}00000000-0000-0000-0000-000000000000/").status_code == 404


def test_checks_are_found_by_words_publisher_and_language(editor: Caller) -> None:
    received(
        editor.user,
        check(1),
        check(2, publisher="Проверено", language="ru", claim_reviewed="Дети и школы"),
    )

    def found(query: str) -> list[str]:
        return [c["url"].rsplit("/", 1)[-1] for c in editor.get_json(PATH + query)["results"]]

    assert found("?search=hygiene") == ["1"]
    assert found("?search=школы") == ["2"]
    assert found("?publisher=Проверено") == ["2"]
    assert found("?language=en") == ["1"]
    assert found("?language=ru&search=hygiene") == []
    assert sorted(found("")) == ["1", "2"]


def test_the_list_goes_by_cursor_and_costs_the_same_however_long(editor: Caller) -> None:
    def queries() -> int:
        editor.get_json(PATH)
        with CaptureQueriesContext(connection) as captured:
            editor.get_json(PATH)
        return len(captured)

    received(editor.user, check(0))
    one = queries()
    received(editor.user, *(check(n) for n in range(1, 40)))
    assert queries() == one
    seen: list[str] = []
    path = f"{PATH}?limit=15"
    while path:
        page = editor.get_json(path)
        seen += [c["id"] for c in page["results"]]
        path = (page["next"] or "").partition("/api/v1/")[2]
    assert len(seen) == len(set(seen)) == 40


def test_answers_have_the_described_fields(editor: Caller, schema: dict[str, Any]) -> None:
    kept = make_check(editor.user)
    listed = editor.get_json(PATH)["results"][0]
    assert set(listed) == keys_of(schema, "EarlierCheck")
    assert set(listed["rating"]) == keys_of(schema, "TheirRating")
    assert set(editor.get_json(f"{PATH}{kept.pk}/")) == keys_of(schema, "EarlierCheckWhole")


NASTY = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(allow_nan=False, allow_infinity=False),
        st.text(max_size=20),
        st.sampled_from(
            [
                10**300,
                "x" * 20_000,
                "javascript:alert(1)",
                "https://[",
                "http://a:99999/",
                "2024-13-45",
                "9999-12-31T23:59:59-23:59",
                "https://a.example/\x7f",
            ]
        ),
    ),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3)
    ),
    max_leaves=8,
)
FIELDS = st.sampled_from(
    [
        "url",
        "claimReviewed",
        "@type",
        "author",
        "publisher",
        "reviewRating",
        "itemReviewed",
        "datePublished",
        "inLanguage",
        "name",
    ]
)


@pytest.mark.long
@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(changes=st.dictionaries(FIELDS, NASTY, max_size=4), other=NASTY)
def test_no_object_ever_yields_500_or_a_stuck_import(
    editor: Caller, changes: dict[str, Any], other: Any
) -> None:
    body = json.dumps([review(1, **changes), other]).encode()
    answer = editor.call("POST", PATH, body)
    assert answer.status_code in {202, 400}, answer.content
    if answer.status_code == 202:
        assert done(answer).status in {"succeeded", "failed"}
