"""What somebody chooses for an account: name, address, password; refused in words where it cannot stand."""

from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from annotations import typed
from annotations.models import User
from annotations.refusals import Invalid


def username_of(value: Any) -> str:
    """A user name in its normal form.

    Raises:
        Invalid: `required`, `username_invalid`.
    """
    name = typed.text_of(value, "username", 150, required=True)
    try:
        User.username_validator(name)
    except ValidationError as error:
        raise Invalid("username_invalid", error.messages[0], field="username") from None
    return User.normalize_username(name)


def email_of(value: Any, *, required: bool = False) -> str:
    """A mail address, or an empty text.

    Raises:
        Invalid: `required`, `email_invalid`.
    """
    address = typed.text_of(value, "email", 254, required=required)
    try:
        if address:
            validate_email(address)
    except ValidationError as error:
        raise Invalid("email_invalid", error.messages[0], field="email") from None
    return address


def password_of(value: Any, user: User) -> str:
    """A password that the rules allow for this account.

    Raises:
        Invalid: `required`, `password_weak`.
    """
    if not isinstance(value, str) or not value:
        raise Invalid("required", _("Choose a password."), field="password")
    try:
        validate_password(value, user)
    except ValidationError as error:
        raise Invalid("password_weak", " ".join(error.messages), field="password") from None
    return value
