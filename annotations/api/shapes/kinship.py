"""Articles that may be one story."""

from rest_framework import serializers

from annotations.api.shapes.base import Shape, listed
from annotations.models import KinDecision, Likeness


class Kinship(Shape):
    """Another article that may be the same story, seen from one of the two."""

    id = serializers.UUIDField()
    article = serializers.UUIDField(help_text="The other one.")
    title = serializers.CharField(allow_blank=True)
    site_name = serializers.CharField(allow_blank=True)
    url = serializers.CharField(allow_blank=True)
    is_earlier = serializers.BooleanField(help_text="Whether the other one was here first.")
    likeness = serializers.ChoiceField(Likeness.choices)
    score = serializers.FloatField(
        help_text="The share of the shorter text that stands in the longer one, 0 to 1."
    )
    decision = serializers.ChoiceField(KinDecision.choices)


class KinshipPair(Shape):
    """Two articles and what a person made of them."""

    id = serializers.UUIDField()
    later = serializers.UUIDField()
    earlier = serializers.UUIDField()
    likeness = serializers.ChoiceField(Likeness.choices)
    score = serializers.FloatField()
    decision = serializers.ChoiceField(KinDecision.choices)


class KinshipDecided(Shape):
    """What the later article is to the earlier one."""

    decision = serializers.RegexField("^(new_version|also_published|apart)$")


class AlsoPublished(Shape):
    """Another place at which the story stands."""

    url = serializers.CharField(allow_blank=True)
    site_name = serializers.CharField(allow_blank=True)
    published_at = serializers.DateTimeField(allow_null=True)


Kinships = listed(Kinship, "Kinships")
