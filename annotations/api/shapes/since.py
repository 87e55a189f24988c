"""What changed since a reviewer last judged a claim."""

from rest_framework import serializers

from annotations.api.shapes.base import Person, Shape
from annotations.api.shapes.revisions import Span


class SinceDecision(Shape):
    """The decision that is compared with: the caller's own newest one, else the newest of anybody."""

    by = Person()
    at = serializers.DateTimeField()
    kind = serializers.RegexField("^(approve|request_changes)$")
    is_own = serializers.BooleanField()


class SincePiece(Shape):
    """Characters that were kept, removed (`del`) or added (`ins`)."""

    mark = serializers.RegexField("^(same|del|ins)$")
    text = serializers.CharField(trim_whitespace=False)
    figures = serializers.ListField(
        child=Span(), help_text="Figures in what was removed or added: code points of `text`."
    )


class SinceWhere(Shape):
    """Where to look: the passage, and the numbers of the two texts that part it."""

    article = serializers.UUIDField()
    title = serializers.CharField(allow_blank=True)
    highlight = serializers.UUIDField(allow_null=True)
    old_revision = serializers.IntegerField(
        allow_null=True, help_text="Null where it is not known any more."
    )
    new_revision = serializers.IntegerField(allow_null=True)


class SinceChange(Shape):
    """One thing that was judged and is different now."""

    field = serializers.CharField(help_text="Stable name: `statement`, `words`, `quote`...")
    label = serializers.CharField()  # type: ignore[assignment]  # DRF takes fields out of the class
    of = serializers.CharField(allow_blank=True, help_text="Title of the source or article.")
    old = serializers.CharField(allow_blank=True)
    new = serializers.CharField(allow_blank=True)
    pieces = SincePiece(many=True)
    by = Person(allow_null=True)
    at = serializers.DateTimeField(allow_null=True)
    is_undecided = serializers.BooleanField(
        help_text="The text changed by itself and no editor has said yet where the passage stands."
    )
    where = SinceWhere(allow_null=True)


class Since(Shape):
    """What differs between the judged content and what stands now, as far as the caller may see it."""

    approval = serializers.RegexField("^(none|valid|stale)$")
    stale_at = serializers.DateTimeField(allow_null=True)
    decision = SinceDecision(allow_null=True)
    changes = SinceChange(many=True)
    undecided = serializers.IntegerField(help_text="How many changes wait for an editor.")
