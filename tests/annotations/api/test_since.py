"""What changed since one last decided, at the API's door."""

from uuid import uuid4

import pytest

from annotations.models import Article
from tests.annotations.api.conftest import Caller
from tests.factories.articles import add_revision
from tests.factories.claims import approved_claim, make_claim, submitted_claim


def test_it_tells_what_changed_word_by_word(
    editor: Caller, reviewer: Caller, article: Article
) -> None:
    claim = approved_claim(article, editor.user, reviewer.user)  # type: ignore[arg-type]
    passage = claim.appearances.get().highlights.get()
    text = article.current_revision.text  # type: ignore[union-attr]
    newer = text.replace(passage.exact, passage.exact.replace("4,000", "3,000"))
    assert newer != text
    add_revision(article, newer)
    told = reviewer.get_json(f"claims/{claim.pk}/since/")
    assert told["approval"] == "stale"
    assert told["stale_at"]
    assert told["decision"]["is_own"] is True
    assert told["decision"]["kind"] == "approve"
    assert told["undecided"] == 1
    change = told["changes"][0]
    assert (change["field"], change["old"]) == ("words", passage.exact)
    assert change["is_undecided"] is True
    assert change["where"]["highlight"] == str(passage.pk)
    assert (change["where"]["old_revision"], change["where"]["new_revision"]) == (1, 2)
    pieces = [(p["mark"], p["text"], p["figures"]) for p in change["pieces"]]
    assert ("del", "4,000", [[0, 5]]) in pieces
    assert ("ins", "3,000", [[0, 5]]) in pieces
    mine = editor.get_json(f"claims/{claim.pk}/since/")
    assert mine["decision"]["is_own"] is False
    assert mine["changes"] == told["changes"]


@pytest.mark.parametrize("make", [make_claim, submitted_claim])
def test_before_the_first_decision_there_is_nothing_to_compare_with(
    editor: Caller,
    article: Article,
    make: object,
) -> None:
    claim = make(article, editor.user)  # type: ignore[operator]
    assert editor.get_json(f"claims/{claim.pk}/since/") == {
        "approval": "none",
        "stale_at": None,
        "decision": None,
        "changes": [],
        "undecided": 0,
    }


def test_an_unknown_claim_is_not_found(editor: Caller) -> None:
    answer = editor.call("GET", f"claims/{uuid4()}/since/")
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")  # type: ignore[attr-defined]
