"""The newsroom's rating scale: versioned and retired, never renamed in place."""

from collections.abc import Mapping

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from annotations.models.article import Purpose
from annotations.models.ids import Identified


class Needed(models.TextChoices):
    """Which evidence a rating needs before its claim may be submitted."""

    NONE = "", _("none")
    CORROBORATING = "corroborates", _("a corroborating source")
    CONTRADICTING = "contradicts", _("a contradicting source")
    ATTEMPTS = "attempts", _("what was tried to find some")


class RatingQuerySet(models.QuerySet["Rating"]):
    """Questions about the scale."""

    def offered(self, purpose: str = Purpose.OTHERS) -> "RatingQuerySet":
        """Those that may be given today, in the scale's order."""
        return self.filter(purpose=purpose, retired_at__isnull=True).order_by("position")


class Rating(Identified):
    """One step of the scale, as it was worded from one day on.

    `number` is schema.org's ratingValue on 1 (False) to 5 (True), or none where the rating is not a
    point on that line. `look` names the icon, colour and underline. `labels` and `definitions` hold the same in
    further languages, by their code: ``{"ru": "Правда"}``.
    """

    slug = models.SlugField(max_length=60)
    version = models.PositiveIntegerField(default=1)
    purpose = models.CharField(max_length=8, choices=Purpose, default=Purpose.OTHERS)
    label = models.CharField(max_length=80)
    definition = models.TextField(blank=True)
    labels = models.JSONField(default=dict, blank=True)
    definitions = models.JSONField(default=dict, blank=True)
    number = models.PositiveSmallIntegerField(null=True, blank=True)
    needs_evidence = models.CharField(
        max_length=12, choices=Needed, blank=True, default=Needed.NONE
    )
    look = models.SlugField(max_length=40)
    position = models.PositiveSmallIntegerField(default=0)
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = RatingQuerySet.as_manager()

    class Meta:
        ordering = ["purpose", "position", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["purpose", "slug", "version"], name="rating_version_once"
            ),
            models.UniqueConstraint(
                fields=["purpose", "slug"],
                condition=models.Q(retired_at__isnull=True),
                name="rating_one_in_force",
            ),
            models.CheckConstraint(
                condition=models.Q(number__isnull=True) | models.Q(number__range=(1, 5)),
                name="rating_number_1_to_5",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def words(self) -> str:
        """The label in the reader's language, else as the newsroom says it."""
        return worded(self.label, self.labels)

    @property
    def definition_words(self) -> str:
        """The definition in the reader's language, else as the newsroom says it."""
        return worded(self.definition, self.definitions)


def worded(text: str, translations: Mapping[str, str] | None) -> str:
    """One of `translations` in the language that the answer is given in, else `text`."""
    return (translations or {}).get(get_language() or "") or text
