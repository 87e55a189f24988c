"""Who may see a source, an evidence, a note or an attempt: one rule for all of them."""

from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from annotations.models.ids import Identified
from annotations.models.user import User


class Visibility(models.TextChoices):
    """Who may see a source, an evidence or a note besides its owner and those it is shared with."""

    EVERYONE = "everyone", _("everyone")
    LISTED = "listed", _("others see that it exists")
    HIDDEN = "hidden", _("hidden")


class ConfidentialQuerySet(models.QuerySet[Any]):
    """Questions about many things that have an owner and a visibility."""

    def standing(self) -> Self:
        """Those not removed, oldest first."""
        return self.filter(removed_at__isnull=True).order_by("created_at", "id")

    def visible_to(self, user: User) -> Self:
        """Those whose content this person may read. No role opens confidential ones."""
        if not user.is_active:
            return self.none()
        through = self.model.shared_with.through
        ids = through.objects.filter(user=user).values(
            self.model.shared_with.field.m2m_column_name()
        )
        return self.filter(
            models.Q(visibility=Visibility.EVERYONE)
            | models.Q(created_by=user)
            | models.Q(pk__in=ids)
        )

    def listed_to(self, user: User) -> Self:
        """Those that this person may know to exist, without being `visible_to` them."""
        unseen = self.filter(visibility=Visibility.LISTED)
        return unseen.exclude(pk__in=self.visible_to(user).values("pk"))


class Confidential(Identified):
    """Something that a person adds to a claim and that others may or may not see. It is removed, never deleted."""

    visibility = models.CharField(max_length=8, choices=Visibility, default=Visibility.EVERYONE)
    shared_with = models.ManyToManyField(User, blank=True, related_name="+")
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True
