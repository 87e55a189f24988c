"""The figures of a claim: as judged beside as they stand, a line each."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from annotations.figures.said import in_one_line, row_of
from annotations.models import Figure
from annotations.review.changes import Change


def figures_standing(claims: Sequence[UUID]) -> dict[UUID, list[Figure]]:
    """The figures of these claims, removed ones too, oldest first; one query."""
    found: dict[UUID, list[Figure]] = defaultdict(list)
    rows = Figure.objects.filter(claim__in=claims).select_related("quantity")
    for row in rows.order_by("created_at", "id"):
        found[row.claim_id].append(row)
    return found


def figure_changes(judged: Mapping[str, Any], now: Sequence[Figure]) -> Iterator[Change]:
    """Figures that were added, taken away or changed; none where an older recipe did not know them."""
    if "figures" not in judged:
        return
    was = {one["id"]: in_one_line(row_of(one), one["quantity"]) for one in judged["figures"]}
    for row in now:
        old = was.get(str(row.pk), "")
        label = row.quantity.label if row.quantity else ""
        new = "" if row.removed_at else in_one_line(row, label)
        if old != new:
            yield Change("figure", _("Figure"), old, new, subject=row.pk)
