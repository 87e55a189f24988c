"""API tokens: issued, revoked, listed. Only the digest of a secret is kept."""

import secrets
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations.history import record
from annotations.models import ApiToken, Role, User
from annotations.permissions import Actor, can_administer
from annotations.refusals import Forbidden, Missing

DAY = 24 * 3600
USUAL, LONGEST = 90 * DAY, 366 * DAY


@transaction.atomic
def issue_token(
    *, actor: Actor, name: str = "", scope: str, seconds: int = USUAL
) -> tuple[str, ApiToken]:
    """A new token for the acting person.

    Args:
        actor: whose it is.
        name: what it is for, as its person calls it.
        scope: `read`, `annotate` (claims and evidence, no decisions) or `write`.
        seconds: how long it lives.

    Returns:
        The secret, told this once, and the token.
    """
    secret = secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        person=actor.person,
        name=name,
        digest=ApiToken.digest_of(secret),
        scope=scope,
        expires_at=timezone.now() + timedelta(seconds=seconds),
    )
    record(actor, "token_issued", token, name=token.name, scope=token.scope)
    return secret, token


@transaction.atomic
def revoke_token(*, actor: Actor, token_id: UUID) -> ApiToken:
    """Refuse a token from now on; a second time changes nothing.

    Args:
        actor: whose token it is, or an administrator.
        token_id: which.

    Raises:
        Missing: `token_unknown` where it is somebody else's.
    """
    found = ApiToken.objects.select_for_update(of=("self",)).select_related("person")
    if not can_administer(actor.person):
        found = found.filter(person=actor.person)
    kept = found.filter(pk=token_id).first()
    if kept is None:
        raise Missing("token_unknown", _("You have no such token."))
    if kept.revoked_at is None:
        kept.revoked_at = timezone.now()
        kept.save(update_fields=["revoked_at"])
        facts: dict[str, Any] = (
            {} if kept.person_id == actor.person.pk else {"of": str(kept.person_id)}
        )
        record(actor, "token_revoked", kept, name=kept.name, **facts)
    return kept


def working_tokens(reader: User, *, of_everyone: bool = False) -> "QuerySet[ApiToken]":
    """The tokens that work: one's own, or everybody's.

    Raises:
        Forbidden: `role_required` where somebody else than an administrator asks for everybody's.
    """
    working = ApiToken.objects.filter(revoked_at__isnull=True, expires_at__gt=timezone.now())
    if not of_everyone:
        return working.filter(person=reader)
    if not can_administer(reader):
        raise Forbidden(
            "role_required",
            _("Only administrators see the tokens of others."),
            role=Role.ADMIN,
        )
    return working


def tokens_of(person: User) -> list[ApiToken]:
    """The tokens of one person that work, newest first, at most 200."""
    return list(working_tokens(person).order_by("-created_at", "-pk")[:200])
