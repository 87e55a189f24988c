"""The watch on a page at the JSON door."""

import pytest
from django.utils import timezone

from annotations.models import Watch, Work
from tests.annotations.api.conftest import Caller
from tests.factories.articles import make_article, make_page
from tests.factories.claims import make_claim

WORDS = "more than 4,000 hygiene kits"


@pytest.fixture
def address(editor: Caller) -> str:
    article = make_page([f"Volunteers gave out {WORDS}.", "The ministry did not comment."])
    assert editor.user is not None
    make_claim(article, editor.user, WORDS)
    return f"articles/{article.pk}/watch/"


def test_a_page_is_paused_and_resumed(editor: Caller, address: str) -> None:
    told = editor.get_json(address)
    assert (told["is_watched"], told["reason"], told["seen"]) == (True, "", "nothing_yet")
    paused = editor.call("PATCH", address, {"is_paused": True}).json()
    assert (paused["is_watched"], paused["reason"], paused["is_paused"]) == (False, "paused", True)
    assert paused["next_look_at"] is None
    assert editor.call("PATCH", address, {}).json() == paused
    assert editor.call("PATCH", address, {"is_paused": False}).json()["is_watched"] is True
    assert editor.call("PATCH", address, {"is_paused": None}).json()["code"] == "not_a_boolean"
    refused = editor.call("PATCH", address, {"is_paused": "yes"})
    assert (refused.status_code, refused.json()["code"]) == (400, "not_a_boolean")


def test_a_look_is_asked_for_once_a_minute(editor: Caller, address: str) -> None:
    first = editor.call("POST", f"{address}look/", key="k")
    again = editor.call("POST", f"{address}look/", key="k")
    assert (first.status_code, again.status_code, first.json() == again.json()) == (202, 202, True)
    assert Work.objects.filter(kind="watch").count() == 1
    Watch.objects.update(looked_at=timezone.now())
    refused = editor.call("POST", f"{address}look/")
    assert (refused.status_code, refused.json()["code"]) == (409, "looked_lately")


def test_an_article_that_is_not_watched_says_why(editor: Caller) -> None:
    pasted, bare, quiet = (
        make_article(url="https://a.example/"),
        make_article(),
        make_page(["One."]),
    )
    reasons = [editor.get_json(f"articles/{a.pk}/watch/")["reason"] for a in (pasted, bare, quiet)]
    assert reasons == ["not_fetched", "no_address", "no_claims"]
    refused = editor.call("PATCH", f"articles/{bare.pk}/watch/", {"is_paused": True})
    assert (refused.status_code, refused.json()["code"]) == (409, "nothing_to_watch")
