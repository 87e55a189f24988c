"""The bookmark holds no secret; what it sends is imported by the person who looked at it."""

from collections.abc import Callable
from urllib.parse import unquote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from annotations.models import Import, Origin, User
from annotations.views.bookmarklet import bookmark_of
from tests.annotations.views.conftest import HTMX, text

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
PAGE = (
    "<!DOCTYPE html>\n<html><body><h1>Тайна</h1>\n<p>Behind the paywall 👩‍👩‍👧.</p></body></html>"
)


def sent(html: str | bytes = PAGE, **more: str) -> dict[str, object]:
    content = html if isinstance(html, bytes) else html.encode()
    file = SimpleUploadedFile("page.html", content, "text/html")
    return {"page": file, "url": "https://paper.example/story", **more}


def test_the_bookmark_is_a_small_program_without_any_secret(editor: User, as_user: SignIn) -> None:
    client = as_user(editor)
    page = client.get("/imports/bookmarklet/")
    code = unquote(page.context["bookmark"])
    assert code.startswith("javascript:void(function send(")
    assert "http://testserver/imports/bookmarklet/receive/" in code
    assert len(page.context["bookmark"]) < 6_000
    for secret in (client.cookies["factcheck_session"].value, editor.username, str(editor.pk)):
        assert secret not in code
    assert "//" not in code.replace("http://", "")
    assert "/*" not in code


def test_words_of_the_bookmark_cannot_break_out_of_it() -> None:
    code = bookmark_of('https://f.example/"+alert(1)+"/')
    assert '"https://f.example/\\"+alert(1)+\\"/"' in unquote(code)
    assert not set('"<>` \n') & set(code)


def test_only_the_window_that_takes_pages_keeps_the_line_to_its_opener(
    editor: User, as_user: SignIn
) -> None:
    client = as_user(editor)
    name = "Cross-Origin-Opener-Policy"
    assert client.get("/imports/bookmarklet/receive/").headers[name] == "unsafe-none"
    assert client.get("/imports/bookmarklet/").headers[name] == "same-origin"
    assert client.post("/imports/bookmarklet/take/", sent()).headers[name] == "same-origin"
    assert Client().get("/imports/bookmarklet/receive/").headers[name] == "same-origin"


def test_the_page_is_imported_as_it_was_sent(editor: User, as_user: SignIn) -> None:
    data = sent(purpose="own")
    answer = as_user(editor).post("/imports/bookmarklet/take/", data, headers=HTMX)
    assert answer.headers["HX-Redirect"] == "/imports/"
    item = Import.objects.get()
    assert (item.origin, item.url, item.purpose) == (
        Origin.BROWSER,
        "https://paper.example/story",
        "own",
    )
    assert item.blob is not None
    assert item.blob.content.decode() == PAGE


@pytest.mark.parametrize(
    ("data", "status"),
    [
        ({"url": "https://paper.example/story"}, 400),
        (sent(" "), 400),
        (sent() | {"url": ""}, 400),
        (sent() | {"url": "file:///etc/passwd"}, 400),
        (sent(purpose="x"), 400),
        (sent("x" * (10 * 1024 * 1024 + 1)), 413),
    ],
    ids=["no page", "blank", "no address", "no web address", "unknown purpose", "too large"],
)
def test_what_cannot_be_imported_is_refused_in_a_sentence(
    data: dict[str, object], status: int, editor: User, as_user: SignIn
) -> None:
    if "page" in data:
        data["page"].seek(0)  # type: ignore[attr-defined]
    answer = as_user(editor).post("/imports/bookmarklet/take/", data, headers=HTMX)
    assert answer.status_code == status
    assert "data-refusal" in text(answer)
    assert not Import.objects.exists()


def test_bytes_that_are_no_utf8_are_never_an_error_of_ours(editor: User, as_user: SignIn) -> None:
    answer = as_user(editor).post("/imports/bookmarklet/take/", sent(b"<p>caf\xe9 \x00</p>"))
    assert answer.status_code in {302, 400}


def test_a_viewer_imports_nothing(viewer: User, as_user: SignIn) -> None:
    client = as_user(viewer)
    assert client.post("/imports/bookmarklet/take/", sent()).status_code == 403
    page = text(client.get("/imports/bookmarklet/receive/"))
    assert "may read but not import" in page
    assert "bookmarklet.js" not in page


def test_a_form_of_another_site_imports_nothing(editor: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor, backend="annotations.accounts.backend.Backend")
    assert client.post("/imports/bookmarklet/take/", sent()).status_code == 403
    assert not Import.objects.exists()
