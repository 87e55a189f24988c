"""Single sign-on by OpenID Connect: stricter than allauth's own, and through the product's one HTTP client.

Rules from OpenID Connect Core 1.0, 3.1.2.1 (nonce) and 3.1.3.7 (ID token), and Discovery 1.0, 4.3 (issuer).
The operator names the issuer; who may come in is decided here: never by the issuer.
"""

import secrets
from typing import Any

from allauth.account.models import EmailAddress
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialApp, SocialLogin, SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from requests import RequestException

from annotations.accounts.invitations import invitation_of, settle
from annotations.accounts.issuer_session import IssuerSession, is_safe_address
from annotations.history import record
from annotations.models import User
from annotations.permissions import Actor
from annotations.refusals import Forbidden

_ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")


class NewsroomExchange(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]  # allauth ships no types
    """Talks to the issuer. `nonce` is what this sign-in sent there."""

    nonce = ""

    @property
    def openid_config(self) -> dict[str, Any]:
        """What the issuer says about itself, once it is seen to be the one that was named.

        Raises:
            OAuth2Error: it cannot be read, names another issuer, or an address without https.
        """
        try:
            config: dict[str, Any] = super().openid_config
        except (RequestException, ValueError) as error:
            raise OAuth2Error("the issuer's configuration cannot be read") from error
        if (
            not isinstance(config, dict)
            or config.get("issuer", "").rstrip("/") != settings.OIDC_ISSUER
        ):
            raise OAuth2Error("the configuration is of another issuer")
        if not all(is_safe_address(config.get(name)) for name in _ENDPOINTS):
            raise OAuth2Error("an address of the issuer is not https")
        return config

    def complete_login(
        self, request: HttpRequest, app: SocialApp, token: SocialToken, **kwargs: Any
    ) -> SocialLogin:
        """Who signs in, by an ID token that the issuer signed for us and for this very attempt.

        Raises:
            OAuth2Error: signature, issuer, audience, time or nonce is wrong.
        """
        try:
            claims = self._claims(app, kwargs["response"]["id_token"])
            if "email" not in claims:
                claims = self._with_address(claims, token)
            provider = self.get_provider()
            return provider.sociallogin_from_response(request, {"id_token": claims})
        except (KeyError, TypeError, ValueError, AttributeError, RequestException) as error:
            raise OAuth2Error("the issuer's answer cannot be read") from error

    def _claims(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        config = self.openid_config
        claims: dict[str, Any] = jwtkit.verify_and_decode(
            credential=id_token,
            keys_url=config["jwks_uri"],
            issuer=config["issuer"],
            audience=app.client_id,
            lookup_kid=jwtkit.lookup_kid_jwk,
        )
        if not self.nonce or not secrets.compare_digest(str(claims.get("nonce", "")), self.nonce):
            raise OAuth2Error("the ID token belongs to another sign-in")
        if claims.get("azp", app.client_id) != app.client_id:
            raise OAuth2Error("the ID token was made for another program")
        return claims

    def _with_address(self, claims: dict[str, Any], token: SocialToken) -> dict[str, Any]:
        told = self._fetch_user_info(token.token)
        if told["sub"] != claims["sub"]:
            raise OAuth2Error("the issuer told about somebody else")
        return {**claims, **{name: told.get(name) for name in ("email", "email_verified")}}


class NewsroomProvider(OpenIDConnectProvider):  # type: ignore[misc]  # allauth ships no types
    """The issuer that the operator named."""

    oauth2_adapter_class = NewsroomExchange

    def redirect(
        self,
        request: HttpRequest,
        process: str,
        next_url: str | None = None,
        data: Any = None,
        **_asked: Any,
    ) -> HttpResponse:
        """Send the browser to the issuer, with a nonce; nothing of the address's query goes along."""
        nonce = secrets.token_urlsafe(24)
        params = {**self.get_auth_params(), "nonce": nonce}
        answer: HttpResponse = super().redirect(
            request,
            process,
            next_url,
            data,
            auth_params=params,
            scope=self.get_scope(),
            nonce=nonce,
        )
        return answer

    def extract_email_addresses(self, data: dict[str, Any]) -> list[EmailAddress]:
        """The address, confirmed only where the issuer says so with a plain `true`."""
        claims = data["id_token"]
        address, is_confirmed = claims.get("email"), claims.get("email_verified") is True
        if not isinstance(address, str) or not address:
            return []
        return [EmailAddress(email=address.lower(), verified=is_confirmed, primary=True)]


class SingleSignOn(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Who may come in that way: an account with this confirmed address, or somebody invited at it."""

    def get_requests_session(self) -> IssuerSession:
        """What allauth asks with: the product's own client."""
        return IssuerSession()

    def get_provider(
        self, request: HttpRequest, provider: str, client_id: str | None = None
    ) -> OpenIDConnectProvider:
        """The provider with our stricter rules."""
        found = super().get_provider(request, provider, client_id)
        return NewsroomProvider(request, app=found.app)

    @transaction.atomic
    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Find the account of who signs in.

        Raises:
            Forbidden: `email_unverified`, `no_account`, `sign_in_only`.
        """
        if sociallogin.state.get("process") == "connect":
            raise Forbidden("sign_in_only", _("Sign out, then sign in by single sign-on."))
        if sociallogin.is_existing:
            return
        address = next((one.email for one in sociallogin.email_addresses if one.verified), None)
        if address is None:
            raise Forbidden(
                "email_unverified",
                _(
                    "Your organisation’s sign-in does not confirm your mail address. Ask its administrator."
                ),
            )
        person = _known(address) or _invited(address, sociallogin)
        if person is None:
            raise Forbidden(
                "no_account",
                _("No account here has your mail address. Ask an administrator to invite you."),
            )
        sociallogin.connect(request, person)
        record(Actor(user=person, door="page"), "single_sign_on_linked", person, email=address)


def _known(address: str) -> User | None:
    found = EmailAddress.objects.filter(email__iexact=address, verified=True).select_related("user")
    row = found.first()
    return row.user if row else None


def _invited(address: str, sociallogin: SocialLogin) -> User | None:
    invitation = invitation_of(address)
    if invitation is None:
        return None
    claims = sociallogin.account.extra_data.get("id_token", {})
    name = claims.get("name")
    user = User(username=_free_name(address))
    user.full_name = (name if isinstance(name, str) else invitation.full_name)[:150]
    user.set_unusable_password()
    return settle(invitation=invitation, user=user)


def _free_name(address: str) -> str:
    """The part before the @, with a number where it is taken."""
    wanted = (
        "".join(c for c in address.partition("@")[0] if c.isalnum() or c in "._-")[:100] or "user"
    )
    taken = set(
        User.objects.filter(username__istartswith=wanted).values_list("username", flat=True)
    )
    lowered = {name.lower() for name in taken}
    names = (wanted if n == 1 else f"{wanted}{n}" for n in range(1, len(lowered) + 3))
    return next(name for name in names if name.lower() not in lowered)
