"""The record."""

from rest_framework import serializers

from annotations.api.shapes.base import Shape, listed


class RecordEntry(Shape):
    """One entry of the record, as far as the caller may read."""

    seq = serializers.IntegerField(help_text="Its number in the whole record.")
    at = serializers.DateTimeField()
    actor = serializers.JSONField(help_text='`{id, username, name}`, or "system".')
    door = serializers.CharField()
    verb = serializers.CharField()
    type = serializers.CharField(help_text="The kind of object.")
    id = serializers.CharField(help_text="The object's.")
    article = serializers.UUIDField(allow_null=True)
    claim = serializers.UUIDField(allow_null=True)
    details = serializers.JSONField(allow_null=True, help_text="Null where it was erased.")
    erased_by = serializers.IntegerField(
        allow_null=True, help_text="Number of the entry that tells who erased it and why."
    )
    hash = serializers.CharField(help_text="Of the chain, in hex.")


Record = listed(RecordEntry, "Record")


class ValueDiffers(Shape):
    """A value that differs between two moments."""

    name = serializers.CharField()
    old = serializers.CharField(allow_blank=True)
    new = serializers.CharField(allow_blank=True)
    runs = serializers.JSONField(help_text="`[[mark, text]]`, mark `same`, `del` or `ins`.")


class PartDiffers(Shape):
    """One part of what is compared."""

    name = serializers.CharField(allow_blank=True)
    differences = ValueDiffers(many=True)


class ComparedEntries(Shape):
    """Two entries, or a claim as it stood at each."""

    by = serializers.CharField(
        help_text="`claim`: the claim right after each entry (of one entry: before and after); `entry`: what they say."
    )
    parts = PartDiffers(many=True)
