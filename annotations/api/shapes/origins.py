"""Where information comes from, counting it, merging records, and files."""

from rest_framework import serializers

from annotations.api.shapes.base import Shape, listed
from annotations.models import Stance

WHY = ("wire", "same_text", "attribution", "publisher")


class SourceOrigin(Shape):
    """Where information comes from, whoever carries it: an agency, a ministry, a witness."""

    id = serializers.UUIDField()
    name = serializers.CharField()


SourceOrigins = listed(SourceOrigin, "SourceOriginList")


class OneOrigin(Shape):
    """Evidence of one stance that goes back to one origin."""

    key = serializers.CharField(help_text="The same for the same origin, within one answer.")
    name = serializers.CharField()
    evidence = serializers.ListField(child=serializers.UUIDField())
    is_own_article = serializers.BooleanField()
    is_own_origin = serializers.BooleanField()
    is_independent = serializers.BooleanField(help_text="Whether it counts.")


class ByStance(Shape):
    """Numbers by stance."""

    corroborates = serializers.IntegerField()
    contradicts = serializers.IntegerField()
    context = serializers.IntegerField()  # type: ignore[assignment]  # DRF takes fields out of the class


class OriginsByStance(Shape):
    """Origins by stance."""

    corroborates = OneOrigin(many=True)
    contradicts = OneOrigin(many=True)
    context = OneOrigin(many=True)  # type: ignore[assignment]  # DRF takes fields out of the class


class OriginProposal(Shape):
    """An origin that may be said of the claim, an evidence or a source. Nothing is set by itself."""

    of = serializers.ChoiceField(["claim", "evidence", "source"])
    id = serializers.UUIDField()
    name = serializers.CharField()
    why = serializers.ChoiceField(WHY)


class ClaimOrigins(Shape):
    """The evidence of a claim by origin, as the caller may see it."""

    claim = serializers.UUIDField()
    linked = ByStance(help_text="How many evidences.")
    independent = ByStance(help_text="How many origins that are not the claim's own.")
    only_own = serializers.BooleanField(
        help_text="All evidence is of the claim's own article or origin."
    )
    origins = OriginsByStance()
    proposals = OriginProposal(many=True)


class OriginSaid(Shape):
    """An origin by its name or id; null for none."""

    origin = serializers.CharField(allow_null=True)


class ClaimOriginSet(Shape):
    """Whose word a claim rests on."""

    claim = serializers.UUIDField()
    origin = SourceOrigin(allow_null=True)


class MergeAsked(Shape):
    """The record that stays, and why both are one source."""

    into = serializers.UUIDField()
    reason = serializers.CharField()


class MergePreview(Shape):
    """What merging would do, as the caller may see it."""

    source = serializers.UUIDField()  # type: ignore[assignment]  # DRF takes fields out of the class
    into = serializers.UUIDField()
    claims = serializers.IntegerField(help_text="How many come to count for the one that stays.")
    already = serializers.IntegerField(help_text="How many it has.")
    differing = serializers.ListField(child=serializers.CharField())


class Serving(Shape):
    """A claim that a source serves."""

    id = serializers.UUIDField(help_text="The evidence.")
    claim = serializers.UUIDField()
    statement = serializers.CharField()
    stance = serializers.ChoiceField(Stance.choices)
    quote = serializers.CharField(allow_blank=True)
    source = serializers.UUIDField(help_text="The record that it was linked with.")  # type: ignore[assignment]  # DRF takes fields out of the class
    created_at = serializers.DateTimeField()


Servings = listed(Serving, "ServingList")


class Attachment(Shape):
    """A file that belongs to an evidence. Its name and type are as they were sent."""

    id = serializers.UUIDField()
    filename = serializers.CharField()
    media_type = serializers.CharField(allow_blank=True)
    size = serializers.IntegerField(help_text="Bytes.")
    sha256 = serializers.CharField()


class Attached(Shape):
    """The files that were added."""

    evidence = serializers.UUIDField()
    attachments = Attachment(many=True)


class AttachmentFiles(Shape):
    """One or more files, each of at most 25 MB."""

    file = serializers.ListField(child=serializers.FileField())
