"""What is said of selected words."""

from rest_framework import serializers

from annotations.api.shapes.base import Shape
from annotations.api.shapes.revisions import Span
from annotations.models import Asserts, Risk


class SelectionAsked(Shape):
    """A selection, and how its claim would be worded."""

    revision = serializers.UUIDField(required=False, help_text="The text that they count in.")
    start = serializers.IntegerField()
    end = serializers.IntegerField()
    statement = serializers.CharField(required=False, allow_blank=True)
    asserts = serializers.ChoiceField(Asserts.choices, required=False)


class Named(Shape):
    """Who says so, in or beside the selection; `authority` is null where nobody is named."""

    start = serializers.IntegerField()
    end = serializers.IntegerField()
    authority = serializers.CharField(allow_null=True)


class StatementWithin(Shape):
    """A statement within the selection."""

    start = serializers.IntegerField()
    end = serializers.IntegerField()
    exact = serializers.CharField()


class Loss(Shape):
    """What the statement loses: the words of the article, and a sentence for the person."""

    kind = serializers.RegexField("^(figure|qualifier|negation|attribution)$")
    words = serializers.CharField()
    sentence = serializers.CharField()


class MarkedAlready(Shape):
    """A passage of a claim that shares a character with the selection."""

    id = serializers.UUIDField(help_text="The claim.")
    start = serializers.IntegerField()
    end = serializers.IntegerField()


class Look(Shape):
    """A selection as it would be marked; code points, end exclusive."""

    revision = serializers.UUIDField()
    start = serializers.IntegerField()
    end = serializers.IntegerField()
    exact = serializers.CharField()
    occurrences = serializers.ListField(child=Span(), help_text="Every place of the same words.")
    index = serializers.IntegerField(help_text="Of the selected one among `occurrences`.")
    is_capped = serializers.BooleanField(help_text="Whether there are more than are told.")
    attribution = Named(allow_null=True)
    splits = StatementWithin(many=True)
    losses = Loss(many=True)
    risks = serializers.ListField(child=serializers.ChoiceField(Risk.choices))
    claims = MarkedAlready(many=True)
