"""Entries: seen once, imported once, and none lost."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from annotations import feeds
from annotations.imports.readers.document import Document, Part
from annotations.imports.readers.stories import key_of
from annotations.models import Feed, FeedEntry, HistoryEntry, Import, Newsroom, User, Work
from annotations.permissions import Actor
from annotations.refusals import Conflict, Missing
from tests.factories.feeds import make_feed, part, polled

pytestmark = pytest.mark.django_db


def imported() -> list[str]:
    """Titles of what became imports, in the order of becoming."""
    entries = FeedEntry.objects.filter(state="imported").order_by("imported_as__pk")
    return list(entries.values_list("title", flat=True))


def states(feed: Feed) -> dict[str, str]:
    return dict(FeedEntry.objects.filter(feed=feed).values_list("title", "state"))


def parts(newest: int, oldest: int = 1) -> list[Part]:
    return [part(number) for number in range(newest, oldest - 1, -1)]


def test_of_what_is_there_already_only_the_newest_come_in_and_the_rest_is_listed(
    ann: User,
) -> None:
    feed = polled(make_feed(ann, backlog=2), parts(5))
    assert imported() == ["Story 4", "Story 5"]
    assert states(feed)["Story 3"] == "passed_over"
    assert feed.backlog is None


def test_later_everything_that_is_new_comes_in_oldest_first(ann: User) -> None:
    feed = polled(make_feed(ann, backlog=0), parts(3))
    assert imported() == []
    polled(feed, parts(6))
    assert imported() == ["Story 4", "Story 5", "Story 6"]
    polled(feed, parts(6))
    assert len(imported()) == 3


def test_an_import_says_which_feed_it_is_of_and_counts_as_the_subscribers(ann: User) -> None:
    day = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
    feed = polled(make_feed(ann), [part(1, published_at=day)])
    item = Import.objects.get()
    assert (item.feed, item.requested_by, item.origin, item.kind) == (feed, ann, "fetch", "article")
    assert item.url == "https://news.example/1"
    assert Work.objects.filter(kind="import", subject=item.pk).count() == 1
    assert FeedEntry.objects.get().published_at == day


def test_more_than_the_limit_waits_for_the_next_polls_and_none_is_lost(ann: User) -> None:
    Newsroom.objects.update(feed_entries_most=2)
    feed = polled(make_feed(ann, backlog=500), parts(5))
    assert imported() == ["Story 1", "Story 2"]
    # They are imported although the feed has dropped them meanwhile.
    polled(feed, [part(9)])
    assert imported()[2:] == ["Story 3", "Story 4"]
    feeds.fail(Feed.objects.get(), "http_error", "")
    assert imported()[4:] == ["Story 5", "Story 9"]


def test_the_order_of_writing_counts_unless_all_entries_have_dates(ann: User) -> None:
    start = datetime(2026, 11, 1, tzinfo=UTC)
    dated = [part(n, published_at=start + timedelta(days=n)) for n in (1, 3, 2)]
    polled(make_feed(ann), dated)
    assert imported() == ["Story 1", "Story 2", "Story 3"]


@pytest.mark.parametrize(
    "again",
    [
        part(1),
        part(1, title="Another title", url="https://news.example/moved"),
        Part(key="new-id", title="Story 1", url="http://news.example/1?utm_source=feed#top"),
    ],
)
def test_the_same_entry_twice_comes_in_once(ann: User, again: Part) -> None:
    feed = polled(make_feed(ann), [part(1), again])
    polled(feed, [again, part(1)])
    assert Import.objects.count() == FeedEntry.objects.count() == 1


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("javascript:alert(1)", "url_scheme_refused"),
        ("data:text/html,x", "url_scheme_refused"),
        ("file:///etc/passwd", "url_scheme_refused"),
        ("//news.example/x", "url_invalid"),
        ("https://a:b@news.example/", "url_invalid"),
        ("https://news.example/" + "x" * 5000, "too_long"),
    ],
)
def test_an_entry_with_an_address_that_nobody_may_open_is_refused_and_kept_as_such(
    ann: User, url: str, code: str
) -> None:
    polled(make_feed(ann), [part(2), Part(key="bad", title="Bad", url=url)])
    entry = FeedEntry.objects.get(title="Bad")
    assert (entry.state, entry.error_code, entry.url) == ("refused", code, "")
    assert entry.error_detail
    assert imported() == ["Story 2"]


def test_an_entry_without_an_address_is_imported_from_the_feed_itself(ann: User) -> None:
    content = b"<rss>the whole story</rss>"
    feed = polled(make_feed(ann, backlog=0), [part(1, url="")], content=content)
    polled(feed, [part(3, url=""), part(2, url=""), part(1, url="")], content=content)
    items = Import.objects.order_by("pk")
    assert [(i.origin, i.part, i.url) for i in items] == [
        ("feed", "story-2", ""),
        ("feed", "story-3", ""),
    ]
    assert {item.blob.content for item in items} == {content}


def test_an_address_that_is_the_sites_front_page_is_none(ann: User) -> None:
    feed = make_feed(ann)
    front = "https://news.example/"
    found = [part(number, url=front) for number in (2, 1)]
    document = Document(recipe="r", blocks=[], canonical_url=front, parts=found)
    feeds.succeed(feed, feeds.Look(document=document, content=b"<rss/>"))
    assert [item.part for item in Import.objects.order_by("pk")] == ["story-1", "story-2"]


def test_a_fact_checkers_entries_become_imports_of_checks(ann: User) -> None:
    feed = make_feed(ann, kind="earlier_checks")
    polled(feed, [part(2, url=""), part(1)])
    assert [(i.kind, i.url) for i in Import.objects.all()] == [
        ("earlier_checks", "https://news.example/1")
    ]
    assert FeedEntry.objects.get(title="Story 2").error_code == "no_address"


def test_hostile_names_are_stored_harmlessly(ann: User) -> None:
    nasty = Part(key="k\x00\ud800" * 90, title="T\x00\ud83d" * 900, url="https://news.example/n")
    polled(make_feed(ann), [nasty])
    assert FeedEntry.objects.get().title.startswith("T?")
    assert imported()


def test_a_list_of_checks_is_imported_whole_and_only_when_it_changed(ann: User) -> None:
    from annotations.imports.readers.document import Check

    check = Check(url="https://checks.example/1", claim_reviewed="C", publisher="P")
    document = Document(recipe="r", blocks=[], checks=[check])
    feed = make_feed(ann, kind="earlier_checks")

    def poll(content: bytes) -> None:
        feeds.succeed(Feed.objects.get(pk=feed.pk), feeds.Look(document=document, content=content))

    for content in (b"[1]", b"[1]", b"[2]", b"[1]"):
        poll(content)
    items = Import.objects.order_by("pk")
    assert [item.blob.content for item in items] == [b"[1]", b"[2]", b"[1]"]
    assert {(item.kind, item.origin) for item in items} == {("earlier_checks", "feed")}


def test_a_person_brings_in_what_was_passed_over(ann: User, editor: Actor) -> None:
    feed = polled(make_feed(ann, backlog=0), [part(2), Part(key="b", title="B", url="x:y")])
    passed = FeedEntry.objects.get(title="Story 2")
    done = feeds.bring_in(actor=editor, feed_id=feed.pk, entry_id=passed.pk)
    assert done.imported_as == Import.objects.get()
    assert HistoryEntry.objects.filter(verb="entry_brought_in", actor=ann).exists()
    with pytest.raises(Conflict) as caught:
        feeds.bring_in(actor=editor, feed_id=feed.pk, entry_id=passed.pk)
    assert caught.value.code == "already_imported"
    refused = FeedEntry.objects.get(title="B")
    with pytest.raises(Conflict) as caught:
        feeds.bring_in(actor=editor, feed_id=feed.pk, entry_id=refused.pk)
    assert caught.value.code == "entry_refused"
    other = make_feed(ann)
    with pytest.raises(Missing):
        feeds.bring_in(actor=editor, feed_id=other.pk, entry_id=passed.pk)


@pytest.mark.long
def test_five_thousand_entries_are_noted_in_few_statements(ann: User) -> None:
    feed = make_feed(ann, backlog=0)
    with CaptureQueriesContext(connection) as captured:
        polled(feed, parts(5000))
    assert FeedEntry.objects.count() == 5000
    assert len(captured) < 20
    began = timezone.now()
    polled(feed, parts(5001))
    assert imported() == ["Story 5001"]
    assert timezone.now() - began < timedelta(seconds=5)


def test_entries_with_neither_id_nor_address_are_told_apart_by_headline_and_date(
    ann: User,
) -> None:
    def nameless(place: int, title: str) -> Part:
        return Part(key=key_of("", position=place), title=title)

    feed = polled(make_feed(ann), [nameless(0, "First")], content=b"<rss>1</rss>")
    polled(feed, [nameless(0, "Second"), nameless(1, "First")], content=b"<rss>2</rss>")
    items = Import.objects.order_by("pk")
    assert [(i.given["feed"]["title"], i.blob.content) for i in items] == [
        ("First", b"<rss>1</rss>"),
        ("Second", b"<rss>2</rss>"),
    ]
    assert {item.part for item in items} == {key_of("", position=0)}
