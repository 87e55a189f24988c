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


class Differences(Shape):
    """Two texts of an article compared."""

    old = RevisionListed()
    new = RevisionListed()
    differences = Difference(many=True)
    set_aside = AsideChange(many=True)
    details = DetailChange(many=True)
