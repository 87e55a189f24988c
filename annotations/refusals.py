"""Why a verb did not happen, in words for a person and a code for a program.

Rooms raise these; doors translate them to a page or to JSON. Nothing is half-saved when one is
raised, because every verb runs in one transaction.
"""

from typing import Any


class Refused(Exception):
    """A verb was refused.

    Attributes:
        code: stable name for programs, for example ``offset_outside``.
        detail: a sentence for the person that says what to do.
        status: the HTTP status a door answers with.
        field: the input that is at fault, if one is.
        extra: further facts for programs (always JSON).
    """

    status = 400

    def __init__(
        self, code: str, detail: object, *, field: str | None = None, **extra: Any
    ) -> None:
        super().__init__(code)
        self.code = code
        self.detail = str(detail)
        self.field = field
        self.extra = extra

    def __str__(self) -> str:
        return f"{self.code}: {self.detail}"


class Invalid(Refused):
    """The input is wrong (400)."""


class Forbidden(Refused):
    """This person may not do that (403)."""

    status = 403


class Missing(Refused):
    """There is no such thing, or this person may not know of it (404)."""

    status = 404


class Conflict(Refused):
    """The thing is not in a state that allows this (409)."""

    status = 409


class Gone(Refused):
    """It was here and was taken away (410)."""

    status = 410


class OutOfDate(Refused):
    """Somebody else changed it since this person read it (412)."""

    status = 412


class TooLarge(Refused):
    """More than a stated limit (413)."""

    status = 413


class PreconditionRequired(Refused):
    """The caller must name the version it read, with If-Match (428)."""

    status = 428
