"""Published checks of an article as Web Annotations, for everyone."""

import json
from typing import Any

import pytest
from django.test import Client

from annotations import review
from annotations.claims import amend
from annotations.models import Article, Newsroom, PublicText, User
from annotations.publishing import annotation_pages, correct, withdraw
from tests.annotations.publishing.web_annotation import (
    expanded,
    faults_of,
    outside_faults_of,
    unknown_terms_of,
)
from tests.factories.claims import (
    give_reasons,
    make_claim,
    publish_claim,
    published_claim,
    submitted_claim,
)
from tests.factories.evidence import link_evidence
from tests.factories.own_copy import make_copy, make_desk
from tests.factories.users import actor_of


def address(article: Article) -> str:
    return f"/factchecks/articles/{article.pk}/annotations.json"


def told(article: Article) -> dict[str, Any]:
    response = Client().get(address(article))
    assert response.status_code == 200
    found: dict[str, Any] = json.loads(response.content)
    return found


def shows(what: str) -> None:
    Newsroom.objects.update(shows_articles=what)


def test_it_is_told_without_sign_in_or_cookie_and_kept_for_a_minute(
    article: Article, editor: User, reviewer: User
) -> None:
    published_claim(article, editor, reviewer)
    response = Client().get(address(article))
    assert response["Content-Type"].startswith("application/ld+json; profile=")
    assert "max-age=60" in response["Cache-Control"]
    assert not response.cookies
    again = Client().get(address(article), headers={"If-None-Match": response["ETag"]})
    assert again.status_code == 304


def test_it_keeps_the_models_rules(article: Article, editor: User, reviewer: User) -> None:
    published_claim(article, editor, reviewer)
    for what in (PublicText.PASSAGES, PublicText.TEXT):
        shows(what)
        found = told(article)
        assert (faults_of(found, "collection"), unknown_terms_of(found)) == ([], set())
        for one in found["first"]["items"]:
            alone = {"@context": found["@context"], **one}
            assert (faults_of(alone, "sent"), outside_faults_of(alone)) == ([], [])
        assert expanded(found)
    page = json.loads(Client().get(f"{address(article)}?page=first").content)
    assert faults_of(page, "page_alone") == []


def test_places_are_told_only_where_readers_see_the_whole_text(
    article: Article, editor: User, reviewer: User
) -> None:
    published_claim(article, editor, reviewer)
    shows(PublicText.PASSAGES)
    (target,) = told(article)["first"]["items"][0]["target"]
    assert ([s["type"] for s in target["selector"]], "state" in target) == (
        ["TextQuoteSelector"],
        False,
    )
    shows(PublicText.TEXT)
    (target,) = told(article)["first"]["items"][0]["target"]
    quote, place = target["selector"]
    assert article.current_revision.text[place["start"] : place["end"]] == quote["exact"]
    assert target["state"]["cached"][1].startswith("ni:///sha-256;")


def test_it_is_rendered_from_the_judged_bytes(
    article: Article, editor: User, reviewer: User
) -> None:
    claim = published_claim(article, editor, reviewer)
    make_claim(article, editor, "80%", statement="UNPUBLISHED")
    before = told(article)
    correct(actor=actor_of(editor), claim_id=claim.pk)
    amend(actor=actor_of(editor), claim_id=claim.pk, statement="EDITED", claimant="SOMEBODY")
    claim.evidence.update(note="EDITED", cited_title="EDITED")
    assert told(article) == before
    assert "UNPUBLISHED" not in json.dumps(before)


def test_confidential_evidence_is_in_none_of_it(
    article: Article, editor: User, reviewer: User
) -> None:
    claim = submitted_claim(article, editor)
    for visibility in ("hidden", "listed"):
        secret = link_evidence(
            claim, editor, "context", url=f"https://{visibility}.example/", title="SECRET",
            visibility=visibility,
        )  # fmt: skip
        secret.shared_with.add(reviewer)
    claim.refresh_from_db()
    give_reasons(claim, editor)
    review.approve(actor=actor_of(reviewer), claim_id=claim.pk)
    publish_claim(claim, reviewer)
    found = json.dumps(told(article))
    assert "SECRET" not in found
    assert ".example/" in found
    assert "hidden.example" not in found
    assert "listed.example" not in found


@pytest.mark.parametrize("why", ["unpublished", "withdrawn", "nothing", "own setting", "deleted"])
def test_what_the_public_may_not_know_of_is_not_there(
    why: str, article: Article, editor: User, reviewer: User
) -> None:
    if why == "unpublished":
        make_claim(article, editor)
    else:
        claim = published_claim(article, editor, reviewer)
        assert Client().get(address(article)).status_code == 200
    if why == "withdrawn":
        withdraw(actor=actor_of(reviewer), claim_id=claim.pk, reason="Wrong.")
    elif why == "nothing":
        shows(PublicText.NOTHING)
    elif why == "own setting":
        Article.objects.filter(pk=article.pk).update(publicly=PublicText.NOTHING)
    elif why == "deleted":
        Article.objects.filter(pk=article.pk).update(deleted_at="2024-01-01T00:00:00Z")
    assert Client().get(address(article)).status_code == 404


def test_our_own_copy_is_not_there(db: None) -> None:
    desk = make_desk()
    own = make_copy(desk)
    make_claim(own, desk.checker, "4,000 hygiene kits")
    assert Client().get(address(own)).status_code == 404


def test_pages_are_cut_as_those_for_colleagues(
    article: Article, editor: User, reviewer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(annotation_pages, "SIZE", 1)
    published_claim(article, editor, reviewer)
    found = told(article)
    assert found["total"] == 2
    further = found["first"]["next"].partition("/factchecks/")[2]
    page = json.loads(Client().get(f"/factchecks/{further}").content)
    assert (page["startIndex"], page["items"][0]["motivation"]) == (1, "linking")
    for name in ("?page=x", "?page=%00"):
        assert Client().get(address(article) + name).status_code == 404
