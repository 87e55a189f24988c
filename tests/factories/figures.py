"""Figures of claims, as rows: their room is not needed to look at them."""

from datetime import date
from typing import Any

from annotations.models import Claim, Figure, Quantity, User


def make_quantity(by: User, label: str = "People detained in Belarus", note: str = "") -> Quantity:
    """What is counted; the one there is where the label is known already."""
    key = " ".join(label.casefold().split())
    found, _is_new = Quantity.objects.get_or_create(
        label_key=key, defaults={"label": label, "note": note, "created_by": by}
    )
    return found


def make_figure(
    claim: Claim,
    by: User,
    low: Any = 3000,
    qualifier: str = "none",
    unit: str = "people",
    *,
    quantity: Quantity | None = None,
    period: tuple[str | None, str | None] = (None, None),
    confirmed: bool | None = None,
    **more: Any,
) -> Figure:
    """A figure; confirmed where it has a quantity, unless said otherwise. `high` is `low` by default."""
    start, end = period
    figure = Figure.objects.create(
        claim=claim,
        created_by=by,
        quantity=quantity,
        low=low,
        high=more.pop("high", low),
        qualifier=qualifier,
        unit=unit,
        period_from=date.fromisoformat(start) if start else None,
        period_to=date.fromisoformat(end) if end else None,
        confirmed=quantity is not None if confirmed is None else confirmed,
        **more,
    )
    figure.refresh_from_db()
    return figure
