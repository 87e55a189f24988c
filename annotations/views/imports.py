"""Imports: bringing articles in, and watching them arrive."""

import json
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from annotations.imports import accept
from annotations.models import Batch, Feed, Import, ImportStatus, Origin, Purpose, User
from annotations.permissions import can_edit
from annotations.refusals import Refused
from annotations.views.accepting import accept_form
from annotations.views.arrivals import batches_under_way, shown, summary, with_names
from annotations.views.doors import (
    actor_of,
    asked,
    chosen,
    is_fragment,
    onward,
    part,
    person_of,
    private,
    told,
)
from annotations.views.filled import Filled, refilled
from annotations.views.listing import filtered, named, newest_seq, picked_of
from annotations.views.paging import page_of

WAYS = ["url", "text", "file", "many"]


@require_http_methods(["GET", "HEAD", "POST"])
@private
def imports(request: HttpRequest) -> HttpResponse:
    """The form with its ways in (address, text, file, many), and the imports, newest first."""
    if request.method == "POST":
        try:
            accepted = accept_form(request)
        except Refused as refusal:
            return _page(request, refilled(request, refusal, "", {}))
        if isinstance(accepted, Batch):
            return _to_batch(request, accepted)
        if not is_fragment(request):
            return onward(request, reverse("imports"), _("Accepted. It is on the way."))
        response = _row(request, accepted, status=202)
        return told(response, said=_("Accepted. It is on the way."))
    begun = {"url": asked(request, "url", 4000)} if request.GET.get("url") else {}
    way = chosen(request, "way", WAYS) or "url"
    return _page(request, Filled(values={"purpose": Purpose.OTHERS, "way": way, **begun}))


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


def _to_batch(request: HttpRequest, batch: Batch) -> HttpResponse:
    """On to the batch's own page, which shows how it goes."""
    count = batch.imports.count()
    words = ngettext("%(count)s import accepted.", "%(count)s imports accepted.", count)
    messages.success(request, words % {"count": count})
    where = reverse("batch", args=[batch.pk])
    if not is_fragment(request):
        return HttpResponseRedirect(where)
    # By our own script, not HX-Redirect: htmx would leave before the draft is forgotten.
    onward_to = json.dumps({"batch-accepted": {"address": where}})
    return HttpResponse(status=202, headers={"HX-Trigger": onward_to})


def _page(request: HttpRequest, form: Filled) -> HttpResponse:
    person = person_of(request)
    if form.refusal and is_fragment(request):
        return part(
            request, "annotations/imports/_form.html", _form_context(form), status=form.status
        )
    seq = newest_seq()
    picked = picked_of(request)
    known = named(picked, person)
    rows = filtered(Import.objects.visible_to(person).listed(), picked, person)
    paged = page_of(request, with_names(rows))
    context = {
        "nav": "imports",
        **_form_context(form),
        "imports": shown(paged.items),
        "page": paged,
        "seq": seq,
        "summary": summary(),
        "batches": batches_under_way(person),
        "statuses": ImportStatus.choices,
        "origins": Origin.choices,
        "feeds": list(
            Feed.objects.visible_to(person).order_by("title", "url").only("title", "url")
        ),
        "picked": picked,
        "named": known,
        "is_filtered": any(picked.values()),
        "query": urlencode({name: value for name, value in picked.items() if value}),
        "may": {"edit": can_edit(person)},
    }
    return render(request, "annotations/imports/imports.html", context, status=form.status)


def _feeds(person: User, picked: Feed | None) -> list[Feed]:
    """The feeds to choose from, and the chosen one, which may have been unsubscribed."""
    feeds = list(Feed.objects.visible_to(person).order_by("title", "url").only("title", "url"))
    return feeds if picked is None or picked in feeds else [picked, *feeds]


def _form_context(form: Filled) -> dict[str, Any]:
    extra = form.refusal.extra if form.refusal else {}
    return {
        "form": form,
        "purposes": Purpose.choices,
        "bad_lines": extra.get("lines", []),
        "bad_files": extra.get("files", []),
    }


def _row(request: HttpRequest, item: Import, *, status: int = 200) -> HttpResponse:
    if not is_fragment(request):
        return HttpResponseRedirect(reverse("imports"))
    shown([item])
    context = {"item": item, "may": {"edit": can_edit(person_of(request))}}
    return part(request, "annotations/imports/_row.html", context, status=status)
