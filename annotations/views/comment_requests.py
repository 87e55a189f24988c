"""Requests for comment on the card. The form asks for days; moments that an API set stay while their day does."""

from datetime import UTC, datetime, time
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from annotations import typed
from annotations.evidence import requests
from annotations.models import Channel, CommentOutcome, RequestForComment
from annotations.views.doors import actor_of, expected, private
from annotations.views.inquiry import answered, form, found, today
from annotations.views.inquiry_fields import REQUEST

_MOMENTS = ("sent_at", "deadline_at", "answered_at")


@require_http_methods(["GET", "HEAD", "POST"])
@private
def add(request: HttpRequest, claim_id: UUID) -> HttpResponse:
    """Tell that somebody was asked for comment."""

    def save(fields: dict[str, Any]) -> None:
        requests.ask_for_comment(
            actor=actor_of(request),
            claim_id=claim_id,
            expected=expected(request),
            **_moments(fields, None),
        )

    kept = {"sent_at": today(), "channel": Channel.MAIL, "outcome": CommentOutcome.WAITING}
    return form(request, claim_id, REQUEST, kept, save, _("Kept: who was asked for comment."))


@require_http_methods(["GET", "HEAD", "POST"])
@private
def edit(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Change a request, or tell what came of it."""
    rows = RequestForComment.objects.filter(removed_at__isnull=True)
    asked = found(rows, request_id)

    def save(fields: dict[str, Any]) -> None:
        requests.change_request(
            actor=actor_of(request),
            request_id=request_id,
            expected=expected(request),
            **_moments(fields, asked),
        )

    kept = {name: getattr(asked, name) for name in requests.FIELDS}
    kept |= {name: kept[name].date().isoformat() if kept[name] else "" for name in _MOMENTS}
    return form(request, asked.claim_id, REQUEST, kept, save, _("Saved."))


@require_POST
@private
def remove(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Take a request away from its claim."""
    actor, version = actor_of(request), expected(request)
    claim = requests.remove_request(actor=actor, request_id=request_id, expected=version)
    return answered(request, claim.pk, _("Removed; the record keeps it."))


def _moments(fields: dict[str, Any], kept: RequestForComment | None) -> dict[str, Any]:
    """The days as moments: a deadline is the end of its day. Days that cannot be read go on, to be refused."""
    return {
        name: _moment(name, value, getattr(kept, name, None)) if name in _MOMENTS else value
        for name, value in fields.items()
    }


def _moment(name: str, value: str, present: datetime | None) -> datetime | None:
    day = typed.date_of(value, name)
    if day is None or (present and present.date() == day):
        return present if day else None
    return datetime.combine(day, time.max if name == "deadline_at" else time.min, UTC)
