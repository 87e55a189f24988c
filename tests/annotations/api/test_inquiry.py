"""Attempts, requests for comment, checks of quotations, notes and the guard at the JSON door."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations.models import Article, Claim
from tests.annotations.api.conftest import Caller
from tests.factories.claims import make_claim, rate, rated_claim
from tests.factories.inquiry import make_attempt, make_note, make_quote_check, make_request

ATTEMPT = {"kind": "called", "where": "the press office", "outcome": "no_answer"}
REQUEST = {"whom": "The ministry", "channel": "mail", "contact": "press@ministry.example"}


@pytest.fixture
def claim(editor: Caller, article: Article) -> Claim:
    return make_claim(article, editor.user)


def test_an_attempt_is_added_changed_and_removed(editor: Caller, claim: Claim) -> None:
    before = editor.get_json(f"claims/{claim.pk}/")["etag"]
    made = editor.call("POST", f"claims/{claim.pk}/attempts/", ATTEMPT, match=before, key="once")
    assert made.status_code == 201
    told = made.json()
    assert (told["where"], told["claim"]) == ("the press office", str(claim.pk))
    assert "kind_label" not in told
    assert made["Location"].endswith(f"/attempts/{told['id']}/")
    again = editor.call("POST", f"claims/{claim.pk}/attempts/", ATTEMPT, match=before, key="once")
    assert again.json() == told
    assert made["ETag"] == editor.get_json(f"claims/{claim.pk}/")["etag"] != before
    one = f"attempts/{told['id']}/"
    assert editor.call("PATCH", one, {"note": "Twice."}, match=before).status_code == 412
    changed = editor.call("PATCH", one, {"note": "Twice."}, match=made["ETag"])
    assert changed.json()["note"] == "Twice."
    assert editor.call("DELETE", one, match=changed["ETag"]).status_code == 204
    assert editor.get_json(f"claims/{claim.pk}/attempts/")["results"] == []
    assert editor.call("DELETE", one).status_code == 404


def test_a_request_for_comment_is_told_and_answered(
    editor: Caller, viewer: Caller, claim: Claim
) -> None:
    asked = {**REQUEST, "sent_at": "2020-11-12T09:00:00Z", "deadline_at": "2020-11-14T12:00:00Z"}
    made = editor.call("POST", f"claims/{claim.pk}/requests-for-comment/", asked).json()
    assert (made["outcome"], made["is_overdue"]) == ("waiting", True)
    one = f"requests-for-comment/{made['id']}/"
    missing = editor.call("PATCH", one, {"outcome": "answered"})
    assert (missing.status_code, missing.json()["field"]) == (400, "answer")
    answer = {"outcome": "answered", "answer": "It is not so."}
    told = editor.call("PATCH", one, answer).json()
    assert (told["answer"], told["is_overdue"]) == ("It is not so.", False)
    (seen,) = viewer.get_json(f"claims/{claim.pk}/requests-for-comment/")["results"]
    assert (seen["whom"], seen["contact"]) == ("The ministry", "")
    assert editor.call("DELETE", one).status_code == 204


def test_a_quotation_is_checked_as_three_things(editor: Caller, claim: Claim) -> None:
    appearance = claim.appearances.get()
    path = f"appearances/{appearance.pk}/quote-check/"
    assert editor.get_json(path)["id"] is None
    given = {
        "said": "right",
        "wording": "wrong",
        "wording_note": "He said “kits”.",
        "language": "be",
    }
    told = editor.call("PATCH", path, given).json()
    assert (told["said"], told["wording"], told["content"]) == ("right", "wrong", "")
    assert (told["language"], told["claim"]) == ("be", str(claim.pk))
    bad = editor.call("PATCH", path, {"content": "so"})
    assert (bad.status_code, bad.json()["code"]) == (400, "unknown_choice")
    assert editor.get_json(path)["id"] == told["id"]


def test_a_note_has_an_etag_of_its_own(editor: Caller, editor2: Caller, claim: Claim) -> None:
    made = editor.call("POST", f"claims/{claim.pk}/notes/", {"body": "Ask Eve."})
    assert (made.status_code, made["ETag"]) == (201, made.json()["etag"])
    one = f"notes/{made.json()['id']}/"
    theirs = editor2.call("PATCH", one, {"body": "Mine."})
    assert (theirs.status_code, theirs.json()["code"]) == (403, "not_yours")
    changed = editor.call("PATCH", one, {"body": "Ask Dan."}, match=made["ETag"])
    assert changed.status_code == 200
    assert editor.call("DELETE", one, match=made["ETag"]).status_code == 412
    assert editor.call("DELETE", one, match=changed["ETag"]).status_code == 204


def test_what_is_listed_is_known_to_exist_and_what_is_hidden_is_not(
    editor: Caller, editor2: Caller, claim: Claim
) -> None:
    for make in (make_attempt, make_note):
        make(claim, editor.user, visibility="hidden")
        make(claim, editor.user, visibility="listed")
    for name in ("attempts", "notes"):
        path = f"claims/{claim.pk}/{name}/"
        assert len(editor.get_json(path)["results"]) == 2
        (seen,) = editor2.get_json(path)["results"]
        assert set(seen) == {"id", "visibility", "reserved"}


@pytest.mark.parametrize(
    ("make", "path"),
    [
        (make_attempt, "attempts"),
        (make_request, "requests-for-comment"),
        (make_note, "notes"),
    ],
)
def test_the_queries_do_not_grow_with_the_rows(
    editor: Caller, claim: Claim, make: Any, path: str
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            editor.get_json(f"claims/{claim.pk}/{path}/")
        return len(captured)

    make(claim, editor.user)
    queries()
    one = queries()
    for _time in range(3):
        make(claim, editor.user)
    assert queries() == one


def test_ratings_tell_which_stance_or_that_attempts_are_needed(viewer: Caller, db: None) -> None:
    told = {rating["slug"]: rating for rating in viewer.get_json("ratings/?purpose=others")}
    needs = ("needs_evidence", "needs_stance", "needs_attempts")
    assert [told["not-enough-evidence"][name] for name in needs] == [True, None, True]
    assert [told["true"][name] for name in needs] == [True, "corroborates", False]
    assert [told["misleading"][name] for name in needs] == [False, None, False]


def test_the_guard_warns_takes_reasons_and_refuses(
    editor: Caller, reviewer: Caller, article: Article
) -> None:
    claim = rated_claim(article, editor.user)
    path = f"claims/{claim.pk}/"
    (one,) = [w for w in reviewer.get_json(f"{path}warnings/")["results"] if w["needs_reason"]]
    assert (one["code"], one["is_blocker"], one["reason"]) == ("one_origin", False, None)
    given = {"warning": "one_origin", "reason": "It is the law itself."}
    told = editor.call("POST", f"{path}reasons/", given)
    assert told.status_code == 201
    (one,) = [w for w in reviewer.get_json(f"{path}warnings/")["results"] if w["needs_reason"]]
    assert one["reason"]["text"] == "It is the law itself."
    assert one["reason"]["by"]["id"] == str(editor.user and editor.user.pk)
    wrong = editor.call("POST", f"{path}submit/", {"reasons": ["one_origin"]})
    assert (wrong.status_code, wrong.json()["code"]) == (400, "not_object")
    sent = editor.call("POST", f"{path}submit/", {"reasons": {"one_origin": "Still the law."}})
    assert sent.status_code == 200
    bare = rate(make_claim(article, editor.user), editor.user, "not-enough-evidence")
    refused = editor.call("POST", f"claims/{bare.pk}/submit/")
    assert (refused.status_code, refused.json()["code"]) == (409, "evidence_missing")
    make_quote_check(bare, editor.user)
    make_attempt(bare, editor.user)
    assert editor.call("POST", f"claims/{bare.pk}/submit/").status_code == 200
