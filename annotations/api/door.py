"""The base of every call: what is checked before a verb, and what every answer carries."""

from typing import Any, NoReturn

from django.http import HttpRequest
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import gettext as _
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from annotations import dossier
from annotations.api.asked import person_of
from annotations.api.parsers import refuse_oversized
from annotations.models import User
from annotations.refusals import Invalid, Missing


class Door(APIView):
    """One resource. Rooms do the verbs and every check of roles and states."""

    metadata_class = None
    # Bytes of all files of a form together, where the call takes several.
    form_limit: int | None = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Refuse what no verb should have to look at."""
        refuse_oversized(request, self.form_limit)
        for name, values in request.query_params.lists():
            if any("\x00" in text for text in (name, *values)):
                raise Invalid("bad_characters", _("The address holds NUL characters."))
        super().initial(request, *args, **kwargs)

    def finalize_response(
        self, request: Request, response: Response, *args: Any, **kwargs: Any
    ) -> Response:
        """Keep what one person may see out of shared caches."""
        final = super().finalize_response(request, response, *args, **kwargs)
        patch_cache_control(final, private=True, no_cache=True)
        patch_vary_headers(final, ["Authorization", "Cookie"])
        return final


class NothingHere(Door):
    """Every address that is none of ours, in JSON."""

    authentication_classes = ()
    permission_classes = (AllowAny,)
    schema = None

    def http_method_not_allowed(
        self,
        request: HttpRequest,  # noqa: ARG002 - DRF's signature
        *_args: Any,
        **_kwargs: Any,
    ) -> NoReturn:
        """404, whatever the method."""
        raise Missing("not_found", _("There is nothing here. Addresses end with a slash."))


def claim_told(user: User, claim_id: Any) -> dict[str, Any]:
    """The claim as this person may see it.

    Raises:
        Missing: `not_found`.
    """
    claim = dossier.claim_json(user, claim_id)
    if claim is None:
        raise Missing("not_found", _("There is no such claim. It may have been deleted."))
    return claim


def claim_asked(request: Request, claim_id: Any) -> dict[str, Any]:
    """The claim that the request is about (see `claim_told`)."""
    return claim_told(person_of(request), claim_id)
