"""The figure board."""

from rest_framework import serializers

from annotations.api.shapes.base import Person, Shape
from annotations.api.shapes.figures import FigurePeriod
from annotations.models import FigureQualifier, FigureRelationKind

_KINDS = FigureRelationKind.choices


class BoardVerdict(Shape):
    """The standing verdict of the figure's claim."""

    slug = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # DRF takes fields out of the class


class BoardFigure(Shape):
    """A figure of some claim."""

    id = serializers.UUIDField()
    claim = serializers.UUIDField()
    statement = serializers.CharField()
    article = serializers.UUIDField()
    article_title = serializers.CharField(allow_blank=True)
    stated = serializers.CharField(help_text="The value in words, with qualifier and unit.")
    low = serializers.CharField(allow_null=True, help_text="A decimal without exponent.")
    high = serializers.CharField(allow_null=True)
    qualifier = serializers.ChoiceField(FigureQualifier.choices)
    unit = serializers.CharField(allow_blank=True)
    period = FigurePeriod()
    period_words = serializers.CharField(allow_blank=True)
    place = serializers.CharField(allow_blank=True)
    population = serializers.CharField(allow_blank=True)
    authority = serializers.CharField(allow_blank=True)
    share_of = serializers.UUIDField(allow_null=True)
    inferred = serializers.ListField(child=serializers.CharField())
    confirmed = serializers.BooleanField(help_text="Only confirmed figures make pairs.")
    verdict = BoardVerdict(allow_null=True)


class BoardCaution(Shape):
    """What to keep in mind about a pair."""

    code = serializers.CharField(
        help_text="units_differ, one_origin, period_unknown, place_unknown, scope_unknown, inferred_scope, no_number."
    )
    words = serializers.CharField()


class BoardComputed(Shape):
    """What the rules say; `relation` is null where they cannot tell."""

    relation = serializers.ChoiceField(_KINDS, allow_null=True)
    reason = serializers.CharField()


class BoardOverride(Shape):
    """What a person says instead."""

    relation = serializers.ChoiceField(_KINDS)
    reason = serializers.CharField()
    by = Person()
    at = serializers.DateTimeField()


class BoardPair(Shape):
    """Two figures of one quantity; `relation` and `reason` are in force, a person's before the rules'."""

    a = serializers.UUIDField()
    b = serializers.UUIDField()
    relation = serializers.ChoiceField(
        _KINDS, allow_null=True, help_text="Null only in `uncompared`."
    )
    reason = serializers.CharField()
    cautions = BoardCaution(many=True)
    computed = BoardComputed()
    override = BoardOverride(allow_null=True)


class BoardNote(Shape):
    """A finding of arithmetic."""

    code = serializers.CharField(help_text="share_word, share, parts_exceed, over_hundred.")
    words = serializers.CharField()
    is_wrong = serializers.BooleanField()
    figures = serializers.ListField(child=serializers.UUIDField())
    claim = serializers.UUIDField()


class BoardQuantity(Shape):
    """A quantity: figures in the order of their periods; pairs, conflicts first."""

    id = serializers.UUIDField()
    label = serializers.CharField()  # type: ignore[assignment]  # DRF takes fields out of the class
    figures = BoardFigure(many=True)
    pairs = BoardPair(many=True)
    uncompared = BoardPair(
        many=True, help_text="Of one scope, but one states no number or another measure."
    )
    notes = BoardNote(many=True)
    figures_left_out = serializers.IntegerField(
        help_text="Older figures beyond 200, which are not compared."
    )
    pairs_left_out = serializers.IntegerField(
        help_text="Pairs of different scope that are compared and not listed, of more than 60 figures."
    )


class Board(Shape):
    """One page of the board."""

    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    quantities = BoardQuantity(many=True)


class PairGiven(Shape):
    """A person's word on two figures of one quantity."""

    a = serializers.UUIDField()
    b = serializers.UUIDField()
    relation = serializers.ChoiceField(
        _KINDS, allow_null=True, help_text="Null takes back what was said."
    )
    reason = serializers.CharField(
        required=False, allow_blank=True, help_text="Why; required unless taken back."
    )
