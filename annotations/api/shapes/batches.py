"""Batches: several imports in one go."""

from rest_framework import serializers

from annotations.api.shapes.base import Shape, listed
from annotations.models import Purpose


class BatchCounts(Shape):
    """How many imports stand how; `cancelled` are some of the `failed`."""

    total = serializers.IntegerField()
    queued = serializers.IntegerField()
    running = serializers.IntegerField()
    succeeded = serializers.IntegerField()
    failed = serializers.IntegerField()
    cancelled = serializers.IntegerField()


class Batch(Shape):
    """A list of addresses, several files, or the stories of one file."""

    id = serializers.UUIDField()
    label = serializers.CharField(allow_blank=True)  # type: ignore[assignment]  # DRF takes fields out of the class
    merged = serializers.IntegerField(help_text="What stood in the list more than once.")
    counts = BatchCounts()
    progress = serializers.FloatField(help_text="How much has ended, from 0 to 1.")
    seconds_left = serializers.IntegerField(
        allow_null=True,
        help_text="At its own pace; null before three have ended, and after all have.",
    )
    imports_url = serializers.URLField()
    requested_by = serializers.UUIDField(allow_null=True)
    created_at = serializers.DateTimeField()
    finished_at = serializers.DateTimeField(allow_null=True)


class BatchChanged(Batch):
    """A batch after a change, and how many imports it touched."""

    changed = serializers.IntegerField()


class BatchAsked(Shape):
    """Up to 500 addresses; the same twice is one."""

    urls = serializers.ListField(child=serializers.URLField())
    purpose = serializers.ChoiceField(Purpose.choices, required=False)
    label = serializers.CharField(required=False)  # type: ignore[assignment]  # DRF takes fields out of the class


class BatchFiles(Shape):
    """Up to 100 files of 25 MB, 200 MB together; `urls` may be a text with one address a line."""

    files = serializers.ListField(child=serializers.FileField())
    urls = serializers.CharField(required=False)
    purpose = serializers.ChoiceField(Purpose.choices, required=False)
    label = serializers.CharField(required=False)  # type: ignore[assignment]  # DRF takes fields out of the class


class BatchRetryAsked(Shape):
    """What to try again."""

    cancelled = serializers.BooleanField(required=False, help_text="Also what somebody cancelled.")


Batches = listed(Batch, "Batches")
