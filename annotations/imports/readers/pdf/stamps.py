"""Dates as a PDF writes them."""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo

STAMP = re.compile(
    r"^\s*(?:D:)?(?P<year>(?:19|20)\d\d)(?P<month>\d\d)?(?P<day>\d\d)?(?P<hour>\d\d)?(?P<minute>\d\d)?(?P<second>\d\d)?"
    r"(?:(?P<sign>[+-])(?P<zone>\d\d)'?(?P<part>\d\d)?|Z)?"
)


def moment_of(stamp: str) -> datetime | None:
    """A date of ISO 32000 (7.9.4), for example "D:20200814120000+03'00'"; UTC where no zone is given."""
    match = STAMP.match(stamp)
    if match is None:
        return None
    zone: tzinfo = UTC
    try:
        if match["sign"]:
            ahead = timedelta(hours=int(match["zone"]), minutes=int(match["part"] or 0))
            zone = timezone(ahead if match["sign"] == "+" else -ahead)
        month, day = int(match["month"] or 1), int(match["day"] or 1)
        clock = [int(match[name] or 0) for name in ("hour", "minute", "second")]
        found = datetime(int(match["year"]), month, day, *clock, tzinfo=zone)  # type: ignore[misc, arg-type]
        return found if found <= datetime.now(UTC) + timedelta(days=2) else None
    except (ValueError, OverflowError):
        return None
