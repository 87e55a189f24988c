"""Linking sources to claims, through the API."""

from typing import Any

import pytest

from annotations.models import Article, Evidence, Source
from tests.annotations.api.conftest import Caller
from tests.factories.articles import make_article
from tests.factories.claims import approved_claim, make_claim
from tests.factories.sources import make_source

REGISTER = {"url": "https://ministry.example/register", "title": "Register", "kind": "data"}


def test_an_evidence_is_told_with_its_source_and_raises_the_claims_version(
    editor: Caller, article: Article
) -> None:
    claim = make_claim(article, editor.user)
    body = {"stance": "corroborates", "source": REGISTER, "quote": "4,120", "note": "n"}
    made = editor.call("POST", f"claims/{claim.pk}/evidence/", body, match='"1"')
    assert (made.status_code, made["ETag"]) == (201, '"2"'), made.content
    told = made.json()
    assert made["Location"].endswith(f"/api/v1/evidence/{told['id']}/")
    assert (told["claim"], told["stance"], told["quote"]) == (
        str(claim.pk),
        "corroborates",
        "4,120",
    )
    assert told["source"]["url"] == REGISTER["url"]
    assert editor.get_json(f"claims/{claim.pk}/")["evidence"][0]["id"] == told["id"]
    changed = editor.call("PATCH", f"evidence/{told['id']}/", {"stance": "context"}, match='"2"')
    assert (changed.json()["stance"], changed["ETag"]) == ("context", '"3"')
    stale = editor.call("DELETE", f"evidence/{told['id']}/", match='"2"')
    assert (stale.status_code, stale.json()["code"]) == (412, "changed_meanwhile")
    gone = editor.call("DELETE", f"evidence/{told['id']}/", match='"3"')
    assert (gone.status_code, gone["ETag"]) == (204, '"4"')
    assert editor.call("DELETE", f"evidence/{told['id']}/").status_code == 404


def test_the_same_address_is_the_same_source_and_an_id_names_it(
    editor: Caller, article: Article
) -> None:
    claim = make_claim(article, editor.user)
    source = make_source(editor.user, url="https://a.example/x?b=1")
    for given in (str(source.pk), {"url": "http://A.example/x?b=1&utm_source=y#top"}):
        made = editor.call(
            "POST", f"claims/{claim.pk}/evidence/", {"stance": "context", "source": given}
        )
        assert made.json()["source"]["id"] == str(source.pk), made.content
    assert Source.objects.count() == 1


@pytest.mark.parametrize("where", ["passage", "source", "flat"])
def test_a_passage_of_another_article_is_evidence(
    editor: Caller, article: Article, where: str
) -> None:
    claim = make_claim(article, editor.user)
    other = make_article(
        "About 7,000 people were arrested.", by=editor.user, url="https://b.example/"
    )
    passage = {
        "article": str(other.pk),
        "start": 0,
        "end": 18,
        "revision": str(other.current_revision_id),
    }
    body: dict[str, Any] = {
        "stance": "context",
        **({where: passage} if where != "flat" else passage),
    }
    made = editor.call("POST", f"claims/{claim.pk}/evidence/", body)
    assert made.status_code == 201, made.content
    assert made.json()["quote"] == made.json()["passage"]["exact"] == "About 7,000 people"
    assert made.json()["source"]["article"] == str(other.pk)


@pytest.mark.parametrize(
    ("body", "status", "code", "field"),
    [
        ({"source": REGISTER}, 400, "unknown_choice", "stance"),
        ({"stance": "maybe", "source": REGISTER}, 400, "unknown_choice", "stance"),
        ({"stance": "context"}, 400, "required", "source"),
        ({"stance": "context", "source": {}}, 400, "required", "source"),
        ({"stance": "context", "source": {"publisher": "P"}}, 400, "required", "title"),
        ({"stance": "context", "source": "x"}, 400, "id_invalid", "source"),
        ({"stance": "context", "source": ["x"]}, 400, "id_invalid", "source"),
        (
            {"stance": "context", "source": "00000000-0000-7000-8000-000000000000"},
            404, "source_not_found", "source",
        ),
        ({"stance": "context", "source": {"url": "javascript:alert(1)"}}, 400, "url_scheme_refused", "url"),
        ({"stance": "context", "source": {"url": "data:text/html,x"}}, 400, "url_scheme_refused", "url"),
        ({"stance": "context", "source": {"url": "//a.example"}}, 400, "url_invalid", "url"),
        ({"stance": "context", "source": {"url": "https://u:p@a.example"}}, 400, "url_invalid", "url"),
        ({"stance": "context", "source": {**REGISTER, "kind": "x"}}, 400, "unknown_choice", "kind"),
        (
            {"stance": "context", "source": {**REGISTER, "published_at": "9999-12-31T23:59:59-23:00"}},
            400, "date_invalid", "published_at",
        ),
        ({"stance": "context", "source": REGISTER, "quote": "x" * 20_001}, 400, "too_long", "quote"),
        ({"stance": "context", "source": REGISTER, "visibility": "x"}, 400, "unknown_choice", "visibility"),
        ({"stance": "context", "passage": "x"}, 400, "not_object", "passage"),
        ({"stance": "context", "passage": {"start": 0, "end": 2}}, 400, "id_invalid", "article"),
    ],
)  # fmt: skip
def test_bad_evidence_is_refused_with_a_code_and_nothing_is_saved(
    editor: Caller, article: Article, body: dict[str, Any], status: int, code: str, field: str
) -> None:
    claim = make_claim(article, editor.user)
    response = editor.call("POST", f"claims/{claim.pk}/evidence/", body)
    told = response.json()
    assert (response.status_code, told["code"], told["field"]) == (status, code, field)
    assert not Evidence.objects.exists()
    assert not Source.objects.exists()
    assert editor.call("GET", f"claims/{claim.pk}/")["ETag"] == '"1"'


def test_evidence_of_an_approved_claim_makes_it_a_draft_again(
    editor: Caller, reviewer: Caller, article: Article
) -> None:
    claim = approved_claim(article, editor.user, reviewer.user)
    editor.call("POST", f"claims/{claim.pk}/evidence/", {"stance": "context", "source": REGISTER})
    told = editor.get_json(f"claims/{claim.pk}/")
    assert (told["state"], told["approval"]) == ("draft", "none")


def test_whoever_hides_anothers_evidence_does_not_see_it_any_more(
    editor: Caller, editor2: Caller, article: Article
) -> None:
    claim = make_claim(article, editor.user)
    body = {"stance": "context", "source": REGISTER}
    linked = editor.call("POST", f"claims/{claim.pk}/evidence/", body).json()
    hidden = editor2.call("PATCH", f"evidence/{linked['id']}/", {"visibility": "hidden"})
    assert (hidden.status_code, hidden.json()["reserved"]) == (200, True)
    assert editor2.get_json(f"claims/{claim.pk}/")["evidence"] == []
    assert editor.get_json(f"claims/{claim.pk}/")["evidence"][0]["visibility"] == "hidden"
