"""Many imports in one go."""

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, connections, transaction
from django.db.models import F
from django.db.models.functions import Now
from django.test.utils import CaptureQueriesContext

from annotations.history import verify
from annotations.imports import accept, batches, queued
from annotations.imports.readers.document import Part
from annotations.models import Batch, Blob, HistoryEntry, Import, ImportStatus, User, Work
from annotations.refusals import Conflict, Forbidden, Invalid, Missing, Refused, TooLarge
from tests.factories.batches import fail_some, make_batch, sent, unread
from tests.factories.users import actor_of, make_editor, make_viewer

LONG = "https://news.example/" + "x" * 5000
LISTED = f"""https://news.example/one
javascript:alert(1)

file:///etc/passwd
https://news.example/two words
{LONG}
https://news.example/\x00
https://nina@news.example/three
https://news.example/four"""


@pytest.fixture
def editor(db: None) -> User:
    return make_editor("nina")


def urls_of(batch: Batch) -> list[str]:
    return list(batch.imports.order_by("pk").values_list("url", flat=True))


def verbs_of(batch: Batch) -> list[str]:
    ids = [str(pk) for pk in batch.imports.values_list("pk", flat=True)]
    entries = HistoryEntry.objects.filter(object_type="import", object_id__in=ids)
    return sorted(entries.values_list("verb", flat=True))


def open_work(batch: Batch) -> int:
    ids = batch.imports.values("pk")
    return Work.objects.filter(subject__in=ids, done_at__isnull=True).count()


class TestAList:
    @pytest.mark.parametrize(
        "listed",
        [
            "https://a.example/1\nhttps://a.example/2",
            "https://a.example/1\r\n\r\n   https://a.example/2\t\n",
            "https://a.example/1 https://a.example/2",
            "- https://a.example/1\n• https://a.example/2",
            "1. https://a.example/1,\n2) <https://a.example/2>;",
            ["https://a.example/1", " https://a.example/2 ", ""],
        ],
    )
    def test_is_read_as_people_paste_it(self, editor: User, listed: Any) -> None:
        batch = batches.import_many(actor=actor_of(editor), urls=listed)
        assert urls_of(batch) == ["https://a.example/1", "https://a.example/2"]

    def test_makes_an_import_with_work_and_history_of_each(self, editor: User) -> None:
        batch = make_batch(editor, 4, purpose="own", label="Election night")
        assert batch.label == "Election night"
        assert {(i.purpose, i.origin, i.status) for i in batch.imports.all()} == {
            ("own", "fetch", "queued")
        }
        assert open_work(batch) == 4
        assert verbs_of(batch) == ["import_accepted"] * 4
        assert HistoryEntry.objects.get(object_type="batch").verb == "batch_accepted"
        assert verify() is None

    def test_counts_what_stands_twice_and_brings_it_once(self, editor: User) -> None:
        listed = """https://a.example/1 https://A.example/1 https://a.example/1#comments
            https://a.example/1?page=2 https://a.example/#/1 https://a.example/#/2"""
        batch = batches.import_many(actor=actor_of(editor), urls=listed)
        assert batch.merged == 2
        assert len(urls_of(batch)) == 4

    def test_with_bad_lines_is_refused_whole_naming_each(self, editor: User) -> None:
        with pytest.raises(Invalid) as refused:
            batches.import_many(actor=actor_of(editor), urls=LISTED)
        assert (refused.value.code, refused.value.field) == ("bad_lines", "urls")
        lines = refused.value.extra["lines"]
        assert [(bad["line"], bad["code"]) for bad in lines] == [
            (2, "url_scheme_refused"),
            (4, "url_scheme_refused"),
            (5, "url_invalid"),
            (6, "too_long"),
            (7, "bad_characters"),
            (8, "url_invalid"),
        ]
        assert lines[2]["text"] == "words"
        assert all(len(bad["text"]) <= 200 and "\x00" not in bad["text"] for bad in lines)
        assert "Line 2: Only addresses that begin with" in refused.value.detail
        assert "6 addresses" in refused.value.detail
        assert not Import.objects.exists()
        assert not Batch.objects.exists()

    @pytest.mark.parametrize(
        ("asked", "code"),
        [
            ({}, "nothing_to_import"),
            ({"urls": " \n \n"}, "nothing_to_import"),
            ({"urls": []}, "nothing_to_import"),
            ({"urls": {"a": 1}}, "not_text"),
            ({"urls": [5]}, "bad_lines"),
            ({"urls": [None]}, "bad_lines"),
            ({"urls": [["https://a.example/"]]}, "bad_lines"),
            ({"urls": ["https://a.example/"] * 501}, "too_many_urls"),
            ({"urls": ["https://a.example/"], "purpose": "fun"}, "unknown_choice"),
            ({"urls": ["https://a.example/"], "label": "x" * 201}, "too_long"),
            ({"urls": ["https://a.example/"], "label": "a\x00"}, "bad_characters"),
        ],
    )
    def test_of_nothing_or_nonsense_is_refused(
        self, editor: User, asked: dict[str, Any], code: str
    ) -> None:
        with pytest.raises(Refused) as refused:
            batches.import_many(actor=actor_of(editor), **asked)
        assert refused.value.code == code
        assert not Batch.objects.exists()

    @pytest.mark.django_db
    def test_of_a_viewer_is_refused(self) -> None:
        with pytest.raises(Forbidden):
            make_batch(make_viewer())

    def test_of_500_is_accepted_within_a_second_and_a_half(self, editor: User) -> None:
        make_batch(editor, 2)
        began = time.perf_counter()
        batch = make_batch(editor, 500)
        assert time.perf_counter() - began < 1.5
        assert batch.imports.count() == 500

    def test_of_500_takes_as_many_statements_as_one_of_two(self, editor: User) -> None:
        with CaptureQueriesContext(connection) as two:
            make_batch(editor, 2)
        with CaptureQueriesContext(connection) as many:
            make_batch(editor, 500)
        assert len(many) == len(two)


