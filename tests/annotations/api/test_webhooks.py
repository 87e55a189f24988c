"""Webhooks through the API."""

from typing import Any

import pytest

from annotations import webhooks
from annotations.models import Webhook
from tests.annotations.api.conftest import Caller
from tests.factories.users import actor_of
from tests.factories.webhooks import ADDRESS, make_delivery, make_webhook

pytestmark = pytest.mark.django_db
ASKED: dict[str, Any] = {"name": "Bot", "url": ADDRESS, "events": ["claim.published"]}


@pytest.fixture
def bot(admin: Caller) -> Webhook:
    return make_webhook(admin.user)


def test_the_secret_is_in_the_answer_that_makes_it_and_in_no_other(admin: Caller) -> None:
    made = admin.call("POST", "webhooks/", ASKED)
    assert made.status_code == 201
    assert made.json()["secret"].startswith("whsec_")
    assert made.headers["ETag"] == '"1"'
    path = made.headers["Location"].partition("/api/v1/")[2]
    for answer in (admin.call("GET", path), admin.call("GET", "webhooks/")):
        assert answer.status_code == 200
        assert "whsec_" not in answer.content.decode()
    assert admin.call("GET", path).json()["events"] == ["claim.published"]


def test_a_change_names_the_version_that_was_read(admin: Caller, bot: Webhook) -> None:
    path = f"webhooks/{bot.pk}/"
    assert admin.call("PATCH", path, {"name": "X"}).status_code == 428
    assert admin.call("PATCH", path, {"name": "X"}, match='"7"').status_code == 412
    changed = admin.call("PATCH", path, {"name": "X", "is_paused": True}, match='"1"')
    assert changed.status_code == 200
    assert changed.json()["name"] == "X"
    assert changed.json()["paused_at"]
    again = admin.call("PATCH", path, {"is_paused": False}, match=changed.headers["ETag"])
    assert again.json()["paused_at"] is None
    wrong = admin.call("PATCH", path, {"is_paused": "no"}, match=again.headers["ETag"])
    assert (wrong.status_code, wrong.json()["field"]) == (400, "is_paused")


def test_a_new_secret_a_trial_and_an_end(admin: Caller, bot: Webhook) -> None:
    rolled = admin.call("POST", f"webhooks/{bot.pk}/secret/").json()
    assert rolled["secret"] != bot.secret
    assert rolled["previous_secret_until"]
    sent = admin.call("POST", f"webhooks/{bot.pk}/ping/")
    assert (sent.status_code, sent.json()["event"]) == (202, "ping")
    assert admin.call("POST", f"webhooks/{bot.pk}/ping/").json()["code"] == "ping_waiting"
    assert admin.call("DELETE", f"webhooks/{bot.pk}/").status_code == 204
    assert admin.call("GET", f"webhooks/{bot.pk}/").json()["ended_at"]
    assert admin.call("POST", f"webhooks/{bot.pk}/ping/").json()["code"] == "webhook_ended"


def test_the_log_is_read_by_state_and_a_message_with_its_words(admin: Caller, bot: Webhook) -> None:
    first = make_delivery(bot, "claim.created", seq=1)
    make_delivery(bot, "claim.changed", seq=2)
    path = f"webhooks/{bot.pk}/deliveries/"
    listed = admin.call("GET", path).json()["results"]
    assert [one["event"] for one in listed] == ["claim.changed", "claim.created"]
    assert "body" not in listed[0]
    assert len(admin.call("GET", f"{path}?event=claim.created").json()["results"]) == 1
    assert admin.call("GET", f"{path}?state=delivered").json()["results"] == []
    assert admin.call("GET", f"{path}?state=nonsense").status_code == 400
    whole = admin.call("GET", f"{path}{first.pk}/").json()
    assert whole["body"] == first.body
    again = admin.call("POST", f"{path}{first.pk}/retry/")
    assert (again.status_code, again.json()["id"]) == (202, str(first.pk))


def test_lists_say_which_are_paused_or_ended(admin: Caller, bot: Webhook) -> None:
    other = make_webhook(admin.user)
    webhooks.pause(actor=actor_of(admin.user), webhook_id=bot.pk)
    webhooks.end(actor=actor_of(admin.user), webhook_id=other.pk)
    for asked, found in (("paused=true", bot), ("ended=true", other), ("ended=false", bot)):
        results = admin.call("GET", f"webhooks/?{asked}").json()["results"]
        assert [one["id"] for one in results] == [str(found.pk)]
