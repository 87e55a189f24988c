"""Suggested wordings, and what comments and suggestions are pinned to."""

from rest_framework import serializers

from annotations.api.shapes.base import Person, Shape, listed
from annotations.discussion.pins import FIELDS
from annotations.models import SuggestionState


class PinAsked(Shape):
    """What it is about: a judged value, or words of it."""

    field = serializers.ChoiceField(FIELDS, required=False)
    evidence = serializers.UUIDField(
        required=False, allow_null=True, help_text="Of a `quote` or `note`: whose."
    )
    start = serializers.IntegerField(
        required=False, allow_null=True, help_text="Code points of the value as it stands."
    )
    end = serializers.IntegerField(required=False, allow_null=True, help_text="Exclusive.")
    exact = serializers.CharField(
        required=False,
        allow_blank=True,
        trim_whitespace=False,
        help_text="The words there as the caller saw them; others there are 409 `words_changed`.",
    )


class Pin(Shape):
    """What something is pinned to, and where those words stand now."""

    field = serializers.ChoiceField(FIELDS)
    label = serializers.CharField()  # type: ignore[assignment]  # DRF takes fields out of the class
    evidence = serializers.UUIDField(allow_null=True)
    start = serializers.IntegerField(allow_null=True, help_text="Where the words stand now.")
    end = serializers.IntegerField(allow_null=True)
    exact = serializers.CharField(allow_blank=True, help_text="The words as they were pinned to.")
    state = serializers.RegexField(
        "^(whole|here|changed)$", help_text="`changed`: these words stand there no more."
    )
    place = serializers.CharField(help_text="The place in a few words.")


class WordingSuggested(PinAsked):
    """Other words for a value, or for a part of it."""

    replacement = serializers.CharField(allow_blank=True, trim_whitespace=False)
    comment = serializers.CharField(required=False, allow_blank=True)
    thread = serializers.UUIDField(required=False, allow_null=True)


class Declined(Shape):
    """Why the words should stay."""

    reason = serializers.CharField()


class Wording(Shape):
    """A suggested wording."""

    id = serializers.UUIDField()
    claim = serializers.UUIDField()
    thread = serializers.UUIDField(allow_null=True)
    pin = Pin()
    replacement = serializers.CharField(allow_blank=True)
    comment = serializers.CharField(allow_blank=True)
    state = serializers.ChoiceField(SuggestionState.choices)
    stands = serializers.BooleanField(help_text="Whether it is open and can be put in.")
    suggested_by = Person()
    created_at = serializers.DateTimeField()
    answered_by = Person(allow_null=True)
    answered_at = serializers.DateTimeField(allow_null=True)
    answer = serializers.CharField(allow_blank=True, help_text="Why it was declined.")


Wordings = listed(Wording, "Wordings")
