"""Marking, reading, amending and taking claims away, through the API."""

import json
from typing import Any

import pytest
from django.http import HttpResponse
from pytest_django import DjangoAssertNumQueries

from annotations.models import Article, Claim, Highlight
from tests.annotations.api.conftest import Caller
from tests.factories.articles import TEXT, add_revision, make_article
from tests.factories.claims import (
    approved_claim,
    make_claim,
    published_claim,
    rated_claim,
    submitted_claim,
)

WORDS = "more than 4,000 hygiene kits"
START = TEXT.index(WORDS)


def mark(caller: Caller, article: Article, **body: Any) -> HttpResponse:
    return caller.call("POST", f"articles/{article.pk}/claims/", body)


def test_a_fresh_claim_is_told_as_the_dossier_tells_it(editor: Caller, article: Article) -> None:
    made = mark(
        editor,
        article,
        start=START,
        end=START + len(WORDS),
        claimant="Red Cross",
        claimed_on="2024-03-01",
    )
    assert made.status_code == 201, made.content
    again = editor.call("GET", f"claims/{made.json()['id']}/")
    assert made.json() == again.json()
    assert made["ETag"] == again["ETag"] == '"1"'
    assert made["Location"].endswith(f"/api/v1/claims/{made.json()['id']}/")
    assert made.json()["statement"] == WORDS
    assert (made.json()["claimant_kind"], made.json()["claimed_on"]) == (
        "organisation",
        "2024-03-01",
    )


def test_an_attribution_asks_for_the_choice_and_choosing_answers_it(
    editor: Caller, article: Article
) -> None:
    start = TEXT.index("80% of voters")
    claim = mark(editor, article, start=start, end=start + 13).json()
    assert (claim["asserts_chosen"], "statistics" in claim["attribution"]) == (False, True)
    said = editor.call(
        "PATCH", f"claims/{claim['id']}/", {"asserts": "said"}, match=claim["etag"]
    ).json()
    assert (said["asserts"], said["asserts_chosen"]) == ("said", True)
    both = mark(editor, article, start=start, end=start + 13, asserts="so", linked=claim["id"])
    assert both.json()["linked"] == claim["id"]


