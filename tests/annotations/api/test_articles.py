"""Articles and their texts, through the API."""

from datetime import UTC, datetime
from typing import Any

import pytest

from annotations import dossier
from annotations.imports.readers.document import ReadBlock
from annotations.models import Article, ArticleRole
from tests.annotations.api.conftest import Caller
from tests.factories.articles import TEXT, add_revision, make_article, make_page
from tests.factories.claims import approved_claim, make_claim, submitted_claim
from tests.factories.evidence import link_evidence


def test_an_article_is_told_with_its_text_and_progress(
    editor: Caller, reviewer: Caller, article: Article
) -> None:
    words = "Volunteers gave out more than 4,000 hygiene kits"
    approved_claim(article, editor.user, reviewer.user, words=words)
    told = editor.get_json(f"articles/{article.pk}/")
    revision = told["revision"]
    assert (revision["text"], revision["length"], revision["number"]) == (TEXT, len(TEXT), 1)
    assert [revision["text"][b["start"] : b["end"]] for b in revision["blocks"]] == TEXT.split(
        "\n\n"
    )
    starts, ends = revision["sentences"][::2], revision["sentences"][1::2]
    assert all(s < e for s, e in zip(starts, ends, strict=True))
    assert told["progress"] == {
        "claims": 1,
        "checked": 1,
        "approved": 1,
        "sentences": 4,
        "unread": 3,
    }
    assert told["stage"] == "done"


def test_articles_are_found_by_words_stage_purpose_language_and_assignee(editor: Caller) -> None:
    first = make_article("Storks came.", by=editor.user, title="Birds", language="en")
    second = make_article(
        "Прилетели аисты.", by=editor.user, title="Аисты", language="ru", purpose="own"
    )
    submitted_claim(first, editor.user, words="Storks")
    make_claim(second, editor.user, "аисты")
    second.assignees.add(editor.user)
    make_article("An archived page.", by=editor.user, role=ArticleRole.SOURCE)

    def found(query: str) -> list[str]:
        return [a["title"] for a in editor.get_json(f"articles/?{query}")["results"]]

    assert found("") == ["Аисты", "Birds"]
    assert found("search=storks") == found("search=birds") == ["Birds"]
    assert found("search=аисты") == ["Аисты"]
    assert found("stage=in_review") == ["Birds"]
    assert found("stage=checking") == found("purpose=own") == found("language=ru") == ["Аисты"]
    assert (
        found("assignee=me")
        == found("assignee=ann")
        == found(f"assignee={editor.user.pk}")
        == ["Аисты"]
    )
    assert found("assignee=nobody") == []
    assert found("ordering=title") == ["Birds", "Аисты"]
    assert found("ordering=created_at") == ["Birds", "Аисты"]
    for query in ("stage=x", "purpose=x", "ordering=id"):
        assert editor.call("GET", f"articles/?{query}").json()["code"] == "unknown_choice"


def test_undated_articles_come_last_when_the_newest_published_come_first(editor: Caller) -> None:
    for title, year in (("old", 2001), ("undated", None), ("new", 2024)):
        make_article(
            by=editor.user, title=title, published_at=year and datetime(year, 1, 1, tzinfo=UTC)
        )
    seen, path = [], "articles/?ordering=-published_at&limit=1"
    while path:
        page = editor.get_json(path)
        seen += [a["title"] for a in page["results"]]
        path = (page["next"] or "").partition("/api/v1/")[2]
    assert seen == ["new", "old", "undated"]


def test_an_editor_corrects_what_an_import_read(editor: Caller, article: Article) -> None:
    body = {"title": "Better", "published_at": "2024-03-05", "language": "en"}
    told = editor.call("PATCH", f"articles/{article.pk}/", body).json()
    assert (told["title"], told["published_at"]) == ("Better", "2024-03-05T00:00:00Z")
    assert told["field_notes"]["title"]["origin"] == "person"


def test_people_are_assigned_by_name_or_id_and_it_is_no_edit(
    editor: Caller, editor2: Caller, reviewer: Caller, article: Article
) -> None:
    claim = approved_claim(article, editor.user, reviewer.user)
    names = ["ann", str(editor2.user.pk)]
    told = editor.call("PATCH", f"articles/{article.pk}/", {"assignees": names}).json()
    assert sorted(a["username"] for a in told["assignees"]) == ["ann", "eve"]
    assert editor.get_json(f"claims/{claim.pk}/")["approval"] == "valid"
    same = editor.get_json(f"articles/{article.pk}/events/")["results"]
    editor.call("PATCH", f"articles/{article.pk}/", {"assignees": names[::-1]})
    assert editor.get_json(f"articles/{article.pk}/events/")["results"] == same
    assert (
        editor.call("PATCH", f"articles/{article.pk}/", {"assignees": []}).json()["assignees"] == []
    )


