"""The page where an administrator sets up who is told what."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from annotations import webhooks
from annotations.models import User, Webhook, WebhookDelivery
from tests.factories.users import actor_of, make_admin
from tests.factories.webhooks import ADDRESS, make_delivery, make_webhook

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
ASKED = {"name": "Our bot", "url": ADDRESS, "events": ["claim.published", "claim.withdrawn"]}


@pytest.fixture
def ada(db: None) -> User:
    return make_admin("ada")


@pytest.fixture
def page(ada: User, as_user: SignIn) -> Client:
    return as_user(ada)


@pytest.fixture
def bot(ada: User) -> Webhook:
    return make_webhook(ada, name="Bot <b>")


def here(bot: Webhook, more: str = "") -> str:
    return f"/settings/webhooks/{bot.pk}/{more}"


def test_the_secret_is_shown_once_when_it_is_made(page: Client) -> None:
    answer = page.post("/settings/webhooks/", ASKED)
    made = Webhook.objects.get()
    assert answer.status_code == 200
    assert made.secret in answer.content.decode()
    assert "no-store" in answer.headers["Cache-Control"]
    assert made.events == ASKED["events"]
    for path in ("/settings/webhooks/", here(made)):
        assert "whsec_" not in page.get(path).content.decode().replace("behind whsec_ from", "")


def test_what_is_refused_keeps_what_was_typed(page: Client) -> None:
    answer = page.post("/settings/webhooks/", {**ASKED, "url": "http://bot.example/"})
    text = answer.content.decode()
    assert answer.status_code == 400
    assert "begins with https://" in text
    assert 'value="http://bot.example/"' in text
    assert 'value="Our bot"' in text
    assert len(re.findall(r'name="events" value="[^"]+" checked', text)) == 2


def test_a_change_says_who_was_faster(page: Client, ada: User, bot: Webhook) -> None:
    webhooks.change(actor=actor_of(ada), webhook_id=bot.pk, name="Newer")
    answer = page.post(here(bot), {**ASKED, "etag": bot.etag})
    assert answer.status_code == 412
    assert 'value="Our bot"' in answer.content.decode()
    assert 'name="etag" value="&quot;2&quot;"' in answer.content.decode()
    assert page.post(here(bot), {**ASKED, "etag": '"2"'}).status_code == 302
    bot.refresh_from_db()
    assert bot.name == "Our bot"


def test_its_steps_lead_back_to_it(page: Client, bot: Webhook) -> None:
    steps: list[tuple[str, dict[str, Any]]] = [("ping/", {}), ("pause/", {"is_paused": "1"})]
    for step, given in steps:
        assert page.post(here(bot, step), given).headers["Location"] == here(bot)
    bot.refresh_from_db()
    assert bot.paused_at is not None
    page.post(here(bot, "pause/"), {"is_paused": "0"})
    bot.refresh_from_db()
    assert bot.paused_at is None
    old = bot.secret
    answer = page.post(here(bot, "secret/"))
    bot.refresh_from_db()
    assert bot.secret != old
    assert bot.secret in answer.content.decode()
    assert "signs too, until" in page.get(here(bot)).content.decode()
    assert page.post(here(bot, "end/")).headers["Location"] == "/settings/webhooks/"
    text = page.get(here(bot)).content.decode()
    assert "ended" in text
    assert '<form method="post" action="/settings/webhooks/' not in text


def test_the_log_shows_what_came_of_each_and_can_be_narrowed(page: Client, bot: Webhook) -> None:
    now = timezone.now()
    make_delivery(bot, "claim.created", seq=1, state="delivered", ended_at=now, status=200)
    lost = make_delivery(
        bot, "claim.changed", seq=2, state="given_up", ended_at=now, error="timeout", attempts=15
    )
    text = page.get(here(bot)).content.decode()
    assert "claim.created" in text
    assert "longer than ten seconds" in text
    assert "15 attempts" in text
    narrowed = page.get(here(bot), {"state": "given_up"})
    assert [one.pk for one in narrowed.context["deliveries"]] == [lost.pk]
    assert page.get(here(bot), {"state": "nonsense"}).status_code == 200


def test_a_message_is_shown_word_for_word_and_sent_once_more(page: Client, bot: Webhook) -> None:
    delivery = make_delivery(bot, answer="<script>alert(1)</script>")
    path = here(bot, f"deliveries/{delivery.pk}/")
    text = page.get(path).content.decode()
    assert str(delivery.pk) in text
    assert "&lt;script&gt;" in text
    assert "<script>alert" not in text
    assert page.post(f"{path}retry/").headers["Location"] == here(bot)


def test_only_administrators_see_any_of_it(
    bot: Webhook, editor: User, reviewer: User, viewer: User, as_user: SignIn
) -> None:
    delivery = make_delivery(bot)
    for person in (viewer, editor, reviewer):
        client = as_user(person)
        for path in ("/settings/webhooks/", here(bot), here(bot, f"deliveries/{delivery.pk}/")):
            answer = client.get(path)
            assert answer.status_code == 403
            assert ADDRESS not in answer.content.decode()
        for step in ("", "ping/", "pause/", "secret/", "end/", f"deliveries/{delivery.pk}/retry/"):
            assert client.post(here(bot, step), ASKED).status_code == 403
        assert client.post("/settings/webhooks/", ASKED).status_code == 403
    bot.refresh_from_db()
    assert (bot.version, bot.paused_at, bot.ended_at) == (1, None, None)


def test_what_is_not_there_is_not_found(page: Client, bot: Webhook, ada: User) -> None:
    other = make_delivery(make_webhook(ada))
    assert page.get(here(bot, f"deliveries/{other.pk}/")).status_code == 404
    assert page.get(f"/settings/webhooks/{other.pk}/").status_code == 404


def test_long_logs_come_in_pages_at_the_same_cost(
    page: Client, bot: Webhook, queries_of: Callable[..., int]
) -> None:
    make_delivery(bot)
    before = queries_of(page, here(bot)), queries_of(page, "/settings/webhooks/")
    WebhookDelivery.objects.bulk_create(
        WebhookDelivery(webhook=bot, event="ping", body="{}", created_at=timezone.now())
        for _ in range(60)
    )
    make_webhook(bot.created_by)
    assert (queries_of(page, here(bot)), queries_of(page, "/settings/webhooks/")) == before
    seen, path = [], here(bot)
    while path:
        answer = page.get(path)
        seen += [one.pk for one in answer.context["deliveries"]]
        following = answer.context["page"].next_url
        path = following and here(bot) + following
    assert len(seen) == len(set(seen)) == 61
