"""Setting up who is told what."""

import json
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import Settings

from annotations import webhooks
from annotations.dossier.redaction import shown_to
from annotations.models import DeliveryState, HistoryEntry, HistoryPayload, User, Webhook, Work
from annotations.refusals import Conflict, Forbidden, Invalid, Missing, OutOfDate, Refused
from annotations.webhooks.keep import OVERLAP, secrets_of
from tests.factories.users import actor_of, make_admin, make_editor, make_reviewer
from tests.factories.webhooks import ADDRESS, make_delivery, make_webhook

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada(db: None) -> User:
    return make_admin("ada")


@pytest.fixture
def bot(ada: User) -> Webhook:
    return make_webhook(ada)


def made(ada: User, **given: Any) -> Webhook:
    asked = {"name": "Bot", "url": ADDRESS, "events": ["claim.published"], **given}
    return webhooks.make(actor=actor_of(ada), **asked)


def test_it_has_a_secret_of_its_own(ada: User) -> None:
    first, second = made(ada), made(ada)
    assert first.secret.startswith("whsec_")
    assert first.secret != second.secret


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"name": " "}, "required"),
        ({"name": "x" * 201}, "too_long"),
        ({"url": ""}, "required"),
        ({"url": "http://bot.example/"}, "https_only"),
        ({"url": "ftp://bot.example/"}, "scheme_refused"),
        ({"url": "https://user:pass@bot.example/"}, "userinfo_refused"),
        ({"url": "https://bot.example:22/"}, "port_refused"),
        ({"url": "not an address"}, "url_invalid"),
        ({"url": ["https://bot.example/"]}, "not_text"),
        ({"events": []}, "required"),
        ({"events": "claim.published"}, "not_list"),
        ({"events": ["claim.exploded"]}, "unknown_choice"),
        ({"events": ["ping"]}, "unknown_choice"),
        ({"events": [{}]}, "unknown_choice"),
    ],
)
def test_what_is_wrong_is_refused_with_its_field(ada: User, given: Any, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        made(ada, **given)
    assert (refused.value.code, refused.value.field) == (code, next(iter(given)))
    assert not Webhook.objects.exists()


def test_http_is_for_hosts_that_the_operator_allows(ada: User, settings: Settings) -> None:
    settings.FETCH_ALLOW = frozenset({"127.0.0.1:9000"})
    assert made(ada, url="http://127.0.0.1:9000/x").url == "http://127.0.0.1:9000/x"


def test_only_administrators_may(ada: User, bot: Webhook) -> None:
    delivery = make_delivery(bot)
    for person in (make_editor(), make_reviewer()):
        who: dict[str, Any] = {"actor": actor_of(person), "webhook_id": bot.pk}
        calls = (webhooks.pause, webhooks.resume, webhooks.end, webhooks.roll, webhooks.ping)
        for call in (*calls, webhooks.change):
            with pytest.raises(Forbidden):
                call(**who)
        with pytest.raises(Forbidden):
            webhooks.retry(**who, delivery_id=delivery.pk)
        with pytest.raises(Forbidden):
            made(person)


def test_there_are_at_most_twenty_at_a_time(ada: User) -> None:
    rows = [made(ada) for _ in range(20)]
    with pytest.raises(Conflict, match="too_many_webhooks"):
        made(ada)
    webhooks.end(actor=actor_of(ada), webhook_id=rows[0].pk)
    assert made(ada)


def test_a_change_is_of_the_version_that_was_read(ada: User, bot: Webhook) -> None:
    actor = actor_of(ada)
    changed = webhooks.change(
        actor=actor, webhook_id=bot.pk, expected=bot.etag, events=["claim.withdrawn"]
    )
    assert (changed.events, changed.version) == (["claim.withdrawn"], 2)
    with pytest.raises(OutOfDate):
        webhooks.change(actor=actor, webhook_id=bot.pk, expected=bot.etag, name="Other")
    same = webhooks.change(actor=actor, webhook_id=bot.pk, name="Bot")
    assert same.version == 2, "the same again changes nothing"


def test_what_was_ended_stays_ended(ada: User, bot: Webhook) -> None:
    delivery = make_delivery(bot)
    webhooks.end(actor=actor_of(ada), webhook_id=bot.pk)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.error) == (DeliveryState.GIVEN_UP, "webhook_ended")
    who: dict[str, Any] = {"actor": actor_of(ada), "webhook_id": bot.pk}
    for call in (webhooks.resume, webhooks.pause, webhooks.roll, webhooks.ping, webhooks.end):
        with pytest.raises(Conflict, match="webhook_ended"):
            call(**who)
    with pytest.raises(Conflict, match="webhook_ended"):
        webhooks.retry(**who, delivery_id=delivery.pk)


