"""Who sees a confidential thing, at the JSON door."""

from typing import Any

import pytest

from annotations.models import Article
from tests.annotations.api.conftest import Caller
from tests.factories.claims import make_claim
from tests.factories.evidence import link_evidence
from tests.factories.inquiry import make_attempt, make_note
from tests.factories.sources import make_source


def _thing(kind: str, article: Article, owner: Caller) -> Any:
    assert owner.user is not None
    claim = make_claim(article, owner.user)
    if kind == "evidence":
        return link_evidence(claim, owner.user, visibility="hidden")
    if kind == "sources":
        return make_source(owner.user, visibility="hidden")
    make = make_attempt if kind == "attempts" else make_note
    return make(claim, owner.user, visibility="hidden")


@pytest.mark.parametrize("kind", ["sources", "evidence", "attempts", "notes"])
def test_its_owner_shares_it_and_takes_it_back(
    kind: str, editor: Caller, editor2: Caller, article: Article
) -> None:
    assert editor2.user is not None
    path = f"{kind}/{_thing(kind, article, editor).pk}/sharing/"
    assert editor2.call("GET", path).status_code == 404
    body = {"shared_with": [str(editor2.user.pk)]}
    shared = editor.call("PUT", path, body)
    assert shared.status_code == 200, shared.content
    assert [one["username"] for one in shared.json()["shared_with"]] == ["eve"]
    seen = editor2.get_json(path)
    assert (seen["is_owner"], seen["shared_with"]) == (False, [])
    refused = editor2.call("PUT", path, body)
    assert (refused.status_code, refused.json()["code"]) == (403, "not_yours")
    assert editor.call("PUT", path, {"shared_with": []}).status_code == 200
    assert editor2.call("GET", path).status_code == 404


def test_a_stale_version_changes_nothing(editor: Caller, article: Article) -> None:
    path = f"evidence/{_thing('evidence', article, editor).pk}/sharing/"
    refused = editor.call("PUT", path, {"visibility": "everyone"}, match='"0"')
    assert refused.status_code == 412
    assert editor.get_json(path)["visibility"] == "hidden"