class TestFiles:
    def test_become_imports_of_their_bytes(self, editor: User) -> None:
        files = [sent(b"<p>One</p>", "one.html"), sent(b"%PDF", "two\x00.pdf", "application/pdf")]
        batch = batches.import_many(actor=actor_of(editor), files=files)
        items = batch.imports.order_by("pk")
        assert [(i.origin, i.filename, i.media_type) for i in items] == [
            ("file", "one.html", "text/html"),
            ("file", "two.pdf", "application/pdf"),
        ]
        assert [Blob.objects.get(pk=i.blob_id).content for i in items] == [b"<p>One</p>", b"%PDF"]

    def test_with_the_same_bytes_are_one(self, editor: User) -> None:
        files = [sent(b"same", "a.txt"), sent(b"same", "b.txt"), sent(b"other", "c.txt")]
        batch = batches.import_many(actor=actor_of(editor), files=files)
        assert (batch.merged, batch.imports.count()) == (1, 2)

    def test_and_addresses_may_come_together(self, editor: User) -> None:
        batch = batches.import_many(
            actor=actor_of(editor), urls="https://a.example/", files=[sent(b"words")]
        )
        assert set(batch.imports.values_list("origin", flat=True)) == {"fetch", "file"}

    def test_that_are_bad_are_named_before_any_is_read(self, editor: User) -> None:
        files = [unread(0, "empty.txt"), unread(10), unread(25 * 2**20 + 1, "huge.pdf")]
        with pytest.raises(Invalid) as refused:
            batches.import_many(actor=actor_of(editor), files=files)
        assert refused.value.code == "bad_files"
        assert [(bad["file"], bad["code"]) for bad in refused.value.extra["files"]] == [
            ("empty.txt", "empty_file"),
            ("huge.pdf", "file_too_large"),
        ]

    @pytest.mark.parametrize(
        ("files", "code"),
        [
            ([unread(1)] * 101, "too_many_files"),
            ([unread(25 * 2**20)] * 9, "files_too_large"),
        ],
    )
    def test_that_are_too_many_or_too_large_are_refused(
        self, editor: User, files: list[Any], code: str
    ) -> None:
        with pytest.raises(TooLarge) as refused:
            batches.import_many(actor=actor_of(editor), files=files)
        assert refused.value.code == code

    def test_go_into_the_store_a_few_megabytes_at_a_time(self, editor: User) -> None:
        small = [sent(bytes([n]) * 100, f"{n}.txt") for n in range(60)]
        with CaptureQueriesContext(connection) as captured:
            batches.import_many(actor=actor_of(editor), files=small)
        assert len([q for q in captured if '"annotations_blob"' in q["sql"]]) == 1


