"""Checks of what people and programs send: text, addresses, dates, choices.

Every check returns the clean value or raises Invalid with a code, a sentence and the field.
"""

from collections.abc import Collection
from datetime import UTC, date, datetime, time
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from annotations.refusals import Invalid


def text_of(value: Any, field: str, limit: int, *, required: bool = False) -> str:
    """A typed text, stripped, with plain newlines.

    Raises:
        Invalid: `not_text`, `bad_characters` (NUL, lone surrogates), `required`, `too_long`.
    """
    if value is None:
        value = ""
    if not isinstance(value, str):
        raise Invalid("not_text", _("This must be text."), field=field)
    if has_bad_characters(value):
        raise Invalid(
            "bad_characters",
            _(
                "The text holds characters that cannot be stored (NUL or half an emoji). Remove them."
            ),
            field=field,
        )
    clean: str = value.replace("\r\n", "\n").replace("\r", "\n").strip()
    if required and not clean:
        raise Invalid("required", _("This may not be empty."), field=field)
    if len(clean) > limit:
        raise Invalid(
            "too_long",
            _("At most %(limit)s characters are possible here.") % {"limit": grouped(limit)},
            field=field,
        )
    return clean


def grouped(number: float) -> str:
    """A number with its thousands apart, as the reader's language writes it: `2,000,000` or `2 000 000`."""
    return number_format(number, force_grouping=True)


def has_bad_characters(value: str) -> bool:
    """Whether the text has NUL or lone surrogates, which PostgreSQL cannot store."""
    if "\x00" in value:
        return True
    try:
        value.encode()
    except UnicodeEncodeError:
        return True
    return False


def url_of(value: Any, field: str, *, required: bool = False) -> str:
    """A web address: http or https with a host, no user name, no white space.

    Raises:
        Invalid: `required`, `url_scheme_refused` (such as ``javascript:``), `url_invalid`.
    """
    text = text_of(value, field, 4000, required=required)
    if not text:
        return ""
    host: str | None
    try:
        parts = urlsplit(text)
        host = parts.hostname
        _port = parts.port
    except ValueError:
        host, parts = None, urlsplit("")
    if parts.scheme and parts.scheme.lower() not in {"http", "https"}:
        raise Invalid(
            "url_scheme_refused",
            _("Only addresses that begin with http:// or https:// are possible."),
            field=field,
        )
    if not host or not parts.scheme or any(c.isspace() for c in text) or parts.username:
        raise Invalid(
            "url_invalid",
            _("This is not a complete web address. It looks like https://example.org/page."),
            field=field,
        )
    return text


def choice_of(value: Any, field: str, allowed: Collection[str]) -> str:
    """One of `allowed`.

    Raises:
        Invalid: `unknown_choice`, naming what is possible.
    """
    if not isinstance(value, str) or value not in allowed:
        raise Invalid(
            "unknown_choice",
            _("Choose one of: %(allowed)s.") % {"allowed": ", ".join(map(str, allowed))},
            field=field,
        )
    return str(value)


def date_of(value: Any, field: str) -> date | None:
    """A calendar day (``YYYY-MM-DD``), or None where nothing is given.

    Raises:
        Invalid: `date_invalid`.
    """
    if value in (None, ""):
        return None
    try:
        day = value if isinstance(value, date) else parse_date(str(value))
    except ValueError:
        day = None
    if day is None:
        raise Invalid("date_invalid", _("Give the day as YYYY-MM-DD."), field=field)
    return day


def moment_of(value: Any, field: str) -> datetime | None:
    """A moment (RFC 3339), or None where nothing is given; a bare day is its midnight, UTC.

    Raises:
        Invalid: `date_invalid`.
    """
    if value in (None, ""):
        return None
    if isinstance(value, datetime):
        return value
    try:
        moment = parse_datetime(str(value))
        if moment is None and (day := parse_date(str(value))):
            moment = datetime.combine(day, time(), UTC)
    except ValueError:
        moment = None
    if moment is None:
        raise Invalid(
            "date_invalid",
            _("Give the time as 2026-11-23T09:30:00Z, or the day as 2026-11-23."),
            field=field,
        )
    try:
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except OverflowError:
        raise Invalid("date_invalid", _("This time is out of range."), field=field) from None


def id_of(value: Any, field: str) -> UUID:
    """An identifier.

    Raises:
        Invalid: `id_invalid`.
    """
    try:
        return UUID(str(value))
    except ValueError:
        raise Invalid("id_invalid", _("This is not an identifier of ours."), field=field) from None


def whole_number_of(value: Any, field: str) -> int | None:
    """A whole number, or None where nothing is given. Booleans and fractions are refused.

    Raises:
        Invalid: `number_invalid`.
    """
    if value in (None, ""):
        return None
    if isinstance(value, bool) or (isinstance(value, float) and not value.is_integer()):
        raise Invalid("number_invalid", _("Give a whole number."), field=field)
    try:
        return int(str(value)) if not isinstance(value, (int, float)) else int(value)
    except ValueError:
        raise Invalid("number_invalid", _("Give a whole number."), field=field) from None
