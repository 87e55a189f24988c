"""Clearing away what nobody needs any more."""

from datetime import timedelta

from django.db.models.functions import Now

from annotations.models import IdempotencyKey

# A client that repeats a call does so within hours.
KEPT = timedelta(days=7)


def forget_old_keys() -> int:
    """Delete idempotency keys older than `KEPT`.

    Returns:
        How many.
    """
    deleted, _by_model = IdempotencyKey.objects.filter(created_at__lt=Now() - KEPT).delete()
    return deleted
