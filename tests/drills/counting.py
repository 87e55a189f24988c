"""What the database says about the drill's imports once the dust has settled."""

import time
from collections import Counter
from dataclasses import dataclass
from typing import Any

import psycopg

from tests.harness.product import Product

ENDS_WITH = {"succeeded": "imported", "failed": "import_failed"}


@dataclass(frozen=True)
class Ended:
    """One import as it ended, with how often each verb stands in the history."""

    id: str
    status: str
    error: str
    attempts: int
    revisions: int
    told: Counter[str]

    @property
    def is_told_once(self) -> bool:
        """Accepted once and ended once, in the way that its status says."""
        return self.told == {"import_accepted": 1, ENDS_WITH.get(self.status, ""): 1}


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
            "SELECT id::text, status, error_code, article_id FROM annotations_import"
        ).fetchall()
        return [
            Ended(
                id=row[0],
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


def _one(connection: psycopg.Connection[Any], query: str, *values: Any) -> int:
    (answer,) = connection.execute(query, values or None).fetchone() or (0,)
    return int(answer or 0)
