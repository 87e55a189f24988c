"""Other people's programs: which address is told of what, and what came of each message."""

import json
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from annotations import webhooks as room
from annotations.fetching.errors import SENTENCES
from annotations.models import DeliveryState, Webhook, WebhookDelivery, WebhookEvent
from annotations.permissions import require_admin
from annotations.refusals import Missing, Refused
from annotations.views.doors import actor_of, chosen, expected, onward, private
from annotations.views.filled import Filled, refilled, typed_in
from annotations.views.paging import page_of
from annotations.webhooks.keep import MOST, delivery_of

_FIELDS = ("name", "url")


@require_http_methods(["GET", "HEAD", "POST"])
@private
def webhooks(request: HttpRequest) -> HttpResponse:
    """Every webhook, newest first, and the form for another; its secret is shown in the answer, once."""
    actor = actor_of(request)
    require_admin(actor)
    if request.method != "POST":
        return _list(request, Filled())
    try:
        made = room.make(actor=actor, **_given(request))
    except Refused as refusal:
        return _list(request, refilled(request, refusal, "", {}))
    return _detail(request, made, secret=made.secret)


@require_http_methods(["GET", "HEAD", "POST"])
@private
def webhook(request: HttpRequest, webhook_id: UUID) -> HttpResponse:
    """One webhook with its log, newest first; what it is told of is changed here."""
    actor = actor_of(request)
    require_admin(actor)
    found = _webhook(webhook_id)
    if request.method != "POST":
        return _detail(request, found)
    try:
        room.change(
            actor=actor, webhook_id=webhook_id, expected=expected(request), **_given(request)
        )
    except Refused as refusal:
        form = refilled(request, refusal, found.etag, _kept(found))
        return _detail(request, found, form=form)
    return _back(request, webhook_id, _("Saved."))


@require_POST
@private
def secret(request: HttpRequest, webhook_id: UUID) -> HttpResponse:
    """A new secret, shown in the answer, once; the one before holds for a day."""
    made = room.roll(actor=actor_of(request), webhook_id=webhook_id)
    return _detail(request, made, secret=made.secret)


@require_POST
@private
def ping(request: HttpRequest, webhook_id: UUID) -> HttpResponse:
    """A trial message."""
    room.ping(actor=actor_of(request), webhook_id=webhook_id)
    return _back(
        request, webhook_id, _("A trial message is on its way. The log shows what came of it.")
    )


@require_POST
@private
def pause(request: HttpRequest, webhook_id: UUID) -> HttpResponse:
    """Pause it, or resume it."""
    if request.POST.get("is_paused") == "0":
        room.resume(actor=actor_of(request), webhook_id=webhook_id)
        return _back(request, webhook_id, _("Resumed. What waited is being sent."))
    room.pause(actor=actor_of(request), webhook_id=webhook_id)
    return _back(
        request, webhook_id, _("Paused. What happens meanwhile waits until you resume it.")
    )


@require_POST
@private
def end(request: HttpRequest, webhook_id: UUID) -> HttpResponse:
    """End it for good."""
    ended = room.end(actor=actor_of(request), webhook_id=webhook_id)
    said = _("“%(name)s” is told nothing any more. Its log stays.") % {"name": ended.name}
    return onward(request, reverse("webhooks"), said)


@require_safe
@private
def delivery(request: HttpRequest, webhook_id: UUID, delivery_id: UUID) -> HttpResponse:
    """One message: exactly what was sent, and what was answered last."""
    require_admin(actor_of(request))
    found = delivery_of(webhook_id, delivery_id)
    context = {
        "nav": "settings",
        "webhook": found.webhook,
        "delivery": _worded(found),
        "body": json.dumps(json.loads(found.body), ensure_ascii=False, indent=2),
    }
    return render(request, "annotations/webhooks/delivery.html", context)


@require_POST
@private
def retry(request: HttpRequest, webhook_id: UUID, delivery_id: UUID) -> HttpResponse:
    """Send it once more now."""
    room.retry(actor=actor_of(request), webhook_id=webhook_id, delivery_id=delivery_id)
    return _back(request, webhook_id, _("The message is sent once more."))


def _given(request: HttpRequest) -> dict[str, Any]:
    return {**typed_in(request, *_FIELDS), "events": request.POST.getlist("events")}


def _kept(found: Webhook) -> dict[str, Any]:
    return {"name": found.name, "url": found.url}


def _back(request: HttpRequest, webhook_id: UUID, said: str) -> HttpResponse:
    return onward(request, reverse("webhook", args=[webhook_id]), said)


def _webhook(webhook_id: UUID) -> Webhook:
    found = Webhook.objects.select_related("created_by").filter(pk=webhook_id).first()
    if found is None:
        raise Missing("not_found", _("There is no such webhook."))
    return found


def _list(request: HttpRequest, form: Filled) -> HttpResponse:
    paged = page_of(request, Webhook.objects.select_related("created_by"))
    context = {
        "nav": "settings",
        "webhooks": [_named(one) for one in paged.items],
        "page": paged,
        "form": form,
        "events": _events(request.POST.getlist("events") if form.refusal else room.OFFERED),
        "most": MOST,
    }
    return render(request, "annotations/webhooks/webhooks.html", context, status=form.status)


def _detail(
    request: HttpRequest, found: Webhook, *, form: Filled | None = None, secret: str = ""
) -> HttpResponse:
    """The page; `secret` is shown where it was made by this very request."""
    form = form or Filled(values=_kept(found), etag=found.etag)
    state = chosen(request, "state", DeliveryState.values)
    rows = WebhookDelivery.objects.filter(webhook=found, **({"state": state} if state else {}))
    paged = page_of(request, rows.defer("body", "answer"))
    until = found.previous_until
    context = {
        "nav": "settings",
        "webhook": _named(found),
        "form": form,
        "events": _events(request.POST.getlist("events") if form.refusal else found.events),
        "secret": secret,
        "overlaps_until": until if until and until > timezone.now() else None,
        "deliveries": [_worded(one) for one in paged.items],
        "page": paged,
        "state": state,
        "states": DeliveryState.choices,
    }
    response = render(request, "annotations/webhooks/webhook.html", context, status=form.status)
    if secret:
        response.headers["Cache-Control"] = "no-store"
    return response


def _events(picked: Any) -> list[dict[str, Any]]:
    return [
        {"value": str(one), "label": one.label, "is_picked": one in picked} for one in room.OFFERED
    ]


def _named(found: Webhook) -> Webhook:
    """With the words of its events, for the template."""
    found.__dict__["told_of"] = [WebhookEvent(one).label for one in found.events]
    return found


def _worded(found: WebhookDelivery) -> WebhookDelivery:
    """With why the last attempt failed, in words."""
    found.__dict__["why"] = _why(found)
    return found


def _why(found: WebhookDelivery) -> str:
    said = {
        "": "",
        "webhook_ended": _("The webhook was ended before it was taken."),
        "gone": _("The webhook was ended before it was taken."),
        "redirect_refused": _(
            "The address forwards elsewhere. Messages are not carried on: change it."
        ),
        "http_410": _("The receiver says that this address is gone for good."),
        "http_404": _("There is nothing at this address (404)."),
        "timeout": _("The receiver took longer than ten seconds."),
        "http_error": _("The receiver answered with an error."),
        "http_blocked": _("The receiver refused the message."),
    }
    if found.error in said:
        return said[found.error]
    return str(SENTENCES.get(found.error, found.error)) % {"limit": 1, "status": found.status}
