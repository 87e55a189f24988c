"""What this person is told: the list, opening one, seeing all, how they want to be told, and leaving the mails."""

from typing import Any
from uuid import UUID
from zoneinfo import available_timezones

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from annotations import notices as room
from annotations.models import Notice, NoticeKind, NoticeWay
from annotations.refusals import Refused
from annotations.views.doors import (
    actor_of,
    chosen,
    is_fragment,
    onward,
    part,
    person_of,
    private,
    told,
)
from annotations.views.filled import Filled, refilled
from annotations.views.paging import page_of

_WAY = "way-"


@require_safe
@private
def notices(request: HttpRequest) -> HttpResponse:
    """The list, newest first; only unseen ones or one kind where asked."""
    context = _listed(request)
    if is_fragment(request):
        return part(request, "annotations/notices/_list.html", context)
    return render(request, "annotations/notices/notices.html", context)


@require_safe
@private
def notice(request: HttpRequest, notice_id: UUID) -> HttpResponse:
    """Open what a notice is about: it is seen by that. Links in mails lead here."""
    found = room.notices_of(actor_of(request)).select_related("claim").defer("claim__search")
    shown = found.filter(pk=notice_id).first()
    if request.method == "GET":
        shown = room.see(actor=actor_of(request), notice_id=notice_id)
    return HttpResponseRedirect(room.target_of(shown) if shown else reverse("notices"))


@require_POST
@private
def see(request: HttpRequest, notice_id: UUID) -> HttpResponse:
    """Mark one as seen, without opening it."""
    seen = room.see(actor=actor_of(request), notice_id=notice_id)
    if not is_fragment(request):
        return onward(request, reverse("notices"))
    item = room.told_rows(person_of(request), [_row(request, seen)])[0]
    return part(request, "annotations/notices/_notice.html", {"item": item})


@require_POST
@private
def see_all(request: HttpRequest) -> HttpResponse:
    """Mark all as seen, or all of the kind that is shown."""
    count = room.see_all(actor=actor_of(request), kind=request.POST.get("kind", ""))
    said = _("All seen.") if count else _("Nothing was unseen.")
    if not is_fragment(request):
        return onward(request, reverse("notices"), said)
    return told(part(request, "annotations/notices/_list.html", _listed(request)), said=said)


@require_http_methods(["GET", "HEAD", "POST"])
@private
def choices(request: HttpRequest) -> HttpResponse:
    """How each kind is told, and when the daily mail comes."""
    if request.method != "POST":
        return _choices(request, Filled())
    ways = {
        name.removeprefix(_WAY): value
        for name, value in request.POST.items()
        if name.startswith(_WAY)
    }
    try:
        room.choose(
            actor=actor_of(request),
            ways=ways,
            hour=request.POST.get("hour"),
            time_zone=request.POST.get("time_zone"),
        )
    except Refused as refusal:
        return _choices(request, refilled(request, refusal, "", {}))
    return onward(request, reverse("notices_choices"), _("Kept."))


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Stop mails of these kinds (RFC 8058): a button for people, a bare POST for mail programs; no sign-in.

    The page names neither the account nor what was told, and a second press says the same as the first.
    """
    if request.method == "POST":
        room.unsubscribe(token=token)
    else:
        room.refuse_unknown_link(token)
    context = {"is_done": request.method == "POST"}
    return render(request, "annotations/notices/unsubscribe.html", context)


def _listed(request: HttpRequest) -> dict[str, Any]:
    kind = chosen(request, "kind", NoticeKind.values) or _posted_kind(request)
    state = chosen(request, "state", ["unseen"])
    rows = room.notices_of(actor_of(request)).select_related("actor", "claim", "article")
    rows = rows.defer("claim__search", "article__search")
    if kind:
        rows = rows.filter(kind=kind)
    if state:
        rows = rows.filter(seen_at__isnull=True)
    page = page_of(request, rows)
    items = room.told_rows(person_of(request), page.items)
    return {
        "nav": "notices",
        "items": items,
        "page": page,
        "picked": {"kind": kind, "state": state},
        "kinds": NoticeKind.choices,
        "is_filtered": bool(kind or state),
        "has_unseen": any(item.notice.seen_at is None for item in items),
    }


def _posted_kind(request: HttpRequest) -> str:
    kind = request.POST.get("kind", "")
    return kind if kind in NoticeKind.values else ""


def _row(request: HttpRequest, seen: Notice) -> Notice:
    rows = room.notices_of(actor_of(request)).select_related("actor", "claim", "article")
    return rows.defer("claim__search", "article__search").get(pk=seen.pk)


def _choices(request: HttpRequest, form: Filled) -> HttpResponse:
    person = person_of(request)
    kept = room.choices_of(person)
    context = {
        "nav": "notices",
        "form": form,
        "kinds": [
            (
                kind,
                label,
                form.values.get(f"{_WAY}{kind}") or kept.ways[kind],
                form.errors.get(f"ways.{kind}", ""),
            )
            for kind, label in NoticeKind.choices
        ],
        "ways": NoticeWay.choices,
        "kept": kept,
        "hours": [(str(hour), f"{hour:02}:00") for hour in range(24)],
        "zones": sorted(available_timezones()),
        "sends_mail": room.sends_mail(),
        "address": person.email,
    }
    return render(request, "annotations/notices/choices.html", context, status=form.status)
