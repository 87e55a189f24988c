"""The two addresses of single sign-on: to the issuer and back."""

import logging
from typing import Any

from allauth.account.internal.decorators import login_not_required
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from annotations.accounts.single_sign_on import NewsroomExchange

_log = logging.getLogger(__name__)


class _Callback(OAuth2CallbackView):  # type: ignore[misc]  # allauth ships no types
    """Gives the nonce that this attempt sent to whoever checks the answer."""

    def _get_state(self, request: HttpRequest, provider: Any) -> Any:
        state, answer = super()._get_state(request, provider)
        if state is not None:
            self.adapter.nonce = state.get("nonce", "")
        return state, answer


@never_cache
@login_not_required  # type: ignore[untyped-decorator]  # allauth ships no types
def sign_in(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Send the browser to the issuer."""
    return _answer(OAuth2LoginView, request, provider_id)


@never_cache
@login_not_required  # type: ignore[untyped-decorator]  # allauth ships no types
def callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    """The browser comes back with a code."""
    return _answer(_Callback, request, provider_id)


@never_cache
def cancelled(request: HttpRequest) -> HttpResponse:
    """Somebody changed their mind at the issuer's page."""
    return render(request, "socialaccount/login_cancelled.html")


def _answer(view: Any, request: HttpRequest, provider_id: str) -> HttpResponse:
    exchange = NewsroomExchange(request, provider_id)
    try:
        answer: HttpResponse = view.adapter_view(exchange)(request)
    except SocialApp.DoesNotExist:
        raise Http404 from None
    except OAuth2Error as error:  # what allauth's views let through
        _log.warning("single sign-on did not work: %s", error)
        answer = render_authentication_error(request, exchange.get_provider(), exception=error)
    return answer
