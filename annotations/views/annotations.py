"""Annotations from elsewhere: bringing a file in, what became of each, and placing by hand."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from annotations import elsewhere, typed
from annotations.elsewhere.place import became_one
from annotations.models import Article, Import, ImportKind
from annotations.permissions import can_edit
from annotations.refusals import Conflict, Missing, Refused
from annotations.views.brought import (
    GROUPS,
    counts_of,
    outcome_words,
    picked,
    row_of,
)
from annotations.views.doors import (
    actor_of,
    asked,
    chosen,
    is_fragment,
    onward,
    part,
    person_of,
    private,
)
from annotations.views.filled import Filled, refilled
from annotations.views.workspace import article_for

SHOWN = 20


@require_http_methods(["GET", "HEAD", "POST"])
@private
def annotations(request: HttpRequest, article_id: UUID) -> HttpResponse:
    """What was brought into this article, and the form for more."""
    article = article_for(request, article_id)
    if request.method != "POST":
        return _page(request, article, Filled())
    try:
        item = _accept(request, article_id)
    except Refused as refusal:
        return _page(request, article, refilled(request, refusal, "", {}))
    where = reverse("annotations_brought", args=[article_id, item.pk])
    if is_fragment(request):
        return HttpResponse(status=202, headers={"HX-Redirect": where})
    return onward(request, where)


@require_safe
@private
def brought(request: HttpRequest, article_id: UUID, import_id: UUID) -> HttpResponse:
    """What became of each annotation of one file; asks for itself again until all are brought in."""
    item = elsewhere.import_asked(actor_of(request), article_id, import_id)
    context = _brought(request, item)
    if is_fragment(request):
        return part(request, "annotations/annotations/_brought.html", context)
    return render(request, "annotations/annotations/brought.html", context)


@require_POST
@private
def place(request: HttpRequest, article_id: UUID, import_id: UUID, number: int) -> HttpResponse:
    """Put one annotation where a person says; a refusal keeps what was chosen and typed."""
    refusal: Refused | None = None
    try:
        elsewhere.place(
            actor=actor_of(request),
            article_id=article_id,
            import_id=import_id,
            number=number,
            revision_id=request.POST.get("revision") or None,
            **_chosen(request),
        )
    except Missing:
        raise
    except Refused as caught:
        refusal = caught
    said = "" if refusal else _("It is a claim now.")
    if refusal is None and not is_fragment(request):
        return onward(request, reverse("annotations_brought", args=[article_id, import_id]), said)
    item = elsewhere.import_asked(actor_of(request), article_id, import_id)
    text = elsewhere.newest_text(item.article) if item.article else None
    words = request.POST.get("exact", "")
    row = row_of(became_one(item, number), text, words=words, refusal=refusal)
    context = {**_of_rows(request, item, text), "row": row}
    status = refusal.status if refusal else 200
    return part(request, "annotations/annotations/_became.html", context, status=status, said=said)


def _accept(request: HttpRequest, article_id: UUID) -> Import:
    actor, file = actor_of(request), request.FILES.get("file")
    if file is None:
        return elsewhere.import_pasted(
            actor=actor, article_id=article_id, words=request.POST.get("words", "")
        )
    return elsewhere.import_annotations(
        actor=actor,
        article_id=article_id,
        content=file.read(),
        filename=file.name or "",
        media_type=file.content_type or "",
    )


def _chosen(request: HttpRequest) -> dict[str, Any]:
    """The place that was picked, as `start-end`, or the words that were typed.

    Raises:
        Conflict: `number_invalid` where the place is no place.
    """
    picked_place, exact = request.POST.get("place", ""), request.POST.get("exact", "")
    if not picked_place or picked_place == "words":
        return {"start": None, "end": None, "exact": exact}
    start, _dash, end = picked_place.partition("-")
    found = [typed.whole_number_of(one, "place") for one in (start, end)]
    if None in found:
        raise Conflict("number_invalid", _("Choose one of the places."), field="place")
    return {"start": found[0], "end": found[1]}


def _page(request: HttpRequest, article: Article, form: Filled) -> HttpResponse:
    if form.refusal and is_fragment(request):
        context = {"form": form, "article": article}
        return part(request, "annotations/annotations/_form.html", context, status=form.status)
    rows = Import.objects.visible_to(person_of(request)).filter(
        article=article, kind=ImportKind.ANNOTATIONS
    )
    latest = list(rows.select_related("requested_by").order_by("-created_at", "-pk")[:SHOWN])
    for item in latest:
        item.__dict__["words"] = outcome_words(item.outcome) if item.outcome else ""
    context = {
        "article": article,
        "form": form,
        "imports": latest,
        "may": {"edit": can_edit(person_of(request))},
    }
    return render(request, "annotations/annotations/annotations.html", context, status=form.status)


def _brought(request: HttpRequest, item: Import) -> dict[str, Any]:
    found = elsewhere.became_of(item)
    counts = counts_of(found)
    group = chosen(request, "show", list(GROUPS)) or ("left" if counts["left"] else "all")
    after = typed.whole_number_of(asked(request, "after", 8), "after") or 0
    page, further = picked(found, group, after)
    text = elsewhere.newest_text(item.article) if item.article else None
    return {
        **_of_rows(request, item, text),
        "rows": [row_of(one, text) for one in page],
        "counts": counts,
        "group": group,
        "after": after,
        "further": further,
    }


def _of_rows(
    request: HttpRequest, item: Import, text: elsewhere.NewestText | None
) -> dict[str, Any]:
    return {
        "item": item,
        "article": item.article,
        "revision": text.revision_id if text else "",
        "may": {"edit": can_edit(person_of(request))},
    }
