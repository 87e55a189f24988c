"""The mail with an invitation's link."""

import logging
from typing import Any

from django.core.mail import send_mail
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotations.accounts.adapter import has_mail
from annotations.accounts.invitations import DAYS
from annotations.models import Invitation, Newsroom

_log = logging.getLogger(__name__)


def mail_invitation(invitation: Invitation, link: str) -> bool:
    """Send the link, after its transaction.

    Returns:
        Whether it left; where it did not, the administrator gives the link to the person.
    """
    if not has_mail():
        return False
    newsroom = Newsroom.current()
    words = {
        "who": invitation.invited_by.name,
        "newsroom": newsroom.name,
        "link": link,
        "days": DAYS,
    }
    with translation.override(newsroom.language):
        subject, body = _letter(words)
    try:
        return send_mail(" ".join(subject.split()), body, None, [invitation.email]) == 1
    except OSError:  # smtplib's errors are OSErrors
        _log.exception("an invitation could not be mailed")
        return False


def _letter(words: dict[str, Any]) -> tuple[str, str]:
    """Subject and body in the newsroom's language: nobody knows yet which one the guest reads."""
    body = ngettext(
        "%(who)s invites you to check facts at %(newsroom)s.\n\n"
        "Open this link to choose your user name and password. It works once, for %(days)d day:\n\n"
        "%(link)s\n\n"
        "If you did not expect this, do nothing.\n",
        "%(who)s invites you to check facts at %(newsroom)s.\n\n"
        "Open this link to choose your user name and password. It works once, for %(days)d days:\n\n"
        "%(link)s\n\n"
        "If you did not expect this, do nothing.\n",
        DAYS,
    )
    return _("%(who)s invites you to %(newsroom)s") % words, body % words
