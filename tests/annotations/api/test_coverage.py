"""Coverage at the JSON door: the shape of the answer, roles, refusals, events, and queries that do not grow."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations.models import Article
from tests.annotations.api.conftest import Caller
from tests.factories.articles import TEXT
from tests.factories.claims import make_claim

SAID = "Around 3,000 people were detained."
PLACE = {"start": TEXT.index(SAID), "end": TEXT.index(SAID) + len(SAID)}


def test_the_answer_tells_every_sentence_and_who_said_what_of_it(
    editor: Caller, viewer: Caller, article: Article
) -> None:
    path = f"articles/{article.pk}/coverage/"
    told = viewer.get_json(path)
    assert told == {
        "revision": str(article.current_revision_id),
        "states": "uuuu",
        "sentences": 4,
        "unread": 4,
        "marks": [],
        "unconfirmed": 0,
    }
    answer = editor.call("POST", path, {"revision": told["revision"], **PLACE, "kind": "opinion"})
    assert answer.status_code == 201, answer.content
    (mark,) = answer.json()["marks"]
    assert answer.json() == {**viewer.get_json(path), "ids": [mark["id"]]}
    assert {**PLACE, "kind": "opinion", "confirmed": None}.items() <= mark.items()
    assert mark["by"] == {"id": str(editor.user.pk), "name": editor.user.name}  # type: ignore[union-attr]
    assert (answer.json()["states"], answer.json()["unconfirmed"]) == ("uunu", 1)
    brief = viewer.get_json(f"articles/{article.pk}/")["progress"]
    assert (brief["sentences"], brief["unread"]) == (4, 3)


def test_a_reviewer_confirms_and_whoever_disagrees_takes_it_back(
    editor: Caller, reviewer: Caller, article: Article
) -> None:
    path = f"articles/{article.pk}/coverage/"
    said = editor.call("POST", path, {**PLACE, "kind": "opinion"}).json()
    ids = {"ids": [said["marks"][0]["id"]]}
    confirmed = reviewer.call("POST", f"{path}confirm/", ids).json()
    assert confirmed["marks"][0]["confirmed"]["by"]["id"] == str(reviewer.user.pk)  # type: ignore[union-attr]
    assert confirmed["unconfirmed"] == 0
    assert reviewer.call("POST", f"{path}remove/", ids).json()["states"] == "uuuu"
    events = editor.get_json(f"articles/{article.pk}/events/?after=0")["results"]
    verbs = [event["verb"] for event in events if event["type"] == "coverage"]
    assert verbs == ["covered", "coverage_confirmed", "uncovered"]


def test_own_words_are_confirmed_by_somebody_else(reviewer: Caller, article: Article) -> None:
    path = f"articles/{article.pk}/coverage/"
    said = reviewer.call("POST", path, {**PLACE, "kind": "opinion"}).json()
    refused = reviewer.call("POST", f"{path}confirm/", {"ids": [said["marks"][0]["id"]]})
    assert (refused.status_code, refused.json()["code"]) == (403, "own_work")


def test_nothing_is_left_only_beside_a_claim(editor: Caller, article: Article) -> None:
    path = f"articles/{article.pk}/coverage/"
    refused = editor.call("POST", path, {**PLACE, "kind": "nothing_left"})
    assert (refused.status_code, refused.json()["code"]) == (409, "no_claim_here")
    make_claim(article, editor.user, "3,000 people")  # type: ignore[arg-type]
    assert editor.get_json(path)["states"] == "uupu"
    done = editor.call("POST", path, {**PLACE, "kind": "nothing_left"})
    assert (done.status_code, done.json()["states"]) == (201, "uudu")


def test_a_call_that_is_sent_twice_with_its_key_happens_once(
    editor: Caller, article: Article
) -> None:
    path, body = f"articles/{article.pk}/coverage/", {**PLACE, "kind": "opinion"}
    first, again = (editor.call("POST", path, body, key="k") for _time in range(2))
    assert (first.status_code, again.json()) == (201, first.json())


@pytest.mark.parametrize(
    ("verb", "body", "status", "code"),
    [
        ("", {**PLACE, "kind": "x"}, 400, "unknown_choice"),
        ("", {"start": "a", "end": 4, "kind": "opinion"}, 400, "number_invalid"),
        ("", {"kind": "opinion"}, 400, "empty_selection"),
        ("", {**PLACE, "kind": "opinion", "revision": "old"}, 409, "revision_changed"),
        ("remove/", {"ids": []}, 400, "required"),
        ("remove/", {"ids": "all"}, 400, "required"),
        ("remove/", {"ids": ["x"]}, 400, "id_invalid"),
        ("remove/", {"ids": ["0198c0de-0000-7000-8000-000000000000"]}, 404, "not_found"),
    ],
)
def test_bad_calls_get_a_code_and_change_nothing(
    editor: Caller, article: Article, verb: str, body: object, status: int, code: str
) -> None:
    answer = editor.call("POST", f"articles/{article.pk}/coverage/{verb}", body)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert editor.get_json(f"articles/{article.pk}/coverage/")["states"] == "uuuu"


def test_the_answer_takes_as_many_queries_for_many_marks_as_for_one(
    editor: Caller, article: Article
) -> None:
    path = f"articles/{article.pk}/coverage/"
    counts = []
    for end in (PLACE["end"], len(TEXT)):
        editor.call("POST", path, {"start": PLACE["start"], "end": end, "kind": "opinion"})
        with CaptureQueriesContext(connection) as seen:
            editor.get_json(path)
        counts.append(len(seen))
    assert counts[0] == counts[1]
