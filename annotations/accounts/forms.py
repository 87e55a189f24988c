"""allauth's form for a code, so that the failure that locks an account is recorded."""

from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator

from annotations.accounts.lockout import door_of, tell_lockout
from annotations.models import User


class CodeForm(AuthenticateForm):  # type: ignore[misc]  # allauth ships no types
    """A code at sign-in."""

    def _emit_authentication_failed(self, authenticator: Authenticator) -> None:
        super()._emit_authentication_failed(authenticator)
        _tell(self.user)


class CodeAgainForm(ReauthenticateForm):  # type: ignore[misc]  # allauth ships no types
    """A code before something sensitive."""

    def _emit_authentication_failed(self, authenticator: Authenticator) -> None:
        super()._emit_authentication_failed(authenticator)
        _tell(self.user)


def _tell(person: User) -> None:
    request = context.request
    # The key is allauth's: one count for code and passkey, at every door.
    key = f"mfa-auth-user-{person.pk}"
    tell_lockout(request, key=key, person=person, door=door_of(request))
