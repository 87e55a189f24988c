"""Invitations: how accounts begin. An administrator asks somebody in; a link lets them choose name and password once."""

import hashlib
import secrets
from datetime import timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations import typed
from annotations.accounts.choosing import email_of, password_of, username_of
from annotations.history import record
from annotations.models import Invitation, Role, User
from annotations.permissions import Actor, can_administer
from annotations.refusals import Conflict, Forbidden, Invalid, Missing

DAYS = 7


@transaction.atomic
def invite(*, actor: Actor, email: Any, role: Any, full_name: Any = "") -> tuple[Invitation, str]:
    """Ask somebody in.

    An invitation to the same address that ran out is renewed.

    Args:
        actor: an administrator.
        email: where the link goes; counts as confirmed for who uses the link.
        role: what they may do.
        full_name: how colleagues see them; they may change it.

    Returns:
        The invitation, and its link, told this once.

    Raises:
        Forbidden: `role_required`. Invalid: naming the field.
        Conflict: `account_exists`, `already_invited`.
    """
    admin = _require_admin(actor)
    address = email_of(email, required=True).lower()
    chosen = typed.choice_of(role, "role", Role.values)
    name = typed.text_of(full_name, "full_name", 150)
    _refuse_known(address)
    _make_room(address)
    secret = secrets.token_urlsafe(32)
    try:
        with transaction.atomic():
            made = Invitation.objects.create(
                email=address,
                full_name=name,
                role=chosen,
                digest=_digest(secret),
                invited_by=admin,
                expires_at=timezone.now() + timedelta(days=DAYS),
            )
    except IntegrityError:
        raise _already() from None
    record(actor, "invited", made, email=address, role=chosen)
    return made, _link(secret)


@transaction.atomic
def renew_invitation(*, actor: Actor, invitation_id: Any) -> tuple[Invitation, str]:
    """A new link for an open invitation; the earlier one stops working.

    Raises:
        Forbidden: `role_required`. Missing: `invitation_unknown`.
    """
    _require_admin(actor)
    found = _taken(invitation_id)
    secret = secrets.token_urlsafe(32)
    found.digest = _digest(secret)
    found.expires_at = timezone.now() + timedelta(days=DAYS)
    found.save(update_fields=["digest", "expires_at"])
    record(actor, "invitation_renewed", found, email=found.email, role=found.role)
    return found, _link(secret)


@transaction.atomic
def revoke_invitation(*, actor: Actor, invitation_id: Any) -> Invitation:
    """Take an open invitation back.

    Raises:
        Forbidden: `role_required`. Missing: `invitation_unknown`.
    """
    _require_admin(actor)
    found = _taken(invitation_id)
    found.revoked_at = timezone.now()
    found.save(update_fields=["revoked_at"])
    record(actor, "invitation_revoked", found, email=found.email)
    return found


def open_invitations() -> "QuerySet[Invitation]":
    """Those neither accepted nor revoked; some may have run out."""
    return Invitation.objects.filter(accepted_at__isnull=True, revoked_at__isnull=True)


def invitation_with(secret: str) -> Invitation:
    """The invitation of a link.

    Raises:
        Missing: `invitation_unknown`: the same words whatever is wrong with it.
    """
    working = open_invitations().filter(expires_at__gt=timezone.now())
    found = working.filter(digest=_digest(secret)).first()
    if found is None:
        raise Missing(
            "invitation_unknown",
            _("This link was used, replaced or is too old. Ask your administrator for a new one."),
        )
    return found


@transaction.atomic
def accept(*, secret: str, username: Any, password: Any, full_name: Any = "") -> User:
    """Make the account and use the link up; its address counts as confirmed.

    Raises:
        Missing: `invitation_unknown`. Invalid: naming the field. Conflict: `account_exists`.
    """
    invitation = _taken(invitation_with(secret).pk)
    if invitation.digest != _digest(secret):
        invitation_with(secret)
    name = typed.text_of(full_name, "full_name", 150) or invitation.full_name
    user = User(username=username_of(username), full_name=name)
    user.email = invitation.email
    user.set_password(password_of(password, user))
    return settle(invitation=invitation, user=user)


def settle(*, invitation: Invitation, user: User) -> User:
    """Save the account that an invitation leads to, in the caller's transaction.

    Args:
        invitation: open, and locked by the caller.
        user: with name and password set; role and address become the invitation's.

    Raises:
        Invalid: `taken`. Conflict: `account_exists`.
    """
    _refuse_known(invitation.email)
    user.email, user.role = invitation.email, invitation.role
    user.is_staff = user.role == Role.ADMIN
    if User.objects.filter(username__iexact=user.username).exists():
        raise Invalid("taken", _("This name is taken. Choose another."), field="username")
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError:
        raise Invalid("taken", _("This name is taken. Choose another."), field="username") from None
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    invitation.accepted_at, invitation.account = timezone.now(), user
    invitation.save(update_fields=["accepted_at", "account"])
    actor = Actor(user=user, door="page")
    record(actor, "invitation_accepted", invitation, username=user.username, role=user.role)
    return user


def invitation_of(address: str) -> Invitation | None:
    """The open invitation to a confirmed address, locked; for who comes by single sign-on."""
    working = open_invitations().filter(expires_at__gt=timezone.now())
    return working.select_for_update().filter(email=address.lower()).first()


def _require_admin(actor: Actor) -> User:
    if not can_administer(actor.person):
        raise Forbidden("role_required", _("Only administrators invite."), role=Role.ADMIN)
    return actor.person


def _taken(invitation_id: Any) -> Invitation:
    found = open_invitations().select_for_update().filter(pk=invitation_id).first()
    if found is None:
        raise Missing("invitation_unknown", _("This invitation was accepted or revoked already."))
    return found


def _refuse_known(address: str) -> None:
    known = EmailAddress.objects.filter(email__iexact=address, verified=True)
    if User.objects.filter(email__iexact=address).exists() or known.exists():
        raise Conflict(
            "account_exists", _("Somebody with this address has an account."), field="email"
        )


def _make_room(address: str) -> None:
    """An invitation that ran out gives way to a new one."""
    now = timezone.now()
    standing = open_invitations().select_for_update().filter(email=address).first()
    if standing is None:
        return
    if standing.expires_at > now:
        raise _already()
    standing.revoked_at = now
    standing.save(update_fields=["revoked_at"])


def _already() -> Conflict:
    return Conflict(
        "already_invited",
        _("This address has an open invitation. Send it again, or revoke it first."),
        field="email",
    )


def _link(secret: str) -> str:
    return f"{settings.PUBLIC_URL}/invitation/{secret}/"


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
