"""Several imports in one go, through the API."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext

from annotations.models import Batch, Import, Work
from tests.annotations.api.conftest import Caller
from tests.factories import users
from tests.factories.batches import fail_some, make_batch
from tests.factories.imports import make_import

TWO = ["https://a.example/1", "https://a.example/2"]


def upload(caller: Caller, *files: SimpleUploadedFile, **fields: object) -> HttpResponse:
    return caller.post("/api/v1/batches/", {"files": list(files), **fields})


def file(name: str, content: bytes = b"<p>Words</p>") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "text/html")


def queries_of(caller: Caller, path: str) -> int:
    caller.get_json(path)
    with CaptureQueriesContext(connection) as captured:
        caller.get_json(path)
    return len(captured)


def test_a_list_of_addresses_is_accepted(editor: Caller) -> None:
    body = {"urls": [*TWO, TWO[0]], "purpose": "own", "label": "Press review"}
    response = editor.call("POST", "batches/", body)
    told = response.json()
    assert response.status_code == 202, told
    assert told["counts"] == {
        "total": 2, "queued": 2, "running": 0, "succeeded": 0, "failed": 0, "cancelled": 0,
    }  # fmt: skip
    assert (told["label"], told["merged"], told["progress"], told["seconds_left"]) == (
        "Press review", 1, 0.0, None,
    )  # fmt: skip
    assert told["requested_by"] == str(editor.user.pk)
    assert response["Location"].endswith(f"/api/v1/batches/{told['id']}/")
    assert editor.get_json(f"batches/{told['id']}/") == told
    listed = editor.get_json(told["imports_url"].partition("/api/v1/")[2])["results"]
    assert {i["url"] for i in listed} == set(TWO)
    assert {(i["batch"], i["purpose"]) for i in listed} == {(told["id"], "own")}


def test_a_text_with_an_address_a_line_is_accepted_too(editor: Caller) -> None:
    told = editor.call("POST", "batches/", {"urls": "\r\n".join(TWO)}).json()
    assert told["counts"]["total"] == 2


def test_several_files_are_accepted(editor: Caller) -> None:
    response = upload(editor, file("a.html"), file("b.html", b"<p>Other</p>"), file("c.html"))
    assert response.status_code == 202, response.content
    told = response.json()
    assert (told["counts"]["total"], told["merged"]) == (2, 1)
    names = Import.objects.order_by("pk").values_list("filename", "origin")
    assert list(names) == [("a.html", "file"), ("b.html", "file")]


def test_files_and_addresses_come_in_one_form(editor: Caller) -> None:
    told = upload(editor, file("a.html"), urls=TWO[0], label="Both").json()
    assert (told["counts"]["total"], told["label"]) == (2, "Both")


@pytest.mark.parametrize(
    ("body", "status", "code", "field"),
    [
        ({}, 400, "nothing_to_import", "urls"),
        ({"urls": []}, 400, "nothing_to_import", "urls"),
        ({"urls": 5}, 400, "not_text", "urls"),
        ({"urls": [*TWO, "file:///etc/passwd"]}, 400, "bad_lines", "urls"),
        ({"urls": ["a\x00"]}, 400, "bad_characters", "urls"),
        ({"urls": ["https://a.example/" + "x" * 5000]}, 400, "bad_lines", "urls"),
        ({"urls": TWO, "purpose": "x"}, 400, "unknown_choice", "purpose"),
        ({"urls": TWO, "label": ["x"]}, 400, "not_text", "label"),
        ({"urls": ["https://a.example/"] * 501}, 413, "too_many_urls", "urls"),
    ],
)
def test_a_bad_list_is_refused_whole(
    editor: Caller, body: dict[str, Any], status: int, code: str, field: str
) -> None:
    response = editor.call("POST", "batches/", body)
    told = response.json()
    assert (response.status_code, told["code"], told["field"]) == (status, code, field)
    assert not Import.objects.exists()
    assert not Work.objects.exists()


def test_bad_lines_are_named_with_number_and_reason(editor: Caller) -> None:
    told = editor.call("POST", "batches/", {"urls": [TWO[0], "javascript:alert(1)"]}).json()
    assert told["lines"] == [
        {
            "line": 2,
            "text": "javascript:alert(1)",
            "code": "url_scheme_refused",
            "detail": "Only addresses that begin with http:// or https:// are possible.",
        }
    ]


@pytest.mark.parametrize(
    ("files", "status", "code"),
    [
        ([file("a.html"), file("empty.html", b"")], 400, "bad_files"),
        ([file("a.html"), file("huge.pdf", b"x" * (25 * 2**20 + 1))], 400, "bad_files"),
        ([file(f"{n}.html", b"%d" % n) for n in range(101)], 413, "too_many_files"),
        ([], 400, "nothing_to_import"),
    ],
    ids=["empty", "huge", "many", "none"],
)
def test_bad_files_are_refused_whole(
    editor: Caller, files: list[SimpleUploadedFile], status: int, code: str
) -> None:
    response = upload(editor, *files)
    assert (response.status_code, response.json()["code"]) == (status, code)
    assert not Import.objects.exists()


def test_a_form_far_above_the_limit_is_refused_before_it_is_parsed(editor: Caller) -> None:
    response = editor.generic(
        "POST",
        "/api/v1/batches/",
        CONTENT_TYPE="multipart/form-data; boundary=b",
        CONTENT_LENGTH=str(300 * 2**20),
    )
    assert (response.status_code, response.json()["code"]) == (413, "files_too_large")


def test_the_same_call_twice_makes_one_batch(editor: Caller) -> None:
    first = editor.call("POST", "batches/", {"urls": TWO}, key="k1")
    again = editor.call("POST", "batches/", {"urls": TWO}, key="k1")
    assert again.json()["id"] == first.json()["id"]
    assert again["Idempotency-Replayed"] == "true"
    assert Batch.objects.count() == 1
    other = editor.call("POST", "batches/", {"urls": TWO[:1]}, key="k1")
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")


def test_all_are_cancelled_and_the_failed_tried_again(editor: Caller) -> None:
    batch = make_batch(editor.user, 5)
    fail_some(batch, 2)
    cancelled = editor.call("POST", f"batches/{batch.pk}/cancel/").json()
    assert (cancelled["changed"], cancelled["counts"]["cancelled"]) == (3, 3)
    assert (cancelled["counts"]["failed"], cancelled["progress"]) == (5, 1.0)
    assert cancelled["finished_at"]
    again = editor.call("POST", f"batches/{batch.pk}/retry/")
    assert (again.status_code, again.json()["changed"]) == (202, 2)
    assert editor.call("POST", f"batches/{batch.pk}/retry/").json()["changed"] == 0
    every = editor.call("POST", f"batches/{batch.pk}/retry/", {"cancelled": True}).json()
    assert (every["changed"], every["counts"]["queued"]) == (3, 5)
    wrong = editor.call("POST", f"batches/{batch.pk}/retry/", {"cancelled": "yes"})
    assert (wrong.status_code, wrong.json()["field"]) == (400, "cancelled")


@pytest.mark.parametrize("path", ["", "imports/", "cancel/", "retry/"])
def test_an_unknown_batch_is_missing(editor: Caller, path: str) -> None:
    method = "POST" if path in {"cancel/", "retry/"} else "GET"
    unknown = f"batches/{editor.user.pk}/{path}"
    assert editor.call(method, unknown).json()["code"] == "not_found"


@pytest.mark.django_db
def test_each_role_may_do_what_it_may_with_one_import() -> None:
    batch = make_batch(users.make_editor("ann"), 2)
    fail_some(batch, 1)
    for role, may_read, may_write in (
        (None, 401, 401),
        ("viewer", 200, 403),
        ("editor", 200, 202),
        ("admin", 200, 202),
    ):
        caller = Caller(users.make_user(f"{role}x", role) if role else None)
        for path in ("batches/", f"batches/{batch.pk}/", f"batches/{batch.pk}/imports/"):
            assert caller.call("GET", path).status_code == may_read, (role, path)
        assert caller.call("POST", "batches/", {"urls": TWO}).status_code == may_write, role
        assert caller.call("POST", f"batches/{batch.pk}/retry/").status_code == may_write, role
        cancelled = caller.call("POST", f"batches/{batch.pk}/cancel/").status_code
        assert cancelled == (200 if may_write == 202 else may_write), role


def test_imports_are_told_apart_by_batch_origin_and_person(editor: Caller, editor2: Caller) -> None:
    batch, other = make_batch(editor.user, 2), make_import(editor2.user)
    of_batch = editor.get_json(f"imports/?batch={batch.pk}")["results"]
    assert {i["batch"] for i in of_batch} == {str(batch.pk)}
    mine = editor2.get_json("imports/?mine=1")["results"]
    assert [i["id"] for i in mine] == [str(other.pk)]
    assert editor.get_json("imports/?origin=paste")["results"] == []
    assert editor.get_json(f"imports/?feed={batch.pk}")["results"] == []
    for query in ("batch=x", "feed=1", "origin=x", "mine=2", "kind=x"):
        assert editor.call("GET", f"imports/?{query}").status_code == 400, query


def test_lists_take_as_many_queries_for_many_as_for_one(editor: Caller) -> None:
    batch = make_batch(editor.user, 1)
    one = queries_of(editor, "batches/"), queries_of(editor, f"batches/{batch.pk}/imports/")
    batch = make_batch(editor.user, 30)
    for number in range(20):
        make_batch(editor.user, 2, f"host{number}.example")
    assert one == (
        queries_of(editor, "batches/"),
        queries_of(editor, f"batches/{batch.pk}/imports/"),
    )
    assert len(editor.get_json("batches/")["results"]) == 22


def test_pages_of_a_batch_follow_each_other(editor: Caller) -> None:
    batch = make_batch(editor.user, 5)
    seen, path = [], f"batches/{batch.pk}/imports/?limit=2"
    while path:
        page = editor.get_json(path)
        seen += [i["id"] for i in page["results"]]
        path = (page["next"] or "").partition("/api/v1/")[2]
    assert len(set(seen)) == len(seen) == 5
