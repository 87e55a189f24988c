"""The steps of the workflow through the API: what each refuses, and the version that was read."""

from collections.abc import Callable
from typing import Any

import pytest

from annotations.models import Article, Claim
from tests.annotations.api.conftest import Caller
from tests.factories.articles import make_article
from tests.factories.claims import (
    approved_claim,
    make_claim,
    published_claim,
    rate,
    rated_claim,
    submitted_claim,
    withdrawn_claim,
)


def test_a_verdict_needs_a_known_rating_and_an_explanation(
    editor: Caller, article: Article
) -> None:
    path = f"claims/{make_claim(article, editor.user).pk}/verdict/"
    for body, code, field in (
        ({"verdict": "x", "explanation": "E"}, "unknown_verdict", "verdict"),
        ({"verdict": None, "explanation": "E"}, "unknown_verdict", "verdict"),
        ({"verdict": ["true"], "explanation": "E"}, "unknown_verdict", "verdict"),
        ({"verdict": "confirmed", "explanation": "E"}, "unknown_verdict", "verdict"),
        ({"verdict": "true"}, "explanation_missing", "explanation"),
        ({"verdict": "true", "explanation": " "}, "explanation_missing", "explanation"),
        ({"verdict": "true", "explanation": 5}, "not_text", "explanation"),
    ):
        response = editor.call("POST", path, body)
        assert (response.status_code, response.json()["code"], response.json()["field"]) == (
            400,
            code,
            field,
        )
    told = editor.call("POST", path, {"verdict": "misleading", "explanation": "E"}).json()
    assert (told["verdict"]["slug"], told["verdict"]["number"], told["explanation"]) == (
        "misleading",
        None,
        "E",
    )
    again = editor.call("POST", path, {"verdict": "misleading", "explanation": "E"})
    assert again["ETag"] == told["etag"]


def test_submitting_needs_a_verdict_and_the_evidence_of_its_rating(
    editor: Caller, article: Article
) -> None:
    claim = make_claim(article, editor.user)
    path = f"claims/{claim.pk}/submit/"
    assert editor.call("POST", path).json()["code"] == "verdict_missing"
    rate(claim, editor.user, "false")
    refused = editor.call("POST", path)
    assert (refused.status_code, refused.json()["code"]) == (409, "evidence_missing")


STEPS: list[tuple[str, Callable[..., Claim], dict[str, Any]]] = [
    ("verdict", rated_claim, {"verdict": "half-true", "explanation": "E"}),
    ("evidence", rated_claim, {"stance": "context", "source": {"title": "T"}}),
    ("appearances", rated_claim, {"exact": "80% of voters"}),
    ("submit", rated_claim, {}),
    ("recall", submitted_claim, {}),
    ("approve", submitted_claim, {}),
    ("request-changes", submitted_claim, {"comment": "C"}),
    ("publish", approved_claim, {}),
    ("withdraw", published_claim, {}),
    ("correct", published_claim, {}),
]


def made(make: Callable[..., Claim], article: Article, editor: Caller) -> Claim:
    from tests.factories.users import make_reviewer

    reviewers = (
        [make_reviewer()] if make in (approved_claim, published_claim, withdrawn_claim) else []
    )
    return make(article, editor.user, *reviewers)


@pytest.mark.parametrize(("verb", "make", "body"), STEPS, ids=[step[0] for step in STEPS])
def test_every_writing_call_honours_if_match(
    editor: Caller,
    reviewer: Caller,
    article: Article,
    verb: str,
    make: Callable[..., Claim],
    body: dict,
) -> None:
    claim = made(make, article, editor)
    path = f"claims/{claim.pk}/{verb}/"
    if verb == "appearances":
        body = {**body, "article": str(article.pk)}
    before = reviewer.call("GET", f"claims/{claim.pk}/")
    stale = reviewer.call("POST", path, body, match='"999"')
    assert (stale.status_code, stale.json()["code"]) == (412, "changed_meanwhile")
    assert reviewer.call("GET", f"claims/{claim.pk}/").json() == before.json()
    done = reviewer.call("POST", path, body, match=f'"7", W/{before["ETag"]}')
    assert done.status_code in {200, 201}, done.content
    assert done["ETag"] != before["ETag"]


