"""Feeds of published checks, read as feed readers read them."""

from collections.abc import Callable
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import urlsplit

import feedparser
import pytest
from django.test import Client
from lxml import etree

from annotations import publishing, review
from annotations.models import Article, Claim, Newsroom, User
from annotations.views import feeds
from tests.factories.articles import make_article
from tests.factories.claims import (
    make_claim,
    publish_claim,
    published_claim,
    rate,
    withdrawn_claim,
)
from tests.factories.evidence import link_evidence
from tests.factories.users import actor_of

pytestmark = pytest.mark.django_db
ATOM = {"a": "http://www.w3.org/2005/Atom", "at": "http://purl.org/atompub/tombstones/1.0"}
SCHEMA = Path(__file__).with_name("atom.rng")
FEEDS = ["/factchecks/feed.atom", "/factchecks/feed.rss"]
ODD = "A bell \x07, <b>bold</b> & “кавычки”, عربى, 🕊️, ]]> and \ud83d".encode(
    "utf-8", "replace"
).decode()


def root_of(path: str = "/factchecks/feed.atom") -> etree._Element:
    answer = Client().get(path)
    assert answer.status_code == 200
    return etree.fromstring(answer.content)


def texts(root: etree._Element, path: str) -> list[str]:
    return [str(one.text) for one in root.findall(path, ATOM)]


def corrected(claim: Claim, editor: User, reviewer: User) -> Claim:
    publishing.correct(
        actor=actor_of(editor), claim_id=claim.pk, kind="correction", note="It was fewer."
    )
    rate(claim, editor, "half-true", "It was fewer.")
    review.submit(actor=actor_of(editor), claim_id=claim.pk)
    review.approve(actor=actor_of(reviewer), claim_id=claim.pk)
    return publish_claim(claim, reviewer)


def refuse_faults_of_rss(root: etree._Element) -> None:
    """The rules of the RSS 2.0 specification that a schema would hold, and of the best practices profile."""
    assert root.tag == "rss"
    assert root.attrib["version"] == "2.0"
    (channel,) = root
    for name in ("title", "link", "description"):
        assert len(channel.findall(name)) == 1
        assert channel.findtext(name)
    assert urlsplit(str(channel.findtext("link"))).scheme in {"http", "https"}
    assert parsedate_to_datetime(str(channel.findtext("lastBuildDate")))
    (itself,) = channel.findall("a:link[@rel='self']", ATOM)
    assert itself.attrib["type"] == "application/rss+xml"
    guids = [str(item.findtext("guid")) for item in channel.findall("item")]
    assert len(set(guids)) == len(guids)
    for item in channel.findall("item"):
        assert item.findtext("title") or item.findtext("description")
        for name in ("title", "link", "description", "guid", "pubDate"):
            assert len(item.findall(name)) <= 1
        guid = item.find("guid")
        assert guid is not None
        assert guid.attrib["isPermaLink"] == "false"
        assert parsedate_to_datetime(str(item.findtext("pubDate"))).tzinfo


def test_atom_keeps_to_the_schema_of_its_rfc_whatever_is_in_it(
    article: Article, editor: User, reviewer: User
) -> None:
    schema = etree.RelaxNG(etree.parse(SCHEMA))
    Newsroom.objects.update(name="The <Desk> & Sons \x0b")
    assert schema.validate(root_of()), schema.error_log
    published_claim(article, editor, reviewer, statement=ODD)
    corrected(published_claim(article, editor, reviewer), editor, reviewer)
    withdrawn_claim(article, editor, reviewer)
    assert schema.validate(root_of()), schema.error_log


def test_the_schema_refuses_what_is_wrong() -> None:
    schema = etree.RelaxNG(etree.parse(SCHEMA))
    root = root_of()
    root.remove(root.findall("a:updated", ATOM)[0])
    assert not schema.validate(root)


def test_rss_keeps_to_its_rules(article: Article, editor: User, reviewer: User) -> None:
    refuse_faults_of_rss(root_of("/factchecks/feed.rss"))
    published_claim(article, editor, reviewer, statement=ODD)
    corrected(published_claim(article, editor, reviewer), editor, reviewer)
    refuse_faults_of_rss(root_of("/factchecks/feed.rss"))


@pytest.mark.parametrize("path", FEEDS)
def test_a_feed_reader_finds_nothing_wrong(
    path: str, article: Article, editor: User, reviewer: User
) -> None:
    claim = published_claim(article, editor, reviewer, statement=ODD)
    read = feedparser.parse(Client().get(path).content)
    assert not read.bozo, read.get("bozo_exception")
    (entry,) = read.entries
    assert entry.title == f"True: {ODD}".replace("\x07", " ")
    assert entry.link.endswith(f"/factchecks/{claim.slug}/")
    assert "&lt;b&gt;bold" in entry.content[0].value
    assert "The register of the ministry says the same." in entry.summary


@pytest.mark.parametrize("path", FEEDS)
def test_its_media_type_is_its_own(path: str) -> None:
    kind = path.rpartition(".")[2]
    assert Client().get(path).headers["Content-Type"] == f"application/{kind}+xml; charset=utf-8"


