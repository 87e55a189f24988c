"""API tokens (hashed, scoped, expiring) and idempotency keys."""

import hashlib

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from annotations.models.ids import Identified
from annotations.models.user import User


class Scope(models.TextChoices):
    """What a token may do of what its person may do."""

    READ = "read", _("read")
    ANNOTATE = "annotate", _("read, mark claims and link evidence; no decisions")
    WRITE = "write", _("read and write")


class ApiToken(Identified):
    """One of a person's tokens. Only the sha256 of its secret is kept."""

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="api_tokens")
    name = models.CharField(max_length=100, blank=True)
    digest = models.CharField(max_length=64, unique=True)
    scope = models.CharField(max_length=8, choices=Scope, default=Scope.WRITE)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    # Kept to the hour: being used is no write.
    last_used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name or str(self.id)

    @staticmethod
    def digest_of(secret: str) -> str:
        """What is kept of a secret. The secret has 256 random bits, so one sha256 is enough."""
        return hashlib.sha256(secret.encode()).hexdigest()


class IdempotencyKey(Identified):
    """The answer that a creating POST got, so that a repeat of it gets the same."""

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    route = models.CharField(max_length=200)
    key = models.CharField(max_length=200)
    body_sha256 = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True)
    answer = models.TextField(blank=True)
    headers = models.JSONField(default=dict)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "route", "key"], name="idempotency_key_once")
        ]
        indexes = [models.Index(fields=["created_at"], name="idempotency_key_age")]

    def __str__(self) -> str:
        return self.key


class ApiUse(models.Model):
    """How many calls one person, token or address made in one minute; old rows are swept."""

    who = models.CharField(max_length=80)
    minute = models.BigIntegerField()
    calls = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["who", "minute"], name="api_use_once")]
        indexes = [models.Index(fields=["minute"], name="api_use_age")]

    def __str__(self) -> str:
        return f"{self.who} {self.minute}"
