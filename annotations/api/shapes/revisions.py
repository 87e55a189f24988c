"""What parts two texts of an article."""

from typing import Any

from rest_framework import serializers

from annotations.api.shapes.articles import RevisionListed
from annotations.api.shapes.base import Shape


class Span(serializers.ListField):
    """Start and end in code points, end exclusive."""

    def __init__(self, **options: Any) -> None:
        super().__init__(child=serializers.IntegerField(), min_length=2, max_length=2, **options)


class Piece(Shape):
    """Characters that were kept (`old` and `new`), removed (`old` alone) or added (`new` alone)."""

    old = Span(allow_null=True)
    new = Span(allow_null=True)
    text = serializers.CharField()
    figures = serializers.ListField(
        child=Span(), help_text="Figures in what was removed or added, in its own text."
    )


class Difference(Shape):
    """A part of either text and what became of it, in reading order of the new one.

    `moved` stands elsewhere than before (with `pieces` where it was edited too), `left` tells where
    it was moved from.
    """

    kind = serializers.RegexField("^(same|changed|added|removed|moved|left)$")
    old = Span(allow_null=True)
    new = Span(allow_null=True)
    old_blocks = serializers.ListField(child=serializers.CharField())
    new_blocks = serializers.ListField(child=serializers.CharField())
    pieces = Piece(many=True)


class AsideChange(Shape):
    """A block that is site furniture in one text and not in the other."""

    kind = serializers.RegexField("^(set_aside|put_back|came|went)$")
    block = serializers.CharField()
    text = serializers.CharField()


class DetailChange(Shape):
    """A field of which the two documents say different things."""

    field = serializers.CharField()
    old = serializers.CharField(allow_blank=True)
    new = serializers.CharField(allow_blank=True)


class Place(Shape):
    """Where a passage stands in a text; code points, end exclusive."""

    start = serializers.IntegerField()
    end = serializers.IntegerField()


class PassageBetween(Shape):
    """What became of a passage from the first text to the second; nothing of it is stored.

    Passages of claims, and those that evidence quotes which you may see. Retired ones are left out.
    """

    highlight = serializers.UUIDField()
    claim = serializers.UUIDField(help_text="Whose passage it is, or for which it is quoted.")
    purpose = serializers.RegexField("^(claim|quote)$")
    old = Place(allow_null=True)
    new = Place(allow_null=True)
    state = serializers.RegexField(
        "^(anchored|moved|changed|orphaned|added|unknown)$",
        help_text="As of an anchor; `orphaned` where it is not in the second text, `added` where it is"
        " in that one only, `unknown` where it was marked in one of too many other texts.",
    )
    change = serializers.RegexField("^(typography|wording)$", allow_null=True)
    context = serializers.RegexField("^(same|changed)$")  # type: ignore[assignment]  # DRF takes fields out of the class
    gone = serializers.BooleanField(help_text="Somebody said that it left the text for good.")


class Differences(Shape):
    """Two texts of an article compared."""

    old = RevisionListed()
    new = RevisionListed()
    differences = Difference(many=True)
    set_aside = AsideChange(many=True)
    details = DetailChange(many=True)
    claims = PassageBetween(many=True)
