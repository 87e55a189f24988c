"""The one table that is audit, outbox and event stream.

Rows are made by `annotations.history.record` only. A trigger (migration 0002) gives each row the next
`seq` under the lock of one head row, so that numbers are gap-free and in commit order, and chains the
hashes; another refuses UPDATE, DELETE and TRUNCATE.
"""

from django.db import models

from annotations.models.article import Article
from annotations.models.claim import Claim
from annotations.models.user import User

APPEND_ONLY_TABLES = (
    "annotations_historyentry",
    "annotations_historypayload",
    "annotations_historyhead",
    "annotations_articlerevision",
    "annotations_snapshot",
    "annotations_blob",
    "annotations_reviewdecision",
    "annotations_exchange",
)


class HistoryHead(models.Model):
    """One row: the number and hash of the newest entry."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    seq = models.BigIntegerField(default=0)
    hash = models.BinaryField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="history_one_head")]

    def __str__(self) -> str:
        return str(self.seq)


class HistoryEntry(models.Model):
    """Who did what, when, through which door; chained to the entry before."""

    seq = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="+", db_constraint=True
    )
    door = models.CharField(max_length=16)
    verb = models.CharField(max_length=40)
    object_type = models.CharField(max_length=30)
    object_id = models.CharField(max_length=40)
    article = models.ForeignKey(Article, null=True, on_delete=models.PROTECT, related_name="+")
    claim = models.ForeignKey(Claim, null=True, on_delete=models.PROTECT, related_name="+")
    digest = models.BinaryField()
    previous_hash = models.BinaryField()
    hash = models.BinaryField()

    class Meta:
        verbose_name_plural = "history entries"
        indexes = [
            models.Index(fields=["article", "seq"], name="history_of_article"),
            models.Index(fields=["claim", "seq"], name="history_of_claim"),
            models.Index(fields=["object_type", "object_id", "seq"], name="history_of_object"),
            models.Index(fields=["actor", "-seq"], name="history_of_actor"),
            models.Index(fields=["verb", "-seq"], name="history_by_verb"),
            models.Index(fields=["at"], name="history_at"),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.verb}"


class HistoryPayload(models.Model):
    """What an entry says in full: canonical JSON, and the salt that its digest was made with.

    Only a logged `erase()` may empty it; the chain then still verifies.
    """

    seq = models.BigIntegerField(primary_key=True)
    salt = models.BinaryField(null=True)
    body = models.TextField(null=True)  # noqa: DJ001 - null means erased, empty would be a body

    def __str__(self) -> str:
        return str(self.seq)
