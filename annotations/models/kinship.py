"""Articles that are the same story: by address, by text, or nearly so."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from annotations.models.article import Article
from annotations.models.ids import Identified
from annotations.models.revision import Snapshot
from annotations.models.user import User


class Likeness(models.TextChoices):
    """Why two articles may be one story."""

    ADDRESS = "same_address", _("same address")
    IDENTIFIER = "same_identifier", _("same agency number")
    TEXT = "same_text", _("same text")
    SYNDICATED = "syndicated", _("nearly the same text")


class KinDecision(models.TextChoices):
    """What a person made of it."""

    OPEN = "open", _("not decided")
    NEW_VERSION = "new_version", _("a new version of it")
    ALSO_PUBLISHED = "also_published", _("also published there")
    APART = "apart", _("two articles")


class Kinship(Identified):
    """That `article`, the later one, may be the story of `other`, the earlier one.

    `score` is the share of the shorter text's word sequences that stand in the longer one, 0 to 1.
    Near-duplicates (`syndicated`) are linked without a question; the rest waits for a person.
    """

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="kin")
    other = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="kin_later")
    likeness = models.CharField(max_length=16, choices=Likeness)
    score = models.FloatField()
    decision = models.CharField(max_length=16, choices=KinDecision, default=KinDecision.OPEN)
    decided_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "kinships"
        constraints = [
            models.UniqueConstraint(fields=["article", "other"], name="kinship_once"),
            models.CheckConstraint(
                condition=~models.Q(article=models.F("other")), name="kinship_of_two"
            ),
            models.CheckConstraint(
                condition=models.Q(likeness__in=Likeness.values), name="kinship_likeness_known"
            ),
            models.CheckConstraint(
                condition=models.Q(decision="open", decided_by__isnull=True)
                | models.Q(
                    decision__in=["new_version", "also_published", "apart"],
                    decided_by__isnull=False,
                ),
                name="kinship_decided_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article_id} {self.likeness} {self.other_id}"


class AlsoPublished(Identified):
    """Another place at which the story of an article stands, with the bytes that showed it."""

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="also_published")
    url = models.URLField(max_length=4000, blank=True)
    site_name = models.CharField(max_length=500, blank=True)
    published_at = models.DateTimeField(null=True)
    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="+")
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "also published"
        constraints = [
            models.UniqueConstraint(fields=["article", "snapshot"], name="also_published_once"),
        ]

    def __str__(self) -> str:
        return self.url or self.site_name


class TextSketch(models.Model):
    """A few numbers that an article's text shares with nearly equal texts, and with no others.

    `words_sha256` is of the story's words alone, without case, punctuation and white space.
    `hashes` are the smallest hashes of its word sequences (a bottom-k sketch), as signed 64-bit numbers.
    """

    article = models.OneToOneField(
        Article, primary_key=True, on_delete=models.PROTECT, related_name="sketch"
    )
    words_sha256 = models.CharField(max_length=64, db_index=True)
    hashes = ArrayField(models.BigIntegerField(), default=list)

    class Meta:
        verbose_name_plural = "text sketches"
        # Every arrival asks at once: what waits to be indexed would be read again for each of its hashes.
        indexes = [GinIndex(fields=["hashes"], name="text_sketch_hashes", fastupdate=False)]

    def __str__(self) -> str:
        return self.words_sha256[:12]
