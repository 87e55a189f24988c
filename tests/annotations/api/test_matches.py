"""Claims seen before at the JSON door."""

from typing import Any

import pytest

from annotations.models import MatchChoice, Purpose
from tests.annotations.api.conftest import Caller
from tests.factories.articles import make_article
from tests.factories.claims import make_claim, rate
from tests.factories.earlier import make_check

pytestmark = pytest.mark.django_db

SHARK = "A photograph shows a shark swimming on a flooded highway in Houston."


def found(editor: Caller, **body: Any) -> list[dict[str, Any]]:
    answer = editor.call("POST", "matches/", body)
    assert answer.status_code == 200, answer.content
    return answer.json()["results"]


def test_a_check_of_others_is_told_in_its_publishers_words(editor: Caller) -> None:
    check = make_check(editor.user, claim_reviewed=SHARK, rating_label="Fake picture")
    (one,) = found(editor, text="There is a shark on the flooded highway in Houston!")
    assert one.pop("score") > 0
    assert one == {
        "claim": None,
        "check": str(check.pk),
        "url": check.url,
        "claim_reviewed": SHARK,
        "publisher": "The Checkers",
        "rating": "Fake picture",
        "level": "similar",
    }
    assert found(editor, text=SHARK)[0]["level"] == "same"


def test_a_claim_of_ours_is_told_with_its_verdict_whatever_its_article_is_for(
    editor: Caller,
) -> None:
    article = make_article(by=editor.user, purpose=Purpose.OWN)
    claim = rate(make_claim(article, editor.user, statement=SHARK), editor.user, "confirmed")
    (one,) = found(editor, text=SHARK)
    assert one["claim"] == str(claim.pk)
    assert one["url"].endswith(f"/claims/{claim.pk}/")
    assert one["rating"] == claim.verdict.rating.label
    assert Caller().call("POST", "matches/", {"text": SHARK}).status_code == 401


@pytest.mark.parametrize(
    ("body", "code", "field"),
    [
        ({}, "required", "text"),
        ({"text": "  "}, "required", "text"),
        ({"text": 5}, "not_text", "text"),
        ({"text": "x" * 2_000_000}, "too_long", "text"),
        ({"text": "a\x00b"}, "bad_characters", None),
        ({"text": "shark", "limit": 0}, "number_invalid", "limit"),
        ({"text": "shark", "limit": -1}, "number_invalid", "limit"),
        ({"text": "shark", "limit": 1000}, "number_invalid", "limit"),
        ({"text": "shark", "limit": "many"}, "number_invalid", "limit"),
    ],
)
def test_what_is_wrong_is_said(editor: Caller, body: Any, code: str, field: str | None) -> None:
    answer = editor.call("POST", "matches/", body)
    assert (answer.status_code, answer.json()["code"]) == (400, code)
    if field:
        assert answer.json()["field"] == field


def test_similar_checks_of_a_claim_come_with_reasons_and_answers(editor: Caller) -> None:
    check = make_check(editor.user, claim_reviewed=SHARK)
    claim = make_claim(
        make_article(by=editor.user), editor.user, statement="A shark swam in Houston"
    )
    (one,) = editor.get_json(f"claims/{claim.pk}/similar/")["results"]
    assert one["check"] == str(check.pk)
    assert {"kind": "names", "words": ["Houston"]} in one["reasons"]
    said = {"claim": str(claim.pk), "found_check": str(check.pk), "answer": "rejected"}
    kept = editor.call("POST", "matches/choices/", {**said, "score": one["score"]}, key="once")
    again = editor.call("POST", "matches/choices/", {**said, "score": one["score"]}, key="once")
    assert (kept.status_code, again.json()) == (201, kept.json())
    assert MatchChoice.objects.get().text == "A shark swam in Houston"
    assert editor.get_json(f"claims/{claim.pk}/similar/")["results"] == []
    assert editor.call("GET", f"claims/{check.pk}/similar/").status_code == 404


def test_a_choice_names_one_of_two(editor: Caller) -> None:
    answer = editor.call("POST", "matches/choices/", {"answer": "accepted", "text": "sharks"})
    assert (answer.status_code, answer.json()["code"]) == (400, "one_of_two")
