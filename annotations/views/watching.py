"""What has changed on a page of imports since it last asked: one request for all of it."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from annotations.models import Batch, Import, ImportStatus
from annotations.permissions import can_edit
from annotations.told_again import told_again
from annotations.views.arrivals import batches_shown, shown, summary, with_names
from annotations.views.doors import person_of, private
from annotations.views.listing import (
    MOST_NEW,
    come_since,
    filtered,
    newest_seq,
    picked_of,
)

_MOST_WATCHED = 100


@require_safe
@private
def live(request: HttpRequest) -> HttpResponse:
    """The named rows and batches as they stand, and what has come on top since `seq`.

    The number of queries is the same however many rows are asked for. Queries of the address: `rows`
    and `batches` (ids, parted by commas), `seq` (left out where the page is not a list's first), and
    the list's filters.
    """
    person = person_of(request)
    seen = with_names(Import.objects.visible_to(person).listed())
    seq = newest_seq()
    rows = list(seen.filter(pk__in=_ids(request, "rows")))
    come = _come(request, seen)
    shown([*rows, *come])
    asked = Batch.objects.visible_to(person).filter(pk__in=_ids(request, "batches"))
    batches = batches_shown(list(asked))
    context = {
        "rows": rows,
        "come": come,
        "batches": batches,
        "summary": summary(),
        "seq": seq,
        "said": " ".join(filter(None, [_rows_said(rows), _batches_said(batches)])),
        "hides_batch": "hides_batch" in request.GET,
        "may": {"edit": can_edit(person)},
    }
    return render(request, "annotations/imports/_live.html", context)


def _come(request: HttpRequest, seen: QuerySet[Import]) -> list[Import]:
    since = request.GET.get("seq", "")
    if not (since.isascii() and since.isdigit() and len(since) < 19):  # noqa: PLR2004 - a bigint
        return []
    picked = picked_of(request)
    come = filtered(seen, picked, person_of(request)).filter(pk__in=come_since(int(since), picked))
    return list(come.order_by("-created_at", "-pk")[:MOST_NEW])


def _ids(request: HttpRequest, name: str) -> list[UUID]:
    found = []
    for text in request.GET.get(name, "").split(",")[:_MOST_WATCHED]:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found


def _rows_said(rows: list[Import]) -> str:
    """What a screen reader hears: only what came to an end, since a page asks for the unfinished."""
    ended: list[dict[str, Any]] = [item.__dict__ for item in rows if item.is_finished]
    if len(ended) == 1:
        one = ended[0]
        if one["status"] == ImportStatus.SUCCEEDED:
            return _("Arrived: %(title)s.") % {"title": one["title"]}
        return _("Failed: %(title)s. %(why)s") % {
            "title": one["title"],
            "why": told_again(one["error_detail"]),
        }
    arrived = sum(one["status"] == ImportStatus.SUCCEEDED for one in ended)
    failed = len(ended) - arrived
    words = {
        ngettext("%(n)s arrived", "%(n)s arrived", arrived): arrived,
        ngettext("%(n)s failed", "%(n)s failed", failed): failed,
    }
    told = [sentence % {"n": count} for sentence, count in words.items() if count]
    return f"{', '.join(told)}." if told else ""


def _batches_said(batches: list[Batch]) -> str:
    """That a batch has come to its end, in words."""
    ended = [batch.__dict__ for batch in batches if not batch.__dict__["progress"].unfinished]
    words = _("%(name)s has ended: %(words)s.")
    return " ".join(words % {"name": one["name"], "words": one["words"]} for one in ended)