@pytest.mark.parametrize(
    ("body", "code", "field"),
    [
        ({"title": ""}, "required", "title"),
        ({"canonical_url": "javascript:x"}, "url_scheme_refused", "canonical_url"),
        ({"published_at": "0001-01-01T00:00:00+23:59"}, "date_invalid", "published_at"),
        ({"language": "x" * 17}, "too_long", "language"),
        ({"assignees": "ann"}, "not_list", "assignees"),
        ({"assignees": ["nobody"]}, "unknown_person", "assignees"),
        ({"assignees": [5]}, "not_text", "assignees"),
        ({"title": "Kept?", "assignees": [None]}, "required", "assignees"),
    ],
)
def test_a_wrong_correction_is_refused_and_nothing_is_saved(
    editor: Caller, article: Article, body: dict[str, Any], code: str, field: str | None
) -> None:
    response = editor.call("PATCH", f"articles/{article.pk}/", body)
    assert (response.status_code, response.json()["code"], response.json()["field"]) == (
        400,
        code,
        field,
    )
    assert Article.objects.get(pk=article.pk).title == article.title


def test_texts_are_listed_newest_first(editor: Caller, article: Article) -> None:
    add_revision(article, TEXT + " More.")
    told = editor.get_json(f"articles/{article.pk}/revisions/")["results"]
    assert [(r["number"], r["is_current"]) for r in told] == [(2, True), (1, False)]


def test_a_set_aside_block_is_put_back_and_set_aside_again(editor: Caller) -> None:
    furniture = ReadBlock("paragraph", "Read our newsletter.", furniture=True, reason="promotion")
    page = make_page([furniture, "The story."], by=editor.user)
    before = editor.get_json(f"articles/{page.pk}/")["revision"]
    assert before["text"] == "The story."
    block = before["set_aside"][0]["id"]
    path = f"articles/{page.pk}/blocks/{block}/"
    back = editor.call("POST", path, {"choice": "story", "revision": before["id"]})
    assert back.status_code == 200, back.content
    assert (back.json()["text"], back.json()["number"]) == ("Read our newsletter.\n\nThe story.", 2)
    old = editor.call("POST", path, {"choice": "aside", "revision": before["id"]})
    assert (old.status_code, old.json()["code"]) == (409, "revision_changed")
    assert editor.call("POST", path, {"choice": "aside"}).json()["text"] == "The story."
    assert editor.call("POST", path, {"choice": "x"}).json()["code"] == "unknown_choice"
    missing = editor.call("POST", f"articles/{page.pk}/blocks/b0/", {"choice": "aside"})
    assert (missing.status_code, missing.json()["code"]) == (404, "block_not_found")


def test_events_after_a_number_are_only_the_newer_ones(editor: Caller, article: Article) -> None:
    make_claim(article, editor.user)
    path = f"articles/{article.pk}/events/"
    last = editor.get_json(path)["results"][-1]["seq"]
    make_claim(article, editor.user, "80% of voters")
    events = editor.get_json(f"{path}?after={last}")["results"]
    assert [(e["verb"], e["type"]) for e in events] == [("created", "claim")]
    assert set(events[0]) == {"seq", "at", "verb", "type", "id", "claim", "actor"}
    for after in ("x", "-1", "1.5", str(2**63), "9" * 30):
        assert editor.call("GET", f"{path}?after={after}").json()["code"] == "number_invalid"


def test_a_page_of_events_that_are_all_hidden_is_stepped_over(
    editor: Caller, editor2: Caller, article: Article
) -> None:
    claim = make_claim(article, editor.user)
    seq = editor.get_json(f"articles/{article.pk}/events/")["results"][-1]["seq"]
    for number in range(3):
        link_evidence(claim, editor.user, url=f"https://s.example/{number}", visibility="hidden")
    make_claim(article, editor.user, "80% of voters")
    seen = dossier.events_after(editor2.user, article.pk, seq, limit=2)
    assert [event["verb"] for event in seen] == ["created"]


def test_a_deleted_article_is_gone_by_name_and_comes_back(
    editor: Caller, viewer: Caller, article: Article
) -> None:
    assert editor.call("DELETE", f"articles/{article.pk}/").status_code == 204
    for method, path in (("GET", ""), ("GET", "events/"), ("POST", "presence/"), ("DELETE", "")):
        caller = editor if method == "DELETE" else viewer
        gone = caller.call(
            method, f"articles/{article.pk}/{path}", {} if method == "POST" else None
        )
        assert (gone.status_code, gone.json()["code"]) == (410, "article_deleted"), path
        assert gone.json()["deleted_by"] == editor.user.name  # type: ignore[union-attr]
    assert editor.call("PATCH", f"articles/{article.pk}/", {"title": "T"}).status_code == 410
    assert editor.get_json("articles/")["results"] == []
    back = editor.call("POST", f"articles/{article.pk}/restore/")
    assert (back.status_code, back.json()["title"]) == (200, article.title)
    verbs = [
        event["verb"] for event in viewer.get_json(f"articles/{article.pk}/events/")["results"]
    ]
    assert verbs == ["article_deleted", "article_restored"]


def test_an_article_with_a_claim_is_not_deleted(editor: Caller, article: Article) -> None:
    make_claim(article, editor.user)  # type: ignore[arg-type]
    refused = editor.call("DELETE", f"articles/{article.pk}/")
    assert (refused.status_code, refused.json()["code"]) == (409, "has_claims")
