"""Error pages: what happened, what is safe, what to do."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from annotations.models import User
from annotations.permissions import can_edit
from annotations.refusals import Refused


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the request cannot be read."""
    return render(request, "400.html", status=400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: this account may not do that."""
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: no such page, or not for this person."""
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault."""
    return render(request, "500.html", status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form is older than the sign-in; what was typed is kept by the page."""
    detail = _("This page is older than your sign-in. Reload it and send the form again.")
    return refused(request, Refused("csrf_failed", detail), status=403)


def refused(request: HttpRequest, refusal: Refused, status: int | None = None) -> HttpResponse:
    """A refusal as a page, or as a fragment where htmx asked."""
    context: dict[str, Any] = {"refusal": refusal}
    if request.headers.get("HX-Request"):
        template = "annotations/errors/_refused.html"
    elif refusal.code == "article_deleted":
        template = "annotations/workspace/gone.html"
        context |= {"gone": _gone(refusal), "may": {"edit": _may_edit(request)}}
    else:
        template = "annotations/errors/refused.html"
    return render(request, template, context, status=status or refusal.status)


def _gone(refusal: Refused) -> dict[str, Any]:
    return {**refusal.extra, "deleted_at": parse_datetime(refusal.extra["deleted_at"])}


def _may_edit(request: HttpRequest) -> bool:
    return isinstance(request.user, User) and can_edit(request.user)
