"""Signing off an article as a whole; the writer's backing notes of our own copy."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from annotations.models.article import Article
from annotations.models.claim import Claim
from annotations.models.ids import Identified
from annotations.models.revision import ArticleRevision
from annotations.models.user import User


class SignOffKind(models.TextChoices):
    """What is signed off."""

    CLEARED = "cleared", _("cleared for publication")
    SIGNED_OFF = "signed_off", _("signed off")


class SignOff(Identified):
    """That a reviewer cleared our own copy, or signed a checked article off, at one named revision.

    `content` is the canonical JSON (RFC 8785) of what was looked at (each claim with its version, finding and state;
    the revision's hash), `content_sha256` the hash of its UTF-8 bytes. It ends when something of it changes.
    """

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="sign_offs")
    revision = models.ForeignKey(ArticleRevision, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=SignOffKind)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    comment = models.TextField(blank=True)
    content = models.TextField()
    content_sha256 = models.CharField(max_length=64)
    created_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)
    ended_why = models.CharField(max_length=40, blank=True)
    ended_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=SignOffKind.values), name="sign_off_kind_known"
            ),
            models.UniqueConstraint(
                fields=["article"],
                condition=models.Q(ended_at__isnull=True),
                name="sign_off_one_in_force",
            ),
        ]
        indexes = [models.Index(fields=["article", "-created_at"], name="sign_off_of_article")]

    def __str__(self) -> str:
        return f"{self.kind} {self.article_id}"


class BackingNote(Identified):
    """What the writer rests a sentence of our own copy on: for the checker and the file, never printed."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="backing_notes")
    body = models.TextField()
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(body=""), name="backing_note_says_something")
        ]
        indexes = [models.Index(fields=["claim", "id"], name="backing_note_of_claim")]

    def __str__(self) -> str:
        return self.body[:60]
