"""What a monitoring system reads: Prometheus text format 0.0.4, behind a token."""

import hmac
import shutil
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from factcheck import health

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
Sample = tuple[str, dict[str, str], float]

_WORDS = {
    "factcheck_build_info": "Version of the product.",
    "factcheck_part_ready": "1 where the part of /readyz answers.",
    "factcheck_ready": "1 where /readyz answers 200.",
    "factcheck_heartbeat_age_seconds": "Since a background process was last heard of, by host.",
    "factcheck_imports": "Imports by status.",
    "factcheck_oldest_waiting_import_seconds": "Age of the oldest import that has not ended.",
    "factcheck_work_due": "Work rows that are due and in nobody's hands, by kind.",
    "factcheck_work_oldest_due_seconds": "For how long the oldest of them has been due.",
    "factcheck_work_leased": "Work rows in a worker's hands.",
    "factcheck_webhook_deliveries_waiting": "Deliveries to other programs that are not told yet.",
    "factcheck_webhook_oldest_waiting_seconds": "Age of the oldest of them.",
    "factcheck_mails_waiting": "Notices to be mailed at once that are not mailed yet.",
    "factcheck_history_entries": "Entries of the record.",
    "factcheck_database_bytes": "Size of the database on disk.",
    "factcheck_archive_bytes": "Of it, kept bytes: archived copies, files, dossiers.",
    "factcheck_free_disk_bytes": "Free where this process keeps its data folder.",
}
_FACTS = """
SELECT
    extract(epoch FROM clock_timestamp() - (SELECT min(created_at) FROM annotations_import
                                WHERE status IN ('queued', 'running'))),
    (SELECT count(*) FROM annotations_work WHERE done_at IS NULL AND lease_until >= clock_timestamp()),
    (SELECT count(*) FROM annotations_webhookdelivery WHERE state = 'waiting'),
    extract(epoch FROM clock_timestamp() - (SELECT min(created_at) FROM annotations_webhookdelivery
                                WHERE state = 'waiting')),
    (SELECT count(*) FROM annotations_notice WHERE mail = 'at_once' AND mailed_at IS NULL
        AND seen_at IS NULL),
    (SELECT seq FROM annotations_historyhead),
    pg_database_size(current_database()),
    pg_total_relation_size('annotations_blob')
"""
_NAMES = (
    "factcheck_oldest_waiting_import_seconds",
    "factcheck_work_leased",
    "factcheck_webhook_deliveries_waiting",
    "factcheck_webhook_oldest_waiting_seconds",
    "factcheck_mails_waiting",
    "factcheck_history_entries",
    "factcheck_database_bytes",
    "factcheck_archive_bytes",
)
_DUE = """
SELECT kind, count(*), extract(epoch FROM clock_timestamp() - min(available_at)) FROM annotations_work
WHERE done_at IS NULL AND available_at <= clock_timestamp() AND (lease_until IS NULL OR lease_until < clock_timestamp())
GROUP BY kind ORDER BY kind
"""


@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """Figures for whoever sends the token of FACTCHECK_METRICS_TOKEN; there is no such page for others."""
    given = request.headers.get("Authorization", "").removeprefix("Bearer ").encode()
    wanted = settings.METRICS_TOKEN.encode()
    if not wanted or not hmac.compare_digest(given, wanted):
        raise Http404
    return HttpResponse("".join(_lines(list(_samples()))), content_type=CONTENT_TYPE)


def _samples() -> Iterator[Sample]:
    yield "factcheck_build_info", {"version": settings.PRODUCT_VERSION}, 1
    parts = health.parts()
    for name, state in parts.items():
        yield "factcheck_part_ready", {"part": name}, state == "ok"
    yield "factcheck_ready", {}, all(state == "ok" for state in parts.values())
    yield "factcheck_free_disk_bytes", {}, shutil.disk_usage(health.data_folder()).free
    if parts["database"] != "no answer":
        try:
            yield from _of_the_database()
        except DatabaseError:
            return


def _of_the_database() -> Iterator[Sample]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, extract(epoch FROM clock_timestamp() - at) FROM annotations_heartbeat ORDER BY name"
        )
        for name, age in cursor.fetchall():
            process, _at, host = name.partition("@")
            labels = {"process": process, "host": host}
            yield "factcheck_heartbeat_age_seconds", labels, age
        cursor.execute("SELECT status, count(*) FROM annotations_import GROUP BY 1 ORDER BY 1")
        for status, count in cursor.fetchall():
            yield "factcheck_imports", {"status": status}, count
        cursor.execute(_DUE)
        due = cursor.fetchall()
        for kind, count, _age in due:
            yield "factcheck_work_due", {"kind": kind}, count
        oldest = max((age for _kind, _count, age in due), default=0)
        yield "factcheck_work_oldest_due_seconds", {}, oldest
        cursor.execute(_FACTS)
        facts: tuple[Any, ...] = cursor.fetchone() or ()
        for name, value in zip(_NAMES, facts, strict=True):
            yield name, {}, value or 0


def _lines(samples: list[Sample]) -> Iterator[str]:
    """The text format: what each name means once, then its samples together."""
    for name, words in _WORDS.items():
        own = [(labels, value) for each, labels, value in samples if each == name]
        if own:
            yield f"# HELP {name} {words}\n# TYPE {name} gauge\n"
        for labels, value in own:
            told = ",".join(f'{key}="{_escaped(text)}"' for key, text in labels.items())
            yield (
                f"{name}{{{told}}} {float(value):.15g}\n"
                if told
                else f"{name} {float(value):.15g}\n"
            )


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
