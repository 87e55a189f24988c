"""Liveness and readiness, for load balancers and `make run`."""

import shutil
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import redis
from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from annotations.models import Heartbeat, Import

FRESH = timedelta(seconds=45)


def healthz(request: HttpRequest) -> HttpResponse:
    """200 while the process lives."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """200 when database, broker and a consuming worker answer; else 503 naming the part."""
    found = parts()
    is_ready = all(state == "ok" for state in found.values())
    body = {
        "ready": is_ready,
        "failing": [name for name, state in found.items() if state != "ok"],
        "parts": found,
        "free_disk_bytes": shutil.disk_usage(data_folder()).free,
        **(_facts() if found["database"] == "ok" else {}),
    }
    return JsonResponse(body, status=200 if is_ready else 503)


def parts() -> dict[str, str]:
    """For each part `ok`, or what is wrong with it."""
    found = {"database": _database(), "broker": _broker(), "worker": "unknown"}
    if found["database"] == "ok":
        heard = Heartbeat.objects.filter(name="worker").values_list("at", flat=True).first()
        found["worker"] = _fresh(heard)
    return found


def data_folder() -> Path:
    """Where this process keeps what is not in the database."""
    folder: Path = settings.DATA_DIR
    return folder if folder.exists() else Path("/")


def _facts() -> dict[str, Any]:
    """Who was heard of when, by host too; who fell silent lately; the oldest import under way."""
    heard = dict(Heartbeat.objects.values_list("name", "at"))
    hosts: dict[str, dict[str, datetime]] = {}
    for name, at in sorted(heard.items()):
        process, is_of_a_host, host = name.partition("@")
        if is_of_a_host:
            hosts.setdefault(host, {})[process] = at
    oldest = Import.objects.unfinished().order_by("created_at").first()
    return {
        "beat": heard.get("beat"),
        "dispatcher": heard.get("dispatcher"),
        "oldest_waiting_import": oldest and oldest.created_at,
        "hosts": hosts,
        "silent": sorted(
            name for name, at in heard.items() if "@" in name and timezone.now() - at > FRESH
        ),
    }


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            # Without Cyrillic trigrams, search would be blind to them in silence.
            cursor.execute(
                "SELECT cardinality(show_trgm('привет')) > 0, lower('ПРИВЕТ') = 'привет'"
            )
            has_trigrams, has_lower = cursor.fetchone() or (False, False)
    except DatabaseError as error:
        return f"no answer: {type(error).__name__}"
    if has_trigrams and has_lower:
        return "ok"
    return "its locale knows no Cyrillic: make the database with a UTF-8 locale"


def _broker() -> str:
    try:
        client = redis.Redis.from_url(
            settings.REDIS_URL, socket_timeout=2, socket_connect_timeout=2
        )
        client.ping()
        client.close()
    except (redis.RedisError, OSError, ValueError) as error:
        return f"no answer: {type(error).__name__}"
    return "ok"


def _fresh(at: Any) -> str:
    if at is None:
        return "no worker has consumed yet"
    if timezone.now() - at > FRESH:
        return "no worker has consumed lately"
    return "ok"
