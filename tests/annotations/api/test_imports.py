"""Bringing articles in, through the API."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse

from annotations.evidence.archive import archive_due_later
from annotations.imports import accept
from annotations.models import Article, Blob, Feed, Import, Work
from tests.annotations.api.conftest import Caller
from tests.factories.claims import make_claim
from tests.factories.evidence import link_evidence
from tests.factories.imports import failed_import, make_import


def upload(caller: Caller, path: str = "imports/", **fields: object) -> HttpResponse:
    return caller.post(f"/api/v1/{path}", fields)


def test_an_address_a_text_and_a_file_are_accepted(editor: Caller) -> None:
    by_url = editor.call("POST", "imports/", {"url": "https://news.example/a", "purpose": "own"})
    by_text = editor.call(
        "POST", "imports/", {"text": "Words.\r\n", "title": "T", "url": "https://x.example/"}
    )
    by_file = upload(
        editor, file=SimpleUploadedFile("a.html", b"<p>Words</p>", "text/html"), title="U"
    )
    for response, origin in ((by_url, "fetch"), (by_text, "paste"), (by_file, "file")):
        assert response.status_code == 202, response.content
        told = response.json()
        assert (told["status"], told["origin"], told["article"], told["error"]) == (
            "queued",
            origin,
            None,
            None,
        )
        assert response["Location"].endswith(f"/api/v1/imports/{told['id']}/")
        assert editor.get_json(f"imports/{told['id']}/") == told
    assert by_url.json()["purpose"] == "own"
    assert by_text.json()["title"] == "T"
    assert (
        Blob.objects.get(pk=Import.objects.get(pk=by_text.json()["id"]).blob_id).content
        == b"Words.\n"
    )
    assert Work.objects.count() == 3


@pytest.mark.parametrize(
    ("body", "status", "code", "field"),
    [
        ({}, 400, "required", "url"),
        ({"url": "javascript:alert(1)"}, 400, "url_scheme_refused", "url"),
        ({"url": "news.example"}, 400, "url_invalid", "url"),
        ({"url": ["https://news.example"]}, 400, "not_text", "url"),
        ({"text": " \n "}, 400, "empty_text", "text"),
        ({"text": 5}, 400, "not_text", "text"),
        ({"text": "a\x00b"}, 400, "bad_characters", "text"),
        ({"text": "x" * 2_000_001}, 413, "text_too_long", "text"),
        ({"text": "Words.", "purpose": "x"}, 400, "unknown_choice", "purpose"),
        ({"text": "Words.", "published_at": "yesterday"}, 400, "date_invalid", "published_at"),
    ],
)
def test_bad_imports_are_refused_with_a_code_and_nothing_is_saved(
    editor: Caller, body: dict[str, Any], status: int, code: str, field: str | None
) -> None:
    response = editor.call("POST", "imports/", body)
    told = response.json()
    assert (response.status_code, told["code"], told["field"]) == (status, code, field)
    assert not Import.objects.exists()
    assert not Work.objects.exists()


def test_half_an_emoji_is_refused(editor: Caller) -> None:
    response = editor.call("POST", "imports/", b'{"text": "half \\ud83d"}')
    assert (response.status_code, response.json()["code"], response.json()["field"]) == (
        400, "bad_characters", "text",
    )  # fmt: skip


def test_twenty_megabytes_of_text_are_refused_in_words(editor: Caller) -> None:
    response = editor.call("POST", "imports/", '{"text": "' + "x" * 20_000_000 + '"}')
    assert (response.status_code, response.json()["code"]) == (413, "body_too_large")
    assert not Import.objects.exists()


@pytest.mark.parametrize(
    ("content", "status", "code"),
    [(b"", 400, "empty_file"), (b"x" * (25 * 2**20 + 1), 413, "file_too_large")],
)
def test_an_empty_and_a_huge_file_are_refused(
    editor: Caller, content: bytes, status: int, code: str
) -> None:
    response = upload(editor, file=SimpleUploadedFile("a.txt", content))
    assert (response.status_code, response.json()["code"]) == (status, code)
    assert not Import.objects.exists()


def test_a_body_far_above_every_limit_is_refused_before_it_is_parsed(editor: Caller) -> None:
    response = upload(editor, file=SimpleUploadedFile("a.txt", b"x" * (27 * 2**20)))
    assert (response.status_code, response.json()["code"]) == (413, "file_too_large")


def test_a_form_without_a_file_says_so(editor: Caller) -> None:
    response = upload(editor, title="T")
    assert (response.status_code, response.json()["field"]) == (400, "file")


def test_a_failed_import_says_why_and_is_tried_again_or_cancelled(editor: Caller) -> None:
    failed = failed_import(editor.user, "fetch_failed", "The site does not answer.")
    told = editor.get_json(f"imports/{failed.pk}/")
    assert told["error"] == {"code": "fetch_failed", "detail": "The site does not answer."}
    again = editor.call("POST", f"imports/{failed.pk}/retry/")
    assert (again.status_code, again.json()["status"]) == (202, "queued")
    refused = editor.call("POST", f"imports/{failed.pk}/retry/")
    assert (refused.status_code, refused.json()["code"]) == (409, "not_failed")
    cancelled = editor.call("POST", f"imports/{failed.pk}/cancel/").json()
    assert (cancelled["status"], cancelled["error"]["code"]) == ("failed", "cancelled")
    refused = editor.call("POST", f"imports/{failed.pk}/cancel/")
    assert (refused.status_code, refused.json()["code"]) == (409, "already_finished")


def test_imports_are_listed_newest_first_and_by_status(editor: Caller) -> None:
    failed, waiting = failed_import(editor.user), make_import(editor.user)
    ids = [i["id"] for i in editor.get_json("imports/")["results"]]
    assert ids == [str(waiting.pk), str(failed.pk)]
    assert [i["id"] for i in editor.get_json("imports/?status=failed")["results"]] == [
        str(failed.pk)
    ]


def test_a_new_text_of_an_article_is_an_import(editor: Caller, article: Article) -> None:
    path = f"articles/{article.pk}/revisions/"
    by_text = editor.call("POST", path, {"text": "New words."})
    assert (by_text.status_code, by_text.json()["article"]) == (202, str(article.pk))
    by_file = upload(editor, path, file=SimpleUploadedFile("a.txt", b"Newer words."))
    assert by_file.json()["origin"] == "file"
    again = editor.call("POST", path, {})
    assert (again.status_code, again.json()["code"]) == (409, "no_address")
    assert (
        upload(editor, path, file=SimpleUploadedFile("a.txt", b"")).json()["code"] == "empty_file"
    )
    Article.objects.filter(pk=article.pk).update(url="https://news.example/a")
    assert editor.call("POST", path).json()["origin"] == "fetch"


def test_a_failed_import_says_what_to_do_next(editor: Caller) -> None:
    blocked = failed_import(editor.user, "http_blocked", "The site refused.")
    advice = editor.get_json(f"imports/{blocked.pk}/")["advice"]
    assert advice["actions"] == ["browser", "paste"]
    assert "bookmarklet" in advice["sentence"]
    waiting = make_import(editor.user)
    assert editor.get_json(f"imports/{waiting.pk}/")["advice"] is None


def test_what_a_feed_calls_an_entry_is_its_title_until_it_arrives(editor: Caller) -> None:
    feed = Feed.objects.create(url="https://news.example/feed", url_key="k", created_by=editor.user)
    item = accept.import_entry(feed=feed, url="https://news.example/1", title="From the feed")
    told = editor.get_json(f"imports/{item.pk}/")
    assert (told["title"], told["feed"], told["kind"]) == ("From the feed", str(feed.pk), "article")
    assert (told["batch"], told["part"], told["outcome"]) == (None, "", {})


def test_archives_of_sources_are_listed_only_where_they_are_asked_for(
    editor: Caller, article: Article
) -> None:
    asked_for = make_import(editor.user)
    claim = make_claim(article, editor.user)
    source = link_evidence(claim, editor.user).source
    archive_due_later()
    listed = editor.get_json("imports/")["results"]
    assert [item["id"] for item in listed] == [str(asked_for.pk)]
    archives = editor.get_json("imports/?role=source")["results"]
    assert [item["url"] for item in archives] == [source.url]
    assert editor.call("GET", "imports/?role=sauce").json()["code"] == "unknown_choice"
