"""Reusable sources, through the API."""

from annotations.models import HistoryEntry, Source
from tests.annotations.api.conftest import Caller
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
