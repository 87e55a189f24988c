"""Signing a program in: the same accounts and the same lockout as the sign-in page."""

import time
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.core import context, ratelimit
from allauth.core.internal.ratelimit import get_cache_key, get_rates
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from annotations import typed
from annotations.accounts.factors import FACTORS, owes_second_factor
from annotations.accounts.forms import CodeForm
from annotations.api.errors import NotSignedIn, TooMany
from annotations.models import User
from annotations.refusals import Forbidden


def person_with(request: HttpRequest, username: Any, password: Any) -> User:
    """The account with these credentials.

    Raises:
        Invalid: a field is missing or not text.
        NotSignedIn: `invalid_credentials`, `account_inactive`.
        TooMany: `too_many_attempts`, with the seconds to wait; failures at the sign-in page count too.
    """
    login = typed.text_of(username, "username", 254, required=True)
    typed.text_of(password, "password", 1000, required=True)
    adapter = get_adapter(request)
    credentials = {"username": login, "password": str(password)}
    if "@" in login:
        # The sign-in page counts failures of an address under `email`; so that both count as one.
        credentials["email"] = login
    if not ratelimit.consume(request, action="login"):
        raise _too_many(request, "login", None)
    try:
        person = adapter.authenticate(request, **credentials)
    except ValidationError as error:
        key = adapter._get_login_attempts_cache_key(request, **credentials)  # noqa: SLF001 - to tell how long
        raise _too_many(request, "login_failed", key) from error
    if person is None:
        raise NotSignedIn(
            "invalid_credentials", _("This name and password do not belong together.")
        )
    if not isinstance(person, User) or not person.is_active:
        raise NotSignedIn("account_inactive", _("This account is closed."))
    return person


def see_second_factor(person: User, otp: Any) -> None:
    """Check the code of somebody whose password was right: of the authenticator app, or a recovery code.

    Raises:
        Forbidden: `mfa_setup_required` where the role needs a second factor and there is none.
        NotSignedIn: `mfa_required` without a code, or where the only second factor is a passkey;
            `otp_invalid`.
        TooMany: `too_many_attempts`; failures at the sign-in page count too.
    """
    kinds = set(Authenticator.objects.filter(user=person).values_list("type", flat=True))
    if not kinds.intersection(FACTORS):
        if owes_second_factor(person):
            raise Forbidden(
                "mfa_setup_required",
                _(
                    "Your newsroom asks your role for a second factor. Sign in to the pages and set one up."
                ),
            )
        return
    code = typed.text_of(otp, "otp", 50)
    if not code:
        raise NotSignedIn("mfa_required", _how(kinds), field="otp")
    form = CodeForm(user=person, data={"code": code})
    if form.is_valid():
        form.save()
        return
    if form.has_error("code", "too_many_login_attempts"):
        raise _too_many(context.request, "login_failed", f"mfa-auth-user-{person.pk}")
    raise NotSignedIn("otp_invalid", _("This code is wrong, used or too old."), field="otp")


def _how(kinds: set[str]) -> str:
    if Authenticator.Type.TOTP in kinds:
        return _("Send a code of your authenticator app, or a recovery code, as “otp”.")
    return _(
        "A program cannot use your passkey. Make a token on your account page, or send a recovery code as “otp”."
    )


def _too_many(request: HttpRequest, action: str, key: str | None) -> TooMany:
    return TooMany(
        "too_many_attempts",
        _("There were too many attempts to sign in. Wait, then try again."),
        retry_after=_wait(request, action, key),
    )


def _wait(request: HttpRequest, action: str, key: str | None) -> int:
    """Seconds until the fullest limit has room again."""
    waits = [1.0]
    for rate in get_rates(app="allauth.account", action=action):
        name = get_cache_key(request, app="allauth.account", action=action, rate=rate, key=key)
        attempts = cache.get(name, [])
        if len(attempts) >= rate.amount:
            waits.append(attempts[-1] + rate.duration - time.time())
    return int(max(waits)) + 1
