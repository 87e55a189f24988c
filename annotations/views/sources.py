"""Sources: the reusable records, and the claims that each was linked to."""

from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from annotations.models import Evidence, Source, SourceKind, User
from annotations.refusals import Missing
from annotations.views.doors import asked, chosen, person_of, private
from annotations.views.paging import page_of


@require_safe
@private
def sources(request: HttpRequest) -> HttpResponse:
    """Every source that this person may read, newest first."""
    person = person_of(request)
    picked = {
        "search": asked(request, "search"),
        "kind": chosen(request, "kind", SourceKind.values),
    }
    found = Source.objects.visible_to(person)
    if picked["search"]:
        found = found.filter(having(picked["search"]))
    if picked["kind"]:
        found = found.filter(kind=picked["kind"])
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
    """A source and what it was used for."""
    person = person_of(request)
    found = Source.objects.visible_to(person).select_related("created_by", "article")
    record = found.defer("article__search").filter(pk=source_id).first()
    if record is None:
        raise Missing("not_found", _("There is no such source."))
    context = {
        "nav": "sources",
        "source": record,
        "evidence": list(_evidence(person).filter(source=record)[:200]),
    }
    return render(request, "annotations/sources/source.html", context)


def _evidence(person: User) -> QuerySet[Evidence]:
    rows = Evidence.objects.visible_to(person).standing().filter(claim__deleted_at__isnull=True)
    return rows.select_related("claim__article", "claim__verdict__rating", "created_by").defer(
        "claim__search", "claim__article__search"
    )


def having(words: str) -> Q:
    """Sources whose title, publisher or address has the words; all where there are none."""
    return Q(title__icontains=words) | Q(publisher__icontains=words) | Q(url__icontains=words)


def _uses(person: User, found: list[Source]) -> dict[UUID, int]:
    """How many standing evidences each has, of those that this person may see."""
    rows = Evidence.objects.visible_to(person).filter(
        source__in=[source.pk for source in found],
        removed_at__isnull=True,
        claim__deleted_at__isnull=True,
    )
    counted = rows.order_by().values("source").annotate(uses=Count("id"))
    return {row["source"]: row["uses"] for row in counted}
