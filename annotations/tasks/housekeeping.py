"""Clearing away what nobody needs any more."""

import time
from datetime import timedelta

from django.db.models.functions import Now

from annotations.feeds import KIND as POLL
from annotations.models import ApiUse, IdempotencyKey, SiteRules, Work
from annotations.watch import KIND as WATCH
from annotations.webhooks import KIND as WEBHOOK

# A client that repeats a call does so within hours.
KEPT = timedelta(days=7)
# What a poll came to stands with its feed, a look with its page, an attempt in the log; a site that is not polled any more is asked anew.
POLLS_KEPT = timedelta(days=1)
RULES_KEPT = timedelta(days=60)
# A count of calls is over with its minute; an hour of them tells who was busy.
MINUTES_KEPT = 60


def forget_old_keys() -> int:
    """Delete idempotency keys older than `KEPT`.

    Returns:
        How many.
    """
    deleted, _by_model = IdempotencyKey.objects.filter(created_at__lt=Now() - KEPT).delete()
    return deleted


def forget_old_polls() -> int:
    """Delete the work rows of polls, looks and attempts that ended long ago, and robots.txt files that nobody asks for.

    Returns:
        How many work rows.
    """
    ended = Work.objects.filter(kind__in=[POLL, WATCH, WEBHOOK], done_at__lt=Now() - POLLS_KEPT)
    deleted, _by_model = ended.delete()
    SiteRules.objects.filter(read_at__lt=Now() - RULES_KEPT, failing_since__isnull=True).delete()
    return deleted


def forget_old_uses() -> int:
    """Delete the counts of calls of minutes long past.

    Returns:
        How many.
    """
    deleted, _by_model = ApiUse.objects.filter(
        minute__lt=int(time.time() // 60) - MINUTES_KEPT
    ).delete()
    return deleted
