"""The DataFeed of all published reviews, as programs fetch it."""

from collections.abc import Callable

import extruct
import pytest
from django.test import Client

from annotations import publishing
from annotations.imports.readers.found_reviews import Found, find_checks
from annotations.models import Article, User
from annotations.publishing.data_feed import SIZE, feed_page
from tests.annotations.views.conftest import text
from tests.factories.claims import approved_claim, published_claim
from tests.factories.published import publish_many
from tests.factories.users import actor_of

pytestmark = pytest.mark.django_db
PATH = "/factchecks/claimreviews.json"


def test_it_holds_the_very_object_of_every_page_and_nothing_unpublished(
    article: Article, editor: User, reviewer: User
) -> None:
    claims = [published_claim(article, editor, reviewer) for _ in range(3)]
    approved_claim(article, editor, reviewer, statement="Not for readers yet.")
    answer = Client().get(PATH)
    feed = answer.json()
    assert answer.headers["Content-Type"] == "application/ld+json; charset=utf-8"
    assert (feed["@context"], feed["@type"]) == ("https://schema.org", "DataFeed")
    assert "next" not in feed
    assert "Not for readers yet." not in text(answer)
    for element, claim in zip(feed["dataFeedElement"], reversed(claims), strict=True):
        page = text(Client().get(f"/factchecks/{claim.slug}/"))
        (there,) = extruct.extract(page, syntaxes=["json-ld"])["json-ld"]
        assert element["@type"] == "DataFeedItem"
        assert {"@context": "https://schema.org", **element["item"]} == there
        assert element["dateCreated"] == there["datePublished"]


def test_another_newsrooms_import_reads_every_check_of_it(
    article: Article, editor: User, reviewer: User
) -> None:
    claims = [published_claim(article, editor, reviewer) for _ in range(3)]
    found = Found()
    find_checks(Client().get(PATH).json(), "https://ours.example/", found)
    assert {check.url.rstrip("/").rpartition("/")[2] for check in found.checks} == {
        claim.slug for claim in claims
    }
    assert {check.rating_label for check in found.checks} == {"True"}


def test_it_needs_no_sign_in_sets_no_cookie_and_is_cached_for_a_minute(
    article: Article, editor: User, reviewer: User
) -> None:
    claim = published_claim(article, editor, reviewer)
    answer = Client().get(PATH)
    assert not answer.cookies
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert "max-age=60" in answer.headers["Cache-Control"]
    publishing.withdraw(actor=actor_of(reviewer), claim_id=claim.pk)
    assert Client().get(PATH).json()["dataFeedElement"] == []


def test_it_is_read_page_by_page_along_its_links(
    article: Article, editor: User, reviewer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    slugs = [published_claim(article, editor, reviewer).slug for _ in range(5)]
    monkeypatch.setattr(feed_page, "__kwdefaults__", {"size": 2})
    found, path = [], PATH
    while path:
        answer = Client().get(path)
        feed = answer.json()
        found += [
            one["item"]["url"].rstrip("/").rpartition("/")[2] for one in feed["dataFeedElement"]
        ]
        path = feed.get("next", "")
        assert answer.headers.get("Link", "") == (f'<{path}>; rel="next"' if path else "")
        if path:
            assert feed["@context"][1]["next"]["@id"].endswith("hydra/core#next")
    assert found == slugs[::-1]


def test_an_unknown_place_is_told_in_words(client: Client) -> None:
    answer = client.get(f"{PATH}?after=never-heard-of")
    assert answer.status_code == 404
    assert answer.json()["code"] == "not_found"
    assert PATH in answer.json()["detail"]


def test_a_full_page_takes_as_many_queries_as_one_check(
    article: Article, editor: User, reviewer: User, queries_of: Callable[..., int]
) -> None:
    claim = published_claim(article, editor, reviewer)
    one = queries_of(Client(), PATH)
    article.refresh_from_db()
    publish_many(claim, [(0, 10)] * 1_100)
    assert queries_of(Client(), PATH) == one
    answer = Client().get(PATH)
    assert len(answer.json()["dataFeedElement"]) == SIZE
    assert len(answer.content) < 5_000_000
