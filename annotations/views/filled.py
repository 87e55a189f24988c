"""A form as the person left it: what was typed, what is wrong with it, and the version it is of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest

from annotations.refusals import OutOfDate, Refused


@dataclass(slots=True)
class Filled:
    """Values of a form for its template.

    `values` are what stands in the fields, `refusal` why the last try did not go through. After
    `changed_meanwhile`, `is_outdated` asks the template to show the newest version beside them, and
    `etag` is the newest, so that sending once more decides.
    """

    values: dict[str, Any] = field(default_factory=dict)
    etag: str = ""
    refusal: Refused | None = None

    @property
    def errors(self) -> dict[str, str]:
        """Field name -> sentence, for a refusal that names its field."""
        if self.refusal is None or self.refusal.field is None:
            return {}
        return {self.refusal.field: self.refusal.detail}

    @property
    def is_outdated(self) -> bool:
        """Whether somebody else changed it meanwhile."""
        return isinstance(self.refusal, OutOfDate)

    @property
    def status(self) -> int:
        """The HTTP status of the page with this form."""
        return self.refusal.status if self.refusal else 200


def typed_in(request: HttpRequest, *names: str) -> dict[str, str]:
    """The named fields as sent, word for word; those not sent are left out."""
    return {name: request.POST[name] for name in names if name in request.POST}


def refilled(
    request: HttpRequest, refusal: Refused, etag: str, standing: Mapping[str, Any]
) -> Filled:
    """The form again after a refusal: what was typed stands above what is kept."""
    values = {**standing, **typed_in(request, *request.POST.keys())}
    return Filled(values=values, etag=etag, refusal=refusal)
