"""The pages of legal matters."""

import io
import zipfile
from collections.abc import Callable

import pytest
from django.test import Client

from annotations import legal
from annotations.models import Article, LegalMatter, User, Work
from annotations.tasks import run
from tests.annotations.views.conftest import text
from tests.factories.claims import make_claim, published_claim
from tests.factories.users import actor_of, make_reviewer, make_superuser

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_pango")]
SignIn = Callable[[User], Client]
FORM = {
    "title": "A letter",
    "requester": "Their lawyers",
    "received_on": "2026-11-01",
    "holds": "1",
}


def opened(client: Client) -> LegalMatter:
    answer = client.post("/legal/", FORM)
    assert answer.status_code == 302
    return LegalMatter.objects.get()


def test_a_matter_is_opened_filled_and_closed(
    article: Article, editor: User, as_user: SignIn
) -> None:
    claim = make_claim(article, editor)
    client = as_user(editor)
    matter = opened(client)
    path = f"/legal/{matter.pk}/"
    assert claim.statement in text(client.get(f"{path}?search=hygiene"))
    added = {"what": "claims", "id": str(claim.pk), "act": "add", "etag": matter.etag}
    assert client.post(f"{path}contents/", added).status_code == 302
    assert list(matter.claims.all()) == [claim]
    stale = client.post(f"{path}contents/", {**added, "act": "remove"})
    assert stale.status_code == 412
    matter.refresh_from_db()
    client.post(f"{path}close/", {"reason": "Settled.", "etag": matter.etag})
    assert "closed" in text(client.get(path))
    assert matter.title not in text(client.get("/legal/"))
    assert matter.title in text(client.get("/legal/?show=closed"))


def test_a_mistake_keeps_what_was_typed(editor: User, as_user: SignIn) -> None:
    answer = as_user(editor).post("/legal/", {**FORM, "deadline_on": "2026-10-01"})
    assert answer.status_code == 400
    assert "Their lawyers" in text(answer)
    assert not LegalMatter.objects.exists()


def test_no_role_opens_it(editor: User, as_user: SignIn) -> None:
    matter = opened(as_user(editor))
    client = as_user(make_superuser())
    assert client.get(f"/legal/{matter.pk}/").status_code == 404
    for verb in ("contents", "close", "dossiers"):
        assert client.post(f"/legal/{matter.pk}/{verb}/", {"kind": "counsel"}).status_code == 404
    for path in ("/legal/", "/history/"):
        assert matter.title not in text(client.get(path))
    assert "legal matter" not in text(client.get("/history/?kind=legalmatter")).split("<main")[1]


def test_a_dossier_is_asked_for_and_taken(article: Article, editor: User, as_user: SignIn) -> None:
    claim = published_claim(article, editor, make_reviewer())
    client = as_user(editor)
    matter = opened(client)
    legal.add_to(actor=actor_of(editor), matter_id=matter.pk, what="claims", ids=[str(claim.pk)])
    client.post(f"/legal/{matter.pk}/dossiers/", {"kind": "disclosure", "keep_names": "1"})
    dossier = matter.dossiers.get()
    assert client.get(f"/legal/dossiers/{dossier.pk}/").status_code == 409
    run.do_work(Work.objects.get(kind=legal.KIND).pk)
    answer = client.get(f"/legal/dossiers/{dossier.pk}/")
    assert answer["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer["Content-Security-Policy"]
    file = zipfile.ZipFile(io.BytesIO(answer.getvalue()))
    assert "verify.py" in file.namelist()
    assert as_user(make_superuser()).get(f"/legal/dossiers/{dossier.pk}/").status_code == 404


def test_what_a_page_said_on_a_day(article: Article, editor: User, as_user: SignIn) -> None:
    claim = published_claim(article, editor, make_reviewer())
    client = as_user(editor)
    page = text(client.get(f"/legal/said/?url=/factchecks/{claim.slug}/&on=2999-01-01"))
    assert claim.statement in page
    assert "Approved by" in page
    assert "Nothing of it was here" in text(
        client.get(f"/legal/said/?url=/factchecks/{claim.slug}/&on=2001-01-01")
    )
    assert "hygiene kits" in text(client.get(f"/legal/said/?url={article.url}&on=2999-01-01"))
    for query in ("url=x", "url=x&on=soon", "on=2026-11-26"):
        assert 'role="alert"' in text(client.get(f"/legal/said/?{query}"))


def test_the_queries_of_the_list_do_not_grow(
    editor: User, as_user: SignIn, queries_of: Callable[..., int]
) -> None:
    client = as_user(editor)
    opened(client)
    few = queries_of(client, "/legal/")
    for _time in range(3):
        client.post("/legal/", FORM)
    assert queries_of(client, "/legal/") == few
