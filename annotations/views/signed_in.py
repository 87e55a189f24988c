"""What is asked of everybody who is signed in, before any door: a second factor where the role needs one."""

from collections.abc import Callable
from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from annotations.accounts.factors import owes_second_factor
from annotations.accounts.sessions import keep_seen
from annotations.models import User
from annotations.refusals import Forbidden
from annotations.views.doors import is_fragment
from annotations.views.errors import refused

# What somebody without a second factor may open: setting one up, and leaving.
_OPEN = frozenset(
    {
        "account_login",
        "account_logout",
        "account_reauthenticate",
        "account_set_password",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_index",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
        "mfa_view_recovery_codes",
    }
)
# Nobody needs an account here, so nothing asks who is there: these pages stay free of cookies.
_PUBLIC = ("/factchecks/", "/corrections/", "/methodology/", "/healthz", "/readyz", "/metrics")


class SignedInMiddleware:
    """Lets nobody work who owes a second factor, at pages and API alike, and keeps sessions' last sight."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass every request on."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: Any, _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        """Answer in the view's place where a second factor is owed."""
        is_public = request.path.startswith(_PUBLIC)
        if is_public or settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return None
        user = request.user
        if not isinstance(user, User):
            return None
        _see(request)
        match = request.resolver_match
        if (match and match.url_name in _OPEN) or not owes_second_factor(user):
            return None
        return _owed(request)


def _see(request: HttpRequest) -> None:
    try:
        address = get_adapter().get_client_ip(request)
    except PermissionDenied:  # no address, as behind a Unix socket
        return
    keep_seen(request.session, address)


def _owed(request: HttpRequest) -> HttpResponse:
    words = _("Your newsroom asks your role for a second factor. Set one up, then go on.")
    if request.path.startswith("/api/"):
        return JsonResponse({"code": "mfa_setup_required", "detail": words}, status=403)
    if is_fragment(request):
        return refused(request, Forbidden("mfa_setup_required", words))
    messages.warning(request, words)
    return HttpResponseRedirect(reverse("mfa_index"))
