"""Every refusal and every failure as `{code, detail, field?}` with the right status."""

import logging
from typing import Any

from django.core import exceptions as django
from django.core.signals import got_request_exception
from django.db import DataError, IntegrityError, OperationalError
from django.http import Http404, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from rest_framework import exceptions as drf
from rest_framework.response import Response

from annotations.refusals import Refused

_log = logging.getLogger("django.request")
# PostgreSQL's SQLSTATEs of "try again": lock timeout, deadlock, serialization, statement timeout.
_BUSY = {"55P03", "40P01", "40001", "57014"}
# The first that fits.
_DJANGO: tuple[tuple[tuple[type[Exception], ...], int, str, Any], ...] = (
    ((Http404, django.ObjectDoesNotExist), 404, "not_found", _lazy("There is nothing here.")),
    (
        (django.PermissionDenied,),
        403,
        "permission_denied",
        _lazy("Your account may not do this."),
    ),
    (
        (django.RequestDataTooBig,),
        413,
        "body_too_large",
        _lazy("The request is larger than 10 MB."),
    ),
    (
        (UnreadablePostError,),
        400,
        "body_unreadable",
        _lazy("The request ended before all of it had arrived."),
    ),
    (
        (django.SuspiciousOperation, django.BadRequest, MultiPartParserError),
        400,
        "bad_request",
        _lazy("The request cannot be read."),
    ),
)


class NotSignedIn(Refused):
    """The credentials are missing or wrong (401)."""

    status = 401


class TooMany(Refused):
    """Too many attempts; `retry_after` says for how many seconds (429)."""

    status = 429


class Unprocessable(Refused):
    """Readable, but it contradicts what was sent before (422)."""

    status = 422


def answer(exc: Exception, context: dict[str, Any]) -> Response:
    """DRF's exception handler: an answer for everything, and a log entry for what is our fault."""
    if isinstance(exc, Refused):
        return _refused(exc)
    if isinstance(exc, drf.APIException):
        return _of_framework(exc)
    if isinstance(exc, (OperationalError, DataError, IntegrityError)):
        return _of_database(exc)
    return _of_django(exc) or _ours(exc, context)


def told(
    status: int,
    code: str,
    detail: object,
    field: str | None = None,
    extra: dict[str, Any] | None = None,
) -> Response:
    """An error answer."""
    body = {**(extra or {}), "code": code, "detail": str(detail)}
    if field:
        body["field"] = field
    return Response(body, status=status)


def _refused(exc: Refused) -> Response:
    response = told(exc.status, exc.code, exc.detail, exc.field, exc.extra)
    if "retry_after" in exc.extra:
        response["Retry-After"] = str(exc.extra["retry_after"])
    if exc.status == NotSignedIn.status:
        response["WWW-Authenticate"] = "Token"
    return response


def _of_framework(exc: drf.APIException) -> Response:
    field, detail = _first(exc.detail)
    code = getattr(detail, "code", None) or exc.default_code
    response = told(exc.status_code, str(code), detail, field)
    if header := getattr(exc, "auth_header", None):
        response["WWW-Authenticate"] = header
    if wait := getattr(exc, "wait", None):
        response["Retry-After"] = str(int(wait))
    return response


def _first(detail: Any, field: str | None = None) -> tuple[str | None, Any]:
    """The first error among several, and the field it is of."""
    if isinstance(detail, dict) and detail:
        name, inner = next(iter(detail.items()))
        return _first(inner, str(name))
    if isinstance(detail, list) and detail:
        return _first(detail[0], field)
    return field, detail


def _of_database(exc: OperationalError | DataError | IntegrityError) -> Response:
    state = getattr(exc.__cause__, "sqlstate", None) or ""
    if isinstance(exc, DataError):
        return told(400, "invalid_value", _("A value is outside what can be stored."))
    if isinstance(exc, IntegrityError):
        _log.warning("the database refused: %s", exc, exc_info=exc)
        return told(
            409,
            "conflict",
            _("Somebody else did something at the same moment. Reload and try again."),
        )
    code, wait = ("busy", 1) if state in _BUSY else ("unavailable", 5)
    _log.error("the database is %s: %s", code, exc, exc_info=exc)
    response = told(503, code, _("The service is busy. Nothing was saved; try again in a moment."))
    response["Retry-After"] = str(wait)
    return response


def _of_django(exc: Exception) -> Response | None:
    for kinds, status, code, detail in _DJANGO:
        if isinstance(exc, kinds):
            return told(status, code, detail)
    return None


def _ours(exc: Exception, context: dict[str, Any]) -> Response:
    """Say that it is our fault, loudly in the log and to whatever watches for crashes."""
    request = context["request"]._request  # noqa: SLF001 - the signal's receivers want Django's
    _log.error("failed: %s %s", request.method, request.path, exc_info=exc)
    got_request_exception.send(sender=None, request=request)
    return told(
        500, "internal", _("Something went wrong on our side. Nothing was saved; it is in the log.")
    )
