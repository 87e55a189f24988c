"""Accounts: made, given a role, closed. The record keeps who did it."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from annotations.history import record
from annotations.models import Role, User
from annotations.permissions import Actor, can_administer
from annotations.refusals import Conflict, Forbidden

_TOLD = ("username", "full_name", "email", "role", "is_active")


@transaction.atomic
def keep_account(*, actor: Actor, account: User) -> User:
    """Save a new or changed account; who may use Django's admin follows from the role.

    Args:
        actor: an administrator, or the machine's own commands.
        account: with its new values set; a password is set already or not changed.

    Raises:
        Forbidden: `role_required`. Conflict: `last_administrator`.
    """
    if actor.user is not None and not can_administer(actor.person):
        raise Forbidden("role_required", _("Only administrators change accounts."), role=Role.ADMIN)
    before = User.objects.select_for_update().filter(pk=account.pk).first()
    account.is_staff = account.role == Role.ADMIN and account.is_active
    if before and before.has_role(Role.ADMIN) and not account.is_staff:
        _refuse_last(account)
    account.save()
    told = {name: getattr(account, name) for name in _TOLD}
    was: dict[str, Any] = {name: getattr(before, name) for name in _TOLD} if before else {}
    changed = {name: value for name, value in told.items() if was.get(name) != value}
    is_new_password = before is not None and before.password != account.password
    if before is None:
        record(actor, "account_made", account, **told)
    elif changed or is_new_password:
        gone = {name: was[name] for name in changed}
        record(
            actor, "account_changed", account, before=gone, after=changed, password=is_new_password
        )
    return account


def _refuse_last(account: User) -> None:
    others = User.objects.filter(role=Role.ADMIN, is_active=True).exclude(pk=account.pk)
    if not others.select_for_update().exists():
        raise Conflict(
            "last_administrator",
            _("This is the only administrator. Give somebody else the role first."),
            field="role",
        )
