from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from annotations.models import Import, ImportStatus, User
from tests.annotations.views.conftest import HTMX
from tests.factories.articles import make_article
from tests.factories.imports import failed_import, make_import

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


def test_an_address_is_accepted_and_its_row_comes_back(editor: User, as_user: SignIn) -> None:
    data = {"way": "url", "url": "https://news.example/story"}
    answer = as_user(editor).post("/imports/", data, headers=HTMX)
    item = Import.objects.get()
    assert answer.status_code == 202
    assert (item.status, item.requested_by) == (ImportStatus.QUEUED, editor)
    assert str(item.pk) in answer.content.decode()


def test_pasted_text_and_a_file_are_accepted_too(editor: User, as_user: SignIn) -> None:
    client = as_user(editor)
    answer = client.post("/imports/", {"way": "text", "text": "Words.", "title": "T"})
    assert answer.headers["Location"] == "/imports/"
    file = SimpleUploadedFile("story.html", b"<p>Words.</p>", "text/html")
    client.post("/imports/", {"way": "file", "file": file, "purpose": "own"})
    assert set(Import.objects.values_list("origin", "purpose")) == {
        ("paste", "others"),
        ("file", "own"),
    }


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"way": "url", "url": ""}, "url"),
        ({"way": "url", "url": "javascript:alert(1)"}, "url"),
        ({"way": "text", "text": "   "}, "text"),
        ({"way": "text", "text": "a\x00b"}, "text"),
        ({"way": "file"}, "file"),
        ({"way": "text", "text": "Words.", "published_at": "soon"}, "published_at"),
        ({"way": "text", "text": "Words.", "purpose": "fun"}, "purpose"),
    ],
)
def test_a_refused_import_keeps_what_was_typed(
    data: dict[str, str], field: str, editor: User, as_user: SignIn
) -> None:
    answer = as_user(editor).post("/imports/", {**data, "title": "My title"})
    assert answer.status_code == 400
    form = answer.context["form"]
    assert field in form.errors
    assert form.values["title"] == "My title"
    assert not Import.objects.exists()


def test_a_text_beyond_the_limit_is_told_so(editor: User, as_user: SignIn) -> None:
    data = {"way": "text", "text": "x" * 2_000_001}
    assert as_user(editor).post("/imports/", data).status_code == 413


def test_a_viewer_imports_nothing(viewer: User, as_user: SignIn) -> None:
    answer = as_user(viewer).post("/imports/", {"way": "text", "text": "Words."})
    assert answer.status_code == 403
    assert not Import.objects.exists()


def test_a_failed_import_says_why_and_is_tried_again(editor: User, as_user: SignIn) -> None:
    item = failed_import(editor)
    client = as_user(editor)
    page = client.get(f"/imports/{item.pk}/row/", headers=HTMX).content.decode()
    assert "The site does not answer." in page
    assert f"/imports/{item.pk}/retry/" in page
    assert client.post(f"/imports/{item.pk}/retry/", headers=HTMX).status_code == 200
    item.refresh_from_db()
    assert item.status == ImportStatus.QUEUED
    assert client.post(f"/imports/{item.pk}/retry/", headers=HTMX).status_code == 409


def test_a_waiting_import_asks_again_and_an_ended_one_does_not(
    editor: User, as_user: SignIn
) -> None:
    client, waiting, failed = as_user(editor), make_import(editor), failed_import(editor)
    assert "every " in client.get(f"/imports/{waiting.pk}/row/", headers=HTMX).content.decode()
    assert "every " not in client.get(f"/imports/{failed.pk}/row/", headers=HTMX).content.decode()


def test_a_waiting_import_is_cancelled(editor: User, as_user: SignIn) -> None:
    item = make_import(editor)
    answer = as_user(editor).post(f"/imports/{item.pk}/cancel/")
    assert answer.headers["Location"] == "/imports/"
    item.refresh_from_db()
    assert item.error_code == "cancelled"


def test_twenty_rows_take_as_many_queries_as_one(
    editor: User, as_user: SignIn, queries_of: Callable[..., int]
) -> None:
    client = as_user(editor)
    make_import(editor)
    one = queries_of(client, "/imports/")
    for _ in range(19):
        failed_import(editor)
        make_article(by=editor)
    assert queries_of(client, "/imports/") == one
