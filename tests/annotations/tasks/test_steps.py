"""An import and the lease on its work change together, or not at all."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.models.functions import Now
from django.test.utils import CaptureQueriesContext

from annotations.imports import accept
from annotations.imports.reading_pool import pool
from annotations.models import Import, ImportStage, Work
from annotations.tasks import leases, run, steps
from tests.factories.users import actor_of, make_editor

pytestmark = pytest.mark.django_db

PAGE = "<html><title>Budget</title><article><h1>Budget</h1>{}</article></html>".format(
    "<p>The council met on Monday and decided on the budget for schools, roads and the library.</p>"
    * 5
)


def taken(**given: str) -> tuple[Work, Import]:
    """An accepted import whose work this owner has just taken."""
    asked = given or {"text": "The council met on Monday."}
    accepts = accept.import_url if "url" in asked else accept.import_text
    item = accepts(actor=actor_of(make_editor()), **asked)  # type: ignore[operator]
    work = leases.lease(Work.objects.get(subject=item.pk).pk)
    assert work is not None
    return work, item


def lost(work: Work) -> None:
    """Somebody else takes the work, as after a silence."""
    Work.objects.filter(pk=work.pk).update(lease_until=Now() - timedelta(seconds=1))
    assert leases.lease(work.pk) is not None


def test_a_text_begins_by_being_read_with_a_whole_lease_ahead() -> None:
    work, item = taken()
    Work.objects.filter(pk=work.pk).update(lease_until=Now() + timedelta(seconds=1))
    begun = steps.begin(work)
    assert begun is not None
    assert (begun.pk, begun.status, begun.stage, begun.attempts) == (item.pk, "running", "read", 1)
    nearly_a_minute = Now() + timedelta(seconds=50)
    assert Work.objects.filter(pk=work.pk, lease_until__gt=nearly_a_minute).exists()


def test_an_address_begins_by_being_fetched() -> None:
    work, _item = taken(url="https://news.example/a")
    begun = steps.begin(work)
    assert begun is not None
    assert begun.stage == ImportStage.FETCH


def test_whoever_lost_the_work_changes_nothing() -> None:
    work, item = taken()
    lost(work)
    assert steps.begin(work) is None
    assert steps.hold(work) is None
    with pytest.raises(leases.LostLeaseError):
        steps.step(work, item, ImportStage.REVISE)
    item.refresh_from_db()
    assert (item.status, item.stage, item.attempts) == ("queued", "accepted", 0)


def test_a_step_is_told_and_renews_the_lease() -> None:
    work, item = taken()
    steps.begin(work)
    Work.objects.filter(pk=work.pk).update(lease_until=Now() + timedelta(seconds=1))
    steps.step(work, item, ImportStage.REVISE)
    item.refresh_from_db()
    assert item.stage == "revise"
    assert Work.objects.filter(pk=work.pk, lease_until__gt=Now() + timedelta(seconds=50)).exists()


def test_a_cancelled_import_is_not_begun() -> None:
    work, item = taken()
    accept.cancel(actor=actor_of(make_editor()), import_id=item.pk)
    assert steps.begin(work) is None
    item.refresh_from_db()
    assert (item.status, item.error_code) == ("failed", "cancelled")


def test_work_whose_import_ended_is_done_with() -> None:
    work, item = taken()
    Import.objects.filter(pk=item.pk).update(
        status="failed", error_code="gave_up", finished_at=Now()
    )
    Work.objects.filter(pk=work.pk).update(lease_until=None)
    run.do_work(work.pk)
    assert not Work.objects.filter(pk=work.pk, done_at__isnull=True).exists()
    assert Import.objects.get(pk=item.pk).error_code == "gave_up"


def test_a_new_page_takes_seventeen_statements() -> None:
    item = accept.import_file(
        actor=actor_of(make_editor()), content=PAGE.encode(), filename="budget.html"
    )
    work = Work.objects.get(subject=item.pk)
    try:
        with CaptureQueriesContext(connection) as captured:
            run.do_work(work.pk)
    finally:
        pool().close()
    item.refresh_from_db()
    assert item.status == "succeeded", item.error
    assert len(captured) <= 17, [query["sql"][:80] for query in captured]
