"""The conductor of notices: tell what happened, and send the mails that are due, each as often as SMTP makes sure of."""

import logging
import smtplib
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from annotations import notices
from annotations.models import Notice, NoticeWay, Work
from annotations.notices import KIND
from annotations.tasks import leases

__all__ = ["KIND", "run", "tell"]
_log = logging.getLogger(__name__)

# A mail server may be away for a weekend.
TRIED_FOR = timedelta(days=3)
_PERMANENT = 500


def tell() -> None:
    """Tell what history says, and have the mails sent that are due."""
    while notices.tell_news():
        pass
    notices.mails_due_later()


def run(work: Work) -> None:
    """Send one mail.

    Its notices are marked after the server took it: whoever is killed in between sends it again, with the
    same Message-ID. What the server refuses for good is not tried again; all else is, more and more seldom.
    """
    letter = _begin(work)
    if letter is None:
        return
    try:
        letter.message.send()
    except (smtplib.SMTPException, OSError) as error:
        is_over = _is_permanent(error) or work.created_at < timezone.now() - TRIED_FOR
        _log.warning(
            "mail %s was not taken (%s); %s",
            work.pk,
            type(error).__name__,
            "it is given up" if is_over else "it is tried again",
        )
        if is_over:
            _end(work, letter, error=_code(error))
        else:
            leases.postpone(work)
        return
    _end(work, letter)


@transaction.atomic
def _begin(work: Work) -> notices.Letter | None:
    """The mail, with a whole lease ahead; None where there is nothing to send, or it is in other hands."""
    if not leases.is_held(work):
        return None
    letter = notices.letter_for(work)
    if letter is None:
        leases.finish(work)
        return None
    leases.renew(work)
    return letter


@transaction.atomic
def _end(work: Work, letter: notices.Letter, *, error: str = "") -> None:
    """Mark what was mailed, or that it stays in the app; whoever has the work now, the mail went out."""
    told = Notice.objects.filter(pk__in=[one.pk for one in letter.notices])
    if error:
        told.update(mail=NoticeWay.APP)
        Work.objects.filter(pk=work.pk).update(payload={**work.payload, "error": error})
    else:
        told.update(mailed_at=timezone.now())
    leases.finish(work)


def _is_permanent(error: Exception) -> bool:
    """Whether the server refuses this letter or its address for good; not what an operator can repair."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= _PERMANENT for code, _words in error.recipients.values())
    return isinstance(error, smtplib.SMTPDataError) and error.smtp_code >= _PERMANENT


def _code(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return "address_refused"
    return "mail_refused" if isinstance(error, smtplib.SMTPDataError) else "server_away"