class TestProgress:
    def test_counts_what_became_of_each(self, editor: User) -> None:
        batch = make_batch(editor, 6)
        fail_some(batch, 2)
        fail_some(batch, 1, "cancelled")
        Import.objects.filter(pk=batch.imports.unfinished()[0].pk).update(
            status=ImportStatus.RUNNING
        )
        found = batches.progress_of(batch)
        assert (found.total, found.queued, found.running, found.succeeded) == (6, 2, 1, 0)
        assert (found.failed, found.cancelled, found.broken, found.ended) == (3, 1, 2, 3)
        assert (found.share, found.finished_at) == (0.5, None)

    def test_has_no_guess_before_three_have_ended(self, editor: User) -> None:
        batch = make_batch(editor, 6)
        fail_some(batch, 2)
        assert batches.progress_of(batch).seconds_left is None

    def test_tells_the_time_left_at_the_pace_of_this_batch(self, editor: User) -> None:
        batch = make_batch(editor, 8)
        fail_some(batch, 4)
        self.let_pass(batch, seconds=40)
        assert batches.progress_of(batch).seconds_left == pytest.approx(40, abs=2)

    def test_is_not_slowed_by_the_night_before_a_retry(self, editor: User) -> None:
        batch = make_batch(editor, 8)
        fail_some(batch, 8)
        self.let_pass(batch, seconds=36_000)
        Import.objects.update(finished_at=F("finished_at") - timedelta(hours=9))
        batches.retry_failed(actor=actor_of(editor), batch_id=batch.pk)
        assert batches.progress_of(batch).seconds_left is None
        fail_some(batch, 4)
        Work.objects.filter(done_at__isnull=True).update(created_at=Now() - timedelta(seconds=20))
        assert batches.progress_of(batch).seconds_left == pytest.approx(20, abs=2)

    def test_says_when_the_last_ended(self, editor: User) -> None:
        batch = make_batch(editor, 3)
        fail_some(batch, 3)
        found = batches.progress_of(batch)
        assert (found.seconds_left, found.share) == (None, 1.0)
        assert found.finished_at is not None
        assert found.finished_at >= found.started_at

    def test_of_many_batches_takes_one_query(self, editor: User) -> None:
        made = [make_batch(editor, 2, f"host{n}.example") for n in range(5)]
        empty = Batch.objects.create()
        with CaptureQueriesContext(connection) as captured:
            found = batches.progress_of_each([*made, empty])
        assert len(captured) == 1
        assert [found[b.pk].total for b in [*made, empty]] == [2, 2, 2, 2, 2, 0]

    @staticmethod
    def let_pass(batch: Batch, seconds: int) -> None:
        then = Now() - timedelta(seconds=seconds)
        Work.objects.filter(subject__in=batch.imports.values("pk")).update(created_at=then)


class TestCancellingAll:
    def test_ends_what_has_not_finished_and_leaves_the_rest(self, editor: User) -> None:
        batch = make_batch(editor, 5)
        fail_some(batch, 2)
        assert batches.cancel_all(actor=actor_of(editor), batch_id=batch.pk) == 3
        codes = sorted(batch.imports.values_list("error_code", flat=True))
        assert codes == ["cancelled"] * 3 + ["http_404"] * 2
        assert "Cancelled by Nina." in batch.imports.values_list("error_detail", flat=True)
        assert open_work(batch) == 0
        assert verbs_of(batch).count("import_failed") == 5
        assert batches.cancel_all(actor=actor_of(editor), batch_id=batch.pk) == 0

    def test_takes_as_many_statements_for_50_as_for_two(self, editor: User) -> None:
        small, large = make_batch(editor, 2), make_batch(editor, 50)
        with CaptureQueriesContext(connection) as two:
            batches.cancel_all(actor=actor_of(editor), batch_id=small.pk)
        with CaptureQueriesContext(connection) as many:
            batches.cancel_all(actor=actor_of(editor), batch_id=large.pk)
        assert len(many) == len(two)

    def test_is_not_for_viewers_nor_for_what_does_not_exist(self, editor: User) -> None:
        batch = make_batch(editor)
        with pytest.raises(Forbidden):
            batches.cancel_all(actor=actor_of(make_viewer()), batch_id=batch.pk)
        with pytest.raises(Missing):
            batches.cancel_all(actor=actor_of(editor), batch_id=editor.pk)


