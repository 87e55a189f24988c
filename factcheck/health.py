"""Liveness and readiness, for load balancers and `make run`."""

import shutil
from datetime import timedelta
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
    parts: dict[str, Any] = {"database": _database(), "broker": _broker()}
    facts: dict[str, Any] = {}
    if parts["database"] == "ok":
        beats = dict(Heartbeat.objects.values_list("name", "at"))
        parts["worker"] = _fresh(beats.get("worker"))
        oldest = Import.objects.unfinished().order_by("created_at").first()
        facts = {
            "beat": beats.get("beat"),
            "dispatcher": beats.get("dispatcher"),
            "oldest_waiting_import": oldest and oldest.created_at,
        }
    else:
        parts["worker"] = "unknown"
    usage = shutil.disk_usage(settings.DATA_DIR if settings.DATA_DIR.exists() else "/")
    is_ready = all(state == "ok" for state in parts.values())
    body = {
        "ready": is_ready,
        "failing": [name for name, state in parts.items() if state != "ok"],
        "parts": parts,
        "free_disk_bytes": usage.free,
        **facts,
    }
    return JsonResponse(body, status=200 if is_ready else 503)


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
