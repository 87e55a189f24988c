"""What a request asks for: who, through this door, with which body, having read which version."""

from typing import Any, cast

from django.http import QueryDict
from django.utils.translation import gettext as _
from rest_framework.request import Request

from annotations import typed
from annotations.models import User
from annotations.permissions import Actor
from annotations.refusals import Invalid, PreconditionRequired


def person_of(request: Request) -> User:
    """The signed-in account (every call but `auth/token/` requires one)."""
    return cast("User", request.user)


def actor_of(request: Request) -> Actor:
    """Who acts, through this door."""
    return Actor(user=person_of(request), door="api")


def body_of(request: Request) -> dict[str, Any]:
    """The body's fields; of a form, the last value of each, without files."""
    data = request.data
    if isinstance(data, QueryDict):
        return {name: data[name] for name in data if name not in request.FILES}
    return cast("dict[str, Any]", data)


def picked(body: dict[str, Any], *names: str) -> dict[str, Any]:
    """Those of the named fields that were given."""
    return {name: body[name] for name in names if name in body}


def object_in(body: dict[str, Any], name: str, detail: str = "") -> dict[str, Any]:
    """The object that a field of the body holds; empty where it is left out or null.

    Raises:
        Invalid: `not_an_object`, with `detail` or that an object is to be given.
    """
    given = body.get(name)
    if given is not None and not isinstance(given, dict):
        raise Invalid("not_an_object", detail or _("Give an object."), field=name)
    return given or {}


def match_of(request: Request) -> str | None:
    """The version that the caller read (If-Match), or None."""
    return request.headers.get("If-Match")


def required_match_of(request: Request) -> str:
    """The version that the caller read.

    Raises:
        PreconditionRequired: `precondition_required` (428) without If-Match.
    """
    match = match_of(request)
    if not match:
        raise PreconditionRequired(
            "precondition_required",
            _("Say which version you read: send its ETag as If-Match."),
        )
    return match


def words_asked(request: Request, name: str, limit: int = 500) -> str:
    """A text of the query string; empty where it is not given.

    Raises:
        Invalid: `too_long`, `bad_characters`.
    """
    return typed.text_of(request.query_params.get(name), name, limit)


def choice_asked(request: Request, name: str, allowed: list[str]) -> str:
    """One of `allowed` from the query string; empty where it is not given.

    Raises:
        Invalid: `unknown_choice`.
    """
    value = words_asked(request, name)
    return typed.choice_of(value, name, allowed) if value else ""


def number_asked(request: Request, name: str, default: int, most: int) -> int:
    """A whole number from 0 to `most` of the query string.

    Raises:
        Invalid: `number_invalid`.
    """
    number = typed.whole_number_of(words_asked(request, name), name)
    if number is None:
        return default
    if not 0 <= number <= most:
        raise Invalid("number_invalid", _("Give a whole number, 0 or more."), field=name)
    return number
