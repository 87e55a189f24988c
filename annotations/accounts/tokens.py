"""API tokens: issued, revoked, listed. Only the digest of a secret is kept."""

import secrets
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations.history import record
from annotations.models import ApiToken, User
from annotations.permissions import Actor
from annotations.refusals import Missing

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
        scope: `read` or `write`.
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
def revoke_token(*, actor: Actor, token: ApiToken) -> None:
    """Refuse one of the person's own tokens from now on; a second time changes nothing.

    Raises:
        Missing: `token_unknown` where it is somebody else's.
    """
    kept = ApiToken.objects.select_for_update().filter(pk=token.pk, person=actor.person).first()
    if kept is None:
        raise Missing("token_unknown", _("You have no such token."))
    if kept.revoked_at is None:
        kept.revoked_at = timezone.now()
        kept.save(update_fields=["revoked_at"])
        record(actor, "token_revoked", kept, name=kept.name)


def tokens_of(person: User) -> list[ApiToken]:
    """The tokens that work, newest first, at most 200."""
    working = ApiToken.objects.filter(
        person=person, revoked_at__isnull=True, expires_at__gt=timezone.now()
    )
    return list(working.order_by("-created_at", "-pk")[:200])
