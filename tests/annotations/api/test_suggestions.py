"""Hints at the JSON door: ranked with reasons, dismissed and taken back, learned from, never a cut-off."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations.models import Article, Highlight, HintChoice, HistoryEntry, User
from tests.annotations.api.conftest import Caller
from tests.factories.articles import TEXT, add_revision, make_article
from tests.factories.claims import make_claim

DETAINED = "Around 3,000 people were detained."
PLACE = {"start": TEXT.index(DETAINED), "end": TEXT.index(DETAINED) + len(DETAINED)}


def person_behind(caller: Caller) -> User:
    """The account whose token the caller sends."""
    assert caller.user is not None
    return caller.user


def _path(article: Article, more: str = "") -> str:
    return f"articles/{article.pk}/suggestions/{more}"


def _exact(caller: Caller, article: Article) -> list[str]:
    return [one["exact"] for one in caller.get_json(_path(article))["results"]]


def test_every_sentence_is_ranked_with_reasons_and_the_text_it_counts_in(
    viewer: Caller, article: Article
) -> None:
    told = viewer.get_json(_path(article))
    assert told["revision"] == str(article.current_revision_id)
    assert (told["next"], told["previous"]) == (None, None)
    assert len(told["results"]) == 4  # also the one that nobody need check: last, not cut off
    assert told["results"][-1]["exact"] == "The ministry did not comment."
    scores = [one["score"] for one in told["results"]]
    assert scores == sorted(scores, reverse=True)
    for one in told["results"]:
        assert TEXT[one["start"] : one["end"]] == one["exact"]
    first = told["results"][0]
    assert {"share", "attributed"} <= set(first["reasons"])
    assert "a share" in first["because"]
    assert len(viewer.get_json(f"{_path(article)}?limit=2")["results"]) == 2


def test_a_dismissed_sentence_is_no_hint_any_more_and_comes_back_when_that_is_taken_back(
    editor: Caller, article: Article
) -> None:
    body = {"revision": str(article.current_revision_id), **PLACE, "answer": "dismissed"}
    answer = editor.call("POST", _path(article), body)
    assert answer.status_code == 201, answer.content
    choice = HintChoice.objects.get()
    assert answer.json()["id"] == str(choice.pk)
    assert (choice.answer, choice.reasons[0]) == ("dismissed", "figure")
    assert choice.features["figure"] == 1.0
    assert Highlight.objects.get(pk=choice.highlight_id).purpose == "dismissal"
    assert DETAINED not in _exact(editor, article)
    assert editor.call("POST", _path(article), body).json()["id"] == str(choice.pk)
    back = editor.call("POST", _path(article, f"{choice.pk}/take-back/"))
    assert back.status_code == 200
    assert back.json()["taken_back_at"]
    assert DETAINED in _exact(editor, article)
    verbs = HistoryEntry.objects.filter(object_type="hintchoice").order_by("seq")
    assert list(verbs.values_list("verb", flat=True)) == ["hint_dismissed", "hint_taken_back"]


def test_a_dismissal_stands_in_the_next_text_while_the_words_do(
    editor: Caller, article: Article
) -> None:
    editor.call("POST", _path(article), {**PLACE, "answer": "dismissed"})
    add_revision(article, f"A new first paragraph of 12 words.\n\n{TEXT}")
    assert DETAINED not in _exact(editor, article)
    add_revision(article, TEXT.replace("3,000", "5,000"))
    assert "Around 5,000 people were detained." in _exact(editor, article)


def test_a_claimed_sentence_is_no_hint_and_its_repeat_stands_below(editor: Caller) -> None:
    text = f"{DETAINED} It rained.\n\nLater it was said again.\n\n{DETAINED} Then more came."
    article = make_article(text)
    found = editor.get_json(_path(article))["results"]
    assert [one["is_repeat"] for one in found if one["exact"] == DETAINED] == [False, True]
    first, repeat = (one["score"] for one in found if one["exact"] == DETAINED)
    assert repeat < first / 2
    make_claim(article, person_behind(editor), DETAINED)
    left = [one for one in editor.get_json(_path(article))["results"] if one["exact"] == DETAINED]
    assert [one["is_repeat"] for one in left] == [True]


def test_marking_the_sentence_accepts_the_hint_once(editor: Caller, article: Article) -> None:
    claim = make_claim(article, person_behind(editor), DETAINED)
    body = {**PLACE, "answer": "accepted", "claim": str(claim.pk)}
    answer = editor.call("POST", _path(article), body)
    assert answer.status_code == 201, answer.content
    assert (answer.json()["answer"], answer.json()["claim"]) == ("accepted", str(claim.pk))
    assert editor.call("POST", _path(article), body).json()["id"] == answer.json()["id"]
    elsewhere = {
        **body,
        "start": 0,
        "end": 5,
        "claim": str(make_claim(article, person_behind(editor)).pk),
    }
    assert editor.call("POST", _path(article), elsewhere).status_code == 201
    wrong = {**body, "claim": str(make_claim(article, person_behind(editor), "80%").pk)}
    refused = editor.call("POST", _path(article), wrong)
    assert (refused.status_code, refused.json()["code"]) == (409, "no_claim_here")


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"answer": "maybe"}, 400, "unknown_choice"),
        ({"start": None}, 400, "empty_selection"),
        ({"start": 0, "end": len(TEXT)}, 400, "several_sentences"),
        ({"end": 10_000}, 400, "offset_outside"),
        ({"revision": "0197f1e0-0000-7000-8000-000000000000"}, 409, "revision_changed"),
        ({"answer": "accepted"}, 400, "id_invalid"),
    ],
)
def test_what_cannot_be_is_refused_with_a_reason(
    editor: Caller, article: Article, change: dict[str, object], status: int, code: str
) -> None:
    body = {**PLACE, "answer": "dismissed", **change}
    refused = editor.call("POST", _path(article), body)
    assert (refused.status_code, refused.json()["code"]) == (status, code), refused.content
    assert not HintChoice.objects.exists()


def test_a_claimed_sentence_cannot_be_dismissed(editor: Caller, article: Article) -> None:
    make_claim(article, person_behind(editor), DETAINED)
    refused = editor.call("POST", _path(article), {**PLACE, "answer": "dismissed"})
    assert (refused.status_code, refused.json()["code"]) == (409, "has_claim")


def test_an_archived_source_has_nothing_to_check(viewer: Caller) -> None:
    assert viewer.get_json(_path(make_article(role="source")))["results"] == []


def test_queries_do_not_grow_with_sentences_and_choices(editor: Caller) -> None:
    counts = []
    for size in (1, 30):
        text = "\n\n".join(
            f"About {n + 3},000 people were detained in town {n}." for n in range(size)
        )
        article = make_article(text)
        for place in range(size // 2):
            start = text.index(f"About {place + 3},000")
            body = {"start": start, "end": start + 5, "answer": "dismissed"}
            assert editor.call("POST", _path(article), body).status_code == 201
        with CaptureQueriesContext(connection) as queries:
            assert len(editor.get_json(_path(article))["results"]) == size - size // 2
        counts.append(len(queries))
    assert counts[0] == counts[1]
