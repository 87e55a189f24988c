"""What an administrator tries by hand: a trial message, and one of the log once more."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations.history import record
from annotations.models import DeliveryState, WebhookDelivery, WebhookEvent
from annotations.permissions import Actor, require_admin
from annotations.refusals import Conflict
from annotations.webhooks.bodies import written
from annotations.webhooks.keep import delivery_of, send_later, take


@transaction.atomic
def ping(*, actor: Actor, webhook_id: UUID) -> WebhookDelivery:
    """Send a trial message, also where it is paused: so one sees whether it is mended.

    Raises:
        Forbidden: `role_required`. Missing: `not_found`. Conflict: `webhook_ended`, `ping_waiting`.
    """
    require_admin(actor)
    webhook = take(webhook_id)
    pings = webhook.deliveries.filter(event=WebhookEvent.PING)
    if pings.filter(state=DeliveryState.WAITING, attempts=0).exists():
        words = _("A trial message is on its way. Look at the log in a moment.")
        raise Conflict("ping_waiting", words)
    body = written(WebhookEvent.PING, timezone.now(), {"webhook": str(webhook.pk)})
    made = WebhookDelivery.objects.create(webhook=webhook, event=WebhookEvent.PING, body=body)
    send_later([made.pk])
    record(actor, "webhook_tried", webhook, delivery=str(made.pk))
    return WebhookDelivery.objects.get(pk=made.pk)


@transaction.atomic
def retry(*, actor: Actor, webhook_id: UUID, delivery_id: UUID) -> WebhookDelivery:
    """Send a message once more now, whatever became of it; the receiver knows it by the same id.

    Raises:
        Forbidden: `role_required`. Missing: `not_found`. Conflict: `webhook_ended`, `webhook_paused`.
    """
    require_admin(actor)
    webhook = take(webhook_id)
    delivery = delivery_of(webhook.pk, delivery_id)
    if webhook.paused_at is not None and delivery.event != WebhookEvent.PING:
        raise Conflict("webhook_paused", _("This webhook is paused. Resume it first."))
    delivery.state, delivery.ended_at = DeliveryState.WAITING, None
    delivery.save(update_fields=["state", "ended_at"])
    send_later([delivery.pk])
    record(actor, "webhook_retried", webhook, delivery=str(delivery.pk), event=delivery.event)
    return delivery
