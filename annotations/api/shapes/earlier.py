"""Fact-checks of others."""

from rest_framework import serializers

from annotations.api.shapes.base import Shape, listed


class TheirRating(Shape):
    """The rating in its publisher's own words and numbers."""

    label = serializers.CharField(allow_blank=True)  # type: ignore[assignment]  # DRF takes fields out of the class
    value = serializers.FloatField(allow_null=True)
    best = serializers.FloatField(allow_null=True)
    worst = serializers.FloatField(allow_null=True)


class EarlierCheck(Shape):
    """A fact-check of another publisher."""

    id = serializers.UUIDField()
    url = serializers.CharField()
    claim_reviewed = serializers.CharField()
    title = serializers.CharField(allow_blank=True)
    publisher = serializers.CharField()
    publisher_url = serializers.CharField(allow_blank=True)
    rating = TheirRating()
    claimant = serializers.CharField(allow_blank=True)
    claimed_on = serializers.DateField(allow_null=True)
    reviewed_on = serializers.DateField(allow_null=True)
    language = serializers.CharField(allow_blank=True)
    appearances = serializers.ListField(child=serializers.CharField())
    received_in = serializers.UUIDField(help_text="The import that brought it as it stands.")
    created_at = serializers.DateTimeField()
    changed_at = serializers.DateTimeField()


class EarlierCheckWhole(EarlierCheck):
    """A fact-check of another publisher, with the object as it was received."""

    original = serializers.DictField()


class ChecksAsked(Shape):
    """ClaimReview objects (schema.org); a bare list of them is taken too."""

    checks = serializers.ListField(
        child=serializers.DictField(),
        help_text="At most 1,000, each with `url`, which is its identity, and `claimReviewed`.",
    )


EarlierChecks = listed(EarlierCheck, "EarlierChecks")
