"""Second factors: who has one, who must, and taking lost ones away."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q
from django.utils.translation import gettext as _

from annotations.history import record
from annotations.models import Newsroom, Role, User
from annotations.permissions import Actor, can_administer
from annotations.refusals import Conflict, Forbidden

# A recovery code is the way back to a factor, not one of its own.
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def owing(person: str = "") -> "ExpressionWrapper[Any]":
    """Whether an account's role needs a second factor that the account has not: for `annotate`.

    Args:
        person: the field that leads to the account, with its `__`; empty on accounts themselves.
    """
    asking = Newsroom.objects.filter(second_factor_roles__contains=[OuterRef(f"{person}role")])
    having = Authenticator.objects.filter(type__in=FACTORS, user_id=OuterRef(f"{person}pk"))
    return ExpressionWrapper(Q(Exists(asking)) & ~Q(Exists(having)), output_field=BooleanField())


def owes_second_factor(person: User) -> bool:
    """Whether this person may do nothing before setting up a second factor; asks where the sign-in did not."""
    known = getattr(person, "owes_second_factor", None)
    if known is None:
        return User.objects.filter(owing(), pk=person.pk).exists()
    return bool(known)


def has_second_factor(person: User) -> bool:
    """Whether sign-in asks this person for more than a password."""
    return bool(Authenticator.objects.filter(user=person, type__in=FACTORS).exists())


def factors_of(people: Sequence[User]) -> dict[UUID, set[str]]:
    """Account -> kinds of second factor that it has (`totp`, `webauthn`); one query."""
    found: dict[UUID, set[str]] = {person.pk: set() for person in people}
    rows = Authenticator.objects.filter(user__in=people, type__in=FACTORS)
    for person_id, kind in rows.values_list("user_id", "type"):
        found[person_id].add(kind)
    return found


def refuse_last_of(factor: Authenticator) -> None:
    """See that a factor may go.

    Raises:
        Conflict: `second_factor_required` where the role needs one and this is the last.
    """
    person = User.objects.get(pk=factor.user_id)
    needed = Newsroom.objects.filter(second_factor_roles__contains=[person.role]).exists()
    others = Authenticator.objects.filter(user=person, type__in=FACTORS).exclude(pk=factor.pk)
    if needed and not others.exists():
        raise Conflict(
            "second_factor_required",
            _("Your newsroom asks your role for a second factor. Add another one first."),
        )


@transaction.atomic
def take_factors_away(*, actor: Actor, person: User) -> int:
    """Remove all second factors and recovery codes of somebody who lost them.

    Returns:
        How many there were.

    Raises:
        Forbidden: `role_required`. Conflict: `own_factors`, `no_second_factor`.
    """
    if not can_administer(actor.person):
        raise Forbidden("role_required", _("Only administrators do this."), role=Role.ADMIN)
    if actor.person.pk == person.pk:
        raise Conflict("own_factors", _("Your own second factors are on your account page."))
    User.objects.select_for_update().get(pk=person.pk)
    kinds = sorted(Authenticator.objects.filter(user=person).values_list("type", flat=True))
    if not kinds:
        raise Conflict("no_second_factor", _("This account has no second factor."))
    Authenticator.objects.filter(user=person).delete()
    record(actor, "second_factors_taken_away", person, before=kinds, after=[])
    return len(kinds)
