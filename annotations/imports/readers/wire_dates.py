"""Dates as agencies and feeds write them: ISO 8601 in both its spellings, RFC 822."""

import re
from datetime import datetime
from typing import Any

from annotations.imports.readers.cleaning import one_line
from annotations.imports.readers.dates import machine_date

# NITF 3.x: YYYYMMDDTHHMMSS-HHMM, YYYYMMDDTHHMMSSZ, YYYYMMDD; seen as well: without T or seconds.
COMPACT = re.compile(
    r"^(?P<day>(?:19|20)\d{6})(?:T?(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)?)?"
    r"(?P<zone>Z|[+-]\d\d:?\d\d)?$"
)


def iso_of(value: Any) -> str:
    """A date in ISO 8601's longer spelling, whatever day it is; what is no compact date stays as it is."""
    text = one_line(value)
    match = COMPACT.match(text)
    if match is None:
        return text
    time = ":".join(match[name] or "00" for name in ("hour", "minute", "second"))
    day = match["day"]
    return f"{day[:4]}-{day[4:6]}-{day[6:]}T{time}{match['zone'] or ''}"


def moment_of(value: Any) -> datetime | None:
    """The moment with its zone; midnight, or UTC, where the sender does not say. None where it is none."""
    try:
        return machine_date(iso_of(value))
    except (OverflowError, ValueError):
        return None


def first_moment(*values: Any) -> datetime | None:
    """The first that is one."""
    return next((moment for moment in map(moment_of, values) if moment is not None), None)
