"""Tokens, and who is signed in."""

import secrets
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from annotations import typed
from annotations.api.asked import actor_of, body_of, person_of
from annotations.api.described import described
from annotations.api.door import Door
from annotations.api.shapes import articles as shapes
from annotations.api.shapes.asking import TokenAsked
from annotations.api.sign_in import person_with
from annotations.history import record
from annotations.models import ApiToken, Scope, User
from annotations.permissions import Actor
from annotations.refusals import Conflict, Invalid

_DAY = 24 * 3600
_USUAL, _LONGEST = 90 * _DAY, 366 * _DAY


class Tokens(Door):
    """`auth/token/`."""

    methods_of_read_tokens = ("DELETE",)

    def get_authenticators(self) -> list[Any]:
        """Getting a token asks for credentials only, so that no session can be misused for it."""
        if self.request and self.request.method == "POST":
            return []
        return super().get_authenticators()

    def get_permissions(self) -> list[Any]:
        """Whoever knows the credentials may get a token."""
        return [AllowAny()] if self.request.method == "POST" else [*super().get_permissions()]

    @described(
        "token_create",
        "Get a token.",
        body=TokenAsked,
        answer=shapes.TokenMade,
        status=201,
        errors=(401, 429),
        is_open=True,
    )
    def post(self, request: Request) -> Response:
        """A new token; its secret is told this once. No `Idempotency-Key`: answers with secrets are not kept."""
        body = body_of(request)
        person = person_with(request._request, body.get("username"), body.get("password"))  # noqa: SLF001 - allauth wants Django's
        secret, token = _issue(person, body)
        answer = Response({**told(token), "token": secret}, status=201)
        answer["Cache-Control"] = "no-store"
        return answer

    @described(
        "token_delete", "Revoke the token that the call is made with.", status=204, errors=(409,)
    )
    @transaction.atomic
    def delete(self, request: Request) -> Response:
        """The present token is refused from now on."""
        token = request.auth
        if not isinstance(token, ApiToken):
            raise Conflict("no_token", _("This call was made with a session, not with a token."))
        token.revoked_at = timezone.now()
        token.save(update_fields=["revoked_at"])
        record(actor_of(request), "token_revoked", token, name=token.name)
        return Response(status=204)


class Me(Door):
    """`auth/me/`."""

    @described("me", "Who is signed in.", answer=shapes.Me)
    def get(self, request: Request) -> Response:
        """The account, its role, and the token of this call."""
        person = person_of(request)
        token = told(request.auth) if isinstance(request.auth, ApiToken) else None
        return Response(
            {
                "id": str(person.pk),
                "username": person.username,
                "name": person.name,
                "email": person.email,
                "role": person.role,
                "token": token,
            }
        )


@transaction.atomic
def _issue(person: User, body: dict[str, Any]) -> tuple[str, ApiToken]:
    secret = secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        person=person,
        name=typed.text_of(body.get("name"), "name", 100),
        digest=ApiToken.digest_of(secret),
        scope=typed.choice_of(body.get("scope") or Scope.WRITE, "scope", Scope.values),
        expires_at=timezone.now() + timedelta(seconds=_seconds(body.get("expires_in"))),
    )
    actor = Actor(user=person, door="api")
    record(actor, "token_issued", token, name=token.name, scope=token.scope)
    return secret, token


def _seconds(given: Any) -> int:
    seconds = typed.whole_number_of(given, "expires_in")
    if seconds is None:
        return _USUAL
    if not 1 <= seconds <= _LONGEST:
        raise Invalid(
            "number_invalid", _("A token lives from 1 second to 366 days."), field="expires_in"
        )
    return seconds


def told(token: ApiToken) -> dict[str, Any]:
    """A token without its secret."""
    return {
        "id": str(token.pk),
        "name": token.name,
        "scope": token.scope,
        "expires_at": token.expires_at,
    }
