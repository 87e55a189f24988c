"""Bringing annotations in from elsewhere, by hand."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from annotations.models import Article, Claim, Highlight, Import, User, Work
from annotations.tasks import importing, leases
from tests.annotations.elsewhere.test_files import ROW
from tests.annotations.views.conftest import HTMX

SignIn = Callable[[User], Client]


def row(exact: str, name: str, **more: Any) -> dict[str, Any]:
    target = [{"source": ROW["uri"], "selector": [{"type": "TextQuoteSelector", "exact": exact}]}]
    return {**ROW, "id": name, "target": target, **more}


def page_of(article: Article) -> str:
    return f"/articles/{article.pk}/annotations/"


def send(client: Client, article: Article, *rows: Any, **headers: str) -> HttpResponse:
    file = SimpleUploadedFile("export.json", json.dumps({"rows": rows}).encode())
    return client.post(page_of(article), {"file": file}, headers=headers)


def run(item: Import) -> None:
    work = leases.lease(Work.objects.get(subject=item.pk).pk)
    assert work is not None
    importing.run(work)


def brought(client: Client, article: Article, *rows: Any) -> str:
    response = send(client, article, *rows)
    assert response.status_code == 302
    run(Import.objects.get())
    return str(response["Location"])


def test_the_article_leads_there(as_user: SignIn, editor: User, article: Article) -> None:
    client = as_user(editor)
    assert page_of(article) in client.get(f"/articles/{article.pk}/").content.decode()
    shown = client.get(page_of(article)).content.decode()
    assert "Annotations from elsewhere" in shown
    assert f"/api/v1/articles/{article.pk}/annotations/" in shown


def test_a_file_is_taken_and_its_page_asks_again_until_all_are_in(
    as_user: SignIn, editor: User, article: Article
) -> None:
    client = as_user(editor)
    where = send(client, article, row("80% of voters", "A"))["Location"]
    assert "every 2s" in client.get(where).content.decode()
    run(Import.objects.get())
    shown = client.get(where).content.decode()
    assert "every 2s" not in shown
    assert "It is a claim here." in shown
    assert f"/articles/{article.pk}/#claim-{Claim.objects.get().pk}" in shown
    assert "Jane Doe" in shown
    assert "1 claim" in client.get(page_of(article)).content.decode()
    assert "annotations from elsewhere" in client.get("/imports/").content.decode()


def test_pasted_words_are_taken_and_a_refusal_keeps_them(
    as_user: SignIn, editor: User, article: Article
) -> None:
    client = as_user(editor)
    words = json.dumps(row("80% of voters", "A"))
    wrong = client.post(page_of(article), {"words": words[:-5]}, headers=HTMX)
    assert wrong.status_code == 400
    told = wrong.content.decode()
    assert "80% of voters" in told
    # Under the words that were pasted, not under the file that was not chosen.
    assert told.index("80% of voters") < told.index("This is not JSON")
    assert told.count('aria-invalid="true"') == 1
    taken = client.post(page_of(article), {"words": words}, headers=HTMX)
    assert (taken.status_code, taken["HX-Redirect"].startswith(page_of(article))) == (202, True)


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"", "nothing in it"), (b"name\nAnn\n", "Quote"), (b"[]", "no annotation")],
)
def test_a_bad_file_gets_a_clear_answer(
    as_user: SignIn, editor: User, article: Article, content: bytes, said: str
) -> None:
    file = SimpleUploadedFile("x.json", content)
    response = as_user(editor).post(page_of(article), {"file": file})
    assert response.status_code == 400
    assert said in response.content.decode()
    assert not Import.objects.exists()


def test_what_stands_twice_is_placed_by_choosing_one_of_its_places(
    as_user: SignIn, editor: User, article: Article
) -> None:
    client = as_user(editor)
    where = brought(client, article, row("of", "A"), row("80% of voters", "B"))
    shown = client.get(where).content.decode()
    assert "stand several times" in shown
    text = article.current_revision.text
    start = text.index("of voters")
    assert f'value="{start}-{start + 2}"' in shown
    revision = str(article.current_revision_id)
    sent = {"place": f"{start}-{start + 2}", "revision": revision}
    placed = client.post(f"{where}1/", sent, headers=HTMX)
    assert placed.status_code == 200, placed.content
    assert "It is a claim here." in placed.content.decode()
    assert Highlight.objects.filter(start=start, end=start + 2).exists()
    assert "Nothing is left to do." in client.get(f"{where}?show=left").content.decode()


def test_what_stands_nowhere_is_placed_by_the_words_that_stand_there(
    as_user: SignIn, editor: User, article: Article
) -> None:
    client = as_user(editor)
    where = brought(client, article, row("Another wording", "A"))
    vague = client.post(f"{where}1/", {"exact": "of"}, headers=HTMX)
    assert vague.status_code == 409
    # The page's script puts a refused form back where it has an id.
    assert 'id="became-1" data-form' in vague.content.decode()
    assert vague.content.decode().count('type="radio"') > 1
    assert 'value="of"' in vague.content.decode()
    nowhere = client.post(f"{where}1/", {"exact": "<b>not there</b>"}, headers=HTMX)
    assert nowhere.status_code == 400
    assert "&lt;b&gt;not there" in nowhere.content.decode()
    for place in ("x-y", "9999999-1", "-"):
        assert client.post(f"{where}1/", {"place": place}, headers=HTMX).status_code in (400, 409)
    plain = client.post(f"{where}1/", {"exact": "The ministry"})
    assert (plain.status_code, plain["Location"]) == (302, where)
    assert Claim.objects.get().statement == "The ministry"


def test_many_are_shown_page_by_page_with_as_many_queries(
    as_user: SignIn, editor: User, article: Article, queries_of: Callable[..., int]
) -> None:
    client = as_user(editor)
    where = brought(client, article, *(row(f"word {n}", f"N{n}") for n in range(230)))
    first = client.get(where).content.decode()
    assert first.count("<tr id=") == 100
    assert "show=left&amp;after=100" in first
    last = client.get(f"{where}?show=left&after=200").content.decode()
    assert last.count("<tr id=") == 30
    assert queries_of(client, where) == queries_of(client, f"{where}?after=200") <= 16


def test_a_viewer_reads_and_places_nothing(
    as_user: SignIn, editor: User, viewer: User, article: Article
) -> None:
    where = brought(as_user(editor), article, row("of", "A"))
    client = as_user(viewer)
    assert 'type="file"' not in client.get(page_of(article)).content.decode()
    assert 'type="radio"' not in client.get(where).content.decode()
    assert send(client, article, row("of", "B")).status_code == 403
    assert client.post(f"{where}1/", {"exact": "The ministry"}).status_code == 403
