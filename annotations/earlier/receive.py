"""Keeping fact-checks of others: by their address, each once, and only what changed is written."""

import json
from collections.abc import Sequence
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from annotations.earlier.cleaning import cleaned
from annotations.history import record
from annotations.imports.readers.document import Check
from annotations.imports.said import storable
from annotations.matching.terms_counted import count_if_grown
from annotations.models import Import
from annotations.models.ids import new_id
from annotations.permissions import Actor
from annotations.refusals import Invalid

# A list of the largest file that is taken is written in a few steps, in one transaction.
STEP = 2_000
MOST_REASONS = 20

_COLUMNS = {
    "url": "text",
    "claim_reviewed": "text",
    "title": "text",
    "publisher": "text",
    "publisher_url": "text",
    "rating_label": "text",
    "rating_value": "float8",
    "rating_best": "float8",
    "rating_worst": "float8",
    "claimant": "text",
    "claimed_on": "date",
    "reviewed_on": "date",
    "language": "text",
    "appearances": "jsonb",
    "original": "jsonb",
}
_NAMES = ", ".join(_COLUMNS)
_SEARCH = (
    "setweight(to_tsvector('simple', claim_reviewed), 'A') || setweight(to_tsvector('simple',"
    " title || ' ' || publisher || ' ' || claimant), 'D')"
)
# In the order of the keys, so that two imports of the same checks wait for each other in a line.
# A row that is inserted has no xmax; one that was there and is updated has.
_SQL = f"""
    INSERT INTO annotations_earliercheck AS kept
        (id, url_key, {_NAMES}, received_in_id, search, created_at, changed_at)
    SELECT id, url_key, {_NAMES}, %s, {_SEARCH}, now(), now()
    FROM jsonb_to_recordset(%s::jsonb) AS given
        (id uuid, url_key text, {", ".join(f"{name} {kind}" for name, kind in _COLUMNS.items())})
    ORDER BY url_key
    ON CONFLICT (url_key) DO UPDATE SET
        {", ".join(f"{name} = EXCLUDED.{name}" for name in _COLUMNS)},
        received_in_id = EXCLUDED.received_in_id, search = EXCLUDED.search, changed_at = now()
    WHERE ({", ".join(f"kept.{name}" for name in _COLUMNS)})
        IS DISTINCT FROM ({", ".join(f"EXCLUDED.{name}" for name in _COLUMNS)})
    RETURNING (xmax = 0)
"""  # noqa: S608 - made of the names above


@transaction.atomic
def receive(*, actor: Actor, item: Import, checks: Sequence[Check]) -> dict[str, Any]:
    """Keep the checks that an import brought; the last step of its transaction.

    The address is a check's identity: what is known is changed, and what is the same is left alone. A
    check that cannot be kept is counted with its reason and harms no other.

    Args:
        actor: who brings them in.
        item: the import; its `outcome` is saved here.
        checks: as the reader found them. Of two with one address the first counts.

    Returns:
        ``{"new", "changed", "same", "refused"}`` as counts, and ``"reasons"``: of the first few
        refused, ``{"url", "code", "detail"}``.
    """
    rows, reasons = _sorted_out(checks)
    new = changed = 0
    for start in range(0, len(rows), STEP):
        written = _written(item, rows[start : start + STEP])
        new += sum(written)
        changed += len(written) - sum(written)
    counts: dict[str, Any] = {
        "new": new,
        "changed": changed,
        "same": len(rows) - new - changed,
        "refused": len(reasons),
    }
    outcome = {**counts, "reasons": reasons[:MOST_REASONS]}
    if new or changed:
        count_if_grown()
    item.outcome = outcome
    item.save(update_fields=["outcome"])
    record(actor, "earlier_checks_received", item, **counts)
    return outcome


def _sorted_out(checks: Sequence[Check]) -> tuple[list[dict[str, Any]], list[dict[str, str]]]:
    """The rows to write, in the order of their keys, and why the others are not written."""
    rows: dict[str, dict[str, Any]] = {}
    reasons: list[dict[str, str]] = []
    for check in checks:
        try:
            row = cleaned(check)
            if row["url_key"] in rows:
                _refuse_second()
        except Invalid as refusal:
            told = {"url": storable(check.url, 500), "code": refusal.code, "detail": refusal.detail}
            reasons.append(told)
        else:
            rows[row["url_key"]] = {"id": str(new_id()), **row}
    return [rows[key] for key in sorted(rows)], reasons


def _refuse_second() -> None:
    raise Invalid("twice", _("Another check with the same address came before this one."))


def _written(item: Import, rows: list[dict[str, Any]]) -> list[bool]:
    """For each row that was written, whether it is new."""
    with connection.cursor() as cursor:
        cursor.execute(_SQL, [item.pk, json.dumps(rows)])
        return [is_new for (is_new,) in cursor.fetchall()]
