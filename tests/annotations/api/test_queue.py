"""The review queue through the API: order, filters, taking, reminding, planning."""

from datetime import timedelta
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from annotations.models import Article, Claim, Desk, User, Visibility
from tests.annotations.api.conftest import Caller
from tests.factories import users
from tests.factories.articles import make_article
from tests.factories.claims import approved_claim, submitted_claim
from tests.factories.evidence import link_evidence


def person(caller: Caller) -> User:
    assert caller.user is not None
    return caller.user


def listed(caller: Caller, query: str = "") -> list[str]:
    return [one["id"] for one in caller.get_json(f"queue/{query}")["results"]]


def test_the_queue_is_most_urgent_first_and_the_same_for_pages_of_one(
    editor: Caller, reviewer: Caller, article: Article
) -> None:
    ann = person(editor)
    plain, over = submitted_claim(article, ann), submitted_claim(article, ann)
    Claim.objects.filter(pk=over.pk).update(deadline_at=timezone.now() - timedelta(hours=1))
    urgent = submitted_claim(make_article(by=ann, priority=2), ann)
    wanted = [str(claim.pk) for claim in (urgent, over, plain)]
    assert listed(reviewer) == wanted
    seen, path = [], "queue/?limit=1"
    while path:
        page = reviewer.get_json(path)
        seen += [one["id"] for one in page["results"]]
        path = (page["next"] or "").partition("/api/v1/")[2]
    assert seen == wanted
    assert listed(reviewer, "?ordering=waiting")[0] == str(plain.pk)
    cursor = reviewer.get_json("queue/?limit=1")["next"].partition("cursor=")[2].partition("&")[0]
    refused = reviewer.call("GET", f"queue/?ordering=newest&cursor={cursor}")
    assert (refused.status_code, refused.json()["code"]) == (400, "invalid_cursor")


def test_an_entry_says_what_waits_since_when_for_whom(
    editor: Caller, reviewer: Caller, article: Article
) -> None:
    desk = Desk.objects.create(name="Politics", slug="politics")
    Article.objects.filter(pk=article.pk).update(desk=desk, priority=1)
    claim = submitted_claim(article, person(editor))
    [told] = reviewer.get_json("queue/?desk=politics&priority=1&whose=free")["results"]
    assert (told["id"], told["priority"], told["may_decide"], told["is_own"]) == (
        str(claim.pk),
        1,
        True,
        False,
    )
    assert told["article"]["desk"]["slug"] == "politics"
    assert told["submitted_by"]["username"] == "ann"
    [own] = editor.get_json("queue/")["results"]
    assert (own["may_decide"], own["is_own"]) == (False, True)
    assert listed(reviewer, "?desk=none") == []
    for query, code in (("?due=soon", "unknown_choice"), ("?priority=9", "unknown_choice")):
        assert reviewer.call("GET", f"queue/{query}").json()["code"] == code


def test_a_review_is_taken_shown_taken_over_and_handed_back(
    editor: Caller, reviewer: Caller, article: Article
) -> None:
    claim = submitted_claim(article, person(editor))
    tom = Caller(users.make_reviewer("tom"))
    path, etag = f"claims/{claim.pk}/", reviewer.call("GET", f"claims/{claim.pk}/")["ETag"]
    taken = reviewer.call("POST", f"{path}take/", match=etag)
    assert taken.json()["reviewing"]["by"]["username"] == "bob"
    assert taken["ETag"] == etag
    assert tom.get_json("queue/")["results"][0]["reviewing"]["by"]["username"] == "bob"
    for verb, body in (("take/", None), ("approve/", None), ("request-changes/", {"comment": "c"})):
        refused = tom.call("POST", f"{path}{verb}", body, match=etag)
        assert (refused.status_code, refused.json()["code"]) == (409, "taken")
    assert refused.json()["held_by"] == str(person(reviewer).pk)
    over = tom.call("POST", f"{path}take/", {"over": True, "held_by": str(person(reviewer).pk)})
    assert over.json()["reviewing"]["by"]["username"] == "tom"
    assert tom.call("POST", f"{path}take/", {"over": "yes"}).json()["code"] == "not_boolean"
    assert tom.call("POST", f"{path}hand-back/").json()["reviewing"] is None
    assert reviewer.call("POST", f"{path}take/", match='"9"').status_code == 412
    assert reviewer.call("POST", f"{path}approve/", match=etag).status_code == 200


def test_reminding_names_who_is_asked_and_not_twice(
    editor: Caller, reviewer: Caller, article: Article
) -> None:
    claim = submitted_claim(article, person(editor))
    assert editor.call("POST", f"claims/{claim.pk}/remind/").status_code == 200
    entry = editor.get_json(f"claims/{claim.pk}/history/")["results"][-1]
    assert entry["verb"] == "review_reminded"
    assert str(person(reviewer).pk) in entry["details"]["reminded"]
    again = editor.call("POST", f"claims/{claim.pk}/remind/")
    assert (again.status_code, again.json()["code"]) == (409, "reminded_lately")


def test_a_claim_and_an_article_are_planned_by_patch(
    editor: Caller, reviewer: Caller, article: Article
) -> None:
    claim = approved_claim(article, person(editor), person(reviewer))
    path = f"claims/{claim.pk}/"
    before = editor.call("GET", path)
    plan = {"reviewer": "bob", "deadline_at": "2026-12-01T09:00:00Z", "priority": 2}
    told = editor.call("PATCH", path, plan, match=before["ETag"])
    assert told.status_code == 200, told.content
    assert told.json()["reviewer"]["username"] == "bob"
    assert (told.json()["priority"], told.json()["approval"]) == (2, "valid")
    assert told.json()["deadline_at"].startswith("2026-12-01T09:00:00")
    assert told["ETag"] == before["ETag"]
    assert editor.call("PATCH", path, plan).status_code == 428
    wrong = {"priority": 2, "statement": "Another.", "reviewer": "ann"}
    refused = editor.call("PATCH", path, wrong, match=before["ETag"])
    assert refused.json()["code"] == "unknown_reviewer"
    assert Claim.objects.get(pk=claim.pk).statement == claim.statement
    answer = editor.call(
        "PATCH",
        f"articles/{article.pk}/",
        {"reviewers": ["bob"], "assignees": ["ann"], "deadline_at": "2026-12-02", "priority": 1},
    ).json()
    assert [one["username"] for one in answer["reviewers"]] == ["bob"]
    assert [one["username"] for one in answer["assignees"]] == ["ann"]
    assert (answer["priority"], answer["deadline_at"]) == (1, "2026-12-02T00:00:00Z")
    assert editor.get_json("articles/")["results"][0]["reviewers"] == answer["reviewers"]


def test_nothing_that_is_kept_from_a_reviewer_is_listed(
    editor: Caller, reviewer: Caller, article: Article
) -> None:
    claim = submitted_claim(article, person(editor))
    link_evidence(claim, person(editor), visibility=Visibility.HIDDEN)
    assert listed(reviewer) == []
    assert listed(editor) == [str(claim.pk)]


def test_ten_entries_take_as_many_queries_as_one(
    editor: Caller, reviewer: Caller, article: Article
) -> None:
    counts: list[Any] = []
    for size in (1, 9):
        for _n in range(size):
            submitted_claim(article, person(editor))
        with CaptureQueriesContext(connection) as seen:
            listed(reviewer)
        counts.append(len(seen))
    assert counts[0] == counts[1]
