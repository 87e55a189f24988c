"""Letting go of notices that nobody needs any more."""

from datetime import timedelta

from django.db.models.functions import Now

from annotations.models import Notice, Work
from annotations.notices.mail_due import KIND

# History keeps what happened; a notice only says that somebody was to look at it.
KEPT = timedelta(days=90)
MAILS_KEPT = timedelta(days=30)


def forget_old() -> int:
    """Delete notices that were seen and are older than `KEPT`, and the work rows of mails that ended long ago.

    Returns:
        How many notices.
    """
    Work.objects.filter(kind=KIND, done_at__lt=Now() - MAILS_KEPT).delete()
    old = Notice.objects.filter(seen_at__isnull=False, created_at__lt=Now() - KEPT)
    deleted, _by_model = old.delete()
    return deleted
