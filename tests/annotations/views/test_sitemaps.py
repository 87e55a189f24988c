"""What search engines are told."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from unittest import mock
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.utils import timezone
from lxml import etree

from annotations import publishing, review
from annotations.models import Article, Newsroom, User
from annotations.views import sitemaps
from tests.factories.articles import make_article
from tests.factories.claims import publish_claim, published_claim, rate, withdrawn_claim
from tests.factories.users import actor_of

pytestmark = pytest.mark.django_db
NAMES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "n": "http://www.google.com/schemas/sitemap-news/0.9",
}


def read(path: str) -> etree._Element:
    answer = Client().get(path)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/xml; charset=utf-8"
    return etree.fromstring(answer.content)


@contextmanager
def days_ago(days: int) -> Iterator[None]:
    """What is done within was done then, by the product's clock."""
    then = timezone.now() - timedelta(days=days)
    with mock.patch.object(timezone, "now", return_value=then):
        yield


def addresses(root: etree._Element) -> list[str]:
    return [urlsplit(str(one.text)).path for one in root.iterfind(".//s:loc", NAMES)]


def test_it_has_every_public_page_and_nothing_else(
    article: Article, editor: User, reviewer: User
) -> None:
    shown = published_claim(article, editor, reviewer)
    gone = withdrawn_claim(article, editor, reviewer)
    hidden = make_article(by=editor)
    Article.objects.filter(pk=hidden.pk).update(publicly="nothing")
    published_claim(hidden, editor, reviewer)
    found = addresses(read("/factchecks/sitemap.xml"))
    assert f"/factchecks/{shown.slug}/" in found
    assert f"/factchecks/articles/{article.pk}/" in found
    assert "/methodology/funding/" in found
    assert f"/factchecks/{gone.slug}/" not in found
    assert f"/factchecks/articles/{hidden.pk}/" not in found
    for path in found:
        assert Client().get(path).status_code == 200


def test_what_one_file_may_not_hold_stands_in_several(
    article: Article, editor: User, reviewer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        published_claim(article, editor, reviewer)
    whole = addresses(read("/factchecks/sitemap.xml"))
    monkeypatch.setattr(sitemaps, "MOST", 2)
    index = read("/factchecks/sitemap.xml")
    assert etree.QName(index).localname == "sitemapindex"
    parts = [read(path) for path in addresses(index)]
    assert all(len(addresses(part)) <= 2 for part in parts[1:])
    assert sorted(path for part in parts for path in addresses(part)) == sorted(whole)


def test_there_is_no_part_beyond_the_last() -> None:
    assert Client().get("/factchecks/sitemap-0.xml").status_code == 200
    for number in (1, 7, 10**12):
        assert Client().get(f"/factchecks/sitemap-{number}.xml").status_code == 404


def test_news_are_the_checks_of_two_days(article: Article, editor: User, reviewer: User) -> None:
    Newsroom.objects.update(name="The Desk & Sons", language="be")
    new = published_claim(article, editor, reviewer, statement="Kits & <b>.")
    with days_ago(3):
        published_claim(article, editor, reviewer)
    withdrawn_claim(article, editor, reviewer)
    root = read("/factchecks/news-sitemap.xml")
    (news,) = root.iterfind("s:url/n:news", NAMES)
    assert addresses(root) == [f"/factchecks/{new.slug}/"]
    assert news.findtext("n:publication/n:name", "", NAMES) == "The Desk & Sons"
    assert news.findtext("n:publication/n:language", "", NAMES) == "be"
    assert news.findtext("n:title", "", NAMES) == "Kits & <b>."
    assert datetime.fromisoformat(news.findtext("n:publication_date", "", NAMES)).tzinfo


def test_a_correction_makes_an_old_check_no_news(
    article: Article, editor: User, reviewer: User
) -> None:
    with days_ago(3):
        claim = published_claim(article, editor, reviewer)
    publishing.correct(actor=actor_of(editor), claim_id=claim.pk)
    rate(claim, editor, "half-true", "It was fewer.")
    review.submit(actor=actor_of(editor), claim_id=claim.pk)
    review.approve(actor=actor_of(reviewer), claim_id=claim.pk)
    publish_claim(claim, reviewer)
    assert addresses(read("/factchecks/news-sitemap.xml")) == []


def test_many_checks_take_as_many_queries_as_one(
    article: Article, editor: User, reviewer: User, queries_of: Callable[..., int]
) -> None:
    paths = ["/factchecks/sitemap.xml", "/factchecks/news-sitemap.xml", "/factchecks/sitemap-0.xml"]
    published_claim(article, editor, reviewer)
    before = [queries_of(Client(), path) for path in paths]
    for _ in range(2):
        published_claim(article, editor, reviewer)
    assert [queries_of(Client(), path) for path in paths] == before
