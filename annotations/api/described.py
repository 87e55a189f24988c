"""What OpenAPI says of a call, in one line beside it."""

import inspect
from collections.abc import Callable
from typing import Any, TypeVar

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema

from annotations.api import fields, schemes
from annotations.api.shapes.base import Problem
from annotations.models import Scope

_SCHEMES = schemes.OurSessionScheme  # registered by being imported
_F = TypeVar("_F", bound=Callable[..., Any])
_OWN_PARAMETERS = 2  # self and request
_WHY = {
    400: "The input is wrong; `field` names it.",
    401: "Sign in, or send a valid token.",
    403: "This account, token or person may not do that.",
    404: "There is no such thing, or not for this person.",
    406: "The answer is JSON; Accept asks for something else.",
    409: "The thing is not in a state that allows this, or somebody was faster.",
    410: "It was deleted; `deleted_by` and `deleted_at` say who did it when.",
    412: "It was changed since the version in If-Match.",
    413: "More than a stated limit.",
    415: "The body is of an unsupported kind.",
    422: "The Idempotency-Key was used with another body.",
    428: "If-Match is missing.",
    429: "Too many calls or attempts; wait for Retry-After seconds.",
    503: "The database is busy or away; nothing was saved. Try again after Retry-After seconds.",
}
_KEY = OpenApiParameter(
    "Idempotency-Key",
    str,
    OpenApiParameter.HEADER,
    description="1 to 200 characters; a repeat with the same key and body gets the stored answer.",
)


def described(
    name: str,
    summary: str,
    *,
    body: Any = None,
    answer: Any = None,
    status: int = 200,
    match: str = "",
    creates: bool = False,
    query: tuple[OpenApiParameter, ...] = (),
    errors: tuple[int, ...] = (),
    also: dict[Any, Any] | None = None,
    is_open: bool = False,
    scope: Scope | None = None,
    decides: tuple[str, ...] = (),
) -> Callable[[_F], _F]:
    """Describe a call, and say what it takes: of a reading call, parameters that are not described are refused.

    Args:
        name: its operationId.
        summary: one line.
        body: the serializer of the request, or a dict by media type.
        answer: the serializer of the answer; None for an empty one.
        status: of the answer.
        match: `required` or `optional` where If-Match is honoured.
        creates: whether `Idempotency-Key` is honoured.
        query: further parameters.
        errors: further statuses that `Problem` is answered with.
        also: further answers.
        is_open: whether it can be called without signing in.
        scope: the scope of a token that may make it; None: `read` for what only reads, else `write`.
        decides: fields of the body that need the scope `write` all the same.
    """

    def describe(call: _F) -> _F:
        reads, places = call.__name__ == "get", _places(call)
        statuses = {*errors} | _always(places, is_open=is_open, reads=reads)
        parameters = [*query]
        if reads and answer is not None and status == 200 and fields.is_sparse(answer):  # noqa: PLR2004 - HTTP OK
            parameters.append(fields.FIELDS)
        if match:
            statuses |= {404, 412} | ({428} if match == "required" else set())
            parameters.append(_if_match(is_required=match == "required"))
        if creates:
            statuses |= {422}
            parameters.append(_KEY)
        if body is not None:
            statuses |= {413, 415}
        made = extend_schema(
            operation_id=name,
            summary=summary,
            request=body,
            responses=_answers(statuses, status, answer, also or {}),
            parameters=parameters,
            auth=[] if is_open else None,
            extensions={"x-scope": "none" if is_open else _scope(scope, reads=reads)},
        )(call)
        asks = {p.name: p for p in parameters if p.location == OpenApiParameter.QUERY}
        vars(made).update(parameters=asks, answer=answer, scope=scope, decides=decides)
        return made

    return describe


def _always(places: list[str], *, is_open: bool, reads: bool) -> set[int]:
    """The statuses that any such call may be refused with; `places` are the variable parts of its address."""
    found = {400, 406, 429, 503} | (set() if is_open else {401, 403})
    found |= set() if reads else {409}
    return found | ({404} if places else set()) | ({410} if "article_id" in places else set())


def _scope(said: Scope | None, *, reads: bool) -> str:
    return str(said or (Scope.READ if reads else Scope.WRITE))


def _places(call: Callable[..., Any]) -> list[str]:
    return list(inspect.signature(call).parameters)[_OWN_PARAMETERS:]


def _answers(statuses: set[int], status: int, answer: Any, also: dict[Any, Any]) -> dict[Any, Any]:
    found: dict[Any, Any] = {
        code: OpenApiResponse(Problem, description=_WHY[code]) for code in sorted(statuses)
    }
    # Of an answer in another form than JSON, `also` says all there is.
    if not any(isinstance(key, tuple) and key[0] == status for key in also):
        found[status] = OpenApiResponse(answer, description="Done.")
    return {**found, **also}


def asked(
    name: str, description: str = "", kind: Any = OpenApiTypes.STR, **more: Any
) -> OpenApiParameter:
    """A parameter of the query string."""
    return OpenApiParameter(name, kind, OpenApiParameter.QUERY, description=description, **more)


PAGE = (
    asked("cursor", "From `next` or `previous` of another page."),
    asked("limit", "1 to 100, 25 by default.", {"type": "integer", "minimum": 1, "maximum": 100}),
)


def _if_match(*, is_required: bool) -> OpenApiParameter:
    return OpenApiParameter(
        "If-Match",
        str,
        OpenApiParameter.HEADER,
        required=is_required,
        description="The ETag that was read; another version is 412.",
    )
