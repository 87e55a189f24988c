"""Desks, topics and the workflow's settings, and what a claim says of its first approval."""

import pytest

from annotations.models import Article, Newsroom
from tests.annotations.api.conftest import Caller
from tests.factories import users
from tests.factories.claims import submitted_claim
from tests.factories.desks import make_desk

pytestmark = pytest.mark.django_db


def test_an_administrator_makes_a_desk_and_an_editor_puts_an_article_on_it(
    admin: Caller, editor: Caller, reviewer: Caller, article: Article
) -> None:
    body = {"kind": "desk", "name": "Politics", "reviewers": ["bob"]}
    made = admin.call("POST", "desks/", body, key="one").json()
    assert admin.call("POST", "desks/", body, key="one").json()["id"] == made["id"]
    topic = make_desk("Health", "topic")
    path = f"articles/{article.pk}/"
    told = editor.call("PATCH", path, {"desk": "politics", "topics": [str(topic.pk)]}).json()
    assert told["desk"] == {"id": made["id"], "slug": "politics", "name": "Politics"}
    assert [one["name"] for one in told["topics"]] == ["Health"]
    refused = editor.call("PATCH", path, {"desk": "nowhere"})
    assert (refused.status_code, refused.json()["code"]) == (400, "unknown_desk")
    claim = submitted_claim(article, editor.user)
    other = Caller(users.make_reviewer())
    assert other.get_json(f"claims/{claim.pk}/")["other_desk"]
    assert not reviewer.get_json(f"claims/{claim.pk}/")["other_desk"]
    barred = other.call("POST", f"claims/{claim.pk}/approve/", {}, match="*")
    assert (barred.status_code, barred.json()["code"]) == (403, "other_desk")
    changed = admin.call("PATCH", f"desks/{made['id']}/", {"is_retired": True}).json()
    assert changed["is_retired"]
    assert [one["id"] for one in editor.get_json("desks/")["results"]] == [str(topic.pk)]
    assert len(editor.get_json("desks/?retired=1")["results"]) == 2


def test_a_claim_tells_who_approved_first_and_that_it_no_longer_counts(
    admin: Caller, editor: Caller, reviewer: Caller, article: Article
) -> None:
    assert admin.call("PUT", "newsroom/workflow/", {"review_steps": 2}).json()["review_steps"] == 2
    path = f"claims/{submitted_claim(article, editor.user).pk}/"
    answer = reviewer.call("POST", f"{path}approve/", {}, match="*").json()
    assert (answer["state"], answer["approval"]) == ("in_review", "none")
    assert answer["first_approval"]["by"]["username"] == "bob"
    assert set(answer["first_approval"]) == {"by", "at"}
    again = reviewer.call("POST", f"{path}approve/", {}, match="*")
    assert (again.status_code, again.json()["code"]) == (403, "approved_already")
    editor.call("PATCH", path, {"statement": "At least 4,000 kits"}, match="*")
    told = editor.get_json(path)
    assert told["first_approval"] is None
    assert told["first_approval_lapsed"]["by"]["username"] == "bob"
    reviewer.call("POST", f"{path}approve/", {}, match="*")
    second = Caller(users.make_reviewer())
    done = second.call("POST", f"{path}approve/", {}, match="*").json()
    assert (done["state"], done["approval"]) == ("approved", "valid")
    assert done["first_approval"] is None
    assert done["first_approval_lapsed"] is None


def test_settings_of_the_workflow_that_make_no_sense_are_refused(admin: Caller) -> None:
    for body in ({"review_steps": 3}, {"wants_sign_off": 1}, {"warns_hours_before": -1}):
        refused = admin.call("PUT", "newsroom/workflow/", body)
        assert (refused.status_code, refused.json()["field"]) == (400, next(iter(body)))
    assert Newsroom.current().review_steps == 1
