"""Tokens, and who is signed in."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from annotations import typed
from annotations.accounts.people import choose_language
from annotations.accounts.tokens import (
    LONGEST,
    USUAL,
    issue_token,
    revoke_token,
    working_tokens,
)
from annotations.api.asked import actor_of, body_of, choice_asked, person_of, picked
from annotations.api.described import PAGE, asked, described
from annotations.api.door import Door
from annotations.api.filtering import CREATED, choice, narrowed, parameters
from annotations.api.pagination import page_of
from annotations.api.shapes import account as shapes
from annotations.api.shapes.asking import TokenAsked
from annotations.api.sign_in import person_with, see_second_factor
from annotations.api.told import person_told
from annotations.models import ApiToken, Scope, User
from annotations.permissions import Actor
from annotations.refusals import Conflict, Invalid

_WHOSE = ["me", "everyone"]
_FILTERS = (choice("scope", Scope.values), *CREATED)


class Tokens(Door):
    """`auth/token/`."""

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
        "token_delete",
        "Revoke the token that the call is made with.",
        status=204,
        scope=Scope.READ,
    )
    def delete(self, request: Request) -> Response:
        """The present token is refused from now on."""
        token = request.auth
        if not isinstance(token, ApiToken):
            raise Conflict("no_token", _("This call was made with a session, not with a token."))
        revoke_token(actor=actor_of(request), token_id=token.pk)
        return Response(status=204)


class TokenList(Door):
    """`auth/tokens/`."""

    @described(
        "tokens_list",
        "Tokens that work, newest first: the caller's own, or everybody's.",
        answer=shapes.Tokens,
        query=(
            *PAGE,
            asked("whose", "`everyone`: for administrators only.", enum=_WHOSE),
            *parameters(_FILTERS),
        ),
    )
    def get(self, request: Request) -> Response:
        """Without their secrets, which nobody keeps."""
        whose = choice_asked(request, "whose", _WHOSE)
        rows = working_tokens(person_of(request), of_everyone=whose == "everyone")
        page = page_of(request, narrowed(request, rows.select_related("person"), _FILTERS))
        return Response(page.told([_listed(token) for token in page.rows]))


class TokenOne(Door):
    """`auth/tokens/{id}/`."""

    @described("tokens_end", "End a token: one's own, or as an administrator any.", status=204)
    def delete(self, request: Request, token_id: UUID) -> Response:
        """It is refused from now on."""
        revoke_token(actor=actor_of(request), token_id=token_id)
        return Response(status=204)


class Me(Door):
    """`auth/me/`."""

    @described("me", "Who is signed in.", answer=shapes.Me)
    def get(self, request: Request) -> Response:
        """The account, its role, and the token of this call."""
        return Response(_me(request, person_of(request)))

    @described("me_change", "Choose your language.", body=shapes.MeChanged, answer=shapes.Me)
    def patch(self, request: Request) -> Response:
        """In which pages and mails speak to you; what a program reads follows its Accept-Language."""
        given = picked(body_of(request), "language")
        person = person_of(request)
        if given:
            person = choose_language(actor=actor_of(request), **given)
        return Response(_me(request, person))


def _me(request: Request, person: User) -> dict[str, Any]:
    return {
        "id": str(person.pk),
        "username": person.username,
        "name": person.name,
        "email": person.email,
        "role": person.role,
        "language": person.language,
        "token": told(request.auth) if isinstance(request.auth, ApiToken) else None,
    }


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


def _listed(token: ApiToken) -> dict[str, Any]:
    return {
        **told(token),
        "created_at": token.created_at,
        "last_used_at": token.last_used_at,
        "person": person_told(token.person),
    }
