"""Webhooks and their deliveries."""

from typing import Any

from annotations import webhooks
from annotations.models import User, Webhook, WebhookDelivery, WebhookEvent
from annotations.webhooks.bodies import written
from tests.factories.users import actor_of

ADDRESS = "https://bot.example/told"


def make_webhook(by: User, url: str = ADDRESS, *events: str, name: str = "Bot") -> Webhook:
    """One that is told of these events, or of all; what happened before it is read and told to none."""
    while webhooks.tell_programs():
        pass
    asked = list(events) or list(webhooks.OFFERED)
    return webhooks.make(actor=actor_of(by), name=name, url=url, events=asked)


def make_delivery(of: Webhook, event: str = WebhookEvent.PING, **more: Any) -> WebhookDelivery:
    """A message that waits, without work."""
    body = written(event, of.created_at, {"webhook": str(of.pk)})
    made = WebhookDelivery.objects.create(webhook=of, event=event, body=body, **more)
    return WebhookDelivery.objects.get(pk=made.pk)
