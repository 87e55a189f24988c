"""One value as JSON says it, and back: by the kind of its field, exact to the last digit."""

import base64
import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any, TypeAlias
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models

Field: TypeAlias = "models.Field[Any, Any]"

_MICROSECOND = timedelta(microseconds=1)


def line_of(row: dict[str, Any]) -> bytes:
    """A row as a line: keys sorted, no spaces, UTF-8, so that equal rows are equal bytes."""
    text = json.dumps(
        row, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
    )
    return text.encode() + b"\n"


def said(field: Field, value: Any) -> Any:
    """The value of a field as JSON: times in UTC, bytes in base64, durations in microseconds."""
    if value is None:
        return None
    kind = _kind(field)
    if isinstance(kind, ArrayField):
        return [said(kind.base_field, one) for one in value]
    for known, (speak, _read) in _KINDS.items():
        if isinstance(kind, known):
            return speak(value)
    return value


def meant(field: Field, given: Any) -> Any:
    """The value that JSON says, as Python has it.

    Raises:
        ValueError, TypeError: it says none that this field may have.
    """
    if given is None:
        return None
    kind = _kind(field)
    if isinstance(kind, ArrayField):
        if not isinstance(given, list):
            raise TypeError(f"{field.name} is no list")
        return [meant(kind.base_field, one) for one in given]
    for known, (_speak, read) in _KINDS.items():
        if isinstance(kind, known):
            return read(given)
    return given


def _kind(field: Field) -> Field:
    """The field itself, or the one that a reference leads to."""
    while isinstance(field, models.ForeignKey):
        field = field.target_field
    return field


def _time(value: datetime) -> str:
    return value.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _read_time(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError("a time without its zone")
    return found


def _bytes(value: Any) -> str:
    return base64.b64encode(bytes(value)).decode()


def _read_bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)


def _read_number(given: Any) -> int:
    if isinstance(given, bool) or not isinstance(given, int):
        raise TypeError("no whole number")
    return given


def _read_truth(given: Any) -> bool:
    if not isinstance(given, bool):
        raise TypeError("neither true nor false")
    return given


def _read_text(given: Any) -> str:
    if not isinstance(given, str):
        raise TypeError("no text")
    return given


def _same(value: Any) -> Any:
    return value


_Speak = Callable[[Any], Any]
# The first that fits: a DateTimeField is a DateField too.
_KINDS: dict[type[Field], tuple[_Speak, _Speak]] = {
    models.JSONField: (_same, _same),
    models.UUIDField: (str, lambda text: UUID(_read_text(text))),
    models.DateTimeField: (_time, _read_time),
    models.DateField: (date.isoformat, date.fromisoformat),
    models.DurationField: (
        lambda value: value // _MICROSECOND,
        lambda number: timedelta(microseconds=_read_number(number)),
    ),
    models.DecimalField: (str, lambda text: Decimal(_read_text(text))),
    models.BinaryField: (_bytes, _read_bytes),
    models.BooleanField: (_same, _read_truth),
    models.IntegerField: (_same, _read_number),
    models.CharField: (_same, _read_text),
    models.TextField: (_same, _read_text),
}