def test_marking_is_cheap(
    editor: Caller, article: Article, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    mark(editor, article, start=START, end=START + len(WORDS))
    # Token; article with the passage's surroundings; claim, appearance and highlight; history.
    # Two more are the room's savepoint, which is BEGIN and COMMIT outside a test.
    with django_assert_num_queries(4 + 2):
        assert mark(editor, article, start=START, end=START + len(WORDS)).status_code == 201


def test_selectors_of_the_w3c_mark_too(editor: Caller, article: Article) -> None:
    position = {"type": "TextPositionSelector", "start": START, "end": START + len(WORDS)}
    quote = {"type": "TextQuoteSelector", "exact": WORDS, "prefix": "gave out "}
    for body in (
        {"selector": [position, quote]},
        {"selector": position},
        {"target": {"selector": [quote]}},
        {"selector": [{**position, "start": 3, "end": 4}, quote]},
        {"exact": WORDS},
    ):
        made = mark(editor, article, **body)
        assert made.status_code == 201, (body, made.content)
        assert (made.json()["anchor"]["start"], made.json()["anchor"]["exact"]) == (START, WORDS)


def test_words_that_stand_several_times_need_their_place(editor: Caller) -> None:
    article = make_article("The kits came. The kits went. The kits.", by=editor.user)
    quote = {"type": "TextQuoteSelector", "exact": "The kits"}
    refused = mark(editor, article, selector=[quote])
    assert (refused.status_code, refused.json()["code"]) == (409, "quote_ambiguous")
    assert [p["start"] for p in refused.json()["places"]] == [0, 15, 30]
    position = {"type": "TextPositionSelector", "start": 15, "end": 23}
    assert mark(editor, article, selector=[quote, position]).json()["anchor"]["start"] == 15


@pytest.mark.parametrize(
    ("body", "status", "code", "field"),
    [
        ({}, 400, "empty_selection", "start"),
        ({"start": 3, "end": 3}, 400, "empty_selection", "end"),
        ({"exact": "   "}, 400, "empty_selection", "start"),
        ({"start": 5, "end": 2}, 400, "empty_selection", "end"),
        ({"start": -1, "end": 2}, 400, "offset_outside", "start"),
        ({"start": 0, "end": 10**6}, 400, "passage_too_long", "end"),
        ({"start": len(TEXT), "end": len(TEXT) + 1}, 400, "offset_outside", "end"),
        ({"start": 10**30, "end": 10**30 + 1}, 400, "offset_outside", "start"),
        ({"start": "x", "end": 2}, 400, "number_invalid", "start"),
        ({"start": 0.5, "end": 2}, 400, "number_invalid", "start"),
        ({"start": True, "end": 2}, 400, "number_invalid", "start"),
        ({"exact": "words that are not there"}, 400, "quote_not_found", "exact"),
        ({"exact": 5}, 400, "not_text", "exact"),
        ({"selector": [{"type": "CssSelector"}]}, 400, "selector_invalid", "selector"),
        ({"start": 0, "end": 5, "revision": "x"}, 409, "revision_changed", None),
        ({"start": 0, "end": 5, "asserts": "maybe"}, 400, "unknown_choice", "asserts"),
        ({"start": 0, "end": 5, "statement": ["S"]}, 400, "not_text", "statement"),
        ({"start": 0, "end": 5, "statement": "x" * 5001}, 400, "too_long", "statement"),
        ({"start": 0, "end": 5, "claimed_on": "2024-13-01"}, 400, "date_invalid", "claimed_on"),
        ({"start": 0, "end": 5, "linked": "x"}, 400, "id_invalid", "linked"),
    ],
)
def test_a_bad_passage_is_refused_with_a_code_and_nothing_is_saved(
    editor: Caller,
    article: Article,
    body: dict[str, Any],
    status: int,
    code: str,
    field: str | None,
) -> None:
    response = mark(editor, article, **body)
    assert (response.status_code, response.json()["code"], response.json().get("field")) == (
        status,
        code,
        field,
    )
    assert not Claim.objects.exists()
    assert not Highlight.objects.exists()


def test_a_passage_counted_in_an_older_text_is_refused(editor: Caller, article: Article) -> None:
    old = article.current_revision_id
    newest = add_revision(article, "A lead. " + TEXT)
    response = mark(editor, article, start=START, end=START + 5, revision=str(old))
    assert (response.status_code, response.json()["code"]) == (409, "revision_changed")
    assert response.json()["revision"] == str(newest.pk)


AWKWARD = "Rescue 👩‍👩‍👧‍👦 e\u0301te\u0301 🇺🇦 «Привет, мир» 80 % end.\nA second line."


@pytest.mark.parametrize(
    "words", ["👩‍👩‍👧‍👦", "e\u0301te\u0301", "🇺🇦", "Привет, мир", "80 % end.\nA second"]
)
def test_the_marked_words_come_back_exactly(editor: Caller, words: str) -> None:
    sent = editor.call("POST", "imports/", {"text": AWKWARD.replace("\n", "\r\n")})
    assert sent.status_code == 202
    article = make_article(AWKWARD, by=editor.user)
    revision = editor.get_json(f"articles/{article.pk}/")["revision"]
    start = revision["text"].index(words)
    claim = mark(
        editor, article, start=start, end=start + len(words), revision=revision["id"]
    ).json()
    anchor = editor.get_json(f"claims/{claim['id']}/")["anchor"]
    assert (anchor["start"], anchor["end"], anchor["exact"]) == (start, start + len(words), words)
    assert revision["text"][anchor["start"] : anchor["end"]] == words


@pytest.mark.parametrize("words", ["👩‍👩‍👧‍👦", "e\u0301", "🇺🇦"])
def test_an_end_inside_a_character_is_refused(editor: Caller, words: str) -> None:
    article = make_article(AWKWARD, by=editor.user)
    start = AWKWARD.index(words)
    response = mark(editor, article, start=start, end=start + 1)
    assert (response.status_code, response.json()["code"]) == (400, "inside_grapheme")


def test_all_claims_of_an_article_come_in_one_answer_in_text_order(
    editor: Caller, article: Article
) -> None:
    words = ("The ministry did not comment", "Volunteers", "Around 3,000 people")
    for part in words:
        make_claim(article, editor.user, part)
    told = editor.get_json(f"articles/{article.pk}/claims/")
    assert (told["next"], told["previous"]) == (None, None)
    assert [c["statement"] for c in told["results"]] == [words[1], words[2], words[0]]


@pytest.mark.parametrize("path", ["claims/?limit=100", "articles/{article}/claims/", "articles/"])
def test_lists_take_the_same_queries_however_long(
    editor: Caller, article: Article, path: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    rated_claim(article, editor.user)
    path = path.format(article=article.pk)
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as one:
        editor.get_json(path)
    for _time in range(5):
        rated_claim(article, editor.user)
        make_article(by=editor.user).assignees.add(editor.user)
    with django_assert_num_queries(len(one)):
        editor.get_json(path)
    assert len(one) <= 8


def test_claims_are_found_by_state_verdict_article_words_and_maker(
    editor: Caller, editor2: Caller, article: Article
) -> None:
    other = make_article("Another text about storks.", by=editor.user)
    draft = make_claim(other, editor2.user, "storks")
    rated = rated_claim(article, editor.user)
    waiting = submitted_claim(article, editor.user, words="Around 3,000 people")

    def found(query: str) -> set[str]:
        return {c["id"] for c in editor.get_json(f"claims/?{query}")["results"]}

    everything = {str(c.pk) for c in (draft, rated, waiting)}
    assert found("") == everything
    assert found("state=in_review") == {str(waiting.pk)}
    assert found("verdict=none") == {str(draft.pk)}
    assert found("verdict=true") == {str(rated.pk), str(waiting.pk)}
    assert found(f"article={other.pk}") == {str(draft.pk)}
    assert found("search=storks") == {str(draft.pk)}
    assert found("mine=1") == {str(rated.pk), str(waiting.pk)}
    assert editor.call("GET", "claims/?state=x").json()["code"] == "unknown_choice"
    assert editor.call("GET", "claims/?article=x").json()["code"] == "id_invalid"


def test_changing_and_deleting_need_the_version_that_was_read(
    editor: Caller, article: Article
) -> None:
    claim = make_claim(article, editor.user)
    path = f"claims/{claim.pk}/"
    for method in ("PATCH", "DELETE"):
        response = editor.call(method, path, {"statement": "S"})
        assert (response.status_code, response.json()["code"]) == (428, "precondition_required")
        response = editor.call(method, path, {"statement": "S"}, match='"99"')
        assert (response.status_code, response.json()["code"]) == (412, "changed_meanwhile")
    changed = editor.call("PATCH", path, {"statement": "S"}, match='W/"1"')
    assert (changed.status_code, changed["ETag"]) == (200, '"2"')
    same = editor.call("PATCH", path, {"statement": "S"}, match='"2"')
    assert same["ETag"] == '"2"'
    assert editor.call("DELETE", path, match='"2"').status_code == 204
    gone = editor.call("GET", path)
    assert (gone.status_code, gone.json()["code"]) == (404, "not_found")


def test_an_unchanged_claim_is_not_sent_again(editor: Caller, article: Article) -> None:
    claim = make_claim(article, editor.user)
    etag = editor.call("GET", f"claims/{claim.pk}/")["ETag"]
    same = editor.call("GET", f"claims/{claim.pk}/", **{"If-None-Match": f'"7", W/{etag}'})
    assert (same.status_code, same.content, same["ETag"]) == (304, b"", etag)


def test_what_is_approved_becomes_a_draft_when_edited_and_what_is_published_must_be_corrected(
    editor: Caller, reviewer: Caller, article: Article
) -> None:
    approved = approved_claim(article, editor.user, reviewer.user)
    told = editor.call("PATCH", f"claims/{approved.pk}/", {"statement": "S"}, match="*").json()
    assert (told["state"], told["approval"]) == ("draft", "none")
    published = published_claim(article, editor.user, reviewer.user)
    held = editor.call("PATCH", f"claims/{published.pk}/", {"on_hold": True}, match="*").json()
    assert (held["state"], held["on_hold"]) == ("published", True)
    refused = editor.call("PATCH", f"claims/{published.pk}/", {"statement": "S"}, match="*")
    assert (refused.status_code, refused.json()["code"]) == (409, "correct_first")
    kept = editor.call("DELETE", f"claims/{published.pk}/", match="*")
    assert (kept.status_code, kept.json()["code"]) == (409, "not_allowed_now")


def test_a_claim_gets_further_passages_here_and_in_other_articles(
    editor: Caller, article: Article
) -> None:
    claim = make_claim(article, editor.user)
    other = make_article("They say that 4,000 kits went out.", by=editor.user)
    path = f"claims/{claim.pk}/appearances/"
    added = editor.call(
        "POST",
        path,
        {"article": str(other.pk), "exact": "4,000 kits", "speaker": "A nurse"},
        match='"1"',
    )
    assert added.status_code == 201, added.content
    assert (added.json()["article"], added.json()["speaker"]) == (str(other.pk), "A nurse")
    assert added["ETag"] == '"2"'
    here = editor.call("POST", path, {"article": str(article.pk), "exact": "80% of voters"})
    assert len(here.json()["passages"]) == 2
    listed = editor.get_json(f"articles/{other.pk}/claims/")["results"]
    assert [c["id"] for c in listed] == [str(claim.pk)]
    assert editor.call("POST", path, {"article": "x"}).json()["code"] == "id_invalid"


def test_the_answer_about_an_unknown_claim_is_the_same_everywhere(
    editor: Caller, article: Article
) -> None:
    nobody = "00000000-0000-7000-8000-000000000000"
    for method, verb in (
        ("GET", ""),
        ("GET", "history/"),
        ("POST", "submit/"),
        ("GET", "claimreview/"),
    ):
        for name in (nobody, "x", "%00", str(article.pk)):
            response = editor.call(method, f"claims/{name}/{verb}")
            assert (response.status_code, response.json()["code"]) == (404, "not_found")


def test_a_claim_is_told_as_json_that_every_parser_reads(editor: Caller, article: Article) -> None:
    claim = make_claim(article, editor.user, statement='Quote " and \\ and \u2028 and 🕊️')
    raw = editor.call("GET", f"articles/{article.pk}/claims/").content.decode()
    assert json.loads(raw)["results"][0]["statement"] == claim.statement
