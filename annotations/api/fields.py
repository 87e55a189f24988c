"""Sparse answers: `?fields=id,state,verdict.slug` leaves out what was not named."""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers
from rest_framework.response import Response

from annotations.refusals import Invalid

# A name, and the names below it that are wanted; none of them: the whole.
Wanted = dict[str, set[str]]
NAME = "fields"
FIELDS = OpenApiParameter(
    NAME,
    OpenApiTypes.STR,
    description=(
        "Only these fields of each object, by comma; one level deeper with a dot: `id,state,verdict.slug`."
        " The ETag stays that of the whole."
    ),
)
_LONGEST = 4_000
_ENVELOPE = {"next", "previous", "results"}


def is_sparse(answer: Any) -> bool:
    """Whether an answer of this shape has fields to choose from."""
    kind = answer.child if isinstance(answer, serializers.ListSerializer) else answer
    kind = kind if isinstance(kind, type) else type(kind)
    return issubclass(kind, serializers.Serializer)


def wanted(text: str | None, answer: Any) -> Wanted | None:
    """What a request wants of an answer; None: everything.

    Args:
        text: the parameter as it was sent, None where it was not.
        answer: the shape of the answer, of a list or of one object.

    Raises:
        Invalid: `unknown_field`, naming those that there are.
    """
    if text is None:
        return None
    if len(text) > _LONGEST:
        raise Invalid(
            "too_long",
            _("At most %(limit)s characters are possible here.") % {"limit": f"{_LONGEST:,}"},
            field=NAME,
        )
    known, found = _names(answer), Wanted()
    for part in text.split(","):
        name, dot, below = part.strip().partition(".")
        _see(name, known)
        if dot:
            _see(below, {one: frozenset() for one in known[name]}, above=name)
            if found.get(name) != set() or name not in found:
                found.setdefault(name, set()).add(below)
        else:
            found[name] = set()
    return found


def sparse(response: HttpResponseBase, names: Wanted) -> None:
    """Leave out of a successful answer what is not wanted; a list keeps its addresses."""
    if isinstance(response, Response):
        response.data = _of(response.data, names)
    elif isinstance(response, HttpResponse) and response.content:
        told = _of(json.loads(response.content), names)
        response.content = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def _of(told: Any, names: Wanted) -> Any:
    if isinstance(told, list):
        return [_picked(one, names) for one in told]
    if isinstance(told, Mapping) and set(told) == _ENVELOPE:
        return {**told, "results": [_picked(one, names) for one in told["results"]]}
    return _picked(told, names)


def _picked(told: Any, names: Wanted) -> Any:
    return {
        name: _below(value, names[name]) if names[name] else value
        for name, value in told.items()
        if name in names
    }


def _below(value: Any, names: set[str]) -> Any:
    if isinstance(value, list):
        return [_below(one, names) for one in value]
    if isinstance(value, Mapping):
        return {name: one for name, one in value.items() if name in names}
    return value


@cache
def _names(answer: Any) -> dict[str, frozenset[str]]:
    """The names of an answer's objects, and of each those one level below."""
    fields = _fields(answer)
    if set(fields) == _ENVELOPE:
        fields = _fields(fields["results"])
    return {name: frozenset(_fields(field)) for name, field in fields.items()}


def _fields(shape: Any) -> dict[str, Any]:
    made = shape() if isinstance(shape, type) else shape
    one = made.child if isinstance(made, serializers.ListSerializer) else made
    return dict(one.fields) if isinstance(one, serializers.Serializer) else {}


def _see(name: str, known: Mapping[str, Any], above: str = "") -> None:
    if name in known:
        return
    if above and not known:
        detail = _("“%(name)s” has no fields of its own.") % {"name": above}
    else:
        detail = _("There is no such field. There are: %(names)s.") % {
            "names": ", ".join(sorted(known))
        }
    raise Invalid("unknown_field", detail, field=NAME)
