"""Feeds at the JSON door."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from annotations import feeds
from annotations.models import Feed, FeedEntry, Import, Work
from tests.annotations.api.conftest import Caller, keys_of
from tests.factories.feeds import make_feed, part, polled

URL = "https://news.example/rss"


def test_a_feed_is_followed_and_tells_how_it_goes(editor: Caller) -> None:
    body = {"url": URL, "kind": "earlier_checks", "interval_minutes": 60, "backlog": 0}
    made = editor.call("POST", "feeds/", body)
    told = made.json()
    assert made.status_code == 201
    assert made["Location"].endswith(f"/api/v1/feeds/{told['id']}/")
    assert (told["kind"], told["interval_minutes"], told["error"]) == ("earlier_checks", 60, None)
    assert Work.objects.filter(kind="poll").count() == 1
    feeds.fail(Feed.objects.get(), "http_404", "")
    told = editor.get_json(f"feeds/{told['id']}/")
    assert told["error"]["code"] == "http_404"
    assert "subscribe to its new address" in told["error"]["detail"]
    assert told["failures"] == 1


def test_the_same_key_twice_is_one_subscription(editor: Caller) -> None:
    first = editor.call("POST", "feeds/", {"url": URL}, key="k")
    again = editor.call("POST", "feeds/", {"url": URL}, key="k")
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json()["id"] == again.json()["id"]
    assert again["Idempotency-Replayed"] == "true"
    other = editor.call("POST", "feeds/", {"url": "https://b.example/"}, key="k")
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({}, 400, "required"),
        ({"url": 5}, 400, "not_text"),
        ({"url": "ftp://a.example/"}, 400, "url_scheme_refused"),
        ({"url": URL, "interval_minutes": 1}, 400, "interval_too_short"),
        ({"url": URL, "backlog": [1]}, 400, "number_invalid"),
        ({"url": URL, "kind": ["articles"]}, 400, "unknown_choice"),
    ],
)
def test_a_wrong_body_is_refused_with_a_code(
    editor: Caller, body: dict[str, Any], status: int, code: str
) -> None:
    response = editor.call("POST", "feeds/", body)
    assert (response.status_code, response.json()["code"]) == (status, code)
    assert response.json()["field"] in {"url", "interval_minutes", "backlog", "kind"}


def test_following_twice_names_the_feed(editor: Caller) -> None:
    feed = make_feed(editor.user, URL)
    response = editor.call("POST", "feeds/", {"url": URL})
    assert (response.status_code, response.json()["feed"]) == (409, str(feed.pk))


def test_a_feed_is_changed_asked_and_left(editor: Caller) -> None:
    path = f"feeds/{make_feed(editor.user, URL).pk}/"
    changed = editor.call("PATCH", path, {"is_paused": True, "interval_minutes": 720})
    assert (changed.status_code, changed.json()["is_paused"]) == (200, True)
    refused = editor.call("POST", f"{path}poll/")
    assert (refused.status_code, refused.json()["code"]) == (409, "paused")
    editor.call("PATCH", path, {"is_paused": False})
    assert editor.call("POST", f"{path}poll/").status_code == 202
    Feed.objects.update(polled_at=timezone.now())
    lately = editor.call("POST", f"{path}poll/")
    assert (lately.status_code, lately.json()["code"]) == (409, "polled_lately")
    assert 0 < int(lately["Retry-After"]) <= 61
    assert editor.call("DELETE", path).status_code == 204
    assert editor.call("GET", path).status_code == 404
    assert editor.get_json("feeds/")["results"] == []


def test_entries_tell_what_each_became(editor: Caller) -> None:
    feed = polled(make_feed(editor.user, URL, backlog=1), [part(2), part(1)])
    path = f"feeds/{feed.pk}/entries/"
    new, old = editor.get_json(path)["results"]
    assert (new["state"], new["imported_as"]["status"]) == ("imported", "queued")
    assert (old["state"], old["imported_as"]) == ("passed_over", None)
    assert [e["title"] for e in editor.get_json(f"{path}?state=passed_over")["results"]] == [
        "Story 1"
    ]
    brought = editor.call("POST", f"{path}{old['id']}/import/")
    assert (brought.status_code, brought.json()["state"]) == (202, "imported")
    again = editor.call("POST", f"{path}{old['id']}/import/")
    assert (again.status_code, again.json()["code"]) == (409, "already_imported")
    told = editor.get_json(f"feeds/{feed.pk}/")
    assert (told["new_entries"], told["waiting_entries"]) == (2, 0)
    assert Import.objects.count() == 2


def test_each_role_may_do_what_the_contract_says(
    anonymous: Caller, viewer: Caller, editor: Caller
) -> None:
    feed = polled(make_feed(editor.user, URL, backlog=0), [part(1)])
    path, entry = f"feeds/{feed.pk}/", FeedEntry.objects.get()
    for read in ("feeds/", path, f"{path}entries/"):
        assert anonymous.call("GET", read).status_code == 401
        assert viewer.call("GET", read).status_code == 200
    for method, call, body in (
        ("POST", "feeds/", {"url": "https://other.example/"}),
        ("PATCH", path, {"is_paused": True}),
        ("POST", f"{path}poll/", None),
        ("POST", f"{path}entries/{entry.pk}/import/", None),
        ("DELETE", path, None),
    ):
        assert anonymous.call(method, call, body).status_code == 401
        refused = viewer.call(method, call, body)
        assert (refused.status_code, refused.json()["code"]) == (403, "role_required")


def test_lists_go_by_cursor_and_cost_the_same_however_long(editor: Caller) -> None:
    def queries(path: str) -> int:
        editor.get_json(path)
        with CaptureQueriesContext(connection) as captured:
            editor.get_json(path)
        return len(captured)

    feed = polled(make_feed(editor.user, backlog=500), [part(0)])
    one, entries = queries("feeds/"), queries(f"feeds/{feed.pk}/entries/")
    for _ in range(10):
        make_feed(editor.user)
    polled(feed, [part(number) for number in range(30)])
    assert queries("feeds/") == one
    assert queries(f"feeds/{feed.pk}/entries/") == entries
    first = editor.get_json("feeds/?limit=6")
    rest = editor.get_json(first["next"].partition("/api/v1/")[2])
    ids = [feed["id"] for feed in first["results"] + rest["results"]]
    assert len(set(ids)) == 11
    seen: list[str] = []
    path = f"feeds/{feed.pk}/entries/?limit=7"
    while path:
        page = editor.get_json(path)
        seen += [entry["title"] for entry in page["results"]]
        path = (page["next"] or "").partition("/api/v1/")[2]
    # The latest seen first; a poll sees the oldest first, which stand last in the feed.
    assert seen == [f"Story {number}" for number in (*range(1, 30), 0)]


def test_answers_have_the_described_fields(editor: Caller, schema: dict[str, Any]) -> None:
    feed = polled(make_feed(editor.user, URL), [part(1)])
    assert set(editor.get_json(f"feeds/{feed.pk}/")) == keys_of(schema, "Feed")
    entry = editor.get_json(f"feeds/{feed.pk}/entries/")["results"][0]
    assert set(entry) == keys_of(schema, "FeedEntry")
    assert set(entry["imported_as"]) == keys_of(schema, "EntryImport")


@pytest.mark.parametrize(
    "value", [None, [], {}, "x" * 5000, "\u0000", 10**400, True, -1, "²", "9" * 5000]
)
@pytest.mark.parametrize("name", ["url", "kind", "interval_minutes", "backlog", "is_paused"])
def test_no_value_yields_500(editor: Caller, name: str, value: Any) -> None:
    feed = make_feed(editor.user, URL)
    bodies = {"url": "https://a.example/", name: value}
    for method, path in (("POST", "feeds/"), ("PATCH", f"feeds/{feed.pk}/")):
        response = editor.call(method, path, bodies)
        assert response.status_code < 500, response.content
        if response.status_code >= 400:
            assert response.json()["detail"]
