"""Sources: the reusable records, and the claims that each was linked to."""

from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from annotations import evidence as room
from annotations import typed
from annotations.dossier.archives import Archive, archives_of, quotes_of
from annotations.evidence import source_etag
from annotations.evidence.merge import serving, standing
from annotations.evidence.reading import saw_thing
from annotations.evidence.suspected import suspected
from annotations.models import ArticleRevision, Evidence, SecondVerdict, Source, SourceKind, User
from annotations.permissions import can_edit
from annotations.refusals import Missing, Refused
from annotations.views.doors import (
    actor_of,
    asked,
    chosen,
    expected,
    onward,
    person_of,
    private,
)
from annotations.views.filled import Filled, refilled, typed_in
from annotations.views.paging import page_of

_FEW = 20
LABELS = {
    "url": gettext_lazy("Web address"),
    "title": gettext_lazy("Title"),
    "publisher": gettext_lazy("Publisher"),
    "author": gettext_lazy("Author"),
    "published_at": gettext_lazy("Published on"),
    "language": gettext_lazy("Language"),
    "kind": gettext_lazy("Kind"),
    "origin": gettext_lazy("Origin"),
    "contact": gettext_lazy("How the person is reached"),
    "copy_is_public": gettext_lazy("Archived copy"),
}
_COPY = {
    "no": gettext_lazy("readers see its hash and time only"),
    "yes": gettext_lazy("readers may read it"),
}


@require_safe
@private
def sources(request: HttpRequest) -> HttpResponse:
    """Every source that this person may read, newest first."""
    person = person_of(request)
    found, picked = sources_sought(request, person)
    paged = page_of(request, found.select_related("created_by"))
    uses = _uses(person, paged.items)
    for source in paged.items:
        source.__dict__["uses"] = uses.get(source.pk, 0)
    context = {
        "nav": "sources",
        "sources": paged.items,
        "page": paged,
        "picked": picked,
        "is_filtered": any(picked.values()),
        "kinds": SourceKind.choices,
    }
    return render(request, "annotations/sources/sources.html", context)


@require_safe
@private
def source(request: HttpRequest, source_id: UUID) -> HttpResponse:
    """A source: its archived copy, its record, and what it was used for."""
    return _page(request, source_for(request, source_id))


@require_http_methods(["GET", "HEAD", "POST"])
@private
def edit(request: HttpRequest, source_id: UUID) -> HttpResponse:
    """Put the shared record right; evidence keeps its own copy of what is printed."""
    record = source_for(request, source_id)
    if request.method != "POST":
        return _page(request, record, is_open=True)
    try:
        room.change_source(
            actor=actor_of(request),
            source_id=source_id,
            expected=expected(request),
            **_said(request, record),
        )
    except Missing:
        raise
    except Refused as refusal:
        record = source_for(request, source_id)
        form = refilled(request, refusal, source_etag(record), _kept(record))
        return _page(request, record, form)
    return onward(request, reverse("source", args=[source_id]), _("The record is saved."))


def sources_sought(
    request: HttpRequest, person: User
) -> "tuple[QuerySet[Source, Source], dict[str, str]]":
    """The sources that the list's filters name, and the filters as they were picked."""
    picked = {
        "search": asked(request, "search"),
        "kind": chosen(request, "kind", SourceKind.values),
    }
    found = standing(person)
    if picked["search"]:
        found = found.filter(having(picked["search"]))
    if picked["kind"]:
        found = found.filter(kind=picked["kind"])
    return found, picked


def source_for(request: HttpRequest, source_id: UUID) -> Source:
    """A source that this person may read.

    Raises:
        Missing: `not_found`.
    """
    related = ("created_by", "origin", "merged_into")
    found = Source.objects.visible_to(person_of(request)).select_related(*related)
    record = found.filter(pk=source_id).first()
    if record is None:
        raise Missing("not_found", _("There is no such source."))
    saw_thing(person_of(request), record)
    return record


