"""Accounts: made, given a role, closed and opened again. The record keeps who did it."""

from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations import typed
from annotations.accounts.sessions import end_other_sessions
from annotations.history import record
from annotations.models import ApiToken, Language, Role, User
from annotations.permissions import Actor, can_administer
from annotations.refusals import Conflict, Forbidden

_LANGUAGES = ("", *Language.values)
_TOLD = ("username", "full_name", "email", "role", "is_active")


@transaction.atomic
def keep_account(*, actor: Actor, account: User) -> User:
    """Save a new or changed account; who may use Django's admin follows from the role.

    Closing one ends its sessions and tokens for good; what it did stays under its name. An address
    that an administrator typed counts as not confirmed.

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
    if before:
        _follow(actor, before, account)
    _record(actor, before, account)
    return account


def change_role(*, actor: Actor, person: User, role: Any) -> User:
    """Give somebody another role.

    Raises:
        Invalid: `choice_invalid`. Forbidden, Conflict: as `keep_account`.
    """
    account = _fresh(person)
    account.role = typed.choice_of(role, "role", Role.values)
    return keep_account(actor=actor, account=account)


def close_account(*, actor: Actor, person: User) -> User:
    """Somebody leaves: out at once everywhere, their record stays.

    Raises:
        Forbidden, Conflict: as `keep_account`.
    """
    account = _fresh(person)
    account.is_active = False
    return keep_account(actor=actor, account=account)


def open_account(*, actor: Actor, person: User) -> User:
    """Somebody comes back, with the same account; they sign in anew.

    Raises:
        Forbidden: as `keep_account`.
    """
    account = _fresh(person)
    account.is_active = True
    return keep_account(actor=actor, account=account)


@transaction.atomic
def rename_self(*, actor: Actor, full_name: Any) -> User:
    """Change the name by which colleagues know the acting person; the same name again changes nothing.

    Raises:
        Invalid: `too_long`, `bad_characters`.
    """
    person = User.objects.select_for_update().get(pk=actor.person.pk)
    was, person.full_name = person.full_name, typed.text_of(full_name, "full_name", 150)
    if person.full_name != was:
        person.save(update_fields=["full_name"])
        record(
            actor,
            "account_changed",
            person,
            before={"full_name": was},
            after={"full_name": person.full_name},
        )
    return person


@transaction.atomic
def choose_language(*, actor: Actor, language: Any) -> User:
    """Say in which language the acting person is spoken to, on pages and in mails; empty: as the browser asks.

    Raises:
        Invalid: `unknown_choice`.
    """
    person = User.objects.select_for_update().get(pk=actor.person.pk)
    was, person.language = person.language, typed.choice_of(language, "language", _LANGUAGES)
    if person.language != was:
        person.save(update_fields=["language"])
        record(
            actor,
            "account_changed",
            person,
            before={"language": was},
            after={"language": person.language},
        )
    return person


def _fresh(person: User) -> User:
    """A copy to change: the actor may be the same person, and is judged as they are now."""
    return User.objects.get(pk=person.pk)


def _follow(actor: Actor, before: User, account: User) -> None:
    """What a changed account takes with it."""
    if before.email != account.email:
        EmailAddress.objects.filter(user=account).exclude(email__iexact=account.email).delete()
    if before.is_active and not account.is_active:
        ApiToken.objects.filter(person=account, revoked_at__isnull=True).update(
            revoked_at=timezone.now()
        )
        end_other_sessions(actor=actor, person=account)


def _record(actor: Actor, before: User | None, account: User) -> None:
    told = {name: getattr(account, name) for name in _TOLD}
    if before is None:
        record(actor, "account_made", account, **told)
        return
    was: dict[str, Any] = {name: getattr(before, name) for name in _TOLD}
    changed = {name: value for name, value in told.items() if was[name] != value}
    is_new_password = before.password != account.password
    if changed or is_new_password:
        gone = {name: was[name] for name in changed}
        record(
            actor, "account_changed", account, before=gone, after=changed, password=is_new_password
        )


def _refuse_last(account: User) -> None:
    others = User.objects.filter(role=Role.ADMIN, is_active=True).exclude(pk=account.pk)
    if not others.select_for_update().exists():
        raise Conflict(
            "last_administrator",
            _("This is the only administrator. Give somebody else the role first."),
            field="role",
        )
