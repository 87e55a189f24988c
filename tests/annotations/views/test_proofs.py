"""The annotated proof at the pages' door."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from annotations import proofs
from annotations.models import Article, Proof, User, Work
from annotations.tasks import proofs as conductor
from annotations.tasks import run
from tests.annotations.views.conftest import HTMX, text
from tests.factories.articles import TEXT, add_revision
from tests.factories.claims import approved_claim, make_claim

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


def test_the_page_shows_the_text_with_marks_and_each_claim(
    article: Article, editor: User, reviewer: User, as_user: SignIn
) -> None:
    claim = approved_claim(article, editor, reviewer)
    page = as_user(editor).get(f"/articles/{article.pk}/proof/").content.decode()
    assert '<a class="proof-mark v-true" href="#claim-1" aria-label="Claim 1: True">' in page
    assert 'id="claim-1"' in page
    assert claim.statement in page
    assert "annotations/css/proof.css" in page


def test_a_revision_is_named_and_one_that_is_none_is_refused(
    article: Article, editor: User, as_user: SignIn
) -> None:
    make_claim(article, editor)
    add_revision(article, TEXT + "\n\nMore words.", by=editor)
    client = as_user(editor)
    path = f"/articles/{article.pk}/proof/"
    assert "More words." in text(client.get(path))
    assert "More words." not in text(client.get(f"{path}?revision=1"))
    assert client.get(f"{path}?revision=9").status_code == 404
    assert client.get(f"{path}?revision=x").status_code == 400


@pytest.mark.usefixtures("pango")
def test_a_pdf_is_asked_for_waited_for_and_saved(
    article: Article,
    editor: User,
    viewer: User,
    as_user: SignIn,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def printed(*_args: Any) -> bytes:
        return b"%PDF-1.7"

    monkeypatch.setattr(conductor.proofs, "printed", printed)
    client, path = as_user(editor), f"/articles/{article.pk}/proof/"
    assert client.post(f"{path}make/", {"revision": "1"}).status_code == 302
    waiting = client.get(f"{path}files/", headers=HTMX).content.decode()
    assert 'data-hx-trigger="every 2s"' in waiting
    assert "is being made" in waiting
    proof = Proof.objects.get()
    assert client.get(f"/proofs/{proof.pk}/").status_code == 409
    run.do_work(Work.objects.get(kind=proofs.KIND).pk)
    ready = client.get(f"{path}files/", headers=HTMX).content.decode()
    assert "data-hx-trigger" not in ready
    assert f"/proofs/{proof.pk}/" in ready
    got = client.get(f"/proofs/{proof.pk}/")
    assert (got["Content-Type"], got.getvalue()) == ("application/pdf", b"%PDF-1.7")
    assert got["Content-Disposition"].startswith('attachment; filename="proof-hygiene-kits')
    assert "sandbox" in got["Content-Security-Policy"]
    other = as_user(viewer)
    assert other.get(f"/proofs/{proof.pk}/").status_code == 404
    assert str(proof.pk) not in other.get(path).content.decode()


@pytest.mark.usefixtures("without_pango")
def test_without_pango_the_page_works_and_says_what_to_install(
    article: Article, editor: User, as_user: SignIn
) -> None:
    client, path = as_user(editor), f"/articles/{article.pk}/proof/"
    assert "libpango-1.0-0" in text(client.get(path))
    refused = client.post(f"{path}make/", {"revision": "1"})
    assert refused.status_code == 409
    assert "hygiene kits" in text(refused)


def test_a_dossier_of_it_is_asked_for_without_a_matter_before(
    article: Article, editor: User, viewer: User, as_user: SignIn
) -> None:
    client = as_user(editor)
    made = client.post(f"/articles/{article.pk}/dossier/", {"kind": "counsel"})
    assert made["Location"].startswith("/legal/")
    assert "is being made" in text(client.get(made["Location"]))
    assert (
        as_user(viewer).post(f"/articles/{article.pk}/dossier/", {"kind": "counsel"}).status_code
        == 403
    )


def test_the_queries_of_the_page_do_not_grow(
    article: Article, editor: User, as_user: SignIn, queries_of: Callable[..., int]
) -> None:
    client, path = as_user(editor), f"/articles/{article.pk}/proof/"
    make_claim(article, editor)
    few = queries_of(client, path)
    make_claim(article, editor, "80% of voters took part")
    make_claim(article, editor, "3,000 people")
    assert queries_of(client, path) == few
