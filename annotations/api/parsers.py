"""Reading bodies strictly: what is ambiguous or cannot be stored is refused before any verb runs."""

import json
import math
import re
from collections.abc import Mapping
from typing import IO, Any, NoReturn

from django.conf import settings
from django.utils.translation import gettext as _
from rest_framework.parsers import BaseParser, MultiPartParser
from rest_framework.request import Request

from annotations.refusals import Invalid, TooLarge
from annotations.typed import has_bad_characters

# What a form holds beside its file.
_FORM_MARGIN = 1024 * 1024
# A client that is cut off while sending sees a broken connection instead of our answer.
_DRAINED = 64 * 1024 * 1024
_escaped = re.compile(rb"\\u(?:0000|[dD][89a-fA-F])")


class FormParser(MultiPartParser):
    """Multipart bodies, only where a file is taken; their size is checked before."""


class StrictJSONParser(BaseParser):
    """A JSON object in UTF-8: no NaN, no duplicate names, no NUL, no half surrogate pairs."""

    media_type = "application/json"

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,  # noqa: ARG002 - DRF's signature
        parser_context: Mapping[str, Any] | None = None,  # noqa: ARG002
    ) -> dict[str, Any]:
        """Read the body.

        Raises:
            Invalid: `invalid_json`, `bad_characters`. TooLarge: `body_too_large`.
        """
        raw = stream.read(settings.JSON_LIMIT + 1)
        if len(raw) > settings.JSON_LIMIT:
            raise _too_large(is_form=False)
        return read_object(raw)


def read_object(raw: bytes) -> dict[str, Any]:
    """The JSON object that the bytes hold.

    Raises:
        Invalid: `invalid_json`, `bad_characters`.
    """
    try:
        found = json.loads(
            raw.decode(),
            object_pairs_hook=_no_duplicates,
            parse_constant=_not_a_number,
            parse_float=_finite,
        )
    except UnicodeDecodeError as error:
        raise _invalid(_("The body is not UTF-8.")) from error
    except RecursionError as error:
        raise _invalid(_("The body is nested too deeply.")) from error
    except ValueError as error:
        raise _invalid(_("The body is not JSON: %(why)s") % {"why": str(error)[:200]}) from error
    if not isinstance(found, dict):
        raise _invalid(_("The body must be a JSON object."))
    if _escaped.search(raw):
        _refuse_bad_characters(found)
    return found


def refuse_oversized(request: Request, form_limit: int | None = None) -> None:
    """Refuse a body by its declared length, before anything of it is parsed.

    The server hands on no more than the declared length, so that it can be believed.

    Args:
        request: not read yet.
        form_limit: bytes of all files of a form together, where it takes several.

    Raises:
        TooLarge: `body_too_large`; for a form `file_too_large`, or `files_too_large`.
    """
    try:
        length = int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        length = 0
    is_form = (request.content_type or "").lower().startswith("multipart/")
    of_form = (form_limit or settings.FILE_LIMIT) + _FORM_MARGIN
    if length <= (of_form if is_form else settings.JSON_LIMIT):
        return
    if length <= _DRAINED:
        stream = request._request  # noqa: SLF001 - DRF's wrapper would keep what is read
        while stream.read(1024 * 1024):
            pass
    if is_form and form_limit:
        raise TooLarge(
            "files_too_large",
            _("These files have more than 200 MB together. Send them in parts."),
            field="files",
        )
    raise _too_large(is_form=is_form)


def _too_large(*, is_form: bool) -> TooLarge:
    if is_form:
        return TooLarge("file_too_large", _("A file may have at most 25 MB."), field="file")
    return TooLarge("body_too_large", _("The request is larger than 10 MB."))


def _invalid(detail: str, field: str | None = None) -> Invalid:
    return Invalid("invalid_json", detail, field=field)


def _no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _value in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        safe = twice.encode("utf-8", "replace").decode()[:100]
        raise _invalid(_("The name “%(name)s” stands twice.") % {"name": safe}, safe)
    return found


def _not_a_number(name: str) -> NoReturn:
    raise _invalid(_("%(name)s is not JSON.") % {"name": name})


def _finite(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise _invalid(_("A number is too large."))
    return number


def _refuse_bad_characters(found: dict[str, Any]) -> None:
    """Look into every string, without recursion; the field named is the outermost one."""
    waiting: list[tuple[str, Any]] = [(name, [name, value]) for name, value in found.items()]
    while waiting:
        field, value = waiting.pop()
        if isinstance(value, str) and has_bad_characters(value):
            raise Invalid(
                "bad_characters",
                _(
                    "The text holds characters that cannot be stored (NUL or half an emoji). Remove them."
                ),
                field=field.replace("\x00", "").encode("utf-8", "replace").decode()[:100],
            )
        if isinstance(value, dict):
            waiting.extend((field, inner) for pair in value.items() for inner in pair)
        elif isinstance(value, list):
            waiting.extend((field, inner) for inner in value)
