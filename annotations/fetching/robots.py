"""Visiting as a guest: what a site's robots.txt says of being polled (RFC 9309).

For what the product asks for by itself. A page that a person imports is fetched without asking.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from protego import Protego

from annotations.fetching.client import fetch
from annotations.fetching.errors import FetchError
from annotations.fetching.targets import read_target
from annotations.models import SiteRules

AGENT = "factcheck"
FRESH = timedelta(hours=24)  # RFC 9309, 2.4
FORGIVEN = timedelta(days=30)  # RFC 9309, 2.3.1.4: then an unreachable file counts as none
MOST_BYTES = 1024 * 1024  # RFC 9309, 2.5 asks for 500 KiB at least
MOST_LINES = 20_000
SECONDS = 10.0
MOST_DELAY = 24 * 3600.0
# Answers that hold no rules, beside those of 400 to 499.
USELESS = frozenset({
    "too_many_redirects", "redirect_refused", "too_large", "bad_encoding", "headers_too_large", "not_http",
})  # fmt: skip

SENTENCES = {
    "robots_refused": _(
        "The site's robots.txt does not allow programs to read this address. Ask the publisher to "
        "allow “Factcheck”, or import the stories one by one."
    ),
    "robots_unreachable": _(
        "The site's robots.txt could not be read, so nobody can tell whether this address may be asked. "
        "It is tried again by itself."
    ),
}
_LINE = re.compile(
    r"\s*(user-?\s?agent|allow|disallow|crawl-?\s?delay)\s*:\s*([^#]*)", re.IGNORECASE
)
_TOKEN = re.compile(r"[a-z_-]+|\*", re.IGNORECASE)


class RobotsError(Exception):
    """The site does not want to be asked, or cannot be asked whether it does.

    Attributes:
        code: a key of `SENTENCES`.
        detail: a translatable sentence for the editor that says what to do.
        is_temporary: whether it may be otherwise soon.
        retry_after: seconds that the site asked to wait, if it did.
    """

    def __init__(self, code: str, *, retry_after: int | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.detail: object = SENTENCES[code]
        self.is_temporary = code == "robots_unreachable"
        self.retry_after = retry_after


@dataclass(frozen=True, slots=True)
class Leave:
    """Leave to visit an address.

    Attributes:
        delay: seconds that the site wants between two visits; 0 where it does not say.
        wait: seconds until it is this visitor's turn; 0 means now, and the turn is taken.
    """

    delay: float
    wait: float


def ask_leave(url: str) -> Leave:
    """Ask a site's robots.txt whether `url` may be visited by a program, and when.

    The file is asked for once a day and kept in the database, for all feeds of the site. Answers of
    400 to 499 mean that there is none and everything is allowed; no answer, 429 and 500 to 599 mean
    that nothing is, until there is an answer. Blocks for at most `SECONDS`.

    Raises:
        RobotsError: `robots_refused`, `robots_unreachable`.
        FetchError: the site cannot be reached at all, or the address is none.
    """
    target = read_target(url, allow=settings.FETCH_ALLOW)
    site = _site(f"{target.scheme}://{target.authority}")
    rules = Protego.parse(site.rules)
    if not rules.can_fetch(target.url, AGENT):
        raise RobotsError("robots_refused")
    delay = min(rules.crawl_delay(AGENT) or 0.0, MOST_DELAY)
    return Leave(delay, _turn(site.origin, delay))


def _site(origin: str) -> SiteRules:
    """What is known of a site, not older than a day."""
    known = SiteRules.objects.filter(pk=origin).first() or SiteRules(origin=origin)
    now = timezone.now()
    if known.read_at is not None and known.read_at > now - FRESH:
        return known
    try:
        known.rules = _read(origin)
    except FetchError as error:
        since = known.failing_since or now
        if not _has_no_rules(error) and since > now - FORGIVEN:
            known.failing_since = since
            _keep(known)
            if not error.code.startswith("http_"):
                raise
            raise RobotsError("robots_unreachable", retry_after=error.retry_after) from None
        known.rules = ""
    known.read_at, known.failing_since = now, None
    _keep(known)
    return known


def _has_no_rules(error: FetchError) -> bool:
    is_answer = error.code.startswith("http_") or error.code in USELESS
    return is_answer and not error.is_temporary


def _keep(site: SiteRules) -> None:
    """Save what was read; `visited_at` belongs to those who take turns."""
    names = ("rules", "read_at", "failing_since")
    SiteRules.objects.update_or_create(
        origin=site.origin, defaults={name: getattr(site, name) for name in names}
    )


def _read(origin: str) -> str:
    found = fetch(
        f"{origin}/robots.txt",
        accept="text/plain,*/*;q=0.5",
        max_bytes=MOST_BYTES,
        deadline_seconds=SECONDS,
    )
    words = found.body.decode("utf-8-sig", "replace").replace("\x00", "")
    return "\n".join(list(_ours(words))[:MOST_LINES])


def _ours(words: str) -> Iterator[str]:
    """The lines that matter, with every other robot under one name.

    The parser's work is the number of robots in a group times its rules: a file that names thousands
    of both would keep a worker busy for hours.
    """
    for line in words.splitlines():
        found = _LINE.match(line)
        if found is None:
            continue
        name, value = found[1].lower(), found[2].strip()
        if not name.startswith("user"):
            yield f"{name}: {value}"
            continue
        token = _TOKEN.match(value)
        robot = token[0].lower() if token else ""
        yield f"user-agent: {robot if robot in {AGENT, '*'} else 'another'}"


def _turn(origin: str, delay: float) -> float:
    """Take the next visit to a site that wants `delay` seconds between two.

    Returns:
        0 where it is taken, else the seconds to wait.
    """
    site = SiteRules.objects.filter(pk=origin)
    free = Q(visited_at__isnull=True) | Q(visited_at__lte=Now() - timedelta(seconds=delay))
    if not delay or site.filter(free).update(visited_at=Now()):
        return 0.0
    left = site.values_list(F("visited_at") + timedelta(seconds=delay) - Now(), flat=True).first()
    return max(1.0, left.total_seconds()) if left else 1.0
