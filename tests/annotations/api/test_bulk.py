"""Many claims in one call."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations.models import Appearance, Article, Claim, Highlight, HistoryEntry
from tests.annotations.api.conftest import Caller
from tests.factories.articles import add_revision, make_article
from tests.factories.claims import make_claim

SENTENCE = "Around {n} people were counted in district {n}. "


def long_article(editor: Caller, sentences: int = 500) -> tuple[Article, list[dict[str, Any]]]:
    """An article, and a passage for each of its sentences."""
    text, spans = "", []
    for number in range(sentences):
        said = SENTENCE.format(n=number)
        spans.append({"start": len(text), "end": len(text) + len(said) - 1})
        text += said
    return make_article(text.rstrip(), by=editor.user), spans


def send(caller: Caller, article: Article, claims: Any, **more: Any) -> Any:
    key = more.pop("key", "")
    return caller.call(
        "POST", f"articles/{article.pk}/claims/bulk/", {"claims": claims, **more}, key=key
    )


def test_what_is_marked_at_once_is_what_one_by_one_would_be(editor: Caller) -> None:
    article, spans = long_article(editor, 3)
    twin, _spans = long_article(editor, 3)
    wordings: list[dict[str, Any]] = [
        {"claimant": "The mayor", "claimed_on": "2026-11-01"},
        {"statement": "Another wording.", "asserts": "said"},
        {},
    ]
    asked = [{**span, **wording} for span, wording in zip(spans, wordings, strict=True)]
    response = send(editor, article, asked)
    assert response.status_code == 201, response.content
    told = response.json()
    assert (told["created"], told["refused"]) == (3, 0)
    alone = [editor.call("POST", f"articles/{twin.pk}/claims/", one).json() for one in asked]
    for one, many in zip(alone, told["results"], strict=True):
        assert many["error"] is None
        assert without_ids(many["claim"]) == without_ids(one)
        assert editor.get_json(f"claims/{many['claim']['id']}/") == many["claim"]
    entries = [
        list(
            HistoryEntry.objects.filter(article=a.pk, verb="created", object_type="claim")
            .order_by("seq")
            .values_list("verb", "object_type", "door")
        )
        for a in (article, twin)
    ]
    assert entries[0] == entries[1]
    assert Article.objects.get(pk=article.pk).stage == "checking"


def without_ids(told: Any) -> Any:
    """What does not differ between two claims made alike."""
    if isinstance(told, dict):
        unlike = {"id", "article", "revision", "created_at", "changed_at"}
        return {k: without_ids(v) for k, v in told.items() if k not in unlike}
    return [without_ids(one) for one in told] if isinstance(told, list) else told


def test_all_or_nothing_names_every_one_at_fault(editor: Caller) -> None:
    article, spans = long_article(editor, 3)
    asked = [
        spans[0],
        {"start": 5, "end": 5},
        {"exact": "words that stand nowhere"},
        {**spans[1], "claimed_on": "yesterday"},
        "no object",
        {**spans[2], "revision": "00000000-0000-7000-8000-000000000000"},
    ]
    response = send(editor, article, asked)
    problem = response.json()
    assert (response.status_code, problem["code"]) == (400, "bulk_refused")
    assert [(e["index"], e["status"], e["code"], e.get("field")) for e in problem["errors"]] == [
        (1, 400, "empty_selection", "end"),
        (2, 400, "quote_not_found", "exact"),
        (3, 400, "date_invalid", "claimed_on"),
        (4, 400, "not_an_object", None),
        (5, 409, "revision_changed", None),
    ]
    for table in (Claim, Appearance, Highlight):
        assert not table.objects.filter(article=article).exists()


def test_where_not_all_are_wanted_those_that_can_be_are_marked(editor: Caller) -> None:
    article, spans = long_article(editor, 2)
    asked = [spans[0], {"start": 5, "end": 5}, {"exact": "people were counted in district 1"}]
    response = send(editor, article, asked, atomic=False)
    assert response.status_code == 200, response.content
    told = response.json()
    assert (told["created"], told["refused"]) == (2, 1)
    assert [r["error"] and r["error"]["code"] for r in told["results"]] == [
        None,
        "empty_selection",
        None,
    ]
    assert Claim.objects.filter(article=article).count() == 2


def test_five_hundred_take_the_statements_of_one(editor: Caller) -> None:
    article, spans = long_article(editor)
    twin, _spans = long_article(editor)
    with CaptureQueriesContext(connection) as one:
        assert send(editor, twin, spans[:1]).status_code == 201
    with CaptureQueriesContext(connection) as all_of_them:
        response = send(editor, article, spans)
    assert response.status_code == 201, response.content
    assert Claim.objects.filter(article=article).count() == 500
    assert len(all_of_them) == len(one)


def test_a_text_that_changed_refuses_the_whole(editor: Caller) -> None:
    article, spans = long_article(editor, 2)
    old = str(article.current_revision_id)
    add_revision(article, "Another text.")
    response = send(editor, article, spans, revision=old, atomic=False)
    assert (response.status_code, response.json()["code"]) == (409, "revision_changed")


def test_the_same_key_marks_once(editor: Caller) -> None:
    article, spans = long_article(editor, 2)
    first, again = (send(editor, article, spans, key="k") for _ in range(2))
    assert again.json() == first.json()
    assert again["Idempotency-Replayed"] == "true"
    assert Claim.objects.filter(article=article).count() == 2


def test_linked_claims_are_those_that_one_may_see(editor: Caller) -> None:
    article, spans = long_article(editor, 2)
    other = make_claim(make_article(by=editor.user), editor.user)
    asked = [{**spans[0], "linked": str(other.pk)}]
    told = send(editor, article, asked).json()
    assert told["results"][0]["claim"]["linked"] == str(other.pk)
    unknown = [{**spans[1], "linked": "00000000-0000-7000-8000-000000000000"}]
    (error,) = send(editor, article, unknown).json()["errors"]
    assert (error["status"], error["field"]) == (404, "linked")


@pytest.mark.parametrize(
    ("claims", "code"),
    [
        ([], "required"),
        ([{"start": 0, "end": 5}] * 501, "too_many"),
        ("all", "not_a_list"),
        (None, "not_a_list"),
    ],
)
def test_none_too_many_and_no_list_are_refused(
    editor: Caller, article: Article, claims: Any, code: str
) -> None:
    response = send(editor, article, claims)
    assert (response.status_code, response.json()["code"]) == (400, code)


def test_a_sentence_longer_than_the_window_and_a_letter_of_two_code_points(editor: Caller) -> None:
    text = f"He said {'and ' * 1500}that 🕊️ e\u0301 flew to Minsk in 2020."
    article = make_article(text, by=editor.user)
    place = text.index("flew")
    response = send(editor, article, [{"start": place, "end": place + 13}])
    assert response.status_code == 201
    (claim,) = Claim.objects.filter(article=article)
    highlight = Highlight.objects.get(appearance__claim=claim)
    assert (highlight.exact, highlight.sentence) == ("flew to Minsk", text)
    inside = text.index("\u0301")
    (error,) = send(editor, article, [{"start": inside, "end": inside + 3}]).json()["errors"]
    assert error["code"] == "inside_grapheme"


def test_our_own_copy_marks_too_and_an_archived_source_does_not(editor: Caller) -> None:
    text = "Words of a source."
    source = make_article(text, by=editor.user, role="source")
    refused = send(editor, source, [{"start": 0, "end": 5}])
    assert (refused.status_code, refused.json()["code"]) == (409, "is_source")
