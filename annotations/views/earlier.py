"""Fact-checks of others: what was received, and three ways to bring more in."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from annotations.earlier import import_pasted
from annotations.imports import accept
from annotations.models import EarlierCheck, Import, ImportKind
from annotations.permissions import can_edit
from annotations.refusals import Refused
from annotations.views.doors import (
    actor_of,
    asked,
    is_fragment,
    onward,
    part,
    person_of,
    private,
    told,
)
from annotations.views.filled import Filled, refilled
from annotations.views.paging import page_of

ARRIVALS = 3
_FILTERS = ("search", "publisher", "language")


@require_http_methods(["GET", "HEAD", "POST"])
@private
def earlier(request: HttpRequest) -> HttpResponse:
    """The checks of others, newest first, and the form for more."""
    if request.method == "POST":
        try:
            _accept(request)
        except Refused as refusal:
            return _page(request, refilled(request, refusal, "", {}))
        said = _("Accepted. It is on the way.")
        if not is_fragment(request):
            return onward(request, reverse("earlier_checks"), said)
        return told(_arrivals(request, status=202), said=said)
    return _page(request, Filled())


@require_safe
@private
def arrivals(request: HttpRequest) -> HttpResponse:
    """The latest imports of checks, which ask for themselves again until they have ended."""
    return _arrivals(request)


def _accept(request: HttpRequest) -> Import:
    actor, file = actor_of(request), request.FILES.get("file")
    if file is not None:
        return accept.import_checks(
            actor=actor,
            content=file.read(),
            filename=file.name or "",
            media_type=file.content_type or "",
        )
    if request.POST.get("json", "").strip():
        return import_pasted(actor=actor, words=request.POST["json"])
    return accept.import_checks(actor=actor, url=request.POST.get("url", ""))


def _page(request: HttpRequest, form: Filled) -> HttpResponse:
    if form.refusal and is_fragment(request):
        template = "annotations/earlier/_form.html"
        return part(request, template, {"form": form}, status=form.status)
    person = person_of(request)
    picked = {name: asked(request, name, 500) for name in _FILTERS}
    found = EarlierCheck.objects.visible_to(person).asked_for(**picked)
    paged = page_of(request, found.defer("original", "search"))
    context = {
        "nav": "earlier",
        "form": form,
        "checks": paged.items,
        "page": paged,
        "picked": picked,
        "is_filtered": any(picked.values()),
        "may": {"edit": can_edit(person)},
        **_latest(request),
    }
    return render(request, "annotations/earlier/earlier.html", context, status=form.status)


def _arrivals(request: HttpRequest, *, status: int = 200) -> HttpResponse:
    template = "annotations/earlier/_arrivals.html"
    return part(request, template, _latest(request), status=status)


def _latest(request: HttpRequest) -> dict[str, Any]:
    rows = Import.objects.visible_to(person_of(request)).filter(kind=ImportKind.EARLIER_CHECKS)
    latest = list(rows.order_by("-created_at", "-pk").defer("given")[:ARRIVALS])
    return {"arrivals": latest, "is_arriving": any(not item.is_finished for item in latest)}
