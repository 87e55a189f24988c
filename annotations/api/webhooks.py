"""Webhooks: an administrator's calls."""

from typing import Any
from uuid import UUID

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from annotations import webhooks as room
from annotations.api.asked import actor_of, body_of, picked, required_match_of
from annotations.api.described import PAGE, described
from annotations.api.door import Door
from annotations.api.filtering import CREATED, choice, narrowed, not_null, parameters
from annotations.api.idempotency import once
from annotations.api.pagination import page_of
from annotations.api.shapes import webhooks as shapes
from annotations.models import DeliveryState, Webhook, WebhookDelivery, WebhookEvent
from annotations.permissions import require_admin
from annotations.refusals import Invalid, Missing
from annotations.webhooks.keep import delivery_of

_FIELDS = ("name", "url", "events")
_OF_WEBHOOKS = (
    not_null("paused", "paused_at", "Whether it is paused."),
    not_null("ended", "ended_at", "Whether it was ended."),
    *CREATED,
)
_OF_DELIVERIES = (
    choice("state", DeliveryState.values),
    choice("event", WebhookEvent.values),
    *CREATED,
)


class Webhooks(Door):
    """`webhooks/`."""

    @described(
        "webhooks_list",
        "Webhooks, newest first.",
        answer=shapes.Webhooks,
        query=(*PAGE, *parameters(_OF_WEBHOOKS)),
    )
    def get(self, request: Request) -> Response:
        """Those that were ended too."""
        require_admin(actor_of(request))
        page = page_of(request, narrowed(request, Webhook.objects.all(), _OF_WEBHOOKS))
        return Response(page.told([told(one) for one in page.rows]))

    @described(
        "webhooks_create",
        "Have an address told of events. The answer holds the secret, which is told this once.",
        body=shapes.WebhookAsked,
        answer=shapes.WebhookSecret,
        status=201,
        creates=True,
    )
    @once
    def post(self, request: Request) -> HttpResponseBase:
        """From now on; what happened before is not told."""
        given = {**dict.fromkeys(_FIELDS), **picked(body_of(request), *_FIELDS)}
        made = room.make(actor=actor_of(request), **given)
        where = reverse("api:webhook", args=[made.pk], request=request)
        headers = {"Location": where, "ETag": made.etag}
        return Response({**told(made), "secret": made.secret}, status=201, headers=headers)


class WebhookOne(Door):
    """`webhooks/{id}/`."""

    @described("webhooks_get", "One webhook.", answer=shapes.Webhook, errors=(404,))
    def get(self, request: Request, webhook_id: UUID) -> Response:
        """With its version as ETag."""
        require_admin(actor_of(request))
        return _answer(_webhook(webhook_id))

    @described(
        "webhooks_change",
        "Tell it of other events or at another address; pause or resume it.",
        body=shapes.WebhookChanged,
        answer=shapes.Webhook,
        match="required",
        errors=(404, 409),
    )
    def patch(self, request: Request, webhook_id: UUID) -> Response:
        """What is left out stays."""
        body, actor = body_of(request), actor_of(request)
        match, given = required_match_of(request), picked(body, *_FIELDS)
        changed = room.change(
            actor=actor,
            webhook_id=webhook_id,
            expected=match,
            is_paused=_paused(body),
            **given,
        )
        return _answer(changed)

    @described("webhooks_end", "End it for good; its log stays.", status=204, errors=(404, 409))
    def delete(self, request: Request, webhook_id: UUID) -> Response:
        """What waits is given up."""
        room.end(actor=actor_of(request), webhook_id=webhook_id)
        return Response(status=204)


class WebhookRoll(Door):
    """`webhooks/{id}/secret/`."""

    @described(
        "webhooks_roll",
        "Give it a new secret, which is told this once; the one before signs too for a day.",
        answer=shapes.WebhookSecret,
        errors=(404, 409),
        creates=True,
    )
    @once
    def post(self, request: Request, webhook_id: UUID) -> HttpResponseBase:
        """Every attempt is signed with both meanwhile."""
        made = room.roll(actor=actor_of(request), webhook_id=webhook_id)
        return Response({**told(made), "secret": made.secret}, headers={"ETag": made.etag})


