"""Many claims in one call."""

from rest_framework import serializers

from annotations.api.shapes.asking import ClaimMarked
from annotations.api.shapes.base import Problem, Shape
from annotations.api.shapes.claims import Claim


class ClaimsMarked(Shape):
    """New claims of one article."""

    claims = ClaimMarked(many=True, min_length=1, max_length=500)  # type: ignore[call-arg]  # of the list
    revision = serializers.UUIDField(
        required=False, help_text="The text that the offsets of those count in that name none."
    )
    atomic = serializers.BooleanField(
        required=False, help_text="true (when left out): all or nothing. false: what can be marked."
    )


class ClaimRefused(Problem):
    """Why one of the claims was refused."""

    index = serializers.IntegerField(help_text="Its place in the list that was sent, from 0.")
    status = serializers.IntegerField(help_text="What it would have been answered with alone.")


class ClaimOfMany(Shape):
    """What became of one: a claim, or why not."""

    index = serializers.IntegerField(help_text="Its place in the list that was sent, from 0.")
    claim = Claim(allow_null=True)
    error = ClaimRefused(allow_null=True)


class ClaimsMade(Shape):
    """What became of each, in the order sent."""

    created = serializers.IntegerField()
    refused = serializers.IntegerField()
    results = ClaimOfMany(many=True)


class ClaimsRefused(Problem):
    """Nothing was saved. `errors` names every claim at fault where `code` is `bulk_refused`."""

    errors = ClaimRefused(many=True, required=False)  # type: ignore[assignment]  # DRF takes fields out of the class
