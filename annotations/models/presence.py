"""Who has an article open just now."""

from django.db import models

from annotations.models.article import Article
from annotations.models.ids import Identified
from annotations.models.user import User


class Presence(Identified):
    """That a person was seen in an article a moment ago, and which claim's card they had open.

    No part of the record: rows are overwritten, and forgotten with a crash (the table is unlogged).
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    claim = models.UUIDField(null=True)
    is_typing = models.BooleanField(default=False)
    seen_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "presence"
        constraints = [
            models.UniqueConstraint(fields=["article", "person"], name="presence_once"),
        ]
        indexes = [models.Index(fields=["article", "seen_at"], name="presence_now")]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.article_id}"
