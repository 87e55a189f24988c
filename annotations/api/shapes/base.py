"""Shapes that many calls share."""

from typing import Any

from rest_framework import serializers


class Shape(serializers.Serializer[Any]):
    """A described JSON object."""


class Problem(Shape):
    """Every error."""

    code = serializers.CharField(help_text="Stable name for programs.")
    detail = serializers.CharField(help_text="A sentence for the person.")
    field = serializers.CharField(required=False, help_text="The input at fault.")


class Person(Shape):
    """An account, as others see it."""

    id = serializers.UUIDField()
    username = serializers.CharField()
    name = serializers.CharField()


class Reviewing(Shape):
    """Who reviews a claim at the moment."""

    by = Person()
    since = serializers.DateTimeField()


def listed(shape: type[serializers.Serializer[Any]], name: str) -> type[Shape]:
    """The shape of a list of `shape`."""
    fields = {
        "next": serializers.URLField(allow_null=True),
        "previous": serializers.URLField(allow_null=True),
        "results": shape(many=True),
        "__doc__": f"A list: {shape.__doc__}",
        "__module__": __name__,
    }
    return type(name, (Shape,), fields)
