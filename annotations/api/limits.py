"""How many calls are made in a minute, and the answer to who makes too many.

Counted in the memory of each web process and added up in the database once a second, so that no call waits for
a statement of its own (ADR 42).
"""

import ipaddress
import time
from dataclasses import dataclass

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext as _
from rest_framework.request import Request

from annotations.api.counting import COUNTS
from annotations.api.errors import TooMany
from annotations.models import ApiToken, User

WINDOW = 60


@dataclass(frozen=True, slots=True)
class Spent:
    """What is left of a budget. `most` calls in a minute (0: without limit), `left` of them, for `seconds` more."""

    budget: str
    most: int
    left: int
    seconds: int

    def headers(self) -> dict[str, str]:
        """As draft-ietf-httpapi-ratelimit-headers writes it."""
        if not self.most:
            return {}
        return {
            "RateLimit-Policy": f'"{self.budget}";q={self.most};w={WINDOW}',
            "RateLimit": f'"{self.budget}";r={self.left};t={self.seconds}',
        }


def spend(request: Request, *, is_costly: bool) -> Spent:
    """Count a call of somebody who is signed in: of the token, else of the person.

    Raises:
        TooMany: `rate_limited`.
    """
    token = request.auth
    if isinstance(token, ApiToken):
        who = f"token:{token.pk}"
        COUNTS.note_use(token.pk)
    else:
        who = f"person:{request.user.pk}"
    return _spend(who, "costly" if is_costly else "calls")


def spend_nameless(request: HttpRequest) -> Spent:
    """Count a call of nobody known, by its address (of IPv6, its network).

    Raises:
        TooMany: `rate_limited`.
    """
    return _spend(f"address:{_address(request)}", "anonymous")


def is_known(request: Request) -> bool:
    """Whether somebody is signed in."""
    return isinstance(request.user, User)


def _spend(who: str, budget: str) -> Spent:
    most: int = settings.API_LIMITS[budget]
    now = time.time()
    minute, seconds = int(now // WINDOW), WINDOW - int(now % WINDOW)
    if not most:
        return Spent(budget, 0, 0, seconds)
    used = COUNTS.add(f"{who}:{budget}", minute, most)
    if used > most:
        raise TooMany(
            "rate_limited",
            _("That were more than %(most)s calls in a minute. Go on in %(seconds)s seconds.")
            % {"most": f"{most:,}", "seconds": seconds},
            retry_after=seconds,
            spent=Spent(budget, most, 0, seconds),
        )
    return Spent(budget, most, most - used, seconds)


def _address(request: HttpRequest) -> str:
    try:
        found = ipaddress.ip_address(get_adapter().get_client_ip(request))
    except (PermissionDenied, ValueError):
        return "none"  # as behind a Unix socket
    if isinstance(found, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((found, 64), strict=False))
    return str(found)
