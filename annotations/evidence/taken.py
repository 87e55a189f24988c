"""Taking what belongs to a claim in order to change it: the claim is locked first, then the row."""

from typing import Any, TypeVar
from uuid import UUID

from django.db import models

from annotations import workflow
from annotations.models import Claim
from annotations.permissions import Actor
from annotations.refusals import Missing

Row = TypeVar("Row", bound=models.Model)


def take_row(
    actor: Actor,
    found: "models.QuerySet[Row]",
    row_id: UUID,
    *,
    missing: str,
    expected: str | None = None,
) -> tuple[Row, Claim]:
    """Lock a row that has a `claim` and a `removed_at`, and its claim before it.

    Args:
        actor: who wants to change it.
        found: the rows that this person may see.
        row_id: which.
        missing: the sentence where there is none.
        expected: the claim's ETag that was read (If-Match), or None.

    Raises:
        Missing: `not_found`. OutOfDate: `changed_meanwhile`.
    """
    first: Any = found.filter(pk=row_id, removed_at__isnull=True).first()
    if first is None:
        raise Missing("not_found", missing)
    claim = workflow.take(actor, first.claim_id, expected=expected)
    # Read again under the claim's lock: somebody may have removed it meanwhile.
    rows: models.QuerySet[Row] = found.model._base_manager.select_for_update(of=("self",))  # noqa: SLF001 - Django's documented model API
    locked = rows.filter(pk=row_id, removed_at__isnull=True).first()
    if locked is None:
        raise Missing("not_found", missing)
    return locked, claim


def plain(fields: dict[str, Any]) -> dict[str, Any]:
    """Values as history keeps them: days and times in ISO 8601."""
    return {k: v.isoformat() if hasattr(v, "isoformat") else v for k, v in fields.items()}


def differing(row: models.Model, clean: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Of `clean` what the row does not say already: as it is, and as it shall be."""
    changes = {name: value for name, value in clean.items() if getattr(row, name) != value}
    return {name: getattr(row, name) for name in changes}, changes
