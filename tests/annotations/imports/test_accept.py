"""Accepting one import: what a person sends, what a feed points to, what a file holds beside."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations.imports import accept
from annotations.imports.readers.document import Part
from annotations.models import (
    Blob,
    Feed,
    HistoryEntry,
    Import,
    ImportKind,
    ImportStatus,
    User,
    Work,
)
from annotations.refusals import Conflict, Forbidden, Invalid, TooLarge
from tests.factories.imports import failed_import, make_import
from tests.factories.users import actor_of, make_editor, make_viewer

pytestmark = pytest.mark.django_db
HOSTILE = ["javascript:alert(1)", "file:///etc/passwd", "https://a.example/x y", "news.example", ""]
DAY = datetime(2026, 11, 20, 8, 30, tzinfo=UTC)


@pytest.fixture
def editor() -> User:
    return make_editor("nina")


@pytest.fixture
def feed(editor: User) -> Feed:
    return Feed.objects.create(url="https://news.example/feed", url_key="k", created_by=editor)


def verbs_of(item: Import) -> list[str]:
    entries = HistoryEntry.objects.filter(object_type="import", object_id=str(item.pk))
    return list(entries.order_by("seq").values_list("verb", flat=True))


def test_an_import_has_its_work_and_its_entry_in_history_from_the_start(editor: User) -> None:
    item = make_import(editor)
    assert Work.objects.get(subject=item.pk).kind == accept.KIND
    assert verbs_of(item) == ["import_accepted"]


def test_accepting_takes_three_statements(editor: User) -> None:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        make_import(editor)
    told = [q["sql"] for q in captured if "SAVEPOINT" not in q["sql"]]
    assert len(told) == 3, told


class TestAPageFromTheBrowser:
    def test_its_bytes_are_kept_as_the_browser_showed_them(self, editor: User) -> None:
        item = accept.import_page(
            actor=actor_of(editor), html="<p>Жодзіна</p>", url="https://paid.example/1", title="T"
        )
        assert (item.origin, item.media_type) == ("browser", "text/html; charset=utf-8")
        assert item.given == {"title": "T"}
        assert Blob.objects.get(pk=item.blob_id).content.decode() == "<p>Жодзіна</p>"

    @pytest.mark.parametrize("url", HOSTILE)
    def test_it_needs_a_web_address(self, editor: User, url: str) -> None:
        with pytest.raises(Invalid) as refused:
            accept.import_page(actor=actor_of(editor), html="<p>W</p>", url=url)
        assert refused.value.field == "url"

    @pytest.mark.parametrize(
        ("html", "code"),
        [("  ", "empty_page"), (None, "not_text"), ("я" * (5 * 2**20 + 1), "page_too_large")],
    )
    def test_an_empty_or_huge_page_is_refused(self, editor: User, html: Any, code: str) -> None:
        with pytest.raises((Invalid, TooLarge)) as refused:
            accept.import_page(actor=actor_of(editor), html=html, url="https://paid.example/1")
        assert refused.value.code == code
        assert not Import.objects.exists()

    def test_half_an_emoji_in_it_loses_no_page(self, editor: User) -> None:
        item = accept.import_page(
            actor=actor_of(editor), html="<p>a\ud83d</p>", url="https://paid.example/1"
        )
        assert Blob.objects.get(pk=item.blob_id).content == b"<p>a?</p>"


class TestFactChecksOfOthers:
    def test_an_address_is_fetched(self, editor: User) -> None:
        item = accept.import_checks(actor=actor_of(editor), url="https://facts.example/feed")
        assert (item.kind, item.origin, item.blob) == (ImportKind.EARLIER_CHECKS, "fetch", None)

    def test_bytes_are_kept(self, editor: User) -> None:
        item = accept.import_checks(actor=actor_of(editor), content=b"[]", filename="c.json")
        assert (item.kind, item.origin, item.filename) == ("earlier_checks", "file", "c.json")

    @pytest.mark.parametrize(("sent", "code"), [({}, "required"), ({"content": b""}, "empty_file")])
    def test_nothing_is_refused(self, editor: User, sent: dict[str, Any], code: str) -> None:
        with pytest.raises(Invalid) as refused:
            accept.import_checks(actor=actor_of(editor), **sent)
        assert refused.value.code == code


class TestAnEntryOfAFeed:
    def test_it_counts_as_asked_for_by_whoever_subscribed(self, feed: Feed, editor: User) -> None:
        item = accept.import_entry(
            feed=feed, url="https://news.example/1", title="From the feed", published_at=DAY
        )
        assert (item.requested_by, item.feed, item.origin) == (editor, feed, "fetch")
        entry = HistoryEntry.objects.get(object_id=str(item.pk))
        assert (entry.actor, entry.door) == (None, "task")

    def test_what_the_feed_says_is_no_persons_word(self, feed: Feed) -> None:
        item = accept.import_entry(
            feed=feed, url="https://news.example/1", title="T\x00\ud83d", published_at=DAY
        )
        item.refresh_from_db()
        told = {"title": "T?", "published_at": DAY.isoformat()}
        assert item.given == {"feed": told}

    @pytest.mark.parametrize("url", HOSTILE)
    def test_an_address_that_cannot_be_fetched_is_refused(self, feed: Feed, url: str) -> None:
        with pytest.raises(Invalid):
            accept.import_entry(feed=feed, url=url)

    def test_one_whose_text_stands_in_the_feed_shares_the_feeds_bytes(self, feed: Feed) -> None:
        parts = [
            accept.import_part(
                feed=feed, content=b"<rss/>", media_type="application/rss+xml", part=key, url=url
            )
            for key, url in (("1", "https://news.example/1"), ("2", "javascript:alert(1)"))
        ]
        assert [(p.origin, p.part, p.url) for p in parts] == [
            ("feed", "1", "https://news.example/1"),
            ("feed", "2", ""),
        ]
        assert len({p.blob_id for p in parts}) == Blob.objects.count() == 1


class TestFurtherStoriesOfAFile:
    parts = (Part("a", "First"), Part("b", "Second"), Part("c", "Third", url="https://w.example/c"))

    @pytest.fixture
    def item(self, editor: User) -> Import:
        item = accept.import_file(
            actor=actor_of(editor),
            content=b"<newsItem/>",
            filename="wire.xml",
            purpose="own",
            title="Typed for the first",
            site_name="Agency",
        )
        item.part = "a"
        item.save()
        return item

    def test_each_becomes_an_import_of_the_same_bytes_in_one_batch(self, item: Import) -> None:
        accept.siblings_of(item, self.parts)
        item.refresh_from_db()
        assert item.batch is not None
        assert item.batch.label == "wire.xml"
        siblings = item.batch.imports.exclude(pk=item.pk).order_by("part")
        assert [s.part for s in siblings] == ["b", "c"]
        for sibling in siblings:
            assert (sibling.blob_id, sibling.origin, sibling.purpose) == (
                item.blob_id,
                "file",
                "own",
            )
            assert sibling.requested_by == item.requested_by
            assert sibling.status == ImportStatus.QUEUED
            assert Work.objects.filter(subject=sibling.pk, done_at__isnull=True).count() == 1
            assert verbs_of(sibling) == ["import_accepted"]
        assert siblings[0].given == {
            "site_name": "Agency",
            "feed": {"title": "Second", "published_at": None},
        }
        assert siblings[1].url == "https://w.example/c"

    def test_asking_again_makes_none_twice(self, item: Import) -> None:
        assert len(accept.siblings_of(item, self.parts)) == 2
        assert accept.siblings_of(item, self.parts) == []
        assert accept.siblings_of(item, [*self.parts, Part("d", "Fourth")])[0].part == "d"
        assert Import.objects.count() == 4

    def test_a_file_of_one_story_gets_no_batch(self, item: Import) -> None:
        assert accept.siblings_of(item, self.parts[:1]) == []
        item.refresh_from_db()
        assert item.batch is None

    def test_more_stories_than_anybody_wants_are_refused(self, item: Import) -> None:
        with pytest.raises(TooLarge) as refused:
            accept.siblings_of(item, [Part(str(n), "T") for n in range(501)])
        assert refused.value.code == "too_many_stories"
        assert Import.objects.count() == 1

    def test_the_number_of_statements_does_not_grow(self, item: Import) -> None:
        with CaptureQueriesContext(connection) as two:
            accept.siblings_of(item, self.parts)
        item.batch = None
        with CaptureQueriesContext(connection) as many:
            accept.siblings_of(item, [Part(str(n), "T") for n in range(300)])
        assert len(many) == len(two)


class TestTryingAgain:
    def test_a_failed_import_waits_again_once(self, editor: User) -> None:
        item = failed_import(editor)
        accept.retry(actor=actor_of(editor), import_id=item.pk)
        with pytest.raises(Conflict):
            accept.retry(actor=actor_of(editor), import_id=item.pk)
        item.refresh_from_db()
        assert (item.status, item.requests, item.error) == ("queued", 2, None)
        assert Work.objects.filter(subject=item.pk, done_at__isnull=True).count() == 1
        assert verbs_of(item) == ["import_accepted", "import_failed", "retried"]

    def test_a_cancelled_one_is_cancelled_once(self, editor: User) -> None:
        item = make_import(editor)
        accept.cancel(actor=actor_of(editor), import_id=item.pk)
        with pytest.raises(Conflict):
            accept.cancel(actor=actor_of(editor), import_id=item.pk)
        assert not Work.objects.filter(subject=item.pk, done_at__isnull=True).exists()

    def test_a_viewer_may_neither(self, editor: User) -> None:
        viewer, failed, waiting = make_viewer(), failed_import(editor), make_import(editor)
        with pytest.raises(Forbidden):
            accept.retry(actor=actor_of(viewer), import_id=failed.pk)
        with pytest.raises(Forbidden):
            accept.cancel(actor=actor_of(viewer), import_id=waiting.pk)