class WebhookPing(Door):
    """`webhooks/{id}/ping/`."""

    @described(
        "webhooks_ping",
        "Send a trial message, also where it is paused.",
        answer=shapes.WebhookDelivery,
        status=202,
        errors=(404, 409),
        creates=True,
    )
    @once
    def post(self, request: Request, webhook_id: UUID) -> HttpResponseBase:
        """It is sent afterwards."""
        made = room.ping(actor=actor_of(request), webhook_id=webhook_id)
        return Response(delivery_told(made), status=202)


class WebhookDeliveries(Door):
    """`webhooks/{id}/deliveries/`."""

    @described(
        "webhooks_deliveries",
        "Messages to a webhook, newest first.",
        answer=shapes.WebhookDeliveries,
        query=(*PAGE, *parameters(_OF_DELIVERIES)),
        errors=(404,),
    )
    def get(self, request: Request, webhook_id: UUID) -> Response:
        """What came of each so far."""
        require_admin(actor_of(request))
        rows = WebhookDelivery.objects.filter(webhook=_webhook(webhook_id))
        rows = narrowed(request, rows.defer("body", "answer"), _OF_DELIVERIES)
        page = page_of(request, rows)
        return Response(page.told([delivery_told(one) for one in page.rows]))


class WebhookDeliveryOne(Door):
    """`webhooks/{id}/deliveries/{id}/`."""

    @described(
        "webhooks_delivery",
        "One message with its words and the last answer.",
        answer=shapes.WebhookDeliveryWhole,
        errors=(404,),
    )
    def get(self, request: Request, webhook_id: UUID, delivery_id: UUID) -> Response:
        """Exactly what is sent."""
        require_admin(actor_of(request))
        found = delivery_of(webhook_id, delivery_id)
        return Response({**delivery_told(found), "body": found.body, "answer": found.answer})


class WebhookRetry(Door):
    """`webhooks/{id}/deliveries/{id}/retry/`."""

    @described(
        "webhooks_retry",
        "Send a message once more now, whatever became of it; its id stays.",
        answer=shapes.WebhookDelivery,
        status=202,
        errors=(404, 409),
        creates=True,
    )
    @once
    def post(self, request: Request, webhook_id: UUID, delivery_id: UUID) -> HttpResponseBase:
        """It is sent afterwards."""
        asked_for = {"webhook_id": webhook_id, "delivery_id": delivery_id}
        found = room.retry(actor=actor_of(request), **asked_for)
        return Response(delivery_told(found), status=202)


def told(found: Webhook) -> dict[str, Any]:
    """A webhook as JSON, without its secret."""
    return {
        "id": str(found.pk),
        "name": found.name,
        "url": found.url,
        "events": found.events,
        "version": found.version,
        "created_by": str(found.created_by_id),
        "created_at": found.created_at,
        "failing_since": found.failing_since,
        "paused_at": found.paused_at,
        "ended_at": found.ended_at,
        "previous_secret_until": found.previous_until,
    }


def delivery_told(found: WebhookDelivery) -> dict[str, Any]:
    """A delivery as JSON, without its words."""
    names = ("event", "seq", "state", "attempts", "status", "error", "milliseconds")
    times = ("created_at", "tried_at", "ended_at")
    return {"id": str(found.pk), **{name: getattr(found, name) for name in (*names, *times)}}


def _webhook(webhook_id: UUID) -> Webhook:
    found = Webhook.objects.filter(pk=webhook_id).first()
    if found is None:
        raise Missing("not_found", _("There is no such webhook."))
    return found


def _answer(found: Webhook) -> Response:
    return Response(told(found), headers={"ETag": found.etag})


def _paused(body: dict[str, Any]) -> bool | None:
    """Whether it is to be paused or resumed, where that is said."""
    given = body.get("is_paused")
    if given is not None and not isinstance(given, bool):
        raise Invalid("not_a_boolean", _("Give true or false."), field="is_paused")
    return given
