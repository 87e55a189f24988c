"""What an evidence says besides stance, quote and note: how it was obtained, whether first-hand, of what it is a translation."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from annotations import typed
from annotations.models import Channel, SourceKind
from annotations.refusals import Invalid

DETAILS = (
    "is_primary",
    "quote_original",
    "quote_language",
    "quote_translator",
    "channel",
    "obtained_at",
    "contact",
)
PRIVATE = frozenset({"contact"})
"""What is kept out of history: whom to call is nobody's business who reads the record later."""

_YES = {"yes": True, "true": True, "no": False, "false": False, "": None}
_QUOTE_LIMIT = 20_000
# A clock that goes ahead, and the other end of the world.
_AHEAD = timedelta(days=1)


def checked_details(given: dict[str, Any]) -> dict[str, Any]:
    """Those of `DETAILS` that are given, checked.

    Raises:
        Invalid: naming the field; `in_the_future` for a time that has not come.
    """
    checks: dict[str, Callable[[Any], Any]] = {
        "is_primary": _yes_or_no,
        "quote_original": lambda v: typed.text_of(v, "quote_original", _QUOTE_LIMIT),
        "quote_language": lambda v: typed.text_of(v, "quote_language", 16),
        "quote_translator": lambda v: typed.text_of(v, "quote_translator", 300),
        "channel": lambda v: typed.choice_of(v or "", "channel", ["", *Channel.values]),
        "obtained_at": _past,
        "contact": lambda v: typed.text_of(v, "contact", 500),
    }
    return {name: checks[name](given[name]) for name in DETAILS if name in given}


def likely_primary(kind: str) -> bool | None:
    """Whether sources of this kind mostly saw or made it themselves: a hint, never a value. None: it depends."""
    return _LIKELY.get(SourceKind(kind))


def for_record(details: dict[str, Any]) -> dict[str, Any]:
    """Details as history keeps them: plain values, and of a contact only whether there is one."""
    plain = {k: v.isoformat() if isinstance(v, datetime) else v for k, v in details.items()}
    return {k: bool(v) if k in PRIVATE else v for k, v in plain.items()}


def _yes_or_no(value: Any) -> bool | None:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str) and value in _YES:
        return _YES[value]
    raise Invalid(
        "not_yes_or_no",
        _("Say true for primary, false for secondary, or null."),
        field="is_primary",
    )


def _past(value: Any) -> datetime | None:
    when = typed.moment_of(value, "obtained_at")
    if when and when > timezone.now() + _AHEAD:
        raise Invalid(
            "in_the_future",
            _("This time has not come yet. Say when you got it."),
            field="obtained_at",
        )
    return when


_LIKELY = {
    SourceKind.DOCUMENT: True,
    SourceKind.DATA: True,
    SourceKind.STATEMENT: True,
    SourceKind.EYEWITNESS: True,
    SourceKind.MEDIA: True,
    SourceKind.NEWS: False,
    SourceKind.EXPERT: False,
}
