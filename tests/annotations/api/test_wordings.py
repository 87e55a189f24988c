"""Pins, suggested wordings and independent verdicts at the JSON door."""

import pytest

from annotations.models import Article, Claim
from tests.annotations.api.conftest import Caller
from tests.factories.claims import EXPLANATION, submitted_claim
from tests.factories.pins import want_second_verdicts

pytestmark = pytest.mark.django_db
PLACE = {"field": "explanation", "start": 4, "end": 12, "exact": "register"}


@pytest.fixture
def claim(article: Article, editor: Caller) -> Claim:
    assert editor.user is not None
    return submitted_claim(article, editor.user)


def test_a_thread_is_pinned_and_told_with_its_place(
    claim: Claim, editor: Caller, reviewer: Caller
) -> None:
    body = {"text": "Which one?", **PLACE}
    made = reviewer.call("POST", f"claims/{claim.pk}/threads/", body)
    assert made.status_code == 201, made.content
    pin = made.json()["pin"]
    assert (pin["state"], pin["start"], pin["end"], pin["exact"]) == ("here", 4, 12, "register")
    late = reviewer.call("POST", f"claims/{claim.pk}/threads/", {**body, "exact": "registry"})
    assert (late.status_code, late.json()["code"]) == (409, "words_changed")
    plain = editor.call("POST", f"claims/{claim.pk}/threads/", {"text": "And?"})
    assert plain.json()["pin"] is None


def test_words_are_suggested_accepted_declined_and_taken_back(
    claim: Claim, editor: Caller, reviewer: Caller, viewer: Caller
) -> None:
    there = f"claims/{claim.pk}/suggestions/"
    body = {"replacement": "list", "comment": "Shorter.", **PLACE}
    made = [reviewer.call("POST", there, body, key=f"k{n}").json() for n in range(3)]
    assert made[0]["stands"] is True
    again = reviewer.call("POST", there, body, key="k0")
    assert again.json()["id"] == made[0]["id"], "an Idempotency-Key makes it once"
    stale = editor.call("POST", f"suggestions/{made[0]['id']}/accept/", match='"999"')
    assert stale.status_code == 412
    done = editor.call("POST", f"suggestions/{made[0]['id']}/accept/")
    assert (done.status_code, done.json()["state"]) == (200, "accepted")
    told = viewer.get_json(f"claims/{claim.pk}/")
    assert told["explanation"] == EXPLANATION.replace("register", "list")
    late = editor.call("POST", f"suggestions/{made[1]['id']}/accept/")
    assert (late.status_code, late.json()["code"]) == (409, "suggestion_outdated")
    assert late.json()["now"] == told["explanation"]
    no = editor.call("POST", f"suggestions/{made[1]['id']}/decline/", {"reason": "It is one."})
    assert (no.json()["state"], no.json()["answer"]) == ("declined", "It is one.")
    back = reviewer.call("POST", f"suggestions/{made[2]['id']}/take-back/")
    assert back.json()["state"] == "taken_back"
    states = [one["state"] for one in viewer.get_json(there)["results"]]
    assert states == ["accepted", "declined", "taken_back"]


def test_a_second_verdict_is_taken_given_and_told(
    claim: Claim, reviewer: Caller, viewer: Caller
) -> None:
    want_second_verdicts()
    assert [one["claim"] for one in reviewer.get_json("second/")["results"]] == [str(claim.pk)]
    assert viewer.get_json(f"claims/{claim.pk}/second/")["missing"] == 2
    refused = reviewer.call("POST", f"claims/{claim.pk}/second/", {})
    assert (refused.status_code, refused.json()["code"]) == (400, "unread_missing")
    taken = reviewer.call("POST", f"claims/{claim.pk}/second/", {"unread": True}).json()
    assert (taken["rank"], taken["verdict"]) == (2, None)
    assert reviewer.get_json(f"claims/{claim.pk}/")["explanation"] == ""
    assert reviewer.get_json(f"claims/{claim.pk}/second/")["under_way"]["id"] == taken["id"]
    given = reviewer.call(
        "POST", f"second/{taken['id']}/", {"verdict": "false", "explanation": "Its sources."}
    )
    assert (given.status_code, given.json()["verdict"]) == (200, "false")
    told = viewer.get_json(f"claims/{claim.pk}/second/")
    assert (told["missing"], told["agrees"], len(told["given"])) == (3, False, 1)
    late = reviewer.call("POST", f"second/{taken['id']}/hand-back/")
    assert (late.status_code, late.json()["code"]) == (409, "second_verdict_given")


def test_a_hold_says_why(claim: Claim, editor: Caller) -> None:
    body = {"on_hold": True, "hold_reason": "Court rules Monday."}
    held = editor.call("PATCH", f"claims/{claim.pk}/", body, match="*")
    assert (held.json()["on_hold"], held.json()["hold_reason"]) == (True, "Court rules Monday.")
    free = editor.call("PATCH", f"claims/{claim.pk}/", {"on_hold": False}, match="*")
    assert (free.json()["on_hold"], free.json()["hold_reason"]) == (False, "")
