"""When a feed or a page is asked next: as often as the newsroom likes, as seldom as the site asks."""

import random
import re
from collections.abc import Mapping
from datetime import timedelta

LONGEST = timedelta(hours=24)
# A site may ask for this much patience between two successful polls; news is not worth waiting longer.
PATIENCE = timedelta(hours=6)
_MAX_AGE = re.compile(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,9})")
_NEVER_FRESH = re.compile(r"(?:^|[\s,])no-(?:cache|store)\b")
_DOUBLINGS = 12
# RSS's own word for it stands in the head of the feed, before the first entry.
_TTL = re.compile(rb"<ttl>\s*(\d{1,6})\s*</ttl>")
_HEAD = 20_000


def after_success(
    interval: timedelta, headers: Mapping[str, str], *, ttl_minutes: int = 0, delay: float = 0
) -> timedelta:
    """How long to wait after an answer.

    Args:
        interval: what the newsroom chose.
        headers: of the answer, names in lower case: `cache-control` and `age` are looked at.
        ttl_minutes: what an RSS feed says of itself.
        delay: seconds, the robots.txt's crawl delay, which is respected in full.

    Returns:
        At least `interval`, and up to a tenth more so that feeds do not all come due together.
    """
    asked = max(fresh_for(headers), timedelta(minutes=min(ttl_minutes, 100_000)))
    wait = max(interval, min(asked, PATIENCE), timedelta(seconds=delay))
    return wait * random.uniform(1.0, 1.1)  # noqa: S311 - spreads load, guards nothing


def after_failure(
    interval: timedelta, failures: int, *, retry_after: int = 0, longest: timedelta = LONGEST
) -> timedelta:
    """How long to wait after so many failures in a row (1 is the first): twice as long each time.

    Args:
        interval: what the newsroom chose.
        failures: in a row, this one included.
        retry_after: seconds that the site asked for.
        longest: what the doubling ends at; a day is enough for a feed, news is not worth less.

    Returns:
        From `interval` to `longest`.
    """
    doubled = interval * float(2 ** min(max(failures - 1, 0), _DOUBLINGS))
    spread = doubled * random.uniform(1.0, 1.25)  # noqa: S311 - spreads load, guards nothing
    asked = timedelta(seconds=min(retry_after, LONGEST.total_seconds()))
    return max(min(spread, max(longest, interval)), asked)


def fresh_for(headers: Mapping[str, str]) -> timedelta:
    """For how long an answer says that it stays the same (RFC 9111, 5.2.2.1); nothing where it does not."""
    control = headers.get("cache-control", "").lower()
    found = _MAX_AGE.search(control)
    if found is None or _NEVER_FRESH.search(control):
        return timedelta(0)
    age = headers.get("age", "").strip()
    passed = int(age) if age.isascii() and age.isdigit() and len(age) <= 9 else 0  # noqa: PLR2004 (30 years)
    return timedelta(seconds=max(0, int(found[1]) - passed))


def ttl_of(content: bytes) -> int:
    """For how many minutes an RSS feed says that it stays the same (`ttl`); 0 where it does not."""
    head = content[:_HEAD].partition(b"<item")[0]
    found = _TTL.search(head)
    return int(found[1]) if found else 0
