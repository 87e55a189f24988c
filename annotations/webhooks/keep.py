"""What an administrator sets up: which address is told of what, with which secret; paused, resumed, ended."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations import typed
from annotations.fetching import FetchError
from annotations.fetching.targets import read_target
from annotations.history import record
from annotations.models import DeliveryState, Webhook, WebhookDelivery, Work
from annotations.permissions import Actor, require_admin
from annotations.refusals import Conflict, Invalid, Missing, OutOfDate
from annotations.webhooks.events import OFFERED
from annotations.webhooks.signing import new_secret
from annotations.webhooks.tell import KIND
from annotations.workflow.etag import is_read

MOST = 20
OVERLAP = timedelta(hours=24)
_FIELDS = ("name", "url", "events")


@transaction.atomic
def make(*, actor: Actor, name: Any, url: Any, events: Any) -> Webhook:
    """Have a program told of events from now on. Its secret is shown to whoever makes it, and never again.

    Args:
        actor: an administrator.
        name: what it is for.
        url: https; http only of hosts that the operator allows.
        events: some of `OFFERED`.

    Raises:
        Forbidden: `role_required`. Conflict: `too_many_webhooks`.
        Invalid: `required`, `too_long`, `not_list`, `unknown_choice`, `https_only`, or as the fetch would refuse the
        address, each with the field.
    """
    person = require_admin(actor)
    given = _clean({"name": name, "url": url, "events": events})
    if Webhook.objects.filter(ended_at__isnull=True).count() >= MOST:
        words = _("At most %(most)d programs can be told. End one first.") % {"most": MOST}
        raise Conflict("too_many_webhooks", words, most=MOST)
    made = Webhook.objects.create(**given, secret=new_secret(), created_by=person)
    record(actor, "webhook_made", made, **given)
    return Webhook.objects.get(pk=made.pk)


@transaction.atomic
def change(
    *,
    actor: Actor,
    webhook_id: UUID,
    expected: str | None = None,
    is_paused: bool | None = None,
    **given: Any,
) -> Webhook:
    """Tell it of other events, at another address, or name it otherwise; the same again changes nothing.

    Args:
        actor: an administrator.
        webhook_id: which.
        expected: the ETag that was read (If-Match), or None.
        is_paused: whether to pause or to resume it too.
        given: some of name, url and events; what is left out stays.

    Raises:
        Missing: `not_found`. Conflict: `webhook_ended`. OutOfDate: `changed_meanwhile`. Else as `make`.
    """
    require_admin(actor)
    webhook = take(webhook_id)
    _refuse_outdated(webhook, expected)
    clean = _clean({name: given[name] for name in _FIELDS if name in given})
    before = {name: getattr(webhook, name) for name in clean}
    after = {name: value for name, value in clean.items() if value != before[name]}
    for name, value in after.items():
        setattr(webhook, name, value)
    if "url" in after:
        webhook.failing_since = None
    if after:
        _save(webhook, *after, "failing_since")
        was = {name: before[name] for name in after}
        record(actor, "webhook_changed", webhook, before=was, after=after)
    if is_paused is None:
        return webhook
    return (pause if is_paused else resume)(actor=actor, webhook_id=webhook_id)


@transaction.atomic
def pause(*, actor: Actor, webhook_id: UUID) -> Webhook:
    """Tell it nothing until it is resumed; what happens meanwhile waits. Doing it twice changes nothing."""
    require_admin(actor)
    webhook = take(webhook_id)
    if webhook.paused_at is None:
        webhook.paused_at = timezone.now()
        _save(webhook, "paused_at")
        record(actor, "webhook_paused", webhook, name=webhook.name)
    return webhook


@transaction.atomic
def resume(*, actor: Actor, webhook_id: UUID) -> Webhook:
    """Tell it again, first all that waited, oldest first."""
    require_admin(actor)
    webhook = take(webhook_id)
    if webhook.paused_at is None:
        return webhook
    webhook.paused_at = webhook.failing_since = None
    _save(webhook, "paused_at", "failing_since")
    waiting = webhook.deliveries.filter(state=DeliveryState.WAITING).order_by("pk")
    send_later(waiting.values_list("pk", flat=True))
    record(actor, "webhook_resumed", webhook, name=webhook.name)
    return webhook


@transaction.atomic
def end(*, actor: Actor, webhook_id: UUID, reason: str = "") -> Webhook:
    """Tell it nothing any more, for good; its log stays.

    Args:
        actor: an administrator, or the system where the address says itself that it is gone.
        webhook_id: which.
        reason: a code, where nobody decided it.
    """
    if actor.user is not None or not reason:
        require_admin(actor)
    webhook = take(webhook_id)
    webhook.ended_at = timezone.now()
    _save(webhook, "ended_at")
    webhook.deliveries.filter(state=DeliveryState.WAITING).update(
        state=DeliveryState.GIVEN_UP, ended_at=webhook.ended_at, error=reason or "webhook_ended"
    )
    record(actor, "webhook_ended", webhook, name=webhook.name, reason=reason)
    return webhook


@transaction.atomic
def roll(*, actor: Actor, webhook_id: UUID) -> Webhook:
    """Give it a new secret; the one before signs too for a day, so that the receiver can change over in peace."""
    require_admin(actor)
    webhook = take(webhook_id)
    webhook.previous_secret, webhook.secret = webhook.secret, new_secret()
    webhook.previous_until = timezone.now() + OVERLAP
    _save(webhook, "secret", "previous_secret", "previous_until")
    record(actor, "webhook_secret_rolled", webhook, name=webhook.name)
    return webhook


def take(webhook_id: UUID) -> Webhook:
    """Lock one that was not ended, for the rest of the transaction.

    Raises:
        Missing: `not_found`. Conflict: `webhook_ended`.
    """
    found = Webhook.objects.select_for_update(no_key=True).filter(pk=webhook_id).first()
    if found is None:
        raise Missing("not_found", _("There is no such webhook."))
    if found.ended_at is not None:
        raise Conflict("webhook_ended", _("This webhook was ended. Make a new one instead."))
    return found


def send_later(deliveries: Iterable[UUID]) -> None:
    """See that each of the deliveries has work that is due now, exactly one."""
    asked = list(deliveries)
    undone = Work.objects.filter(kind=KIND, subject__in=asked, done_at__isnull=True)
    undone.filter(lease_until__isnull=True).update(available_at=timezone.now(), dispatched_at=None)
    known = set(undone.values_list("subject", flat=True))
    Work.objects.bulk_create(Work(kind=KIND, subject=pk) for pk in asked if pk not in known)


def secrets_of(webhook: Webhook) -> list[str]:
    """The secrets that sign just now."""
    until = webhook.previous_until
    holds = bool(webhook.previous_secret) and until is not None and until > timezone.now()
    return [webhook.secret, *([webhook.previous_secret] if holds else [])]


def delivery_of(webhook_id: UUID, delivery_id: UUID) -> WebhookDelivery:
    """One of its deliveries, with it.

    Raises:
        Missing: `not_found`.
    """
    rows = WebhookDelivery.objects.select_related("webhook").filter(webhook=webhook_id)
    found = rows.filter(pk=delivery_id).first()
    if found is None:
        raise Missing("not_found", _("There is no such delivery."))
    return found


def _save(webhook: Webhook, *names: str) -> None:
    webhook.version += 1
    webhook.save(update_fields=[*names, "version"])


def _refuse_outdated(webhook: Webhook, expected: str | None) -> None:
    if not is_read(expected, webhook.etag):
        words = _("Somebody changed this webhook since you read it. Look at it again.")
        raise OutOfDate("changed_meanwhile", words, etag=webhook.etag)


def _clean(given: dict[str, Any]) -> dict[str, Any]:
    clean: dict[str, Any] = {}
    if "name" in given:
        clean["name"] = typed.text_of(given["name"], "name", 200, required=True)
    if "url" in given:
        clean["url"] = _address(given["url"])
    if "events" in given:
        clean["events"] = _events(given["events"])
    return clean


def _address(given: Any) -> str:
    text = typed.text_of(given, "url", 2_000, required=True)
    try:
        target = read_target(text, allow=settings.FETCH_ALLOW)
    except FetchError as error:
        raise Invalid(error.code, error.detail, field="url") from None
    if target.scheme != "https" and not target.is_allowed:
        words = _(
            "Give an address that begins with https://, so that nobody on the way can read it."
        )
        raise Invalid("https_only", words, field="url")
    return target.url


def _events(given: Any) -> list[str]:
    if not isinstance(given, (list, tuple)):
        raise Invalid("not_list", _("Give a list of events."), field="events")
    chosen = {typed.choice_of(one, "events", OFFERED) for one in given}
    if not chosen:
        raise Invalid("required", _("Choose at least one event."), field="events")
    return [str(event) for event in OFFERED if event in chosen]
