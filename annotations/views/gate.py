"""The publish gate on pages: the checklist of a claim and of an article, the planned hour, what readers are told."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from annotations import claims as room
from annotations import publishing
from annotations.models import Claim, Purpose
from annotations.refusals import Invalid, Missing, Refused
from annotations.views.cards import card_context, changed
from annotations.views.doors import actor_of, expected, part, person_of, private
from annotations.views.filled import typed_in
from annotations.views.guarded import reasons_typed
from annotations.views.paging import page_of
from annotations.views.workspace import article_for

_NEXT_VERSION = ("correction_kind", "correction_note")
_BY_CLAIMANT = ("claimant_corrected_on", "claimant_corrected_url", "claimant_corrected_note")


@require_safe
@private
def claim(request: HttpRequest, claim_id: UUID) -> HttpResponse:
    """What is left to do before a claim is published; asked for when the card's part is opened."""
    person = person_of(request)
    rows = Claim.objects.visible_to(person).select_related("verdict__rating", "article")
    row = rows.defer("search").filter(pk=claim_id).first()
    if row is None:
        raise Missing("not_found", _("There is no such claim. It may have been deleted."))
    items = publishing.gate_of(person, row)
    return part(request, "annotations/gate/_items.html", {"items": items, "nav": "articles"})


@require_safe
@private
def article(request: HttpRequest, article_id: UUID) -> HttpResponse:
    """The article's checklist: what blocks its sign-off or clearing, and what each claim still lacks."""
    found, person = article_for(request, article_id), person_of(request)
    rows = publishing.on_the_way(person, found)
    paged = page_of(request, rows, by="created_at")
    context = {
        "nav": "articles",
        "article": found,
        "items": publishing.article_items(person, found),
        "left": publishing.left_of(person, paged.items),
        "is_any": bool(paged.items),
        "page": paged,
        "is_own": found.purpose == Purpose.OWN,
    }
    return render(request, "annotations/gate/gate.html", context)


@require_POST
@private
def schedule(request: HttpRequest, claim_id: UUID) -> HttpResponse:
    """Plan the hour, change or cancel it. The time is of the zone that the form names."""
    is_cancelled = "cancel" in request.POST
    try:
        publishing.schedule(
            actor=actor_of(request),
            claim_id=claim_id,
            at=None if is_cancelled else moment_typed(request),
            reasons=None if is_cancelled else reasons_typed(request),
            expected=expected(request),
        )
    except Refused as refusal:
        return _refused(request, claim_id, "schedule", refusal)
    said = _("The planned time is given up.") if is_cancelled else _("Planned.")
    return changed(request, claim_id, said)


@require_POST
@private
def told(request: HttpRequest, claim_id: UUID) -> HttpResponse:
    """What readers are told of the next version, or that the claimant put it right: judged values."""
    given: dict[str, Any] = {**typed_in(request, *_NEXT_VERSION, *_BY_CLAIMANT)}
    try:
        room.amend(actor=actor_of(request), claim_id=claim_id, expected=expected(request), **given)
    except Refused as refusal:
        verb = "correction" if "correction_kind" in request.POST else "claimant-corrected"
        return _refused(request, claim_id, verb, refusal)
    return changed(request, claim_id, _("Kept."))


def moment_typed(request: HttpRequest) -> str:
    """The time of the form, in UTC.

    Raises:
        Invalid: `date_invalid`; `time_skipped` where clocks are put forward over it.
    """
    text = request.POST.get("publish_at", "")
    try:
        local = parse_datetime(text)
        zone: Any = ZoneInfo(request.POST.get("zone") or "UTC")
    except (ValueError, ZoneInfoNotFoundError, OSError):
        local, zone = None, UTC
    if local is None:
        raise Invalid("date_invalid", _("Choose a day and a time."), field="publish_at")
    if local.tzinfo is None:
        local = _placed(local, zone)
    return local.astimezone(UTC).isoformat()


def _placed(local: datetime, zone: Any) -> datetime:
    """A wall clock's time in its zone; of two the earlier one."""
    placed = local.replace(tzinfo=zone)
    try:
        again = placed.astimezone(UTC).astimezone(zone)
    except OverflowError:
        raise Invalid("date_invalid", _("This time is out of range."), field="publish_at") from None
    if again.replace(tzinfo=None) != local:
        raise Invalid(
            "time_skipped",
            _("Clocks are put forward over this time. Choose another one."),
            field="publish_at",
        )
    return placed


def _refused(request: HttpRequest, claim_id: UUID, verb: str, refusal: Refused) -> HttpResponse:
    """The card as it is, with the reason above it and what was typed."""
    if isinstance(refusal, Missing):
        raise refusal
    names = (*_NEXT_VERSION, *_BY_CLAIMANT, "publish_at", "zone")
    typed = {**typed_in(request, *names), "reasons": reasons_typed(request)}
    context = {**card_context(request, claim_id), "refusal": refusal, "verb": verb, "typed": typed}
    return part(request, "annotations/claims/_card.html", context, status=refusal.status)
