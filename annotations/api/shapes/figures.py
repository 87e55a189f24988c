"""Figures of claims: what they state, as data."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from annotations.api.shapes.base import Shape
from annotations.figures.checked import INFERABLE
from annotations.models import FigureQualifier

_NUMBER = {"type": "number", "nullable": True}


@extend_schema_field(_NUMBER)
class Number(serializers.FloatField):
    """A JSON number, an integer where it is one."""


class FigureQuantity(Shape):
    """What is counted or measured."""

    id = serializers.UUIDField(required=False)
    label = serializers.CharField()  # type: ignore[assignment]  # DRF takes fields out of the class


class FigurePeriod(Shape):
    """Days, both included; null where the end is open or not known."""

    def get_fields(self) -> dict[str, serializers.Field]:  # type: ignore[type-arg]  # DRF's own signature
        """`from` is a word of the language."""
        return {
            "from": serializers.DateField(allow_null=True, required=False),
            "to": serializers.DateField(allow_null=True, required=False),
        }


class FigureStated(Shape):
    """A figure's value and scope. `low` and `high` are as stated, equal where it is one value."""

    quantity = FigureQuantity(allow_null=True)
    low = Number(allow_null=True)
    high = Number(allow_null=True)
    qualifier = serializers.ChoiceField(FigureQualifier.choices)
    unit = serializers.CharField(allow_blank=True)
    period = FigurePeriod()
    period_words = serializers.CharField(allow_blank=True, help_text="As the text says it.")
    place = serializers.CharField(allow_blank=True)
    population = serializers.CharField(allow_blank=True)
    authority = serializers.CharField(allow_blank=True, help_text="Whose figure it is, as stated.")
    share_of = serializers.UUIDField(
        allow_null=True, help_text="The figure of which this is a share."
    )
    inferred = serializers.ListField(
        child=serializers.ChoiceField(INFERABLE), help_text="What the text does not state."
    )
    highlight = serializers.UUIDField(allow_null=True, help_text="The passage that states it.")
    confirmed = serializers.BooleanField(help_text="A person stands for value and quantity.")


class Figure(FigureStated):
    """A figure of a claim."""

    id = serializers.UUIDField()


class ClaimFigure(Figure):
    """A figure with its claim."""

    claim = serializers.UUIDField()


class FigureProposed(FigureStated):
    """A figure that the claim's words state and that it does not carry; kept by posting it."""

    key = serializers.CharField(help_text="Stable while the words around it stay the same.")
    words = serializers.CharField(help_text="The value as it stands in the text.")


class ClaimFigures(Shape):
    """The figures of a claim, and those that its words propose."""

    figures = Figure(many=True)
    proposed = FigureProposed(many=True)


@extend_schema_field(
    {
        "oneOf": [
            {"type": "string", "format": "uuid"},
            {
                "type": "object",
                "properties": {"label": {"type": "string", "maxLength": 200}},
                "required": ["label"],
            },
        ],
        "nullable": True,
    }
)
class QuantityNamed(serializers.JSONField):
    """The id of a known quantity, or `{label}` for one that may be new."""


@extend_schema_field({"oneOf": [{"type": "number"}, {"type": "string"}], "nullable": True})
class NumberGiven(serializers.JSONField):
    """A number, or a text such as `4,000` or `1/3`."""


class FigureGiven(Shape):
    """A figure; what is left out stays. One of `low` and `high` given alone, or beside null, means both."""

    quantity = QuantityNamed(required=False)
    low = NumberGiven(required=False)
    high = NumberGiven(required=False)
    qualifier = serializers.CharField(
        required=False, help_text="A word of the list, or one that means the same (`over`, `~`)."
    )
    unit = serializers.CharField(required=False, allow_blank=True, max_length=60)
    period = FigurePeriod(required=False, allow_null=True)
    period_words = serializers.CharField(required=False, allow_blank=True, max_length=200)
    place = serializers.CharField(required=False, allow_blank=True, max_length=200)
    population = serializers.CharField(required=False, allow_blank=True, max_length=200)
    authority = serializers.CharField(required=False, allow_blank=True, max_length=300)
    share_of = serializers.UUIDField(required=False, allow_null=True)
    inferred = serializers.ListField(child=serializers.ChoiceField(INFERABLE), required=False)
    highlight = serializers.UUIDField(required=False, allow_null=True)
    confirmed = serializers.BooleanField(required=False)
