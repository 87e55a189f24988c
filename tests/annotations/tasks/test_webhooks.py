"""Messages to a receiver that takes them, and to one that misbehaves: none lost, none under another id, all verified."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import Settings

from annotations import notices, webhooks
from annotations.models import (
    DeliveryState,
    HistoryEntry,
    Notice,
    User,
    Webhook,
    WebhookDelivery,
    Work,
)
from annotations.tasks import celery_tasks, housekeeping, leases, run
from annotations.tasks import webhooks as conductor
from tests.annotations.webhooks.receiver import Receiver, verify
from tests.factories.articles import make_article
from tests.factories.claims import make_claim
from tests.factories.users import actor_of, make_admin, make_editor
from tests.factories.webhooks import make_delivery, make_webhook

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(settings: Settings) -> Iterator[Receiver]:
    with Receiver() as receiver:
        settings.FETCH_ALLOW = frozenset({receiver.netloc})
        yield receiver


@pytest.fixture
def ada(db: None) -> User:
    return make_admin("ada")


@pytest.fixture
def bot(ada: User, site: Receiver) -> Webhook:
    return make_webhook(ada, site.url)


def work_of(delivery: WebhookDelivery) -> Work:
    return Work.objects.get(kind=webhooks.KIND, subject=delivery.pk, done_at__isnull=True)


def send(delivery: WebhookDelivery) -> WebhookDelivery:
    """Let its waiting work be done now, whenever it was planned."""
    work = Work.objects.filter(
        kind=webhooks.KIND, subject=delivery.pk, done_at__isnull=True
    ).first()
    if work is None:
        work = Work.objects.create(kind=webhooks.KIND, subject=delivery.pk)
    Work.objects.filter(pk=work.pk).update(available_at=timezone.now() - timedelta(minutes=1))
    run.do_work(work.pk)
    delivery.refresh_from_db()
    return delivery


def wait_of(delivery: WebhookDelivery) -> float:
    return (work_of(delivery).available_at - timezone.now()).total_seconds()


def age(delivery: WebhookDelivery, **by: Any) -> None:
    WebhookDelivery.objects.filter(pk=delivery.pk).update(
        created_at=timezone.now() - timedelta(**by)
    )


def test_a_message_arrives_as_its_receiver_can_verify(
    ada: User, bot: Webhook, site: Receiver
) -> None:
    nina = make_editor()
    claim = make_claim(make_article(by=nina), nina)
    celery_tasks.tell_programs()
    delivery = send(bot.deliveries.get(event="claim.created"))
    (got,) = site.got
    verify(got, bot.secret)
    assert got.id == str(delivery.pk)
    assert got.headers["content-type"] == "application/json"
    assert got.told["type"] == "claim.created"
    assert got.told["data"]["claim"] == str(claim.pk)
    assert got.body.decode() == delivery.body
    assert (delivery.state, delivery.attempts, delivery.status) == ("delivered", 1, 200)
    assert (delivery.answer, delivery.error) == ("thanks", "")
    assert delivery.ended_at is not None
    assert delivery.milliseconds is not None


def test_after_a_new_secret_the_receiver_may_go_on_with_the_old_one(
    ada: User, bot: Webhook, site: Receiver
) -> None:
    rolled = webhooks.roll(actor=actor_of(ada), webhook_id=bot.pk)
    send(make_delivery(bot))
    for secret in (bot.secret, rolled.secret):
        verify(site.got[0], secret)
    Webhook.objects.update(previous_until=timezone.now())
    send(make_delivery(bot))
    verify(site.got[1], rolled.secret)
    with pytest.raises(ValueError, match="signature"):
        verify(site.got[1], bot.secret)


@pytest.mark.parametrize("status", [500, 502, 503, 429, 404, 401, 400, 304])
def test_what_is_not_taken_is_tried_again_under_the_same_id(
    status: int, bot: Webhook, site: Receiver
) -> None:
    site.status = status
    delivery = send(make_delivery(bot))
    assert (delivery.state, delivery.attempts, delivery.status) == ("waiting", 1, status)
    site.status = 204
    send(delivery)
    assert (delivery.state, delivery.attempts, delivery.status) == ("delivered", 2, 204)
    assert [got.id for got in site.got] == [str(delivery.pk)] * 2
    assert site.got[0].body == site.got[1].body
    for got in site.got:
        verify(got, bot.secret)


def test_a_redirect_is_not_followed(bot: Webhook, site: Receiver) -> None:
    site.status, site.answers = 302, {"Location": f"http://{site.netloc}/elsewhere"}
    delivery = send(make_delivery(bot))
    assert (delivery.state, delivery.error) == ("waiting", "redirect_refused")
    assert [got.path for got in site.got] == ["/told"]


def test_a_receiver_that_takes_too_long_is_left(
    bot: Webhook, site: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert conductor.SECONDS == 10
    monkeypatch.setattr(conductor, "SECONDS", 0.2)
    site.slow = 0.6
    delivery = send(make_delivery(bot))
    assert (delivery.state, delivery.error, delivery.status) == ("waiting", "timeout", None)


def test_a_receiver_that_hangs_up_gets_it_again(bot: Webhook, site: Receiver) -> None:
    site.hangs_up = True
    delivery = send(make_delivery(bot))
    assert (delivery.state, delivery.error) == ("waiting", "connection_broken")
    site.hangs_up = False
    assert send(delivery).state == "delivered"


def test_a_receiver_that_is_away_gets_it_later(ada: User, settings: Settings) -> None:
    with Receiver() as gone:
        settings.FETCH_ALLOW = frozenset({gone.netloc})
        bot = make_webhook(ada, gone.url)
    delivery = send(make_delivery(bot))
    assert (delivery.state, delivery.error) == ("waiting", "connect_failed")


def test_a_private_address_is_never_reached(
    bot: Webhook, site: Receiver, settings: Settings
) -> None:
    settings.FETCH_ALLOW = frozenset()
    Webhook.objects.update(url=f"https://{site.netloc.partition(':')[0]}/")
    delivery = send(make_delivery(bot))
    assert (delivery.state, delivery.error) == ("waiting", "address_forbidden")
    assert site.got == []


def test_a_taken_message_stays_taken_whatever_the_answer_says(bot: Webhook, site: Receiver) -> None:
    site.words = b"x" * 100_000
    assert send(make_delivery(bot)).state == "delivered"
    site.words, site.answers = b"not packed", {"Content-Encoding": "gzip"}
    assert send(make_delivery(bot)).state == "delivered"
    site.words, site.answers = b"\x00\xff nul", {}
    delivery = send(make_delivery(bot))
    assert (delivery.state, delivery.answer) == ("delivered", "\ufffd nul")


def test_each_attempt_waits_longer_until_three_days_are_over(bot: Webhook, site: Receiver) -> None:
    site.status = 500
    delivery, waits = make_delivery(bot), []
    while send(delivery).state == "waiting":
        waits.append(wait_of(delivery))
        age(delivery, seconds=sum(waits))
    assert waits[0] < 10
    assert all(later > earlier * 0.8 for earlier, later in pairwise(waits))
    assert timedelta(days=2) < timedelta(seconds=sum(waits)) < timedelta(days=3)
    assert 10 < len(site.got) < 25
    assert (delivery.state, delivery.error) == ("given_up", "http_error")
    assert not Work.objects.filter(subject=delivery.pk, done_at__isnull=True).exists()


def test_a_receiver_may_say_how_long_to_wait(bot: Webhook, site: Receiver) -> None:
    site.status, site.answers = 503, {"Retry-After": "900"}
    assert 880 < wait_of(send(make_delivery(bot))) < 920
    site.answers = {"Retry-After": "999999"}
    assert wait_of(send(make_delivery(bot))) < 12 * 3600 + 60


def test_gone_ends_it_and_administrators_hear_of_it(
    ada: User, bot: Webhook, site: Receiver
) -> None:
    waiting = make_delivery(bot, "claim.created", seq=1)
    site.status = 410
    delivery = send(make_delivery(bot, "claim.created", seq=2))
    bot.refresh_from_db()
    waiting.refresh_from_db()
    assert bot.ended_at is not None
    assert (delivery.state, delivery.status, waiting.state) == ("given_up", 410, "given_up")
    notices.tell_news()
    (notice,) = Notice.objects.filter(person=ada)
    assert (notice.kind, notice.body["verb"]) == ("webhook", "webhook_ended")
    assert notices.target_of(notice) == f"/settings/webhooks/{bot.pk}/"
    send(waiting)
    assert len(site.got) == 1


def test_after_five_days_of_failure_it_is_paused_and_administrators_hear_of_it(
    ada: User, bot: Webhook, site: Receiver
) -> None:
    other, editor = make_admin("olga"), make_editor()
    site.status = 500
    send(make_delivery(bot, "claim.created", seq=1))
    bot.refresh_from_db()
    assert bot.failing_since is not None
    assert bot.paused_at is None
    Webhook.objects.update(failing_since=timezone.now() - timedelta(days=5))
    delivery = send(make_delivery(bot, "claim.created", seq=2))
    bot.refresh_from_db()
    assert bot.paused_at is not None
    entry = HistoryEntry.objects.get(verb="webhook_paused")
    assert entry.actor_id is None
    notices.tell_news()
    told = Notice.objects.filter(kind="webhook").values_list("person", flat=True)
    assert set(told) == {ada.pk, other.pk}
    assert editor.pk not in told
    before = len(site.got)
    send(delivery)
    assert (delivery.state, len(site.got)) == ("waiting", before), "paused: nothing is sent"
    site.status = 200
    webhooks.resume(actor=actor_of(ada), webhook_id=bot.pk)
    assert send(delivery).state == "delivered"


def test_who_pauses_it_by_hand_needs_no_notice(ada: User, bot: Webhook) -> None:
    webhooks.pause(actor=actor_of(ada), webhook_id=bot.pk)
    notices.tell_news()
    assert not Notice.objects.filter(kind="webhook").exists()


def test_a_trial_is_sent_where_it_is_paused(ada: User, bot: Webhook, site: Receiver) -> None:
    webhooks.pause(actor=actor_of(ada), webhook_id=bot.pk)
    sent = webhooks.ping(actor=actor_of(ada), webhook_id=bot.pk)
    assert send(sent).state == "delivered"
    assert site.got[0].told["type"] == "ping"


def test_a_failing_address_is_asked_with_one_message_and_told_all_when_it_is_back(
    bot: Webhook, site: Receiver
) -> None:
    rows = [make_delivery(bot, "claim.created", seq=n) for n in range(5)]
    Work.objects.bulk_create(Work(kind=webhooks.KIND, subject=one.pk) for one in rows)
    site.status = 500
    send(rows[0])
    assert Work.objects.due().filter(kind=webhooks.KIND).count() == 0
    assert all(0 < wait_of(one) < 310 for one in rows)
    site.status = 200
    send(rows[1])
    bot.refresh_from_db()
    assert bot.failing_since is None
    due = set(Work.objects.due().values_list("subject", flat=True))
    assert {rows[0].pk, *(one.pk for one in rows[2:])} <= due


def test_a_worker_that_is_killed_after_sending_sends_it_again_under_the_same_id(
    bot: Webhook, site: Receiver
) -> None:
    delivery = make_delivery(bot)
    work = Work.objects.create(kind=webhooks.KIND, subject=delivery.pk)

    class KilledError(BaseException):
        pass

    def killed(*_args: object, **_named: object) -> None:
        raise KilledError

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(conductor, "_settle", killed)
        with pytest.raises(KilledError):
            run.do_work(work.pk)
    assert len(site.got) == 1
    Work.objects.filter(pk=work.pk).update(lease_until=timezone.now() - timedelta(seconds=1))
    assert leases.sweep() == 1
    run.do_work(work.pk)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts) == ("delivered", 1)
    assert [got.id for got in site.got] == [str(delivery.pk)] * 2


def test_a_worker_whose_lease_ran_out_settles_nothing(bot: Webhook, site: Receiver) -> None:
    delivery = make_delivery(bot)
    work = Work.objects.create(kind=webhooks.KIND, subject=delivery.pk)
    held = leases.lease(work.pk)
    assert held is not None
    Work.objects.filter(pk=work.pk).update(lease_owner="somebody else")
    conductor.run(held)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts, site.got) == (DeliveryState.WAITING, 0, [])


def test_a_second_message_for_done_work_sends_nothing(bot: Webhook, site: Receiver) -> None:
    delivery = make_delivery(bot)
    work = Work.objects.create(kind=webhooks.KIND, subject=delivery.pk)
    run.do_work(work.pk)
    run.do_work(work.pk)
    assert len(site.got) == 1


def test_one_more_try_by_hand_sends_what_was_given_up_or_delivered(
    ada: User, bot: Webhook, site: Receiver
) -> None:
    delivery = send(make_delivery(bot))
    age(delivery, days=4)
    who: dict[str, Any] = {"actor": actor_of(ada), "webhook_id": bot.pk}
    send(webhooks.retry(**who, delivery_id=delivery.pk))
    assert [got.id for got in site.got] == [str(delivery.pk)] * 2
    site.status = 500
    again = send(webhooks.retry(**who, delivery_id=delivery.pk))
    assert again.state == "given_up", "its three days are over: once more is once more"


def test_done_work_is_cleared_away_and_the_log_stays(bot: Webhook, site: Receiver) -> None:
    delivery = send(make_delivery(bot))
    Work.objects.update(done_at=timezone.now() - timedelta(days=2))
    assert housekeeping.forget_old_polls() == 1
    assert WebhookDelivery.objects.filter(pk=delivery.pk).exists()
