"""What matching keeps: vectors of texts, how often terms occur, and what people said of suggestions."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from annotations.models.article import Article
from annotations.models.claim import Claim, Highlight
from annotations.models.earlier import EarlierCheck
from annotations.models.ids import Identified
from annotations.models.user import User


class Embedding(models.Model):
    """The vector of a text by an optional model: little-endian 16-bit floats, of length 1.

    The text is named by its sha256, so that equal texts share one row and nothing has to be kept in step.
    """

    id = models.BigAutoField(primary_key=True)
    model = models.CharField(max_length=40)
    text_sha256 = models.CharField(max_length=64)
    vector = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["text_sha256", "model"], name="embedding_once"),
        ]

    def __str__(self) -> str:
        return f"{self.model} {self.text_sha256[:12]}"


class TermCount(models.Model):
    """In how many of the texts that are matched a term occurs: rare terms tell most."""

    term = models.CharField(primary_key=True, max_length=200)
    texts = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.term} {self.texts}"


class MatchAnswer(models.TextChoices):
    """What a person said of an earlier check that was shown."""

    ACCEPTED = "accepted", _("says the same")
    REJECTED = "rejected", _("is something else")


class MatchChoice(Identified):
    """That a person accepted or rejected a suggested earlier check; shown again only where they change their mind.

    `text` is what was looked for: the words being marked, or the claim's statement.
    """

    claim = models.ForeignKey(
        Claim, null=True, on_delete=models.PROTECT, related_name="match_choices"
    )
    text = models.TextField()
    found_claim = models.ForeignKey(Claim, null=True, on_delete=models.PROTECT, related_name="+")
    found_check = models.ForeignKey(
        EarlierCheck, null=True, on_delete=models.PROTECT, related_name="+"
    )
    answer = models.CharField(max_length=10, choices=MatchAnswer)
    level = models.CharField(max_length=8)
    score = models.FloatField()
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(found_claim__isnull=True, found_check__isnull=False)
                | models.Q(found_claim__isnull=False, found_check__isnull=True),
                name="match_choice_of_one",
            ),
            models.CheckConstraint(
                condition=models.Q(answer__in=MatchAnswer.values), name="match_answer_known"
            ),
        ]
        indexes = [models.Index(fields=["claim", "-created_at"], name="match_choice_of_claim")]

    def __str__(self) -> str:
        return f"{self.answer} {self.level}"


class HintAnswer(models.TextChoices):
    """What a person did with a sentence that was suggested for checking."""

    ACCEPTED = "accepted", _("marked")
    DISMISSED = "dismissed", _("dismissed")


class HintChoice(Identified):
    """That a person marked or dismissed a suggested sentence; the newsroom's later suggestions learn from it.

    `reasons` are those that it was suggested for, `features` what was counted of it. A dismissed sentence has a
    highlight of purpose `dismissal`; taken back, that is retired.
    """

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="hint_choices")
    highlight = models.ForeignKey(
        Highlight, null=True, on_delete=models.PROTECT, related_name="hint_choices"
    )
    claim = models.ForeignKey(
        Claim, null=True, on_delete=models.PROTECT, related_name="hint_choices"
    )
    answer = models.CharField(max_length=10, choices=HintAnswer)
    reasons: "ArrayField[Any, Any]" = ArrayField(models.CharField(max_length=40), default=list)
    features = models.JSONField(default=dict)
    score = models.FloatField()
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(db_default=Now())
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(answer__in=HintAnswer.values), name="hint_answer_known"
            ),
        ]
        indexes = [
            models.Index(fields=["article", "created_at"], name="hint_choice_of_article"),
            models.Index(fields=["-created_at", "-id"], name="hint_choice_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.answer} {self.score}"
