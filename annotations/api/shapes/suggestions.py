"""Sentences that are worth checking, and what people do with them."""

from rest_framework import serializers

from annotations.api.shapes.base import Shape
from annotations.models import HintAnswer
from annotations.reading.worth_weights import REASONS


class Suggestion(Shape):
    """A sentence, ranked; code points in the text, end exclusive."""

    start = serializers.IntegerField()
    end = serializers.IntegerField()
    exact = serializers.CharField()
    score = serializers.FloatField(help_text="From 0 to 1; only their order means something.")
    reasons = serializers.ListField(
        child=serializers.ChoiceField(list(REASONS)), help_text="The weightiest first."
    )
    because = serializers.CharField(
        allow_blank=True, help_text="The reasons in words, in the person's language."
    )
    is_repeat = serializers.BooleanField(help_text="Whether it repeats an earlier sentence.")


class SuggestionsOfArticle(Shape):
    """All sentences that nobody claimed, dismissed or called done, best first: hints, no verdict."""

    revision = serializers.UUIDField(
        allow_null=True, help_text="The text that the places count in."
    )
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)
    total = serializers.IntegerField(
        help_text="How many sentences are ranked, whatever `limit` says."
    )
    results = Suggestion(many=True)


class SuggestionAnswered(Shape):
    """A sentence and what is done with it."""

    revision = serializers.UUIDField(required=False, help_text="The text that the places count in.")
    start = serializers.IntegerField(help_text="First code point of words in the sentence.")
    end = serializers.IntegerField(help_text="After the last code point.")
    answer = serializers.ChoiceField(HintAnswer.choices)
    claim = serializers.UUIDField(
        required=False, help_text="With `accepted`: the claim that was marked in the sentence."
    )


class SuggestionChoice(Shape):
    """What a person did with a suggested sentence."""

    id = serializers.UUIDField()
    answer = serializers.ChoiceField(HintAnswer.choices)
    reasons = serializers.ListField(child=serializers.CharField())
    score = serializers.FloatField()
    claim = serializers.UUIDField(allow_null=True)
    created_at = serializers.DateTimeField()
    taken_back_at = serializers.DateTimeField(allow_null=True)
