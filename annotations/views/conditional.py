"""Conditional requests (RFC 9110, 13) at public doors: who has the answer already is told so, at little cost."""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache, wraps
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response

import annotations
from annotations.publishing import Fresh

View = Callable[..., HttpResponse]
# Two changes within it may have one time, or the later one the earlier time: until then only the tag tells them apart.
SETTLED = timedelta(seconds=60)
_CODE = (".py", ".html", ".xml", ".mo")


def conditional(fresh: Callable[..., Fresh | None] | None = None) -> Callable[[View], View]:
    """Give a door's answers ETag and Last-Modified, and answer 304 where the caller has this one.

    Args:
        fresh: from the door's arguments (without the request), what the answer depends on; asked before the answer is
            made, so that a change in between costs one more request and never hides. Where it says None, and without
            it, the answer is made and its bytes are compared.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            known = fresh(*args, **kwargs) if fresh is not None else None
            if known is None:
                return _compared(request, view(request, *args, **kwargs))
            tag, at = f'W/"{known.tag}-{_release()[0]}"', _last(known)
            seconds = int(at.timestamp()) if at else None
            early = get_conditional_response(request, tag, seconds)
            response = early if early is not None else view(request, *args, **kwargs)
            return _told(response, tag, at)

        answered.is_conditional = True  # type: ignore[attr-defined]  # a test walks the addresses and reads it
        return answered

    return decorate


def _compared(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The answer with a tag of its bytes, or 304; what is no plain answer stays as it is."""
    if response.status_code != 200 or response.streaming:  # noqa: PLR2004 - OK
        return response
    tag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    response.headers["ETag"] = tag
    found = get_conditional_response(request, tag, None, response)
    return found if found is not None else response


def _told(response: HttpResponse, tag: str, at: datetime | None) -> HttpResponse:
    if response.status_code in {200, 304}:
        response.headers["ETag"] = tag
        if at is not None:
            response.headers["Last-Modified"] = at.strftime("%a, %d %b %Y %H:%M:%S GMT")
    return response


def _last(known: Fresh) -> datetime | None:
    """When the answer last changed, by what it tells or by a new release; None while that is too short ago to say, or unknown."""
    if known.at is None:
        return None
    at = max(known.at, _release()[1])
    return at.astimezone(UTC) if at < timezone.now() - SETTLED else None


@cache
def _release() -> tuple[str, datetime]:
    """A name for the code, templates and words that answers are made by, and when the newest of them was written."""
    here = Path(annotations.__file__).parent
    roots = [here, *(Path(one) for one in settings.TEMPLATES[0]["DIRS"])]
    files = sorted(p for root in roots for p in root.rglob("*") if p.suffix in _CODE)
    digest = hashlib.sha256(settings.BUILD_ID.encode())
    for path in files:
        digest.update(path.read_bytes())
    newest = max(path.stat().st_mtime for path in files)
    return digest.hexdigest()[:8], datetime.fromtimestamp(newest, UTC)
