"""What came of an attempt: taken, to be tried again later, or given up; and when a whole address is left alone."""

import random
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import F, Value
from django.db.models.functions import Greatest
from django.utils import timezone

from annotations.history import record
from annotations.models import DeliveryState, Webhook, WebhookDelivery, Work
from annotations.permissions import SYSTEM
from annotations.webhooks.keep import end, send_later
from annotations.webhooks.tell import KIND

# After the first attempt, the second, and so on; from then on like the last.
DELAYS = tuple(
    timedelta(seconds=seconds) for seconds in (5, 60, 300, 1_800, 3_600, 7_200, 14_400, 28_800)
)
TRIED_FOR = timedelta(days=3)
PAUSED_AFTER = timedelta(days=5)
# How long the others wait while an address does not answer: it is asked with one message, not with hundreds.
HELD_BACK = timedelta(minutes=5)
_LONGEST = timedelta(hours=12)
_GONE = 410


def succeed(delivery: WebhookDelivery, *, status: int, answer: str, milliseconds: int) -> None:
    """It was taken. Where the address had failed before, all that waits for it is due now."""
    webhook = _locked(delivery)
    _note(delivery, status=status, answer=answer, milliseconds=milliseconds)
    _end(delivery, DeliveryState.DELIVERED)
    if webhook.failing_since is not None:
        webhook.failing_since = None
        webhook.save(update_fields=["failing_since"])
        if webhook.paused_at is None:
            send_later(_waiting(webhook, delivery.pk))


def fail(
    delivery: WebhookDelivery,
    *,
    code: str,
    status: int | None = None,
    milliseconds: int = 0,
    retry_after: int = 0,
) -> datetime | None:
    """It was not taken.

    Args:
        delivery: locked by the caller's work.
        code: why, as `fetching` names it.
        status: what was answered, if anything was; 410 ends the webhook.
        milliseconds: how long it took.
        retry_after: seconds that the receiver asks to wait; at most twelve hours are.

    Returns:
        When it is tried again; None where it is given up.
    """
    webhook, now = _locked(delivery), timezone.now()
    _note(delivery, status=status, error=code, milliseconds=milliseconds)
    if status == _GONE and webhook.ended_at is None:
        _end(delivery, DeliveryState.GIVEN_UP)
        end(actor=SYSTEM, webhook_id=webhook.pk, reason="gone")
        return None
    _keep_failing(webhook, now)
    wait = max(_delay(delivery.attempts), min(timedelta(seconds=retry_after), _LONGEST))
    if now + wait > delivery.created_at + TRIED_FOR:
        _end(delivery, DeliveryState.GIVEN_UP)
        return None
    _hold_back(webhook, delivery.pk, now + min(wait, HELD_BACK))
    return now + wait


def give_up(delivery: WebhookDelivery, *, code: str) -> None:
    """Try it no more, without another attempt."""
    delivery.error = code
    delivery.save(update_fields=["error"])
    _end(delivery, DeliveryState.GIVEN_UP)


def _locked(delivery: WebhookDelivery) -> Webhook:
    return Webhook.objects.select_for_update(no_key=True).get(pk=delivery.webhook_id)


def _note(delivery: WebhookDelivery, **found: Any) -> None:
    delivery.attempts += 1
    delivery.tried_at = timezone.now()
    delivery.status, delivery.error = found.get("status"), found.get("error", "")
    delivery.answer, delivery.milliseconds = found.get("answer", ""), found["milliseconds"]
    delivery.save(
        update_fields=["attempts", "tried_at", "status", "error", "answer", "milliseconds"]
    )


def _end(delivery: WebhookDelivery, state: str) -> None:
    delivery.state, delivery.ended_at = state, timezone.now()
    delivery.save(update_fields=["state", "ended_at"])


def _keep_failing(webhook: Webhook, now: datetime) -> None:
    """Note since when it fails; after five days it is paused, and administrators are told."""
    since = webhook.failing_since or now
    names = [] if webhook.failing_since else ["failing_since"]
    webhook.failing_since = since
    is_over = now - since >= PAUSED_AFTER and webhook.paused_at is None and not webhook.ended_at
    if is_over:
        webhook.paused_at, webhook.version = now, webhook.version + 1
        names += ["paused_at", "version"]
    if names:
        webhook.save(update_fields=names)
    if is_over:
        record(SYSTEM, "webhook_paused", webhook, name=webhook.name, reason="failing")


def _hold_back(webhook: Webhook, delivery_id: UUID, until: datetime) -> None:
    Work.objects.filter(
        kind=KIND,
        subject__in=_waiting(webhook, delivery_id),
        done_at__isnull=True,
        lease_until__isnull=True,
        available_at__lt=until,
    ).update(available_at=Greatest(F("available_at"), Value(until)))


def _waiting(webhook: Webhook, but: UUID) -> Any:
    rows = webhook.deliveries.filter(state=DeliveryState.WAITING).exclude(pk=but)
    return rows.order_by("pk").values_list("pk", flat=True)


def _delay(attempts: int) -> timedelta:
    delay = DELAYS[min(attempts, len(DELAYS)) - 1]
    return delay * random.uniform(1.0, 1.2)  # noqa: S311 - spreads load, guards nothing
