"""One batch: how far it is, what failed, and what to do about all of it at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from annotations.imports import batches
from annotations.models import Batch, Import, ImportStatus
from annotations.permissions import can_edit
from annotations.refusals import Missing
from annotations.views.arrivals import batches_shown, shown, with_names
from annotations.views.doors import actor_of, onward, person_of, private
from annotations.views.listing import newest_seq

_SIZE = 50
# What needs somebody comes first.
_RANK = Case(
    When(status=ImportStatus.FAILED, error_code="cancelled", then=Value(4)),
    When(status=ImportStatus.FAILED, then=Value(0)),
    When(status=ImportStatus.RUNNING, then=Value(1)),
    When(status=ImportStatus.QUEUED, then=Value(2)),
    default=Value(3),
    output_field=IntegerField(),
)


@require_safe
@private
def batch(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Its progress, its imports (failed first), and the buttons for all of them."""
    person = person_of(request)
    found = Batch.objects.visible_to(person).select_related("requested_by").filter(pk=batch_id)
    one = found.first()
    if one is None:
        raise Missing("not_found", _("There is no such batch."))
    seq = newest_seq()
    rows = with_names(Import.objects.visible_to(person).filter(batch=one))
    page = _page_of(request, rows)
    batches_shown([one])
    context: dict[str, Any] = {
        "nav": "imports",
        "batch": one,
        "imports": shown(page.items),
        "page": page,
        "seq": seq,
        "may": {"edit": can_edit(person)},
    }
    return render(request, "annotations/batches/batch.html", context)


@require_POST
@private
def cancel(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """End whatever of it has not arrived."""
    count = batches.cancel_all(actor=actor_of(request), batch_id=batch_id)
    words = ngettext("%(n)s import cancelled.", "%(n)s imports cancelled.", count)
    return onward(request, reverse("batch", args=[batch_id]), words % {"n": count})


@require_POST
@private
def retry(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Try what failed again; what was cancelled only where the button says so."""
    count = batches.retry_failed(
        actor=actor_of(request),
        batch_id=batch_id,
        cancelled=request.POST.get("cancelled") == "1",
    )
    words = ngettext("Trying %(n)s import again.", "Trying %(n)s imports again.", count)
    return onward(request, reverse("batch", args=[batch_id]), words % {"n": count})


@dataclass(frozen=True, slots=True)
class _Page:
    items: Sequence[Import]
    next_url: str
    first_url: str


def _page_of(request: HttpRequest, rows: QuerySet[Import]) -> _Page:
    """The page that the address's `after` (rank and id of the last row seen) names."""
    rows = rows.annotate(rank=_RANK).order_by("rank", "pk")
    place = _place(request.GET.get("after", ""))
    if place:
        rank, pk = place
        rows = rows.filter(Q(rank__gt=rank) | Q(rank=rank, pk__gt=pk))
    found = list(rows[: _SIZE + 1])
    items = found[:_SIZE]
    following = ""
    if len(found) > _SIZE:
        last = items[-1].__dict__
        following = f"?after={last['rank']}.{last['id']}"
    return _Page(items, following, request.path if place else "")


def _place(text: str) -> tuple[int, UUID] | None:
    """Read a place; a damaged one means the first page."""
    rank, _dot, pk = text.partition(".")
    try:
        return (int(rank), UUID(pk)) if rank in set("01234") else None
    except ValueError:
        return None