def test_a_new_secret_and_the_one_before_hold_for_a_day(ada: User, bot: Webhook) -> None:
    old = bot.secret
    rolled = webhooks.roll(actor=actor_of(ada), webhook_id=bot.pk)
    assert secrets_of(rolled) == [rolled.secret, old]
    assert rolled.secret != old
    rolled.previous_until = timezone.now() - OVERLAP
    assert secrets_of(rolled) == [rolled.secret]


def test_the_record_tells_each_change_and_never_a_secret(ada: User, bot: Webhook) -> None:
    actor, secrets = actor_of(ada), {bot.secret}
    webhooks.change(actor=actor, webhook_id=bot.pk, name="Other")
    secrets.add(webhooks.roll(actor=actor, webhook_id=bot.pk).secret)
    webhooks.pause(actor=actor, webhook_id=bot.pk)
    webhooks.resume(actor=actor, webhook_id=bot.pk)
    webhooks.ping(actor=actor, webhook_id=bot.pk)
    webhooks.end(actor=actor, webhook_id=bot.pk)
    entries = HistoryEntry.objects.filter(object_type="webhook", object_id=str(bot.pk))
    assert list(entries.order_by("seq").values_list("verb", flat=True)) == [
        *("webhook_made", "webhook_changed", "webhook_secret_rolled", "webhook_paused"),
        *("webhook_resumed", "webhook_tried", "webhook_ended"),
    ]
    bodies = HistoryPayload.objects.filter(seq__in=entries.values("seq"))
    told = json.dumps(list(bodies.values_list("body", flat=True)))
    assert "whsec_" not in told
    assert not any(secret.removeprefix("whsec_") in told for secret in secrets)


def test_only_administrators_read_that_part_of_the_record(ada: User, bot: Webhook) -> None:
    entries = list(HistoryEntry.objects.filter(object_type="webhook"))
    assert shown_to(make_reviewer(), entries) == []
    assert shown_to(ada, entries) == entries


def test_a_trial_is_sent_once_at_a_time(ada: User, bot: Webhook) -> None:
    who: dict[str, Any] = {"actor": actor_of(ada), "webhook_id": bot.pk}
    sent = webhooks.ping(**who)
    assert Work.objects.get(kind=webhooks.KIND).subject == sent.pk
    with pytest.raises(Conflict, match="ping_waiting"):
        webhooks.ping(**who)


def test_one_more_try_is_one_more_piece_of_work_at_most(ada: User, bot: Webhook) -> None:
    delivery = make_delivery(bot, state="given_up", ended_at=timezone.now(), attempts=9)
    who: dict[str, Any] = {"actor": actor_of(ada), "webhook_id": bot.pk}
    for _ in range(3):
        again = webhooks.retry(**who, delivery_id=delivery.pk)
    assert (again.state, again.ended_at) == (DeliveryState.WAITING, None)
    assert Work.objects.filter(kind=webhooks.KIND, subject=delivery.pk).count() == 1


def test_a_delivery_is_of_its_own_webhook(ada: User, bot: Webhook) -> None:
    other = make_delivery(make_webhook(ada))
    with pytest.raises(Missing):
        webhooks.retry(actor=actor_of(ada), webhook_id=bot.pk, delivery_id=other.pk)


def test_nothing_of_a_paused_one_is_tried_by_hand_but_a_trial(ada: User, bot: Webhook) -> None:
    who: dict[str, Any] = {"actor": actor_of(ada), "webhook_id": bot.pk}
    delivery = make_delivery(bot, "claim.created", seq=1)
    webhooks.pause(**who)
    with pytest.raises(Refused, match="webhook_paused"):
        webhooks.retry(**who, delivery_id=delivery.pk)
    assert webhooks.ping(**who)
