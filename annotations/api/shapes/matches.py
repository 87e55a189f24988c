"""Claims seen before."""

from rest_framework import serializers

from annotations.api.shapes.base import Shape


class MatchesAsked(Shape):
    """What is said."""

    text = serializers.CharField(
        help_text="At most 50,000 characters, of which the first 2,000 are read."
    )
    limit = serializers.IntegerField(
        required=False, min_value=1, max_value=100, help_text="5 by default."
    )


class Match(Shape):
    """A check that may say the same."""

    claim = serializers.UUIDField(allow_null=True, help_text="The claim, where it is ours.")
    check = serializers.UUIDField(
        allow_null=True, help_text="The earlier check, where it is of others."
    )
    url = serializers.CharField()
    claim_reviewed = serializers.CharField()
    publisher = serializers.CharField()
    rating = serializers.CharField(
        allow_blank=True, help_text="In its publisher's own words, never translated into ours."
    )
    level = serializers.CharField(help_text="`same` (very likely the same) or `similar`.")
    score = serializers.FloatField(help_text="0 to 1; ranks within one answer.")


class Shared(Shape):
    """What a check shares with the claim."""

    kind = serializers.CharField(help_text="`names`, `numbers`, `words` or `wording`.")
    words = serializers.ListField(child=serializers.CharField())


class MatchWithReasons(Match):
    """A check that may say the same, and why."""

    answer = serializers.CharField(allow_blank=True, help_text="What was said of it before.")
    reasons = Shared(many=True)


class Matches(Shape):
    """Best first."""

    results = Match(many=True)


class SimilarClaims(Shape):
    """Best first."""

    results = MatchWithReasons(many=True)


class ChoiceAsked(Shape):
    """What a person says of a check that was shown."""

    answer = serializers.CharField(help_text="`accepted` or `rejected`.")
    text = serializers.CharField(required=False, help_text="Not needed with a claim.")
    claim = serializers.UUIDField(required=False, allow_null=True)
    found_claim = serializers.UUIDField(required=False, allow_null=True)
    found_check = serializers.UUIDField(required=False, allow_null=True)
    level = serializers.CharField(required=False, help_text="As it was shown.")
    score = serializers.FloatField(required=False, min_value=0, max_value=1)


class Choice(Shape):
    """What was kept."""

    id = serializers.UUIDField()
    answer = serializers.CharField(help_text="`accepted` or `rejected`.")
    claim = serializers.UUIDField(allow_null=True)
    found_claim = serializers.UUIDField(allow_null=True)
    found_check = serializers.UUIDField(allow_null=True)
    created_at = serializers.DateTimeField()
