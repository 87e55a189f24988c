"""Who has which work: once, with an owner, by the database's clock."""

import uuid
from datetime import timedelta

import pytest
from django.db.models.functions import Now

from annotations.imports import accept
from annotations.models import Import, Work
from annotations.permissions import Actor
from annotations.tasks import leases, run
from annotations.tasks.dispatcher import publish_due
from tests.factories.users import make_editor

pytestmark = pytest.mark.django_db


def waiting() -> Work:
    return Work.objects.create(kind="import", subject=uuid.uuid4())


def test_only_one_of_two_takers_gets_the_work() -> None:
    work = waiting()
    assert leases.lease(work.pk) is not None
    assert leases.lease(work.pk) is None


def test_a_lease_that_ran_out_is_swept_up_and_the_late_owner_finds_it_lost() -> None:
    work = waiting()
    late = leases.lease(work.pk)
    assert late is not None
    Work.objects.filter(pk=work.pk).update(lease_until=Now() - timedelta(seconds=1))
    assert leases.sweep() == 1
    new = leases.lease(work.pk)
    assert new is not None
    assert new.attempts == 2
    assert not leases.is_held(late)
    with pytest.raises(leases.LostLeaseError):
        leases.renew(late)


def test_postponed_work_waits_longer_each_time() -> None:
    work = waiting()
    taken = leases.lease(work.pk)
    assert taken is not None
    leases.postpone(taken)
    assert leases.lease(work.pk) is None
    assert not Work.objects.due().filter(pk=work.pk).exists()


def test_finished_work_is_done_once() -> None:
    work = waiting()
    taken = leases.lease(work.pk)
    assert taken is not None
    leases.finish(taken)
    assert leases.lease(work.pk) is None


def test_a_row_that_could_not_be_published_is_due_again(monkeypatch: pytest.MonkeyPatch) -> None:
    work = waiting()

    def broken(*_args: object) -> None:
        raise ConnectionError

    monkeypatch.setattr("annotations.tasks.dispatcher._send", broken)
    with pytest.raises(ConnectionError):
        publish_due()
    assert Work.objects.due().filter(pk=work.pk).exists()


def test_a_published_row_is_not_published_again_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[tuple[str, ...]] = []
    monkeypatch.setattr("annotations.tasks.dispatcher._send", lambda *args: sent.append(args))
    work = waiting()
    publish_due()
    publish_due()
    assert [args for args in sent if str(work.pk) in args] == [
        ("annotations.do_work", str(work.pk))
    ]


def test_cancelling_ends_the_work_too_and_a_late_message_does_nothing() -> None:
    editor = Actor(make_editor(), "page")
    item = accept.import_url(actor=editor, url="https://news.example/a")
    work = Work.objects.get(subject=item.pk)
    accept.cancel(actor=editor, import_id=item.pk)
    run.do_work(work.pk)
    item = Import.objects.get(pk=item.pk)
    assert (item.status, item.error_code) == ("failed", "cancelled")


def test_nobody_may_run_tasks_eagerly() -> None:
    from factcheck.celery import app

    assert not app.conf.task_always_eager