class TestTryingTheFailedAgain:
    def test_leaves_alone_what_somebody_cancelled_unless_asked(self, editor: User) -> None:
        batch = make_batch(editor, 5)
        fail_some(batch, 2)
        fail_some(batch, 1, "cancelled")
        again = actor_of(editor)
        assert batches.retry_failed(actor=again, batch_id=batch.pk) == 2
        assert batches.retry_failed(actor=again, batch_id=batch.pk) == 0
        assert batches.retry_failed(actor=again, batch_id=batch.pk, cancelled=True) == 1
        items = list(batch.imports.all())
        assert {(i.status, i.error, i.attempts, i.finished_at) for i in items} == {
            ("queued", None, 0, None)
        }
        assert sorted(i.requests for i in items) == [1, 1, 2, 2, 2]
        assert open_work(batch) == 5
        assert verbs_of(batch).count("retried") == 3

    def test_takes_as_many_statements_for_50_as_for_two(self, editor: User) -> None:
        small, large = make_batch(editor, 2), make_batch(editor, 50)
        fail_some(small, 2)
        fail_some(large, 50)
        with CaptureQueriesContext(connection) as two:
            batches.retry_failed(actor=actor_of(editor), batch_id=small.pk)
        with CaptureQueriesContext(connection) as many:
            batches.retry_failed(actor=actor_of(editor), batch_id=large.pk)
        assert len(many) == len(two)

    def test_is_not_for_viewers(self, editor: User) -> None:
        batch = make_batch(editor)
        with pytest.raises(Forbidden):
            batches.retry_failed(actor=actor_of(make_viewer()), batch_id=batch.pk)


def at_once(act: Callable[[User], int], people: list[User]) -> list[int]:
    """What each gets when all of them act in the same moment."""

    def acting(person: User) -> int:
        try:
            return act(person)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(people)) as pool:
        return list(pool.map(acting, people))


@pytest.mark.live
class TestTwoPeopleAtOnce:
    """Rows that other processes see; the workers' turn is not before tomorrow."""

    @pytest.fixture
    def people(self, monkeypatch: pytest.MonkeyPatch) -> list[User]:
        def queue_for_tomorrow(items: Sequence[Import]) -> None:
            tomorrow = Now() + timedelta(days=1)
            Work.objects.bulk_create(
                [Work(kind=queued.KIND, subject=i.pk, available_at=tomorrow) for i in items]
            )

        # A live stack of other tests may be running: it would end imports between two people's clicks.
        for room in (queued, batches):
            monkeypatch.setattr(room, "queue_work", queue_for_tomorrow)
        return [make_editor(f"at-once-{uuid4().hex[:10]}") for _person in range(2)]

    def test_cancel_each_import_once(self, people: list[User]) -> None:
        batch = make_batch(people[0], 40)
        counts = at_once(
            lambda who: batches.cancel_all(actor=actor_of(who), batch_id=batch.pk), people
        )
        assert sum(counts) == batches.progress_of(batch).cancelled
        assert verbs_of(batch).count("import_failed") == 40
        assert open_work(batch) == 0

    def test_cancel_one_import_once(self, people: list[User]) -> None:
        item = make_batch(people[0], 1).imports.get()

        def cancel(who: User) -> int:
            try:
                accept.cancel(actor=actor_of(who), import_id=item.pk)
            except Conflict:
                return 0
            return 1

        assert sum(at_once(cancel, people)) == 1

    def test_try_each_import_again_once(self, people: list[User]) -> None:
        batch = make_batch(people[0], 40)
        batches.cancel_all(actor=actor_of(people[0]), batch_id=batch.pk)
        counts = at_once(
            lambda who: batches.retry_failed(
                actor=actor_of(who), batch_id=batch.pk, cancelled=True
            ),
            people,
        )
        assert sum(counts) == 40
        assert verbs_of(batch).count("retried") == 40
        assert set(batch.imports.values_list("requests", flat=True)) == {2}
        batches.cancel_all(actor=actor_of(people[0]), batch_id=batch.pk)

    def test_the_stories_of_one_file_that_came_twice_are_listed_once(
        self, people: list[User]
    ) -> None:
        one, two = make_batch(people[0], 2).imports.order_by("pk")
        blob = Blob.keep(b"<newsMessage/>")
        Import.objects.filter(pk__in=[one.pk, two.pk]).update(blob=blob, part="a")
        parts = [Part("a", "First"), Part("b", "Second"), Part("c", "Third")]
        items = {people[0]: one.pk, people[1]: two.pk}

        @transaction.atomic
        def list_stories(who: User) -> int:
            return len(accept.siblings_of(accept.take(items[who]), parts))

        assert sum(at_once(list_stories, people)) == 2
        batches.cancel_all(actor=actor_of(people[0]), batch_id=one.batch_id)
