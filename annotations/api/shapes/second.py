"""Independent verdicts, and how far people agree."""

from rest_framework import serializers

from annotations.api.shapes.base import Person, Shape, listed


class SecondTaken(Shape):
    """That the caller has not read what is to be rated."""

    unread = serializers.BooleanField(
        help_text="True: I have not read its verdict or explanation. It is recorded."
    )


class SecondVerdict(Shape):
    """An independent verdict: taken, then given once, or handed back."""

    id = serializers.UUIDField()
    claim = serializers.UUIDField()
    rank = serializers.IntegerField(help_text="2, or 3 where the first two differ.")
    person = Person()
    verdict = serializers.CharField(allow_null=True)
    explanation = serializers.CharField(allow_blank=True)
    taken_at = serializers.DateTimeField()
    given_at = serializers.DateTimeField(allow_null=True)
    handed_back_at = serializers.DateTimeField(allow_null=True)


class SecondOutcome(Shape):
    """Where the independent verdicts of a claim stand."""

    is_wanted = serializers.BooleanField()
    missing = serializers.IntegerField(
        allow_null=True, help_text="The rank that is still to be given: 2 or 3."
    )
    agrees = serializers.BooleanField(
        allow_null=True, help_text="Whether the last one given is the standing rating."
    )
    given = SecondVerdict(many=True)
    under_way = SecondVerdict(allow_null=True)


class SecondOffer(Shape):
    """A claim to rate."""

    claim = serializers.UUIDField()
    article = serializers.UUIDField()
    statement = serializers.CharField()
    rank = serializers.IntegerField()


class RatingNamed(Shape):
    """A rating that was chosen."""

    slug = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # DRF takes fields out of the class


class Thirds(Shape):
    """Of the differences that a third person settled, how they went."""

    first = serializers.IntegerField()
    second = serializers.IntegerField()
    other = serializers.IntegerField()


class Agreement(Shape):
    """How far first and second verdicts agree."""

    pairs = serializers.IntegerField()
    same = serializers.IntegerField()
    too_few = serializers.BooleanField(help_text="Below ten pairs nothing can be told.")
    kappa = serializers.FloatField(allow_null=True, help_text="Cohen's kappa.")
    alpha = serializers.FloatField(
        allow_null=True, help_text="Krippendorff's alpha for nominal values."
    )
    ratings = RatingNamed(many=True)
    table = serializers.ListField(
        child=serializers.ListField(child=serializers.IntegerField()),
        help_text="First verdict in rows, second in columns, in the order of `ratings`.",
    )
    thirds = Thirds()


SecondsOffered = listed(SecondOffer, "SecondsOffered")
