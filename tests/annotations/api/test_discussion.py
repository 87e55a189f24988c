"""Threads on a claim at the JSON door."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations.models import Article, Claim, Comment, Thread, User
from tests.annotations.api.conftest import Caller
from tests.factories.claims import make_claim, published_claim
from tests.factories.threads import make_thread, reply_to, resolved_thread
from tests.factories.users import make_editor, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim(article: Article, editor: Caller) -> Claim:
    assert editor.user is not None
    return make_claim(article, editor.user)


def user_of(caller: Caller) -> User:
    assert caller.user is not None
    return caller.user


def test_a_thread_is_opened_answered_and_resolved(
    claim: Claim, editor: Caller, reviewer: Caller, viewer: Caller
) -> None:
    asked = editor.call("POST", f"claims/{claim.pk}/threads/", {"text": "@bob, which month?"})
    assert asked.status_code == 201, asked.content
    thread = asked.json()
    assert thread["resolved"] is None
    (first,) = thread["comments"]
    assert first["author"] == {
        "id": str(user_of(editor).pk),
        "username": "ann",
        "name": "Ann",
    }
    assert [person["username"] for person in first["mentions"]] == ["bob"]
    assert (first["text"], first["edited_at"], first["removed"]) == (
        "@bob, which month?",
        None,
        False,
    )
    answered = reviewer.call("POST", f"threads/{thread['id']}/comments/", {"text": "April."})
    assert answered.status_code == 201, answered.content
    assert answered.json()["thread"] == thread["id"]
    assert answered.json()["reopened"] is False
    resolved = reviewer.call("POST", f"threads/{thread['id']}/resolve/")
    assert resolved.json()["resolved"]["by"]["username"] == "bob"
    told = viewer.get_json(f"claims/{claim.pk}/threads/")
    assert told["open"] == 0
    assert [c["text"] for c in told["threads"][0]["comments"]] == ["@bob, which month?", "April."]
    again = editor.call("POST", f"threads/{thread['id']}/comments/", {"text": "Of which year?"})
    assert again.json()["reopened"] is True
    assert viewer.get_json(f"claims/{claim.pk}/threads/")["open"] == 1
    verbs = [e["verb"] for e in viewer.get_json(f"claims/{claim.pk}/history/")["results"]]
    assert verbs[-5:] == [
        "thread_opened",
        "commented",
        "thread_resolved",
        "thread_reopened",
        "commented",
    ]
    events = viewer.get_json(f"articles/{claim.article_id}/events/")["results"]
    assert [event["verb"] for event in events][-5:] == verbs[-5:]


def test_talking_leaves_the_etag_and_a_published_claim_as_they_are(
    article: Article, editor: Caller, reviewer: Caller
) -> None:
    claim = published_claim(article, user_of(editor), user_of(reviewer))
    before = editor.call("GET", f"claims/{claim.pk}/")
    made = editor.call("POST", f"claims/{claim.pk}/threads/", {"text": "Readers ask."})
    assert made.status_code == 201
    after = editor.call("GET", f"claims/{claim.pk}/")
    assert (after["ETag"], after.json()) == (before["ETag"], before.json())


def test_own_words_are_changed_and_taken_back(claim: Claim, editor: Caller) -> None:
    thread = make_thread(claim, user_of(editor), "Mai?")
    path = f"comments/{thread.comments.get().pk}/"
    changed = editor.call("PATCH", path, {"text": "May?"}).json()
    assert changed["text"] == "May?"
    assert changed["edited_at"]
    assert editor.call("DELETE", path).status_code == 204
    told = editor.get_json(f"claims/{claim.pk}/threads/")["threads"][0]
    assert (told["comments"][0]["text"], told["comments"][0]["removed"]) == ("", True)
    assert editor.call("DELETE", path).json()["code"] == "not_found"


def test_other_peoples_words_are_not_touched(
    claim: Claim, editor: Caller, reviewer: Caller
) -> None:
    path = f"comments/{make_thread(claim, user_of(editor)).comments.get().pk}/"
    for method in ("PATCH", "DELETE"):
        refused = reviewer.call(method, path, {"text": "x"})
        assert (refused.status_code, refused.json()["code"]) == (403, "not_your_comment")
    assert Comment.objects.get().text == "Which month is this?"


@pytest.mark.parametrize("text", ["", None, 5, "x" * 5001, "a\x00", ["x"]])
def test_words_that_cannot_be_said_are_refused_with_their_field(
    claim: Claim, editor: Caller, text: Any
) -> None:
    refused = editor.call("POST", f"claims/{claim.pk}/threads/", {"text": text})
    assert (refused.status_code, refused.json()["field"]) == (400, "text")
    assert not Thread.objects.exists()


def test_a_call_that_is_sent_twice_is_said_once(claim: Claim, editor: Caller) -> None:
    for path in (
        f"claims/{claim.pk}/threads/",
        f"threads/{make_thread(claim, user_of(editor)).pk}/comments/",
    ):
        answers = [editor.call("POST", path, {"text": "Once."}, key="k") for _time in range(2)]
        assert [answer.status_code for answer in answers] == [201, 201]
        assert answers[0].json() == answers[1].json()
        other = editor.call("POST", path, {"text": "Twice."}, key="k")
        assert other.json()["code"] == "idempotency_key_reused"
    assert Comment.objects.filter(text="Once.").count() == 2


def test_people_are_offered_by_name(viewer: Caller, editor: Caller, reviewer: Caller) -> None:
    make_user("annexed", is_active=False)
    make_editor("joanna")
    found = viewer.get_json("people/?search=ANN")["results"]
    assert [person["username"] for person in found] == ["ann", "joanna"]
    assert set(found[0]) == {"id", "username", "name"}
    assert viewer.get_json("people/?search=%25")["results"] == []


def test_a_long_discussion_takes_as_many_queries_as_a_short_one(
    claim: Claim, editor: Caller, reviewer: Caller
) -> None:
    thread = make_thread(claim, user_of(editor), "@bob?")

    def queries(path: str) -> int:
        editor.get_json(path)
        with CaptureQueriesContext(connection) as captured:
            editor.get_json(path)
        return len(captured)

    def grow(make: Callable[..., Any]) -> None:
        for _time in range(6):
            make(claim, user_of(reviewer), "@ann and @bob")

    path = f"claims/{claim.pk}/threads/"
    few = queries(path)
    grow(make_thread)
    grow(resolved_thread)
    for _time in range(6):
        reply_to(thread, user_of(reviewer), "@ann")
    assert queries(path) == few
