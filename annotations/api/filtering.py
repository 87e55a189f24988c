"""What a list may be narrowed by, said once for the description and for the rows; nothing is ignored in silence."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request

from annotations import typed
from annotations.refusals import Invalid

Rows = TypeVar("Rows", bound=QuerySet[Any])
_YES_NO = ["true", "false"]
_WORDS_LIMIT = 500
# What general clients add to any address: it narrows nothing, so nobody is misled where a call does without it.
_HARMLESS = frozenset({"limit", "page_size"})


@dataclass(frozen=True, slots=True)
class Filter:
    """One parameter and the lookup of Django's that it stands for; `read` makes the value of its text."""

    parameter: OpenApiParameter
    lookup: str
    read: Callable[[str, str], Any]


def choice(name: str, values: Iterable[Any], lookup: str = "", words: str = "") -> Filter:
    """One of some values."""
    known = [str(value) for value in values]
    parameter = OpenApiParameter(name, OpenApiTypes.STR, enum=known, description=words)
    return Filter(parameter, lookup or name, lambda text, _name: text)


def yes_no(name: str, lookup: str, words: str) -> Filter:
    """`true` or `false`."""
    parameter = OpenApiParameter(name, OpenApiTypes.STR, enum=_YES_NO, description=words)
    return Filter(parameter, lookup, lambda text, _name: text == "true")


def not_null(name: str, lookup: str, words: str) -> Filter:
    """`true`: those whose `lookup` has a value; `false`: the others."""
    parameter = OpenApiParameter(name, OpenApiTypes.STR, enum=_YES_NO, description=words)
    return Filter(parameter, f"{lookup}__isnull", lambda text, _name: text == "false")


def whole_words(name: str, lookup: str = "", words: str = "") -> Filter:
    """A text that is exactly this."""
    parameter = OpenApiParameter(name, OpenApiTypes.STR, description=words)
    return Filter(
        parameter, lookup or name, lambda text, field: typed.text_of(text, field, _WORDS_LIMIT)
    )


def identifier(name: str, lookup: str = "", words: str = "") -> Filter:
    """An id."""
    parameter = OpenApiParameter(name, OpenApiTypes.UUID, description=words)
    return Filter(parameter, lookup or name, typed.id_of)


def span(name: str, field: str, what: str) -> tuple[Filter, Filter]:
    """A span of time, as `<name>_since` and `<name>_until`; the end is not in it."""
    since = OpenApiParameter(
        f"{name}_since", OpenApiTypes.DATETIME, description=f"{what} at this moment or later."
    )
    until = OpenApiParameter(
        f"{name}_until", OpenApiTypes.DATETIME, description=f"{what} before this moment."
    )
    return (
        Filter(since, f"{field}__gte", typed.moment_of),
        Filter(until, f"{field}__lt", typed.moment_of),
    )


CREATED = span("created", "created_at", "Made")
CHANGED = span("changed", "changed_at", "Last changed")


def parameters(filters: Iterable[Filter]) -> tuple[OpenApiParameter, ...]:
    """What the description says of the filters."""
    return tuple(one.parameter for one in filters)


def narrowed(request: Request, rows: Rows, filters: Iterable[Filter]) -> Rows:
    """Those rows that fit every filter that the request names.

    Raises:
        Invalid: as `annotations.typed` says.
    """
    asked = {
        one.lookup: one.read(request.query_params[one.parameter.name], one.parameter.name)
        for one in filters
        if one.parameter.name in request.query_params
    }
    return rows.filter(**asked) if asked else rows


def refuse_unasked(request: Request, declared: Mapping[str, OpenApiParameter]) -> None:
    """Refuse parameters that the call does not have, that stand twice, and values that none of them takes.

    What general clients add to any address (`format=json`, `limit`, `page_size`) is let be where the call does not have it.

    Raises:
        Invalid: `unknown_parameter`, `repeated_parameter`, `unknown_choice`, `id_invalid`, `date_invalid`.
    """
    for name, values in request.query_params.lists():
        if name not in declared and (name in _HARMLESS or (name, values) == ("format", ["json"])):
            continue
        if name not in declared:
            raise Invalid("unknown_parameter", _unknown(declared), field=name[:100])
        if len(values) > 1:
            raise Invalid("repeated_parameter", _("Give this parameter once."), field=name)
        _see_value(declared[name], values[0])


def _unknown(declared: Mapping[str, OpenApiParameter]) -> str:
    if not declared:
        return _("This address takes no parameters.")
    names = ", ".join(sorted(declared))
    return _("There is no such parameter here. There are: %(names)s.") % {"names": names}


def _see_value(parameter: OpenApiParameter, text: str) -> None:
    name = parameter.name
    if parameter.enum:
        typed.choice_of(text, name, [str(value) for value in parameter.enum])
    elif parameter.type is OpenApiTypes.UUID:
        typed.id_of(text, name)
    elif parameter.type is OpenApiTypes.DATETIME and typed.moment_of(text, name) is None:
        raise Invalid(
            "date_invalid",
            _("Give the time as 2026-11-23T09:30:00Z, or the day as 2026-11-23."),
            field=name,
        )
