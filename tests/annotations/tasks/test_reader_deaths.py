"""A document over which readers die is tried again, and then given up."""

import os
from collections.abc import Iterator

import pytest
from django.db.models.functions import Now

from annotations.imports import accept, reading_pool
from annotations.imports.reading_pool import ReaderPool
from annotations.models import HistoryEntry, Import, Work
from annotations.tasks import run
from tests.factories.users import actor_of, make_editor

pytestmark = pytest.mark.django_db


@pytest.fixture
def bad_readers(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    pool = ReaderPool("tests.annotations.imports.bad_reader")
    monkeypatch.setitem(reading_pool._pools, os.getpid(), pool)
    yield
    pool.close()


def attempt(item: Import) -> Import:
    """One more attempt, as if its time had come."""
    Work.objects.filter(subject=item.pk, done_at__isnull=True).update(available_at=Now())
    for work in Work.objects.filter(subject=item.pk, done_at__isnull=True):
        run.do_work(work.pk)
    item.refresh_from_db()
    return item


def accepted(what: bytes) -> Import:
    return accept.import_file(actor=actor_of(make_editor()), content=what, filename="a.bin")


def test_a_reader_that_is_killed_is_not_the_documents_fault(bad_readers: None) -> None:
    item = attempt(accepted(b"kill"))
    assert (item.status, item.error_code) == ("queued", "reader_died")
    reading_pool.pool().module = "annotations.imports.readers.server"
    reading_pool.pool().close()
    assert attempt(item).status == "succeeded"


def test_a_document_that_kills_its_readers_is_given_up_after_the_third(bad_readers: None) -> None:
    item = accepted(b"kill")
    assert [attempt(item).status for _ in range(3)] == ["queued", "queued", "failed"]
    assert item.error_code == "reader_died"
    told = HistoryEntry.objects.filter(object_id=str(item.pk), verb="import_failed")
    assert told.count() == 1


def test_a_document_that_takes_too_long_is_not_tried_again(
    bad_readers: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading_pool, "DEADLINE", 1.0)
    monkeypatch.setattr(reading_pool.read_in_process, "__kwdefaults__", {"deadline_seconds": 1.0})
    item = attempt(accepted(b"sleep"))
    assert (item.status, item.error_code) == ("failed", "reader_timeout")