def test_approving_needs_the_version_that_was_judged(
    editor: Caller, reviewer: Caller, article: Article
) -> None:
    claim = submitted_claim(article, editor.user)
    read = reviewer.call("GET", f"claims/{claim.pk}/")["ETag"]
    missing = reviewer.call("POST", f"claims/{claim.pk}/approve/")
    assert (missing.status_code, missing.json()["code"]) == (428, "precondition_required")
    editor.call("PATCH", f"claims/{claim.pk}/", {"statement": "Other words."}, match=read)
    stale = reviewer.call("POST", f"claims/{claim.pk}/approve/", match=read)
    assert stale.status_code == 412
    assert reviewer.get_json(f"claims/{claim.pk}/")["state"] == "in_review"


@pytest.mark.parametrize(
    ("make", "verbs"),
    [
        (rated_claim, ("recall", "approve", "request-changes", "publish", "withdraw", "correct")),
        (submitted_claim, ("submit", "publish", "withdraw", "correct")),
        (approved_claim, ("submit", "recall", "approve", "withdraw", "correct")),
        (published_claim, ("submit", "recall", "approve", "publish", "request-changes")),
        (withdrawn_claim, ("submit", "recall", "approve", "publish", "withdraw")),
    ],
)
def test_a_step_that_the_state_does_not_allow_is_a_conflict(
    editor: Caller,
    reviewer: Caller,
    article: Article,
    make: Callable[..., Claim],
    verbs: tuple[str, ...],
) -> None:
    claim = made(make, article, editor)
    before = reviewer.call("GET", f"claims/{claim.pk}/").content
    for verb in verbs:
        response = reviewer.call("POST", f"claims/{claim.pk}/{verb}/", {"comment": "C"}, match="*")
        assert response.status_code == 409, (verb, response.content)
        assert response.json()["code"] in {"not_allowed_now", "not_published"}
    assert reviewer.call("GET", f"claims/{claim.pk}/").content == before


def test_a_returned_claim_says_why(editor: Caller, reviewer: Caller, article: Article) -> None:
    claim = submitted_claim(article, editor.user)
    path = f"claims/{claim.pk}/request-changes/"
    assert reviewer.call("POST", path, {}).json()["code"] == "comment_missing"
    told = reviewer.call("POST", path, {"comment": "Name the month."}).json()
    assert (told["state"], told["returned"]["comment"], told["returned"]["by"]) == (
        "changes_requested", "Name the month.", reviewer.user.name,
    )  # fmt: skip
    assert editor.call("POST", f"claims/{claim.pk}/submit/").json()["state"] == "in_review"


def test_our_own_copy_is_never_published(editor: Caller, reviewer: Caller) -> None:
    article = make_article(by=editor.user, purpose="own")
    claim = make_claim(article, editor.user)
    rate(claim, editor.user, "unresolved")
    editor.call("POST", f"claims/{claim.pk}/submit/")
    reviewer.call("POST", f"claims/{claim.pk}/approve/", match="*")
    for method, verb in (("POST", "publish"), ("GET", "claimreview")):
        refused = reviewer.call(method, f"claims/{claim.pk}/{verb}/")
        assert (refused.status_code, refused.json()["code"]) == (409, "own_copy")


def test_ratings_are_told_by_purpose(editor: Caller) -> None:
    told = editor.get_json("ratings/?purpose=others")
    assert [r["slug"] for r in told] == [
        "true", "mostly-true", "half-true", "mostly-false", "false", "misleading", "conflicting-evidence",
        "not-enough-evidence",
    ]  # fmt: skip
    assert (told[0]["number"], told[0]["needs_evidence"], told[0]["needs_stance"]) == (
        5,
        True,
        "corroborates",
    )
    assert (told[5]["number"], told[5]["needs_evidence"], told[5]["needs_stance"]) == (
        None,
        False,
        None,
    )
    assert {r["purpose"] for r in editor.get_json("ratings/?purpose=own")} == {"own"}
    assert len(editor.get_json("ratings/")) == 13


def test_a_verdict_is_taken_back_while_the_claim_is_a_draft(
    editor: Caller, article: Article
) -> None:
    claim = rated_claim(article, editor.user)
    path = f"claims/{claim.pk}/verdict/"
    stale = editor.call("DELETE", path, match='"1"')
    assert (stale.status_code, stale.json()["code"]) == (412, "changed_meanwhile")
    assert editor.call("DELETE", path).status_code == 428
    told = editor.call("DELETE", path, match="*")
    assert (told.status_code, told.json()["verdict"], told.json()["explanation"]) == (200, None, "")
    assert told["ETag"] == told.json()["etag"]
    handed = submitted_claim(make_article(by=editor.user), editor.user)
    refused = editor.call("DELETE", f"claims/{handed.pk}/verdict/", match="*")
    assert (refused.status_code, refused.json()["code"]) == (409, "not_allowed_now")
