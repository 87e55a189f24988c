"""Who is asking: a token, or the session of the pages."""

from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework import authentication
from rest_framework.request import Request

from annotations.accounts.factors import owing
from annotations.api.errors import NotSignedIn
from annotations.api.scopes import refuse_beyond
from annotations.models import ApiToken, User
from annotations.refusals import Forbidden


class TokenAuthentication(authentication.TokenAuthentication):
    """`Authorization: Token …`; one query. What the token's scope does not reach is refused here, for every door."""

    model = ApiToken

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        """The token's person and the token, or None where no token is sent.

        Raises:
            NotSignedIn: `token_invalid`, `token_expired`, `account_inactive`.
            Forbidden: `scope_read_only`, `scope_too_narrow`, `mfa_setup_required`.
        """
        found: tuple[User, ApiToken] | None = super().authenticate(request)
        if found is not None:
            view = (request.parser_context or {}).get("view")
            refuse_beyond(found[1].scope, view, request.method or "")
        return found

    def authenticate_credentials(self, key: str) -> tuple[User, ApiToken]:
        """Find the token by the hash of its secret."""
        tokens = ApiToken.objects.select_related("person").annotate(owes=owing("person__"))
        token = tokens.filter(digest=ApiToken.digest_of(key)).first()
        if token is None or token.revoked_at is not None:
            raise NotSignedIn("token_invalid", _("This token is unknown or was revoked."))
        if token.expires_at <= timezone.now():
            raise NotSignedIn("token_expired", _("This token has expired. Get a new one."))
        if not token.person.is_active:
            raise NotSignedIn("account_inactive", _("This account is closed."))
        if token.owes:
            raise Forbidden(
                "mfa_setup_required",
                _(
                    "Your newsroom asks your role for a second factor. Sign in to the pages and set one up."
                ),
            )
        return token.person, token


class SessionAuthentication(authentication.SessionAuthentication):
    """The session of the pages, with the CSRF check that they have."""

    def enforce_csrf(self, request: Request) -> None:
        """Refuse a writing call without the page's token.

        Raises:
            Forbidden: `csrf_failed`.
        """
        check = authentication.CSRFCheck(lambda _request: None)  # type: ignore[arg-type]  # as DRF does
        check.process_request(request)
        reason = check.process_view(request, None, (), {})  # type: ignore[arg-type]  # as DRF does
        if reason:
            raise Forbidden(
                "csrf_failed",
                _(
                    "This request did not come from a page of ours. Send the CSRF token as X-CSRFToken."
                ),
            )
