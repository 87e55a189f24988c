"""When failed attempts fill their limit: written down once, at its start."""

from typing import Any

from allauth.core.internal.ratelimit import get_cache_key, get_rates
from django.core.cache import cache
from django.http import HttpRequest

from annotations.history import record
from annotations.models import User
from annotations.permissions import Actor

_OF = {"app": "allauth.account", "action": "login_failed"}


def tell_lockout(request: HttpRequest, *, key: str | None, person: User | None, door: str) -> None:
    """Record that an account is locked, if the failure just counted was the last that its limit allows.

    Failures of names that nobody has are counted but not recorded: whoever tries names could fill the
    record with them. So are single failures, for the same reason.

    Args:
        request: the failed attempt.
        key: what the failures are counted under.
        person: whose account it is, if there is one.
        door: `page` or `api`.
    """
    if person is None:
        return
    for rate in get_rates(**_OF):
        if rate.per != "key":
            continue
        attempts: list[Any] = cache.get(get_cache_key(request, **_OF, rate=rate, key=key), [])
        if len(attempts) == rate.amount:
            record(Actor(user=None, door=door), "locked_out", person, seconds=int(rate.duration))


def door_of(request: HttpRequest) -> str:
    """The door that a request came through."""
    return "api" if request.path.startswith("/api/") else "page"
