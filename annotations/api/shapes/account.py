"""Accounts and their tokens."""

from rest_framework import serializers

from annotations.api.shapes.base import Person, Shape, listed
from annotations.models import Role, Scope


class Token(Shape):
    """A token without its secret."""

    id = serializers.UUIDField()
    name = serializers.CharField(allow_blank=True)
    scope = serializers.ChoiceField(Scope.choices)
    expires_at = serializers.DateTimeField()


class TokenListed(Token):
    """A token, whose it is, and the hour in which it was last used."""

    created_at = serializers.DateTimeField()
    last_used_at = serializers.DateTimeField(
        allow_null=True, help_text="Kept to the hour; null: never, or in this hour only."
    )
    person = Person()


class TokenMade(Token):
    """A new token; its secret is told once."""

    token = serializers.CharField()


class Me(Person):
    """The signed-in account."""

    email = serializers.CharField(allow_blank=True)
    role = serializers.ChoiceField(Role.choices)
    language = serializers.CharField(
        allow_blank=True, help_text="`en`, `ru` or `be`; empty: as the browser asks."
    )
    token = Token(allow_null=True)


class MeChanged(Shape):
    """What is left out stays."""

    language = serializers.CharField(
        required=False, allow_blank=True, help_text="`en`, `ru`, `be`, or empty."
    )


Tokens = listed(TokenListed, "Tokens")
