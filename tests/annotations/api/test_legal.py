"""Legal matters and the record at the JSON door."""

import pytest

from annotations import history, legal
from annotations.models import Article, User, Work
from annotations.tasks import run
from tests.annotations.api.conftest import Caller
from tests.factories.claims import make_claim, published_claim
from tests.factories.users import make_editor, make_reviewer, make_superuser

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_pango")]
BODY = {"title": "A letter", "requester": "Their lawyers", "received_on": "2026-11-01"}


@pytest.fixture
def ann() -> User:
    return make_editor()


def test_a_matter_from_opening_to_its_dossier(article: Article, ann: User) -> None:
    claim = published_claim(article, ann, make_reviewer())
    caller = Caller(ann)
    made = caller.call("POST", "legal/", {**BODY, "claims": [str(claim.pk)]}, key="k")
    assert made.status_code == 201, made.content
    matter, etag = made.json()["id"], made["ETag"]
    assert (
        caller.call("POST", "legal/", {**BODY, "claims": [str(claim.pk)]}, key="k").json()["id"]
        == matter
    )
    changed = caller.call("PATCH", f"legal/{matter}/", {"title": "A lawsuit"}, match=etag)
    assert changed.json()["title"] == "A lawsuit"
    assert caller.call("PATCH", f"legal/{matter}/", {"title": "x"}, match=etag).status_code == 412
    caller.call("POST", f"legal/{matter}/add/", {"articles": [str(article.pk)]})
    removed = caller.call("POST", f"legal/{matter}/remove/", {"articles": [str(article.pk)]})
    assert removed.json()["articles"] == []
    asked = caller.call("POST", f"legal/{matter}/dossiers/", {"kind": "counsel"})
    assert asked.status_code == 202, asked.content
    run.do_work(Work.objects.get(kind=legal.KIND).pk)
    (dossier,) = caller.get_json(f"legal/{matter}/dossiers/")["results"]
    taken = caller.call("GET", f"legal/dossiers/{dossier['id']}/")
    assert taken.status_code == 200
    assert caller.call("POST", f"legal/{matter}/close/", {}).json()["closed_at"]
    assert caller.call("PATCH", f"legal/{matter}/", {"title": "x"}).status_code == 409


def test_nobody_else_knows_of_it(ann: User) -> None:
    matter = Caller(ann).call("POST", "legal/", BODY).json()["id"]
    other = Caller(make_superuser())
    assert other.get_json("legal/")["results"] == []
    assert other.call("GET", f"legal/{matter}/").status_code == 404
    assert other.get_json("history/?type=legalmatter")["results"] == []


def test_the_record_by_cursor_and_two_of_it_compared(article: Article, ann: User) -> None:
    for words in ("more than 4,000 hygiene kits", "80% of voters took part"):
        make_claim(article, ann, words)
    caller = Caller(ann)
    first = caller.get_json("history/?limit=1&verb=created")
    assert first["results"][0]["seq"] == history.head()[0]
    second = caller.get_json(first["next"].split("/api/v1/")[1])
    assert second["results"][0]["seq"] < first["results"][0]["seq"]
    seqs = second["results"][0]["seq"], first["results"][0]["seq"]
    compared = caller.get_json(f"history/compare/?a={seqs[0]}&b={seqs[1]}")
    assert compared["by"] == "entry"
    assert any(one["name"] == "statement" for one in compared["parts"][0]["differences"])
    for query in ("actor=x", "claim=x", "before=-1", "since=soon", "limit=999"):
        assert caller.call("GET", f"history/?{query}").status_code == 400


def test_what_a_page_said(article: Article, ann: User) -> None:
    claim = published_claim(article, ann, make_reviewer())
    found = Caller(ann).get_json(f"legal/said/?url=/factchecks/{claim.slug}/&on=2999-01-01")
    assert found["checks"][0]["content"]["statement"] == claim.statement
    for query in ("", "url=x", "on=2026-11-26", "url=x&on=soon"):
        assert Caller(ann).call("GET", f"legal/said/?{query}").status_code == 400
