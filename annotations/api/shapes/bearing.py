"""Passages elsewhere that bear on a claim."""

from rest_framework import serializers

from annotations.api.shapes.base import Shape
from annotations.models import ArticleRole, Stance


class BearingArticle(Shape):
    """Where the passage stands: an imported article, or an archived source."""

    id = serializers.UUIDField()
    role = serializers.ChoiceField(ArticleRole.choices)
    title = serializers.CharField(allow_blank=True)
    site_name = serializers.CharField(allow_blank=True)
    url = serializers.CharField(allow_blank=True)
    published_at = serializers.DateTimeField(allow_null=True)


class BearingReason(Shape):
    """Why it is suggested; `words` are as the passage writes them, empty for `wording`, the quantity for `counted`."""

    kind = serializers.ChoiceField(["name", "number", "date", "counted", "wording"])
    words = serializers.CharField(allow_blank=True)


class BearingPassage(Shape):
    """A sentence elsewhere; code points in the revision's text, end exclusive."""

    article = BearingArticle()
    revision = serializers.UUIDField()
    start = serializers.IntegerField()
    end = serializers.IntegerField()
    exact = serializers.CharField()
    score = serializers.FloatField(help_text="From 0 to 1; only their order means something.")
    reasons = BearingReason(many=True)
    linked = serializers.ChoiceField(
        Stance.choices, allow_null=True, help_text="The stance it is linked with already."
    )


class BearingOnClaim(Shape):
    """Best first. What they say of the claim is for a person to judge: no stance, no verdict."""

    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)
    results = BearingPassage(many=True)
