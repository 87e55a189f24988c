"""The publish gate, and what publishing and correcting take."""

from rest_framework import serializers

from annotations.api.shapes.base import Shape, listed
from annotations.publishing import Kind


class GateItem(Shape):
    """One line of the checklist, as far as the caller may see."""

    code = serializers.CharField(
        help_text="The refusal that it stands for, or the code of a warning of the guard."
    )
    kind = serializers.ChoiceField(
        [kind.value for kind in Kind],
        help_text="`blocks` the claim, needs a written `reason`, or blocks the `article`'s sign-off only.",
    )
    words = serializers.CharField()
    url = serializers.URLField(help_text="The page of what it is about.")
    is_met = serializers.BooleanField()
    reason = serializers.CharField(allow_blank=True, help_text="What was written over a warning.")


class ClaimOfGate(Shape):
    """A claim of an article with what is left to do before it is published."""

    id = serializers.UUIDField()
    statement = serializers.CharField()
    items = GateItem(many=True)


class ArticleGate(Shape):
    """What blocks an article's sign-off or clearing, and what each claim of it still lacks."""

    items = GateItem(many=True)
    claims = ClaimOfGate(many=True)


class Published(Shape):
    """How to publish: everything may be left out."""

    at = serializers.DateTimeField(
        required=False, allow_null=True, help_text="Later than now; null or left out: at once."
    )
    reasons = serializers.DictField(
        child=serializers.CharField(allow_blank=True),
        required=False,
        help_text="Why it may be published although the guard warns: `{warning: reason}`.",
    )


class Corrected(Shape):
    """What the next version is, and what readers are told; both may be changed while it is a draft."""

    kind = serializers.ChoiceField(
        ["correction", "rating", "update"], required=False, help_text="`update` where left out."
    )
    note = serializers.CharField(required=False, allow_blank=True)
    reason = serializers.CharField(
        required=False, allow_blank=True, help_text="For the record only."
    )


GateItems = listed(GateItem, "GateItems")
