"""The tray at the JSON door: the shape of the answer, parts, confidentiality, refusals, events."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations.models import Article, Highlight, Visibility
from tests.annotations.api.conftest import Caller
from tests.factories.articles import TEXT, add_revision, make_article
from tests.factories.claims import make_claim

WORDS, FIRST = "more than 4,000 hygiene kits", "Volunteers gave out more than 4,000 hygiene kits."


def path_of(article: Article) -> str:
    return f"articles/{article.pk}/tray/"


def test_an_entry_tells_what_was_what_is_and_what_parts_them(
    editor: Caller, viewer: Caller, article: Article
) -> None:
    claim = make_claim(article, editor.user)  # type: ignore[arg-type]
    old, start = article.current_revision_id, TEXT.index(WORDS)
    newest = add_revision(article, TEXT.replace("4,000", "5,500"))
    told = viewer.get_json(path_of(article))
    (entry,) = told.pop("results")
    assert told == {
        "next": None,
        "previous": None,
        "revision": str(newest.pk),
        "waiting": 1,
        "coverage": {"lapsed": 0, "start": None},
    }
    highlight = Highlight.objects.get(appearance__claim=claim)
    place = {"start": start, "end": start + len(WORDS)}
    assert entry == {
        "highlight": str(highlight.pk),
        "claim": str(claim.pk),
        "evidence": None,
        "purpose": "claim",
        "state": "changed",
        "change": "wording",
        "context": "same",
        "was": {"revision": str(old), **place, "exact": WORDS, "sentence": FIRST},
        "now": {
            "revision": str(newest.pk),
            **place,
            "exact": WORDS.replace("4,000", "5,500"),
            "sentence": FIRST.replace("4,000", "5,500"),
        },
        "near": start,
        "pieces": [
            {"mark": "same", "text": "Volunteers gave out more than "},
            {"mark": "del", "text": "4,000"},
            {"mark": "ins", "text": "5,500"},
            {"mark": "same", "text": " hygiene kits."},
        ],
        "speakers": None,
        "candidates": [],
        "same": [str(highlight.pk)],
        "etag": viewer.get_json(f"claims/{claim.pk}/") and '"1"',
    }


def test_nothing_waits_in_a_first_text(viewer: Caller, article: Article) -> None:
    assert viewer.get_json(path_of(article)) == {
        "next": None,
        "previous": None,
        "revision": str(article.current_revision_id),
        "waiting": 0,
        "results": [],
        "coverage": {"lapsed": 0, "start": None},
    }


def test_many_come_in_parts(editor: Caller, article: Article) -> None:
    for words in (WORDS, "80% of voters", "3,000 people"):
        make_claim(article, editor.user, words)  # type: ignore[arg-type]
    add_revision(
        article, TEXT.replace("4,000", "5,500").replace("80%", "70%").replace("3,000", "2,000")
    )
    whole = editor.get_json(path_of(article))
    assert (whole["waiting"], whole["next"], len(whole["results"])) == (3, None, 3)
    part = editor.get_json(f"{path_of(article)}?limit=2")
    rest = editor.get_json(f"{path_of(article)}?{part['next'].partition('?')[2]}")
    assert [*part["results"], *rest["results"]] == whole["results"]
    assert rest["next"] is None
    for wrong in ("cursor=x", "limit=101", "limit=x"):
        assert editor.call("GET", f"{path_of(article)}?{wrong}").status_code == 400


def test_what_a_person_may_not_see_is_neither_told_nor_counted(
    editor: Caller, reviewer: Caller, article: Article
) -> None:
    source = make_article("The register counts 4,120 kits.", by=editor.user)
    claim = make_claim(article, editor.user)  # type: ignore[arg-type]
    passage = {"article": str(source.pk), "start": 20, "end": 30}
    body = {"passage": passage, "stance": "context", "visibility": Visibility.HIDDEN}
    assert editor.call("POST", f"claims/{claim.pk}/evidence/", body).status_code == 201
    newest = add_revision(source, "The register counts 9,999 kits.")
    mine, theirs = editor.get_json(path_of(source)), reviewer.get_json(path_of(source))
    assert (mine["waiting"], mine["results"][0]["purpose"]) == (1, "quote")
    assert (theirs["waiting"], theirs["results"]) == (0, [])
    named = {"highlights": [mine["results"][0]["highlight"]], "revision": str(newest.pk)}
    refused = reviewer.call("POST", f"{path_of(source)}confirm/", named)
    assert (refused.status_code, refused.json()["code"]) == (404, "not_found")
    assert editor.call("POST", f"{path_of(source)}confirm/", named).status_code == 200


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"revision": None}, 400, "required"),
        ({"highlights": "x"}, 400, "required"),
        ({"etags": {"HIGHLIGHT": '"99"'}}, 412, "changed_meanwhile"),
        ({"revision": "OLD"}, 409, "revision_changed"),
    ],
)
def test_a_refusal_says_why_and_changes_nothing(
    editor: Caller, article: Article, change: dict[str, object], status: int, code: str
) -> None:
    claim, old = make_claim(article, editor.user), article.current_revision_id  # type: ignore[arg-type]
    newest = add_revision(article, TEXT.replace("4,000", "5,500"))
    highlight = str(Highlight.objects.get(appearance__claim=claim).pk)
    if change.get("revision") == "OLD":
        change = {"revision": str(old)}
    if "etags" in change:
        change = {"etags": {highlight: '"99"'}}
    body = {"highlights": [highlight], "revision": str(newest.pk), **change}
    answer = editor.call("POST", f"{path_of(article)}confirm/", body)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert editor.get_json(path_of(article))["waiting"] == 1


def test_what_is_confirmed_leaves_the_tray_and_is_told_to_others(
    editor: Caller, article: Article
) -> None:
    claim = make_claim(article, editor.user)  # type: ignore[arg-type]
    newest = add_revision(article, TEXT.replace("4,000", "5,500"))
    (entry,) = editor.get_json(path_of(article))["results"]
    body = {
        "highlights": [entry["highlight"]],
        "revision": str(newest.pk),
        "etags": {entry["highlight"]: entry["etag"]},
    }
    answer = editor.call("POST", f"{path_of(article)}confirm/", body)
    assert (answer.status_code, answer.json()) == (200, {"confirmed": [entry["highlight"]]})
    assert editor.get_json(path_of(article))["results"] == []
    events = editor.get_json(f"articles/{article.pk}/events/?after=0")["results"]
    assert (events[-1]["verb"], events[-1]["claim"]) == ("passage_confirmed", str(claim.pk))


def test_the_questions_to_the_database_do_not_grow(editor: Caller, article: Article) -> None:
    counts = []
    for words in (WORDS, "3,000 people", "80% of voters"):
        make_claim(article, editor.user, words)  # type: ignore[arg-type]
        text = article.current_revision.text  # type: ignore[union-attr]
        add_revision(article, text.replace(words, words.replace("0", "1", 1)))
        with CaptureQueriesContext(connection) as captured:
            assert editor.get_json(path_of(article))["waiting"] == len(counts) + 1
        counts.append(len(captured))
    assert len(set(counts)) == 1
