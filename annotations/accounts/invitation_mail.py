"""The mail with an invitation's link."""

import logging

from django.core.mail import send_mail
from django.utils.translation import gettext as _

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
    words = {
        "who": invitation.invited_by.name,
        "newsroom": Newsroom.current().name,
        "link": link,
        "days": DAYS,
    }
    subject = _("%(who)s invites you to %(newsroom)s") % words
    body = _(
        "%(who)s invites you to check facts at %(newsroom)s.\n\n"
        "Open this link to choose your user name and password. It works once, for %(days)d days:\n\n"
        "%(link)s\n\n"
        "If you did not expect this, do nothing.\n"
    )
    try:
        return send_mail(" ".join(subject.split()), body % words, None, [invitation.email]) == 1
    except OSError:  # smtplib's errors are OSErrors
        _log.exception("an invitation could not be mailed")
        return False
