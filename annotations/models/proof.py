"""Annotated proofs of articles, as PDF files made by a task."""

from django.db import models
from django.db.models.functions import Now

from annotations.models.article import Article
from annotations.models.blob import Blob
from annotations.models.ids import Identified
from annotations.models.revision import ArticleRevision
from annotations.models.user import User


class Proof(Identified):
    """A PDF of an article with its claims as one person saw them once. It waits while `blob` and `error` are empty.

    Only who had it made may download it: another person may see less, or more.
    """

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="proofs")
    revision = models.ForeignKey(ArticleRevision, on_delete=models.PROTECT, related_name="+")
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=8, default="en")
    history_seq = models.BigIntegerField(null=True)
    blob = models.ForeignKey(Blob, null=True, on_delete=models.PROTECT, related_name="+")
    error = models.CharField(max_length=60, blank=True)
    created_at = models.DateTimeField(db_default=Now())
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["article", "made_by", "-created_at"], name="proof_of_article")
        ]

    def __str__(self) -> str:
        return f"{self.article_id} {self.created_at:%Y-%m-%d}"
