"""The conductor of a planned publication."""

from datetime import timedelta

import pytest
from django.utils import timezone

from annotations import publishing
from annotations.models import Claim, Publication, Work
from annotations.tasks import leases
from annotations.tasks.publishing import run
from annotations.tasks.run import do_work
from tests.annotations.publishing.test_scheduled import come
from tests.factories.articles import make_article
from tests.factories.claims import approved_claim
from tests.factories.users import actor_of, make_editor, make_reviewer

pytestmark = pytest.mark.django_db


@pytest.fixture
def work() -> Work:
    """Of a claim whose hour has come."""
    bob = make_reviewer()
    claim = approved_claim(make_article(), make_editor(), bob)
    at = timezone.now() + timedelta(hours=1)
    publishing.schedule(actor=actor_of(bob), claim_id=claim.pk, at=at)
    come(claim)
    Work.objects.filter(subject=claim.pk).update(available_at=timezone.now())
    return Work.objects.get(kind="publish", subject=claim.pk)


def test_two_messages_and_a_worker_that_was_killed_publish_once(work: Work) -> None:
    assert leases.lease(work.pk) is not None  # whoever has it dies
    do_work(work.pk)
    assert not Publication.objects.filter(claim=work.subject).exists()
    Work.objects.filter(pk=work.pk).update(lease_until=timezone.now() - timedelta(seconds=1))
    leases.sweep()
    do_work(work.pk)
    do_work(work.pk)
    assert Publication.objects.filter(claim=work.subject).count() == 1
    assert Work.objects.get(pk=work.pk).done_at is not None


def test_a_worker_that_lost_its_lease_leaves_no_trace(work: Work) -> None:
    mine = leases.lease(work.pk)
    assert mine is not None
    Work.objects.filter(pk=work.pk).update(lease_owner="another")
    run(mine)
    assert Claim.objects.get(pk=work.subject).state == "approved"


def test_a_row_of_an_earlier_time_finds_nothing_due(work: Work) -> None:
    later = timezone.now() + timedelta(hours=2)
    Claim.objects.filter(pk=work.subject).update(publish_at=later)
    do_work(work.pk)
    assert Claim.objects.get(pk=work.subject).state == "approved"
    assert Work.objects.get(pk=work.pk).done_at is not None


def test_after_too_many_failures_it_alerts(work: Work) -> None:
    Work.objects.filter(pk=work.pk).update(attempts=leases.MOST_ATTEMPTS - 1)
    do_work(work.pk)
    claim = Claim.objects.get(pk=work.subject)
    assert (claim.state, claim.publish_problem) == ("approved", ["internal"])
