"""What a person says of a sentence: nothing is left in it to check."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from annotations.models.claim import Highlight
from annotations.models.ids import Identified
from annotations.models.user import User


class CoverageKind(models.TextChoices):
    """Why a sentence is done; all but the first say that there is no checkable claim in it."""

    NOTHING_LEFT = "nothing_left", _("nothing left beside its claims")
    OPINION = "opinion", _("opinion")
    QUESTION = "question", _("question")
    PREDICTION = "prediction", _("prediction")
    CHARACTERISATION = "characterisation", _("characterisation")
    FURNITURE = "furniture", _("furniture")


class Coverage(Identified):
    """A sentence that a person called done. Its place is its highlight's; taken back, that is retired.

    A reviewer other than who decided confirms it; the database holds that.
    """

    highlight = models.OneToOneField(Highlight, on_delete=models.PROTECT, related_name="coverage")
    kind = models.CharField(max_length=16, choices=CoverageKind)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(auto_now_add=True)
    confirmed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "coverage"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=CoverageKind.values), name="coverage_kind_known"
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed_by__isnull=True, confirmed_at__isnull=True)
                | (
                    models.Q(confirmed_by__isnull=False, confirmed_at__isnull=False)
                    & ~models.Q(confirmed_by=models.F("decided_by"))
                ),
                name="coverage_confirmed_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.highlight_id}"
