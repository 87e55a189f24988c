"""How allauth behaves here: nobody signs up by themselves, and what changes an account is recorded.

allauth's hooks are used where it has some (password, confirmed address, failed sign-in); where it has none, the
views in `annotations.views.factors` wrap its own. Its signals are not used: they come after the commit.
"""

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.userkit import filter_users_by_email, get_user_by_username
from allauth.account.models import EmailAddress
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils import translation

from annotations.accounts.factors import refuse_last_of
from annotations.accounts.lockout import door_of, tell_lockout
from annotations.accounts.sessions import begin_seeing
from annotations.accounts.speaking import language_of
from annotations.history import record
from annotations.models import Newsroom, User
from annotations.permissions import Actor
from annotations.refusals import Refused

_log = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Accounts are made by administrators."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's signature
        """Never: a newsroom's accounts come from its administrator."""
        return False

    def login(self, request: HttpRequest, user: User) -> None:
        """Sign in; from now on the session tells when it was last seen."""
        super().login(request, user)
        begin_seeing(request.session)

    @transaction.atomic
    def set_password(self, user: User, password: str) -> None:
        """The one way by which allauth's pages change, set and reset a password."""
        super().set_password(user, password)
        record(Actor(user=user, door="page"), "password_changed", user)

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """Confirm an address; not where somebody else took it in the meantime."""
        person = email_address.user
        was = User.objects.values_list("email", flat=True).get(pk=person.pk)
        try:
            with transaction.atomic():
                if not super().confirm_email(request, email_address):
                    return False
                record(
                    Actor(user=person, door="page"),
                    "email_confirmed",
                    person,
                    before={"email": was},
                    after={"email": email_address.email},
                )
        except IntegrityError:
            return False
        return True

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """A wrong name or password; the failure that locks an account is recorded."""
        key = self._get_login_attempts_cache_key(request, **credentials)
        tell_lockout(request, key=key, person=_meant(credentials), door=door_of(request))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Every mail about an account, in its person's language."""
        with translation.override(language_of(context.get("user"))):
            super().send_mail(template_prefix, email, context)

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Tell somebody that their account was changed; a mail server that is down stops no change."""
        try:
            super().send_notification_mail(*args, **kwargs)
        except OSError:  # smtplib's errors are OSErrors
            _log.exception("a notice about an account could not be mailed")


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth ships no types
    """Second factors under this newsroom's name."""

    def get_totp_issuer(self) -> str:
        """What the authenticator app shows."""
        return Newsroom.current().name

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Not the last one of a role that needs one."""
        try:
            refuse_last_of(authenticator)
        except Refused:
            return False
        return True

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Passkeys belong to the host that the page was opened at, under the newsroom's name."""
        return {**super().get_public_key_credential_rp_entity(), "name": Newsroom.current().name}


def has_mail() -> bool:
    """Whether mail leaves this machine."""
    return not settings.EMAIL_BACKEND.endswith("console.EmailBackend")


def _meant(credentials: dict[str, Any]) -> User | None:
    if email := credentials.get("email"):
        found: list[User] = filter_users_by_email(email, is_active=True)
        if found:
            return found[0]
    named: User | None = get_user_by_username(credentials.get("username") or "")
    return named
