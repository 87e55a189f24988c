"""What the database says about the drill's imports once the dust has settled."""

import time
from collections import Counter
from dataclasses import dataclass
from typing import Any

import psycopg

from tests.drills.asking import Accepted
from tests.harness.product import Product

ENDS_WITH = {
    ("article", "succeeded"): "imported",
    ("earlier_checks", "succeeded"): "earlier_checks_received",
    ("article", "failed"): "import_failed",
    ("earlier_checks", "failed"): "import_failed",
}


@dataclass(frozen=True)
class Ended:
    """One import as it ended, with how often each verb stands in the history."""

    id: str
    batch: str | None
    kind: str
    part: str
    status: str
    error: str
    attempts: int
    revisions: int
    told: Counter[str]

    @property
    def is_told_once(self) -> bool:
        """Accepted once and ended once, in the way that its status says."""
        return self.told == {"import_accepted": 1, ENDS_WITH.get((self.kind, self.status), ""): 1}


def wait_until_all_ended(product: Product, seconds: float) -> list[Ended]:
    """Return every import that the database knows, after at most `seconds` of waiting for it."""
    limit = time.monotonic() + seconds
    with psycopg.connect(product.services["DATABASE_URL"], autocommit=True) as connection:
        while time.monotonic() < limit and _one(
            connection,
            "SELECT (SELECT count(*) FROM annotations_import WHERE finished_at IS NULL)"
            " + (SELECT count(*) FROM annotations_work WHERE done_at IS NULL)",
        ):
            time.sleep(0.2)
        rows = connection.execute(
            "SELECT id::text, status, error_code, article_id, batch_id::text, kind, part"
            " FROM annotations_import"
        ).fetchall()
        return [
            Ended(
                id=row[0],
                batch=row[4],
                kind=row[5],
                part=row[6],
                status=row[1],
                error=row[2],
                attempts=_one(
                    connection,
                    "SELECT max(attempts) FROM annotations_work WHERE subject = %s",
                    row[0],
                ),
                revisions=_one(
                    connection,
                    "SELECT count(*) FROM annotations_articlerevision WHERE article_id = %s",
                    row[3],
                ),
                told=Counter(
                    dict(
                        connection.execute(
                            "SELECT verb, count(*) FROM annotations_historyentry"
                            " WHERE object_id = %s GROUP BY verb",
                            [row[0]],
                        ).fetchall()
                    )
                ),
            )
            for row in rows
        ]


@dataclass(frozen=True)
class Outcome:
    """What became of one accepted request: its imports, of which there have to be `brings`."""

    accepted: Accepted
    imports: list[Ended]

    @property
    def lost(self) -> int:
        """Imports that are not there, or never ended."""
        there = [item for item in self.imports if item.status in {"succeeded", "failed"}]
        return max(0, self.accepted.brings - len(there))

    @property
    def doubled(self) -> int:
        """Imports too many, told twice, or with more than one revision."""
        twice = [i for i in self.imports if max(i.told.values()) > 1 or i.revisions > 1]
        return len(twice) + max(0, len(self.imports) - self.accepted.brings)


def outcomes_of(accepted: list[Accepted], ended: list[Ended]) -> list[Outcome]:
    """For each accepted request its imports: the one named, or all of its batch."""
    by_id = {item.id: item for item in ended}
    by_batch: dict[str, list[Ended]] = {}
    for item in ended:
        by_batch.setdefault(item.batch or item.id, []).append(item)
    return [Outcome(each, by_batch.get(_batch_of(each, by_id), [])) for each in accepted]


def _batch_of(accepted: Accepted, by_id: dict[str, Ended]) -> str:
    item = by_id.get(accepted.id)
    return accepted.id if item is None or item.batch is None else item.batch


def _one(connection: psycopg.Connection[Any], query: str, *values: Any) -> int:
    (answer,) = connection.execute(query, values or None).fetchone() or (0,)
    return int(answer or 0)
