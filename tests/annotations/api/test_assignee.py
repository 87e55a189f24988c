"""Assigning claims and submitting all that is rated, through the API."""

from typing import Any

import pytest

from annotations.models import Article
from tests.annotations.api.conftest import Caller
from tests.factories.claims import make_claim, rated_claim
from tests.factories.evidence import link_evidence


def test_a_claim_says_who_works_on_it_and_its_etag_stays(
    editor: Caller, editor2: Caller, article: Article
) -> None:
    claim = make_claim(article, editor.user)
    before = editor.call("GET", f"claims/{claim.pk}/")
    assert before.json()["assignee"] is None
    eve = editor2.user
    assert eve is not None
    told = editor.call("PUT", f"claims/{claim.pk}/assignee/", {"person": str(eve.pk)})
    assert told.status_code == 200
    person = {"id": str(eve.pk), "username": "eve", "name": "Eve"}
    assert told.json()["assignee"] == person
    assert told["ETag"] == before["ETag"]
    assert editor.get_json(f"articles/{article.pk}/claims/")["results"][0]["assignee"] == person
    verbs = [entry["verb"] for entry in editor.get_json(f"claims/{claim.pk}/history/")["results"]]
    assert verbs[-1] == "assigned"
    nobody = editor.call("PUT", f"claims/{claim.pk}/assignee/", {"person": None})
    assert nobody.json()["assignee"] is None


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({}, "required"),
        ({"person": "ann"}, "id_invalid"),
        ({"person": 5}, "id_invalid"),
        ({"person": "00000000-0000-0000-0000-000000000000"}, "unknown_person"),
    ],
)
def test_what_names_nobody_is_refused(
    body: dict[str, Any], code: str, editor: Caller, article: Article
) -> None:
    claim = make_claim(article, editor.user)
    refused = editor.call("PUT", f"claims/{claim.pk}/assignee/", body)
    assert (refused.status_code, refused.json()["code"]) == (400, code)
    assert refused.json()["field"] == "person"


def test_claims_are_listed_by_assignee(editor: Caller, editor2: Caller, article: Article) -> None:
    mine, free = make_claim(article, editor.user), make_claim(article, editor.user)
    assert editor.user is not None
    editor.call("PUT", f"claims/{mine.pk}/assignee/", {"person": str(editor.user.pk)})

    def listed(caller: Caller, name: str) -> list[str]:
        return [c["id"] for c in caller.get_json(f"claims/?assignee={name}")["results"]]

    assert listed(editor, "me") == listed(editor2, "ann") == [str(mine.pk)]
    assert listed(editor2, str(editor.user.pk)) == [str(mine.pk)]
    assert listed(editor2, "me") == []
    assert listed(editor, "none") == [str(free.pk)]


def test_all_that_is_rated_goes_to_review_in_one_call(editor: Caller, article: Article) -> None:
    ready, bare = rated_claim(article, editor.user), make_claim(article, editor.user)
    path = f"articles/{article.pk}/submit-rated/"
    seen = editor.get_json(path)
    assert seen["submitted"] == [str(ready.pk)]
    assert [(one["claim"], one["code"]) for one in seen["left"]] == [
        (str(bare.pk), "verdict_missing")
    ]
    done = editor.call("POST", path)
    assert (done.status_code, done.json()) == (200, seen)
    assert editor.get_json(f"claims/{ready.pk}/")["state"] == "in_review"
    assert editor.call("POST", path).json()["submitted"] == []


def test_evidence_that_the_caller_cannot_see_helps_them_nothing(
    editor: Caller, editor2: Caller, article: Article
) -> None:
    claim = make_claim(article, editor.user)
    editor.call("POST", f"claims/{claim.pk}/verdict/", {"verdict": "true", "explanation": "E"})
    link_evidence(claim, editor2.user, visibility="hidden")
    left = editor.get_json(f"articles/{article.pk}/submit-rated/")["left"]
    assert [one["code"] for one in left] == ["evidence_missing"]
