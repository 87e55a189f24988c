"""The base of every call: what is checked before a verb, and what every answer carries."""

from typing import Any, NoReturn

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.permissions import SAFE_METHODS, AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from annotations import dossier
from annotations.api import fields, limits
from annotations.api.asked import body_of, person_of
from annotations.api.errors import NotSignedIn, TooMany
from annotations.api.filtering import refuse_unasked
from annotations.api.parsers import refuse_oversized
from annotations.api.scopes import refuse_deciding
from annotations.models import ApiToken, User
from annotations.refusals import Invalid, Missing


class Door(APIView):
    """One resource. Rooms do the verbs and every check of roles and states."""

    metadata_class = None
    # Bytes of all files of a form together, where the call takes several.
    form_limit: int | None = None
    # Whether its calls count on the smaller budget of those that are dear to answer.
    is_costly = False
    _spent: limits.Spent | None = None
    _wanted: fields.Wanted | None = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Refuse what no verb should have to look at."""
        refuse_oversized(request, self.form_limit)
        for name, values in request.query_params.lists():
            if any("\x00" in text for text in (name, *values)):
                raise Invalid("bad_characters", _("The address holds NUL characters."))
        super().initial(request, *args, **kwargs)
        handler = self._handler(request)
        if isinstance(request.auth, ApiToken) and (decides := getattr(handler, "decides", ())):
            refuse_deciding(request.auth.scope, decides, body_of(request))
        declared = getattr(handler, "parameters", None)
        if declared is not None and request.method in SAFE_METHODS:
            refuse_unasked(request, declared)
        if fields.NAME in (declared or {}):
            self._wanted = fields.wanted(request.query_params.get(fields.NAME), handler.answer)

    def check_throttles(self, request: Request) -> None:
        """Count the call.

        Raises:
            TooMany: `rate_limited`.
        """
        if limits.is_known(request):
            is_costly = self.is_costly or "search" in request.query_params
            self._spent = limits.spend(request, is_costly=is_costly)
        else:
            self._spent = limits.spend_nameless(request._request)  # noqa: SLF001 - allauth wants Django's

    def handle_exception(self, exc: Exception) -> Response:
        """An answer for everything; calls without valid credentials count by address."""
        if isinstance(exc, (NotSignedIn, exceptions.NotAuthenticated)) and self._spent is None:
            try:
                self._spent = limits.spend_nameless(self.request._request)  # noqa: SLF001
            except TooMany as refusal:
                exc = refusal
        if isinstance(exc, TooMany):
            self._spent = exc.extra.pop("spent", self._spent)
        return super().handle_exception(exc)

    def finalize_response(  # type: ignore[override]  # DRF takes and gives Django's answers too
        self, request: Request, response: HttpResponseBase, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        """Leave out what is not wanted, say what is left of the budget, keep it out of shared caches."""
        if self._wanted is not None and response.status_code == 200:  # noqa: PLR2004 - HTTP OK
            fields.sparse(response, self._wanted)
        final = super().finalize_response(request, response, *args, **kwargs)  # type: ignore[arg-type]  # DRF takes Django's too
        if self._spent is not None:
            for name, value in self._spent.headers().items():
                final[name] = value
        patch_cache_control(final, private=True, no_cache=True)
        patch_vary_headers(final, ["Authorization", "Cookie"])
        return final

    def names_wanted(self, *, keeps: bool = False) -> frozenset[str] | None:
        """The fields that are wanted of each object, for a door that does not even fetch the others; None: all.

        With `keeps` what the door fetches beside them is still left out of the answer.
        """
        if self._wanted is None:
            return None
        names = frozenset(self._wanted)
        if not keeps and not any(self._wanted.values()):
            self._wanted = None
        return names

    def _handler(self, request: Request) -> Any:
        method = (request.method or "").lower()
        return getattr(self, "get" if method == "head" else method, None)


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
