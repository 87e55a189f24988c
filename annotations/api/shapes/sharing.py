"""Shapes of who sees a confidential thing."""

from rest_framework import serializers

from annotations.api.shapes.base import Person, Shape
from annotations.models import Visibility


class Sharing(Shape):
    """Who sees it beside its owner."""

    id = serializers.UUIDField()
    visibility = serializers.ChoiceField(Visibility.choices)
    is_owner = serializers.BooleanField()
    shared_with = Person(many=True, help_text="Empty for whoever does not own it.")


class SharingGiven(Shape):
    """What is left out stays as it is."""

    visibility = serializers.ChoiceField(Visibility.choices, required=False)
    shared_with = serializers.ListField(
        child=serializers.UUIDField(), required=False, help_text="All of them, at most 50."
    )
    with_source = serializers.BooleanField(
        required=False, help_text="Of an evidence: do the same with its confidential source."
    )


class Reviewer(Shape):
    """Who alone may decide on a claim."""

    reviewer = serializers.UUIDField()
    share = serializers.BooleanField(
        required=False, help_text="Share with them what the caller keeps confidential on the claim."
    )
