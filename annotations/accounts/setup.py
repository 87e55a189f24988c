"""The first administrator, by a one-time link that whoever runs the machine gets printed."""

import hashlib
import secrets
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from annotations import typed
from annotations.accounts.choosing import email_of, password_of, username_of
from annotations.history import record
from annotations.models import Newsroom, Role, User
from annotations.permissions import Actor
from annotations.refusals import Conflict, Invalid, Missing


def make_link() -> str:
    """A new set-up link; an earlier one stops working. Only its digest is kept.

    Raises:
        Conflict: `already_set_up` where an administrator exists.
    """
    if has_administrator():
        raise Conflict("already_set_up", _("This newsroom has an administrator already."))
    secret = secrets.token_urlsafe(32)
    Newsroom.objects.filter(pk=1).update(setup_digest=_digest(secret))
    return f"{settings.PUBLIC_URL}/setup/{secret}/"


def has_administrator() -> bool:
    """Whether somebody can administer the newsroom."""
    return User.objects.filter(role=Role.ADMIN, is_active=True).exists()


def refuse_unless_open(secret: str) -> None:
    """Check a link without using it up.

    Raises:
        Missing: `setup_link_unknown`.
    """
    kept = Newsroom.current().setup_digest
    if not kept or not secrets.compare_digest(kept, _digest(secret)) or has_administrator():
        raise Missing(
            "setup_link_unknown",
            _("This set-up link is used up or was replaced. Run “make admin” to get a new one."),
        )


@transaction.atomic
def set_up(
    *, secret: str, username: Any, password: Any, full_name: Any = "", email: Any = ""
) -> User:
    """Make the first administrator and use the link up.

    Args:
        secret: the link's.
        username: how they sign in.
        password: at least what the password rules ask for.
        full_name: how colleagues see them.
        email: for notices; may be empty.

    Raises:
        Missing: `setup_link_unknown`. Invalid: naming the field.
    """
    Newsroom.objects.select_for_update().get(pk=1)
    refuse_unless_open(secret)
    user = User(
        username=username_of(username),
        full_name=typed.text_of(full_name, "full_name", 150),
        email=email_of(email),
        role=Role.ADMIN,
        is_staff=True,
    )
    user.set_password(password_of(password, user))
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError:
        raise Invalid("taken", _("This name or address is taken."), field="username") from None
    Newsroom.objects.filter(pk=1).update(setup_digest="")
    record(Actor(user=user, door="page"), "set_up", user, username=user.username, role=user.role)
    return user


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
