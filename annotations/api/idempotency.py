"""A creating call that is sent twice happens once: `Idempotency-Key`, per person and address."""

import hashlib
import json
from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.db import connection, transaction
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from annotations.api.asked import body_of, person_of
from annotations.api.errors import Unprocessable
from annotations.models import IdempotencyKey, User
from annotations.refusals import Conflict, Invalid

MOST = 200
_KEPT_HEADERS = ("ETag", "Location")
_View = TypeVar("_View")
_Args = ParamSpec("_Args")
Post = Callable[Concatenate[_View, Request, _Args], HttpResponseBase]


def once(post: "Post[_View, _Args]") -> "Post[_View, _Args]":
    """Let a POST with an `Idempotency-Key` happen once; without the header nothing changes.

    The key and the answer are written in the transaction of the effect: after a crash there are both
    or neither. A refusal rolls back, so the same key may be tried again.

    Raises:
        Unprocessable: `idempotency_key_reused` (422) where the key came with another body.
        Conflict: `idempotency_in_progress` (409) while the first call runs.
        Invalid: `idempotency_key_invalid`.
    """

    @wraps(post)
    def post_once(
        view: _View, request: Request, /, *args: _Args.args, **kwargs: _Args.kwargs
    ) -> HttpResponseBase:
        key = request.headers.get("Idempotency-Key")
        if key is None:
            return post(view, request, *args, **kwargs)
        if not key.strip() or len(key) > MOST:
            raise Invalid("idempotency_key_invalid", _("A key has 1 to 200 characters."))
        digest = _digest(request)
        with transaction.atomic():
            _lock(request, key)
            earlier = _asked_before(request, key)
            if earlier is not None:
                return _replayed(earlier, digest)
            response = post(view, request, *args, **kwargs)
            return _kept(request, key, digest, response)

    return post_once


def _digest(request: Request) -> str:
    """What makes two bodies the same: their values, whatever the order and spacing; and the files."""
    told = hashlib.sha256(json.dumps(body_of(request), sort_keys=True).encode())
    for name, files in sorted(request.FILES.lists()):
        for file in files:
            told.update(f"\0{name}\0{file.name}\0".encode("utf-8", "replace"))
            for chunk in file.chunks():
                told.update(chunk)
            file.seek(0)
    return told.hexdigest()


def _lock(request: Request, key: str) -> None:
    """Hold this key until the transaction ends; a call with the same key that runs is told so."""
    number = lock_number(person_of(request), request.path, key)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [number])
        row = cursor.fetchone()
    if not (row and row[0]):
        raise Conflict(
            "idempotency_in_progress",
            _("The first call with this key still runs. Ask again in a moment."),
        )


def lock_number(person: User, path: str, key: str) -> int:
    """The advisory lock of a key: 64 bits of a hash of all that makes it one."""
    name = f"idempotency\0{person.pk}\0{path}\0{key}"
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], signed=True)


def _asked_before(request: Request, key: str) -> IdempotencyKey | None:
    mine = IdempotencyKey.objects.filter(person=person_of(request), key=key)
    return mine.filter(route=_route(request)).first()


def _replayed(earlier: IdempotencyKey, digest: str) -> HttpResponse:
    if earlier.body_sha256 != digest:
        raise Unprocessable(
            "idempotency_key_reused",
            _("This key was used with another body. Use a new key for a new call."),
        )
    headers: dict[str, str] = {**earlier.headers, "Idempotency-Replayed": "true"}
    return HttpResponse(
        earlier.answer, status=earlier.status, content_type="application/json", headers=headers
    )


def _kept(request: Request, key: str, digest: str, response: HttpResponseBase) -> HttpResponseBase:
    body: Any = JSONRenderer().render(response.data) if isinstance(response, Response) else b""
    if isinstance(response, HttpResponse) and not isinstance(response, Response):
        body = response.content
    IdempotencyKey.objects.create(
        person=person_of(request),
        route=_route(request),
        key=key,
        body_sha256=digest,
        status=response.status_code,
        answer=body.decode(),
        headers={name: response[name] for name in _KEPT_HEADERS if name in response},
    )
    return response


def _route(request: Request) -> str:
    return request.path[:200]
