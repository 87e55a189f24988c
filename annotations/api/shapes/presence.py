"""Who is in an article just now."""

from rest_framework import serializers

from annotations.api.shapes.base import Shape


class Seen(Shape):
    """Where this person is."""

    claim = serializers.UUIDField(
        required=False, allow_null=True, help_text="The claim whose card is open."
    )
    typing = serializers.BooleanField(required=False, help_text="Whether they are typing in it.")


class Here(Shape):
    """Somebody else who has the article open."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    initials = serializers.CharField()
    claim = serializers.UUIDField(allow_null=True)
    typing = serializers.BooleanField()
    seen_at = serializers.DateTimeField()


class People(Shape):
    """Everybody else who was seen in the last 40 seconds, by name."""

    people = Here(many=True)
