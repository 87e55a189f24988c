"""What an arriving document becomes: an article of its own, a revision of a known one, or a question."""

import json
from collections.abc import Iterator

import pytest
from django.test import override_settings

from annotations import kinship
from annotations.imports import accept
from annotations.imports.reading_pool import pool
from annotations.models import Article, HistoryEntry, Import, Kinship, User, Work
from annotations.tasks import run
from tests.factories.users import actor_of, make_editor
from tests.harness.site import LocalSite

pytestmark = pytest.mark.django_db

PARAGRAPHS = [
    f"The council of town number {n} met on Monday and decided on the budget for schools, roads "
    "and the library, and eleven members voted for it after a debate of four hours."
    for n in range(4)
]


def page(title: str, *paragraphs: str, head: str = "") -> str:
    story = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f"<!doctype html><html lang=en><head><title>{title}</title>{head}</head>"
        f"<body><article><h1>{title}</h1>{story}</article></body></html>"
    )


def canonical(url: str) -> str:
    return f'<link rel="canonical" href="{url}">'


@pytest.fixture
def editor(db: None) -> User:
    return make_editor()


@pytest.fixture(scope="module", autouse=True)
def no_reader_is_left() -> Iterator[None]:
    yield
    pool().close()


@pytest.fixture
def site(local_site: LocalSite) -> Iterator[LocalSite]:
    with override_settings(FETCH_ALLOW=frozenset({local_site.netloc})):
        yield local_site


def done(item: Import) -> Import:
    """The import after its work was done, without a queue."""
    for work in Work.objects.filter(subject=item.pk, done_at__isnull=True):
        run.do_work(work.pk)
    item.refresh_from_db()
    return item


def fetched(editor: User, url: str) -> Import:
    return done(accept.import_url(actor=actor_of(editor), url=url))


def test_one_canonical_address_is_one_article(editor: User, site: LocalSite) -> None:
    whole = page("Budget", *PARAGRAPHS, head=canonical(site.url("/budget")))
    first = fetched(editor, site.put("/budget", whole))
    second = fetched(editor, site.put("/budget?utm_source=mail", whole))
    assert (first.status, second.status) == ("succeeded", "succeeded")
    assert second.article_id == first.article_id
    assert second.revision_id == first.revision_id


def test_a_page_that_claims_another_sites_address_does_not_touch_its_article(
    editor: User, site: LocalSite
) -> None:
    ours = Article.objects.create(title="Ours", url="https://news.example/budget")
    head = canonical("https://news.example/budget")
    item = fetched(editor, site.put("/copied", page("Copied", *PARAGRAPHS, head=head)))
    assert item.article_id != ours.pk
    pair = Kinship.objects.get(article=item.article_id)
    assert (pair.other_id, pair.likeness, pair.decision) == (ours.pk, "same_address", "open")


def test_the_same_text_from_elsewhere_is_no_silent_second_copy(
    editor: User, site: LocalSite
) -> None:
    first = fetched(editor, site.put("/one", page("Budget", *PARAGRAPHS)))
    text = "\n\n".join(PARAGRAPHS)
    second = done(accept.import_text(actor=actor_of(editor), text=text, title="Pasted"))
    assert second.status == "succeeded"
    pair = Kinship.objects.get(article=second.article_id)
    assert (pair.other_id, pair.likeness) == (first.article_id, "same_text")
    noted = HistoryEntry.objects.filter(verb="kinship_noted", article_id=second.article_id)
    assert noted.count() == 1


def test_a_pasted_text_of_a_known_address_is_offered_as_its_new_version(
    editor: User, site: LocalSite
) -> None:
    first = fetched(editor, site.put("/known", page("Budget", *PARAGRAPHS)))
    second = done(
        accept.import_text(
            actor=actor_of(editor), text="Quite another text stands here.", url=site.url("/known")
        )
    )
    assert second.article_id != first.article_id
    assert Kinship.objects.get(article=second.article_id).likeness == "same_address"


def test_a_changed_page_is_a_new_revision_and_the_old_one_stays(
    editor: User, site: LocalSite
) -> None:
    url = site.put("/changing", page("Budget", *PARAGRAPHS))
    first = fetched(editor, url)
    site.put(
        "/changing", page("Budget", *PARAGRAPHS[:2], "A correction: ten voted for it, he said.")
    )
    second = fetched(editor, url)
    assert second.article_id == first.article_id
    article = Article.objects.get(pk=first.article_id)
    assert [r.number for r in article.revisions.order_by("number")] == [1, 2]
    assert article.current_revision_id == second.revision_id
    assert "eleven members" in first.revision.text  # type: ignore[union-attr]


