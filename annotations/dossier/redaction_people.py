"""Who may read the record of accounts, erasures and legal matters."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from annotations.models import (
    ApiToken,
    Dossier,
    Erasure,
    Invitation,
    LegalMatter,
    Proof,
    User,
    Webhook,
)
from annotations.permissions import can_administer

Seen = Callable[[User, Sequence[UUID]], "QuerySet[Any]"]


def accounts(user: User, ids: Sequence[UUID]) -> "QuerySet[Any]":
    """Of accounts: administrators, and everyone of their own."""
    rows = User.objects.filter(pk__in=ids)
    return rows if can_administer(user) else rows.filter(pk=user.pk)


def tokens(user: User, ids: Sequence[UUID]) -> "QuerySet[Any]":
    """Of tokens: administrators, and everyone of their own."""
    rows = ApiToken.objects.filter(pk__in=ids)
    return rows if can_administer(user) else rows.filter(person=user)


def invitations(user: User, ids: Sequence[UUID]) -> "QuerySet[Any]":
    """Of invitations: administrators."""
    rows = Invitation.objects.filter(pk__in=ids)
    return rows if can_administer(user) else rows.filter(Q(invited_by=user) | Q(account=user))


def erasures(user: User, ids: Sequence[UUID]) -> "QuerySet[Any]":
    """Of erasures: administrators; others read at the entry itself that it was erased, and by which."""
    rows = Erasure.objects.filter(pk__in=ids)
    return rows if can_administer(user) else rows.none()


def matters(user: User, ids: Sequence[UUID]) -> "QuerySet[Any]":
    """Of legal matters: who opened them and their people, whatever anybody's role."""
    return LegalMatter.objects.visible_to(user).filter(pk__in=ids)


def dossiers(user: User, ids: Sequence[UUID]) -> "QuerySet[Any]":
    """Of dossiers: the people of their matter."""
    return Dossier.objects.filter(pk__in=ids, matter__in=LegalMatter.objects.visible_to(user))


def webhooks(user: User, ids: Sequence[UUID]) -> "QuerySet[Any]":
    """Of webhooks: administrators, for an address may hold a secret."""
    rows = Webhook.objects.filter(pk__in=ids)
    return rows if can_administer(user) else rows.none()


def proofs(user: User, ids: Sequence[UUID]) -> "QuerySet[Any]":
    """Of proofs, which leave the newsroom as files: administrators, and everyone of their own."""
    rows = Proof.objects.filter(pk__in=ids)
    return rows if can_administer(user) else rows.filter(made_by=user)


PEOPLE_RULES: dict[str, Seen] = {
    "user": accounts,
    "apitoken": tokens,
    "invitation": invitations,
    "erasure": erasures,
    "legalmatter": matters,
    "dossier": dossiers,
    "proof": proofs,
    "webhook": webhooks,
}
