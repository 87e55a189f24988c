"""Imports: bringing articles in, and watching them arrive."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from annotations.imports import accept
from annotations.models import Import, ImportStatus, Purpose
from annotations.permissions import can_edit
from annotations.refusals import Missing, Refused
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
from annotations.views.filled import Filled, refilled, typed_in
from annotations.views.paging import page_of

GIVEN = ("title", "byline", "site_name", "language", "published_at")


@require_http_methods(["GET", "HEAD", "POST"])
@private
def imports(request: HttpRequest) -> HttpResponse:
    """The form with its three ways in (address, text, file), and the imports, newest first."""
    if request.method == "POST":
        try:
            item = _accept(request)
        except Refused as refusal:
            return _page(request, refilled(request, refusal, "", {}))
        if not is_fragment(request):
            return onward(request, reverse("imports"), _("Accepted. It is on the way."))
        response = _row(request, item, status=202)
        return told(response, said=_("Accepted. It is on the way."))
    return _page(request, Filled(values={"purpose": Purpose.OTHERS, "way": "url"}))


@require_safe
@private
def row(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """One import's row, which asks for itself again until the import has ended."""
    return _row(request, import_for(request, import_id))


@require_POST
@private
def retry(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Try a failed import again."""
    item = accept.retry(actor=actor_of(request), import_id=import_id)
    if not is_fragment(request):
        return onward(request, reverse("imports"), _("Trying again."))
    return _row(request, item)


@require_POST
@private
def cancel(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """End an import that has not arrived."""
    item = accept.cancel(actor=actor_of(request), import_id=import_id)
    if not is_fragment(request):
        return onward(request, reverse("imports"), _("Cancelled."))
    return _row(request, item)


def import_for(request: HttpRequest, import_id: UUID) -> Import:
    """An import.

    Raises:
        Missing: `not_found`.
    """
    item = with_names(Import.objects.visible_to(person_of(request))).filter(pk=import_id).first()
    if item is None:
        raise Missing("not_found", _("There is no such import."))
    return item


def _accept(request: HttpRequest) -> Import:
    actor, given = actor_of(request), typed_in(request, *GIVEN)
    common: dict[str, Any] = {"purpose": request.POST.get("purpose") or None, **given}
    way = request.POST.get("way") or _way(request)
    if way == "file":
        file = request.FILES.get("file")
        return accept.import_file(
            actor=actor,
            content=file.read() if file else b"",
            filename=(file.name or "") if file else "",
            media_type=(file.content_type or "") if file else "",
            url=request.POST.get("url", ""),
            **common,
        )
    if way == "text":
        text = request.POST.get("text", "")
        return accept.import_text(actor=actor, text=text, url=request.POST.get("url", ""), **common)
    return accept.import_url(actor=actor, url=request.POST.get("url", ""), **common)


def _way(request: HttpRequest) -> str:
    if request.FILES.get("file"):
        return "file"
    return "text" if request.POST.get("text") else "url"


def _page(request: HttpRequest, form: Filled) -> HttpResponse:
    person = person_of(request)
    if form.refusal and is_fragment(request):
        return part(
            request, "annotations/imports/_form.html", _form_context(form), status=form.status
        )
    status = chosen(request, "status", ImportStatus.values)
    rows = with_names(Import.objects.visible_to(person))
    paged = page_of(request, rows.filter(status=status) if status else rows)
    context = {
        "nav": "imports",
        **_form_context(form),
        "imports": paged.items,
        "page": paged,
        "statuses": ImportStatus.choices,
        "picked": {"status": status},
        "may": {"edit": can_edit(person)},
    }
    return render(request, "annotations/imports/imports.html", context, status=form.status)


def _form_context(form: Filled) -> dict[str, Any]:
    return {"form": form, "purposes": Purpose.choices}


def _row(request: HttpRequest, item: Import, *, status: int = 200) -> HttpResponse:
    if not is_fragment(request):
        return HttpResponseRedirect(reverse("imports"))
    context = {"import": item, "item": item, "may": {"edit": can_edit(person_of(request))}}
    return part(request, "annotations/imports/_row.html", context, status=status)


def with_names(rows: QuerySet[Import]) -> QuerySet[Import]:
    """With the article and the person that a row names."""
    return rows.select_related("article", "requested_by").defer("article__search")