def test_a_feed_at_an_address_is_told_apart_from_a_story(editor: User, site: LocalSite) -> None:
    items = "".join(
        f"<item><title>Story {n}</title><link>https://news.example/{n}</link><guid>g{n}</guid>"
        f"<description>{PARAGRAPHS[n]}</description></item>"
        for n in range(3)
    )
    feed = f"<?xml version='1.0'?><rss version='2.0'><channel><title>News</title>{items}</channel></rss>"
    item = fetched(editor, site.put("/feed.xml", feed, content_type="application/rss+xml"))
    assert (item.status, item.error_code) == ("failed", "is_feed")
    assert "3" in item.error_detail


def test_a_file_of_several_stories_brings_each_of_them_once(editor: User) -> None:
    items = "".join(
        f"<item><title>Story {n}</title><guid>urn:x:{n}</guid>"
        f"<description>{PARAGRAPHS[n]}</description></item>"
        for n in range(3)
    )
    feed = (
        f"<?xml version='1.0'?><rss version='2.0'><channel><title>N</title>{items}</channel></rss>"
    )
    first = done(
        accept.import_file(actor=actor_of(editor), content=feed.encode(), filename="wire.xml")
    )
    assert first.status == "succeeded", first.error
    assert first.batch is not None
    items_of_batch = [done(item) for item in first.batch.imports.all()]
    assert {item.status for item in items_of_batch} == {"succeeded"}
    titles = sorted(item.article.title for item in items_of_batch)  # type: ignore[union-attr]
    assert titles == ["Story 0", "Story 1", "Story 2"]


def ninjs(version: int, body: str, uri: str = "urn:agency:42") -> bytes:
    story = {
        "uri": uri,
        "version": str(version),
        "headline": "Budget decided",
        "body_text": body,
        "versioncreated": f"2026-11-2{version}T10:00:00Z",
        "pubstatus": "usable",
    }
    return json.dumps(story).encode()


def test_an_agencys_newer_version_is_a_revision_and_an_older_one_is_refused(editor: User) -> None:
    actor = actor_of(editor)
    first = done(accept.import_file(actor=actor, content=ninjs(1, PARAGRAPHS[0]), filename="a"))
    assert first.status == "succeeded", first.error
    newer = done(accept.import_file(actor=actor, content=ninjs(3, PARAGRAPHS[1]), filename="b"))
    assert newer.article_id == first.article_id
    older = done(accept.import_file(actor=actor, content=ninjs(2, PARAGRAPHS[2]), filename="c"))
    assert (older.status, older.error_code) == ("failed", "older_version")
    article = Article.objects.get(pk=first.article_id)
    assert article.current_revision_id == newer.revision_id
    assert article.wire["version"] == "3"


def test_what_a_feed_says_fills_what_its_page_leaves_open(editor: User, site: LocalSite) -> None:
    item = accept.import_url(
        actor=actor_of(editor), url=site.put("/undated", page("Budget", *PARAGRAPHS))
    )
    item.given = {
        "feed": {"title": "As the feed says", "published_at": "2026-11-20T08:00:00+00:00"}
    }
    item.save()
    article = done(item).article
    assert article is not None
    assert article.title == "Budget"
    assert article.published_at.isoformat() == "2026-11-20T08:00:00+00:00"  # type: ignore[union-attr]
    assert article.note_of("published_at") == {"origin": "feed", "confidence": "high"}


def test_a_copy_that_departs_from_the_story_becomes_an_article_again(
    editor: User, site: LocalSite
) -> None:
    first = fetched(editor, site.put("/story", page("Budget", *PARAGRAPHS)))
    copy = site.put("/copy", page("Budget copy", *PARAGRAPHS))
    second = fetched(editor, copy)
    pair = Kinship.objects.get(article=second.article_id)
    kinship.decide(actor=actor_of(editor), kinship_id=pair.pk, decision="also_published")
    assert Article.objects.get(pk=second.article_id).merged_into_id == first.article_id
    site.put(
        "/copy", page("Budget copy", *PARAGRAPHS[:2], "Their own reporter found it to be untrue.")
    )
    third = fetched(editor, copy)
    assert third.article_id == second.article_id
    assert Article.objects.get(pk=second.article_id).merged_into_id is None
    pair.refresh_from_db()
    assert pair.decision == "open"