def test_both_feeds_know_an_entry_by_the_same_id_for_ever(
    article: Article, editor: User, reviewer: User, settings: pytest.FixtureRequest
) -> None:
    claim = published_claim(article, editor, reviewer)
    (before,) = texts(root_of(), "a:entry/a:id")
    assert texts(root_of("/factchecks/feed.rss"), "channel/item/guid") == [before]
    assert before.startswith("urn:uuid:")
    assert str(claim.pk) not in before
    corrected(claim, editor, reviewer)
    settings.PUBLIC_URL = "https://elsewhere.example"  # type: ignore[attr-defined]
    assert texts(root_of(), "a:entry/a:id") == [before]


def test_a_correction_moves_the_times_on_and_the_entry_up(
    article: Article, editor: User, reviewer: User
) -> None:
    claim = published_claim(article, editor, reviewer)
    other = published_claim(article, editor, reviewer)
    first = root_of()
    assert texts(first, "a:entry/a:id")[0] == feeds.id_of(other.pk)
    corrected(claim, editor, reviewer)
    second = root_of()
    assert texts(second, "a:entry/a:id")[0] == feeds.id_of(claim.pk)
    (before,), (after,) = texts(first, "a:updated"), texts(second, "a:updated")
    assert datetime.fromisoformat(after) >= datetime.fromisoformat(before)
    assert texts(second, "a:entry/a:published")[0] == texts(first, "a:entry/a:published")[1]
    assert "Half true" in texts(second, "a:entry/a:title")[0]
    assert "It was fewer." in texts(second, "a:entry/a:content")[0]


def test_a_withdrawn_check_leaves_and_is_named_as_deleted_without_its_words(
    article: Article, editor: User, reviewer: User
) -> None:
    claim = withdrawn_claim(article, editor, reviewer, statement="The kits never came.")
    root = root_of()
    assert root.findall("a:entry", ATOM) == []
    (deleted,) = root.findall("at:deleted-entry", ATOM)
    assert deleted.attrib["ref"] == feeds.id_of(claim.pk)
    assert datetime.fromisoformat(deleted.attrib["when"]).tzinfo
    assert deleted.findtext("at:comment", "", ATOM) == "It was wrong."
    for path in FEEDS:
        body = Client().get(path).content.decode()
        assert "The kits never came." not in body
        assert str(claim.slug) not in body


def test_a_check_that_came_back_is_no_longer_named_as_deleted(
    article: Article, editor: User, reviewer: User
) -> None:
    claim = withdrawn_claim(article, editor, reviewer)
    corrected(claim, editor, reviewer)
    root = root_of()
    assert len(root.findall("a:entry", ATOM)) == 1
    assert root.findall("at:deleted-entry", ATOM) == []


def test_it_comes_in_pages_that_hold_every_entry_once(
    article: Article, editor: User, reviewer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feeds, "SIZE", 2)
    claims = [published_claim(article, editor, reviewer) for _ in range(5)]
    seen: list[str] = []
    path, pages = "/factchecks/feed.atom", 0
    while path:
        root, pages = root_of(path), pages + 1
        seen += texts(root, "a:entry/a:id")
        links = {one.attrib["rel"]: one.attrib["href"] for one in root.findall("a:link", ATOM)}
        assert links["self"].endswith(path)
        assert ("first" in links) == (pages > 1)
        path = _path(links.get("next", ""))
    assert pages == 3
    assert seen == [feeds.id_of(claim.pk) for claim in reversed(claims)]


def _path(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}" if url else ""


def test_it_speaks_the_newsrooms_language(article: Article, editor: User, reviewer: User) -> None:
    Newsroom.objects.update(language="ru")
    published_claim(article, editor, reviewer)
    asked = {"Accept-Language": "en"}
    atom = etree.fromstring(Client().get("/factchecks/feed.atom", headers=asked).content)
    assert atom.attrib["{http://www.w3.org/XML/1998/namespace}lang"] == "ru"
    assert root_of("/factchecks/feed.rss").findtext("channel/language") == "ru"


@pytest.mark.parametrize("path", FEEDS)
def test_nothing_confidential_or_of_our_own_copy_is_in_it(
    path: str, article: Article, editor: User, reviewer: User
) -> None:
    claim = make_claim(article, editor)
    link_evidence(claim, editor)
    entry = link_evidence(
        claim, editor, url="https://whistle.example/", title="Whistle", visibility="hidden"
    )
    entry.shared_with.add(reviewer)
    entry.source.shared_with.add(reviewer)
    rate(claim, editor)
    review.submit(actor=actor_of(editor), claim_id=claim.pk)
    review.approve(actor=actor_of(reviewer), claim_id=claim.pk)
    publish_claim(claim, reviewer)
    make_claim(make_article(by=editor, purpose="own"), editor, statement="Our words.")
    body = Client().get(path).content.decode()
    assert "4,000 hygiene kits" in body
    assert "histle" not in body
    assert "Our words." not in body


def test_public_pages_say_where_the_feeds_are() -> None:
    page = Client().get("/factchecks/").content.decode()
    for path, kind in zip(FEEDS, ("atom", "rss"), strict=True):
        assert f'type="application/{kind}+xml"' in page
        assert f'href="{path}"' in page


@pytest.mark.parametrize("path", FEEDS)
def test_more_entries_take_as_many_queries_as_one(
    path: str, article: Article, editor: User, reviewer: User, queries_of: Callable[..., int]
) -> None:
    published_claim(article, editor, reviewer)
    before = queries_of(Client(), path)
    for _ in range(2):
        published_claim(article, editor, reviewer)
    assert queries_of(Client(), path) == before <= 7
