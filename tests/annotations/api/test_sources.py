"""Reusable sources, through the API."""

from annotations.evidence.archive import archive_due_later
from annotations.models import Article, ArticleRole, HistoryEntry, Source
from tests.annotations.api.conftest import Caller
from tests.annotations.evidence.web_page import fail_archive
from tests.factories.articles import make_article
from tests.factories.claims import make_claim
from tests.factories.evidence import link_evidence
from tests.factories.sources import make_source


def test_a_source_is_kept_once_per_address(editor: Caller, editor2: Caller) -> None:
    body = {
        "url": "https://a.example/x",
        "title": "X",
        "kind": "data",
        "published_at": "2024-02-01",
    }
    made = editor.call("POST", "sources/", body)
    assert made.status_code == 201, made.content
    assert (made.json()["kind"], made.json()["published_at"]) == ("data", "2024-02-01T00:00:00Z")
    assert editor.get_json(f"sources/{made.json()['id']}/") == made.json()
    known = editor2.call(
        "POST", "sources/", {**body, "url": "http://a.example/x#part", "title": "Other"}
    )
    assert (known.status_code, known.json()) == (200, made.json())
    assert Source.objects.count() == 1
    assert HistoryEntry.objects.filter(verb="source_added").count() == 1


def test_sources_are_found_by_words_kind_and_whole_address(editor: Caller) -> None:
    first = make_source(
        editor.user, url="https://a.example/x?y=1", title="Aid register", kind="data"
    )
    make_source(editor.user, title="Election results", publisher="Committee")

    def found(query: str) -> list[str]:
        return [s["title"] for s in editor.get_json(f"sources/?{query}")["results"]]

    assert found("search=register aid") == found("kind=data") == ["Aid register"]
    assert found("search=COMMITTEE") == ["Election results"]
    assert found("search=http://A.example/x?y=1%23top") == [first.title]
    assert found("search=https://[") == []


def test_a_confidential_source_is_told_to_its_owner_only(editor: Caller, admin: Caller) -> None:
    secret = make_source(editor.user, title="A contact", visibility="hidden")
    assert editor.get_json(f"sources/{secret.pk}/")["title"] == "A contact"
    assert admin.call("GET", f"sources/{secret.pk}/").status_code == 404
    assert admin.get_json("sources/")["results"] == []


def test_a_source_needs_an_address_or_a_title(editor: Caller) -> None:
    response = editor.call("POST", "sources/", {"publisher": "P"})
    assert (response.status_code, response.json()["code"], response.json()["field"]) == (
        400,
        "required",
        "title",
    )
    assert (
        editor.call("POST", "sources/", {"url": "javascript:x"}).json()["code"]
        == "url_scheme_refused"
    )


def test_a_record_is_put_right_by_whoever_read_its_newest_version(
    editor: Caller, editor2: Caller
) -> None:
    source = make_source(editor.user, title="Regsiter")
    path = f"sources/{source.pk}/"
    read = editor2.call("GET", path)
    assert read["ETag"] == '"1"'
    unread = editor2.call("PATCH", path, {"title": "Register"})
    assert (unread.status_code, unread.json()["code"]) == (428, "precondition_required")
    fixed = editor2.call("PATCH", path, {"title": "Register"}, match=read["ETag"])
    assert fixed.status_code == 200, fixed.content
    assert (fixed.json()["title"], fixed.json()["version"], fixed["ETag"]) == ("Register", 2, '"2"')
    late = editor.call("PATCH", path, {"title": "Other"}, match=read["ETag"])
    assert (late.status_code, late.json()["code"]) == (412, "changed_meanwhile")
    other = make_source(editor.user)
    taken = editor.call("PATCH", path, {"url": other.url}, match="*")
    assert (taken.status_code, taken.json()["code"], taken.json()["field"]) == (
        409,
        "already_known",
        "url",
    )


def test_a_source_tells_how_its_page_is_archived(editor: Caller, article: Article) -> None:
    source = link_evidence(make_claim(article, editor.user), editor.user).source
    path = f"sources/{source.pk}/"
    assert editor.get_json(path)["archive"] is None
    archive_due_later()
    assert editor.get_json(path)["archive"]["state"] == "under_way"
    fail_archive(source, "http_404")
    failed = editor.get_json(path)["archive"]
    assert (failed["state"], failed["error"]["code"]) == ("failed", "http_404")
    assert failed["next_try_at"] is not None
    copy = make_article("Kits.", url=source.url, role=ArticleRole.SOURCE)
    Source.objects.filter(pk=source.pk).update(article=copy)
    kept = editor.get_json(path)["archive"]
    assert copy.current_revision is not None
    assert (kept["state"], kept["article"], kept["revision"]) == ("kept", str(copy.pk), 1)
    assert kept["sha256"] == copy.current_revision.snapshot.blob_id
    assert editor.get_json("sources/")["results"][0]["archive"] == kept
