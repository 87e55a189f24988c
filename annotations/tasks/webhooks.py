"""The conductor of webhooks: send one message, signed, and settle what was answered."""

import time
from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from annotations import webhooks
from annotations.fetching import FetchError, fetch
from annotations.models import DeliveryState, WebhookDelivery, WebhookEvent, Work
from annotations.tasks import leases
from annotations.webhooks import KIND
from annotations.webhooks.keep import secrets_of

__all__ = ["KIND", "run"]

SECONDS = 10.0
_MOST_BYTES = 64 * 1024
_MOST_WORDS = 1_000
_ACCEPTED = 202
# These are only noticed behind a head that says 2xx: the message was taken, whatever came after it.
_TAKEN = frozenset({"too_large", "bad_encoding"})
_STATUS = {"http_404": 404, "http_410": 410}


def run(work: Work) -> None:
    """Make one attempt; whoever is killed in between makes it again, with the same id."""
    delivery = _begin(work)
    if delivery is None:
        return
    begun = time.monotonic()
    try:
        fetched = fetch(
            delivery.webhook.url,
            accept="*/*",
            headers=_headers(delivery),
            sent=delivery.body.encode(),
            max_bytes=_MOST_BYTES,
            deadline_seconds=SECONDS,
        )
    except FetchError as error:
        _failed(work, error, _since(begun))
        return
    words = fetched.body.decode("utf-8", "replace").replace("\x00", "")[:_MOST_WORDS]
    _taken(work, fetched.status, words, _since(begun))


@transaction.atomic
def _begin(work: Work) -> WebhookDelivery | None:
    """The message, with a whole lease ahead; None where nothing is to be sent (any more, or while it is paused)."""
    if not leases.is_held(work):
        return None
    found = WebhookDelivery.objects.select_related("webhook").filter(pk=work.subject).first()
    if found is None or found.state != DeliveryState.WAITING:
        leases.finish(work)
        return None
    webhook = found.webhook
    if webhook.ended_at is not None:
        webhooks.give_up(found, code="webhook_ended")
    if webhook.ended_at is not None or (
        webhook.paused_at is not None and found.event != WebhookEvent.PING
    ):
        leases.finish(work)
        return None
    leases.renew(work)
    return found


def _headers(delivery: WebhookDelivery) -> dict[str, str]:
    signed = webhooks.headers_of(
        keys=secrets_of(delivery.webhook),
        message=str(delivery.pk),
        seconds=int(timezone.now().timestamp()),
        body=delivery.body.encode(),
    )
    return {"Content-Type": "application/json", **signed}


def _since(begun: float) -> int:
    return int((time.monotonic() - begun) * 1000)


def _taken(work: Work, status: int, words: str, milliseconds: int) -> None:
    def settle(delivery: WebhookDelivery) -> None:
        webhooks.succeed(delivery, status=status, answer=words, milliseconds=milliseconds)

    _settle(work, settle)


def _failed(work: Work, error: FetchError, milliseconds: int) -> None:
    if error.code in _TAKEN:
        _taken(work, _ACCEPTED, "", milliseconds)
        return
    status = _STATUS.get(error.code) or error.status

    def settle(delivery: WebhookDelivery) -> datetime | None:
        return webhooks.fail(
            delivery,
            code=error.code,
            status=status if isinstance(status, int) else None,
            milliseconds=milliseconds,
            retry_after=error.retry_after or 0,
        )

    _settle(work, settle)


@transaction.atomic
def _settle(work: Work, settle: Callable[[WebhookDelivery], datetime | None]) -> None:
    """Keep what came of it and plan the next attempt, in one transaction, unless somebody else has the work now."""
    if not leases.is_held(work):
        return
    again = None
    delivery = WebhookDelivery.objects.select_for_update().filter(pk=work.subject).first()
    if delivery is not None and delivery.state == DeliveryState.WAITING:
        again = settle(delivery)
    leases.finish(work)
    if again is not None:
        Work.objects.create(kind=KIND, subject=work.subject, available_at=again)