def _page(
    request: HttpRequest, record: Source, form: Filled | None = None, *, is_open: bool = False
) -> HttpResponse:
    person = person_of(request)
    archive = archives_of([record.pk]).get(record.pk)
    paged = page_of(request, _evidence(person).filter(serving(record)))
    SecondVerdict.objects.hide_from(person, [entry.claim for entry in paged.items])
    quotes = quotes_of([entry.pk for entry in paged.items])
    for entry in paged.items:
        entry.__dict__["quoted"] = quotes.get(entry.pk)
    kept = _kept(record)
    form = form or Filled(values=kept, etag=source_etag(record))
    context = {
        "nav": "sources",
        "source": record,
        "archive": archive,
        "versions": _versions(archive),
        "evidence": paged.items,
        "page": paged,
        "merged": list(record.merged.order_by("pk")[:_FEW]),
        "suspected": suspected(person, record),
        "etag": source_etag(record),
        "form": form,
        "is_open": is_open or form.refusal is not None,
        "theirs": _theirs(request, kept) if form.is_outdated else [],
        "copy_choices": _COPY.items(),
        "may": {"edit": can_edit(person)},
    }
    return render(request, "annotations/sources/source.html", context, status=form.status)


def _said(request: HttpRequest, record: Source) -> dict[str, Any]:
    """The fields as sent. The form shows a day, a name and words: left as they are, the record keeps what it has."""
    said: dict[str, Any] = typed_in(request, *room.CHANGING)
    kept = _kept(record)
    shown = ("published_at", "origin", "copy_is_public")
    changed = {k: v for k, v in said.items() if k not in shown or v.strip() != kept[k]}
    if choice := changed.get("copy_is_public"):
        changed["copy_is_public"] = typed.choice_of(choice, "copy_is_public", _COPY) == "yes"
    return changed


def _kept(record: Source) -> dict[str, Any]:
    """The record as its form shows it."""
    kept = {name: getattr(record, name) for name in room.CHANGING}
    when = record.published_at
    return {
        **kept,
        "published_at": when.date().isoformat() if when else "",
        "origin": record.origin.name if record.origin else "",
        "copy_is_public": "yes" if record.copy_is_public else "no",
    }


def _theirs(request: HttpRequest, kept: dict[str, Any]) -> list[dict[str, Any]]:
    """The fields in which what somebody saved meanwhile differs from what this person typed."""
    sent = typed_in(request, *kept)
    return [
        {"label": LABELS[name], "theirs": _worded(name, kept[name]), "mine": _worded(name, value)}
        for name, value in sent.items()
        if value.strip() != kept[name]
    ]


def _worded(name: str, value: Any) -> Any:
    return _COPY.get(value, value) if name == "copy_is_public" else value


def _versions(archive: Archive | None) -> list[ArticleRevision]:
    """The texts of the archived copy, the newest first."""
    if archive is None or archive.copy is None:
        return []
    rows = ArticleRevision.objects.filter(article=archive.copy).select_related("snapshot")
    light = rows.only("number", "article_id", "snapshot__fetched_at", "snapshot__blob_id")
    return list(light.order_by("-number")[:_FEW])


def _evidence(person: User) -> QuerySet[Evidence]:
    rows = Evidence.objects.visible_to(person).standing().filter(claim__deleted_at__isnull=True)
    related = ("source", "claim__article", "claim__verdict__rating", "created_by")
    return rows.select_related(*related).defer("claim__search", "claim__article__search")


def having(words: str) -> Q:
    """Sources whose title, publisher or address has the words; all where there are none."""
    return Q(title__icontains=words) | Q(publisher__icontains=words) | Q(url__icontains=words)


def _uses(person: User, found: list[Source]) -> dict[UUID, int]:
    """How many claims each serves, through records merged into it too, of those that this person may see."""
    ids = [source.pk for source in found]
    rows = Evidence.objects.visible_to(person).filter(
        Q(source__in=ids) | Q(source__merged_into__in=ids),
        removed_at__isnull=True,
        claim__deleted_at__isnull=True,
    )
    standing_for = Coalesce("source__merged_into", "source")
    counted = rows.order_by().annotate(stands=standing_for).values("stands")
    return dict(counted.annotate(uses=Count("claim", distinct=True)).values_list("stands", "uses"))
