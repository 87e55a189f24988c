"""Our own copy through the JSON door: findings, change list, backing notes, clearing, signing off."""

from collections.abc import Callable

import pytest

from annotations.models import Newsroom, User
from tests.annotations.api.conftest import Caller
from tests.factories.articles import make_article
from tests.factories.claims import make_claim
from tests.factories.own_copy import WORDING, WORDS, Desk, found, make_copy, make_desk, ready_copy

pytestmark = pytest.mark.django_db
Calls = Callable[[User], Caller]


@pytest.fixture
def desk() -> Desk:
    return make_desk()


def test_a_finding_takes_a_proposed_wording(desk: Desk) -> None:
    claim = make_claim(make_copy(desk), desk.checker, WORDS)
    checker = Caller(desk.checker)
    slugs = [one["slug"] for one in checker.get_json("ratings/?purpose=own")]
    assert slugs == ["confirmed", "change", "attribute", "cut", "unresolved"]
    body = {"verdict": "change", "explanation": "Too many."}
    lacking = checker.call("POST", f"claims/{claim.pk}/verdict/", body)
    assert (lacking.status_code, lacking.json()["code"]) == (400, "proposed_wording_missing")
    given = checker.call(
        "POST", f"claims/{claim.pk}/verdict/", {**body, "proposed_wording": WORDING}
    )
    assert given.json()["proposed_wording"] == WORDING


def test_an_article_is_cleared_once_and_says_so(desk: Desk) -> None:
    article, claim = ready_copy(desk)
    chief, path = Caller(desk.chief), f"articles/{article.pk}/clear/"
    before = chief.get_json(path)
    assert (before["items"], before["in_force"], before["why_not"]) == ([], None, "")
    body = {"revision": str(article.current_revision_id)}
    made = chief.call("POST", path, body, key="k1")
    assert made.status_code == 201, made.content
    assert chief.call("POST", path, body, key="k1").json() == made.json()
    assert chief.call("POST", path, body).json()["code"] == "signed_off_already"
    assert chief.get_json(f"articles/{article.pk}/")["sign_off"]["id"] == made.json()["id"]
    Caller(desk.checker).call(
        "POST", f"claims/{claim.pk}/verdict/", {"verdict": "cut", "explanation": "No."}
    )
    after = chief.get_json(path)
    assert after["in_force"] is None
    assert after["sign_offs"][0]["ended_why"] == "claim_changed"
    assert {item["code"] for item in after["items"]} == {"unapproved", "change_open"}
    refused = chief.call("POST", path, body)
    assert (refused.status_code, refused.json()["code"]) == (409, "not_ready")
    assert refused.json()["items"] == after["items"]


@pytest.mark.parametrize("body", [{}, {"revision": "x"}, {"revision": 3}, {"revision": None}])
def test_the_text_must_be_named(body: dict[str, object], desk: Desk) -> None:
    article, _claim = ready_copy(desk)
    refused = Caller(desk.chief).call("POST", f"articles/{article.pk}/clear/", body)
    assert (refused.status_code, refused.json()["field"]) == (400, "revision")


def test_it_is_taken_back_with_a_reason(desk: Desk) -> None:
    article, _claim = ready_copy(desk)
    chief, path = Caller(desk.chief), f"articles/{article.pk}"
    chief.call("POST", f"{path}/clear/", {"revision": str(article.current_revision_id)})
    assert chief.call("POST", f"{path}/reopen/", {}).status_code == 400
    ended = Caller(desk.checker).call("POST", f"{path}/reopen/", {"reason": "A call."})
    assert (ended.json()["ended_why"], ended.json()["ended_by"]["username"]) == ("reopened", "cleo")
    assert chief.call("POST", f"{path}/reopen/", {"reason": "x"}).json()["code"] == "not_signed_off"


def test_others_articles_are_signed_off(desk: Desk) -> None:
    article = make_article("Nothing to check here.", by=desk.checker)
    chief, path = Caller(desk.chief), f"articles/{article.pk}/sign-off/"
    assert chief.call("GET", path).json()["code"] == "sign_off_not_wanted"
    Newsroom.objects.update(wants_sign_off=True)
    assert [item["code"] for item in chief.get_json(path)["items"]] == ["sentences_unread"]
    assert chief.call("GET", f"articles/{article.pk}/clear/").json()["code"] == "not_own_copy"
    own = make_copy(desk)
    assert chief.call("GET", f"articles/{own.pk}/sign-off/").json()["code"] == "own_copy"


def test_writers_are_named_on_the_article(desk: Desk) -> None:
    article = make_copy(desk)
    said = {"writers": ["nina"], "writer_names": ["Jo Free"]}
    told = Caller(desk.checker).call("PATCH", f"articles/{article.pk}/", said).json()
    assert [one["username"] for one in told["writers"]] == ["nina"]
    assert told["writer_names"] == ["Jo Free"]
    bad = Caller(desk.checker).call("PATCH", f"articles/{article.pk}/", {"writers": "nina"})
    assert (bad.status_code, bad.json()["code"]) == (400, "not_list")


def test_the_change_list_is_read_sent_and_answered(desk: Desk) -> None:
    article = make_copy(desk)
    claim = found(article, desk, "change")
    checker, path = Caller(desk.checker), f"articles/{article.pk}/change-list/"
    told = checker.get_json(path)
    assert told["changes"][0]["proposed_wording"] == WORDING
    sent = checker.call("POST", path, {"revision": told["revision"]["id"]})
    assert [one["username"] for one in sent.json()["people"]] == ["wanda"]
    answered = Caller(desk.writer).call(
        "POST", f"claims/{claim.pk}/change-answer/", {"answer": "done"}
    )
    assert answered.status_code == 201
    others = make_article(by=desk.checker)
    refused = checker.call("GET", f"articles/{others.pk}/change-list/")
    assert refused.json()["code"] == "not_own_copy"


def test_backing_notes_are_kept_changed_and_removed(desk: Desk) -> None:
    claim = found(make_copy(desk), desk)
    writer, path = Caller(desk.writer), f"claims/{claim.pk}/backing/"
    made = writer.call("POST", path, {"body": "Notebook"})
    assert made.status_code == 201
    one = f"backing/{made.json()['id']}/"
    assert made.headers["Location"].endswith(one)
    assert writer.call("PATCH", one, {"body": "Tape"}).json()["body"] == "Tape"
    assert Caller(desk.checker).call("DELETE", one).json()["code"] == "not_yours"
    assert [note["body"] for note in writer.get_json(path)["results"]] == ["Tape"]
    assert writer.call("DELETE", one).status_code == 204
    assert writer.get_json(path)["results"] == []
