"""Several imports asked for in one go."""

from django.db import models

from annotations.models.ids import Identified
from annotations.models.user import User


class BatchQuerySet(models.QuerySet["Batch"]):
    """Questions about many batches."""

    def visible_to(self, user: User) -> "BatchQuerySet":
        """Every signed-in account sees every batch, as it sees every import."""
        return self if user.is_active else self.none()


class Batch(Identified):
    """A list of addresses, several files, or the stories of one file; how it stands is counted from its imports.

    `merged` counts the addresses and files that stood in the list more than once.
    """

    label = models.CharField(max_length=200, blank=True)
    merged = models.PositiveIntegerField(default=0)
    requested_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = BatchQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "batches"
        indexes = [models.Index(fields=["-created_at", "-id"], name="batch_newest")]

    def __str__(self) -> str:
        return self.label or str(self.id)
