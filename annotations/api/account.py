"""Tokens, and who is signed in."""

from typing import Any

from django.utils.translation import gettext as _
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from annotations import typed
from annotations.accounts.tokens import LONGEST, USUAL, issue_token, revoke_token
from annotations.api.asked import actor_of, body_of, person_of
from annotations.api.described import described
from annotations.api.door import Door
from annotations.api.shapes import articles as shapes
from annotations.api.shapes.asking import TokenAsked
from annotations.api.sign_in import person_with, see_second_factor
from annotations.models import ApiToken, Scope
from annotations.permissions import Actor
from annotations.refusals import Conflict, Invalid


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
        errors=(401, 403, 429),
        is_open=True,
    )
    def post(self, request: Request) -> Response:
        """A new token; its secret is told this once. No `Idempotency-Key`: answers with secrets are not kept."""
        body = body_of(request)
        asked = request._request  # noqa: SLF001 - allauth wants Django's
        person = person_with(asked, body.get("username"), body.get("password"))
        wanted: dict[str, Any] = {
            "name": typed.text_of(body.get("name"), "name", 100),
            "scope": typed.choice_of(body.get("scope") or Scope.WRITE, "scope", Scope.values),
            "seconds": _seconds(body.get("expires_in")),
        }
        see_second_factor(person, body.get("otp"))
        secret, token = issue_token(actor=Actor(user=person, door="api"), **wanted)
        answer = Response({**told(token), "token": secret}, status=201)
        answer["Cache-Control"] = "no-store"
        return answer

    @described(
        "token_delete", "Revoke the token that the call is made with.", status=204, errors=(409,)
    )
    def delete(self, request: Request) -> Response:
        """The present token is refused from now on."""
        token = request.auth
        if not isinstance(token, ApiToken):
            raise Conflict("no_token", _("This call was made with a session, not with a token."))
        revoke_token(actor=actor_of(request), token=token)
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


def _seconds(given: Any) -> int:
    seconds = typed.whole_number_of(given, "expires_in")
    if seconds is None:
        return USUAL
    if not 1 <= seconds <= LONGEST:
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
