"""Moments as a person gives and reads them: a day, the time on a clock, and the zone of that clock."""

from datetime import UTC, datetime, time, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import regex
from django.utils.dateparse import parse_time
from django.utils.translation import gettext as _

from annotations import typed
from annotations.refusals import Invalid

_offset = regex.compile(r"(?:UTC|GMT)?\s*([+\-−])(\d{1,2})(?::?([0-5]\d))?")
_farthest = 14 * 60  # minutes that a clock on earth is away from UTC


def moment_in(day: Any, clock: Any, zone: Any, field: str) -> datetime | None:
    """A moment as a person gives it: a day, the time on the clock there, and the zone.

    Args:
        day: ``YYYY-MM-DD``, or empty for none.
        clock: ``HH:MM`` or ``HH:MM:SS``; empty for a day alone, which is its midnight, UTC.
        zone: a name such as ``Europe/Minsk``, an offset such as ``+03:00``, or ``UTC`` (also if empty).
        field: named by refusals.

    Raises:
        Invalid: `date_invalid`, `time_invalid`, `zone_unknown`.
    """
    the_day = typed.date_of(day, field)
    at = _clock(clock, field)
    if the_day is None:
        if at is not None:
            raise Invalid("date_invalid", _("Give the day, too."), field=field)
        return None
    if at is None:
        return datetime.combine(the_day, time(), UTC)
    try:
        return datetime.combine(the_day, at, zone_of(zone, field)).astimezone(UTC)
    except OverflowError:
        raise Invalid("date_invalid", _("This time is out of range."), field=field) from None


def shown_in(moment: datetime | None, zone: str) -> tuple[str, str, str]:
    """Day, time on the clock and zone of a moment, as a form shows them and `moment_in` reads them.

    A moment that is midnight, UTC, and has no zone noted is a day alone: its time is empty.
    """
    if moment is None:
        return "", "", ""
    if not zone and moment.astimezone(UTC).time() == time():
        return moment.astimezone(UTC).date().isoformat(), "", ""
    local = moment.astimezone(zone_of(zone, ""))
    precision = "seconds" if local.second else "minutes"
    return local.date().isoformat(), local.time().isoformat(precision), zone or "UTC"


def zone_of(zone: Any, field: str) -> ZoneInfo | timezone:
    """A time zone by its name or its offset; UTC where none is given.

    Raises:
        Invalid: `zone_unknown`.
    """
    words = typed.text_of(zone, field, 60)
    if not words or words.upper() in {"UTC", "GMT", "Z"}:
        return UTC
    if found := _offset.fullmatch(words):
        minutes = 60 * int(found[2]) + int(found[3] or 0)
        if minutes <= _farthest:
            return timezone((-1 if found[1] != "+" else 1) * timedelta(minutes=minutes))
    else:
        try:
            return ZoneInfo(words)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            pass
    raise Invalid(
        "zone_unknown",
        _(
            "This time zone is not known. Give a name such as Europe/Minsk, or an offset such as +03:00."
        ),
        field=field,
    )


def _clock(clock: Any, field: str) -> time | None:
    if clock in (None, ""):
        return None
    try:
        found = parse_time(str(clock))
    except ValueError:
        found = None
    if found is None or found.tzinfo is not None:
        raise Invalid("time_invalid", _("Give the time as 09:30."), field=field)
    return found
